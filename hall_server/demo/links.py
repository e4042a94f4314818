"""What the demo's start page links to."""

from typing import Any, Protocol

from hall_server.demo.founding import DemoHall


class HasPorts(Protocol):
    """Where the demo's programs listen."""

    @property
    def server(self) -> int: ...
    @property
    def kiosk(self) -> int: ...
    @property
    def display(self) -> int: ...
    @property
    def sheets(self) -> int: ...
    @property
    def desk_sheets(self) -> int: ...
    @property
    def wall(self) -> int: ...


def start_links(ports: HasPorts, demo: DemoHall) -> list[dict[str, Any]]:
    """Every screen of the demo: group, titles, address and a sentence, in zh and en."""
    kiosk = f"http://127.0.0.1:{ports.kiosk}/"
    boards = f"http://127.0.0.1:{ports.display}"
    # A browser holds six streams with one address: under its other name the display is another.
    more_boards = f"http://localhost:{ports.display}"
    sheets = f"http://127.0.0.1:{ports.sheets}/"
    enter = f"{demo.server}/demo/enter/{demo.visitor_badge}?next="
    code = next(iter(demo.booking_codes), "")
    rows = [
        ("visitor", "kiosk", "取号机", "Ticket kiosk", kiosk,
         f"选事项、取号，或用预约码 {code} 签到。打印出的号票在“虚拟打印机”里看。",
         f"Find an item and take a number, or check in with booking code {code}. The printed ticket "
         "appears at the virtual printer."),
        ("visitor", "printer", "虚拟打印机", "Virtual printer", sheets,
         "刚打印的号票；扫二维码或点号票看手机页。可以让它缺纸、开盖、断线。",
         "The tickets just printed. You can make it run out of paper or go silent."),
        ("visitor", "items", "办事指南", "Service guides", f"{demo.server}/items",
         "在家先看：要带什么、多久办好、到哪个窗口；可以打印。",
         "Read at home: what to bring, how long it takes, which window; it can be printed."),
        ("lobby", "board", "叫号大屏", "Lobby board", f"{boards}/screen/lobby",
         "正在叫的号、各区等候人数；叫号在这一页上听得到。",
         "Who is called now, and how many wait in each zone. The calls are heard on this page."),
        ("lobby", "zone", "区域屏", "Zone board", f"{boards}/zone/A",
         "企业登记功能区的窗口。", "The windows of the business registration zone."),
        ("lobby", "window", "窗口屏", "Window board", f"{boards}/window/5",
         "5 号窗口上方的屏。", "The board above window 5."),
        ("lobby", "next", "请准备屏", "Next-up board", f"{more_boards}/next",
         "每条队伍接下来的号，和该到哪些窗口附近等。", "Whose turn comes soon, and near which windows to wait."),
        ("lobby", "overview", "等候一览", "Waiting overview", f"{more_boards}/overview",
         "入口的屏：每个事项有多少人等、大约多久、在哪个区。",
         "For the entrance: for each item how many wait, about how long, and in which zone."),
        ("lobby", "staff", "内部看板", "Board for staff", f"{more_boards}/staff",
         "各队伍离时限多近，哪些窗口空着而有人等。",
         "How near each queue is to its limit, and which windows idle while people wait."),
        ("lobby", "wall", "LED 条屏墙", "LED wall", f"http://127.0.0.1:{ports.wall}/",
         "每个窗口上方的条屏，由它们收到的字节画出。可以断电、断线、让它不应答。",
         "The strips over all windows, drawn from the very bytes they get. Cut a line, or their power."),
        ("clerk", "desk-5", "5 号窗口", "Window 5", f"{enter}/desk/5",
         "您来当 5 号窗口的工作人员：登录、开窗、按空格叫号。",
         "Be the clerk of window 5: sign in, open, and press Space to call."),
        ("clerk", "desk-printer", "5 号窗口的打印机", "Printer of window 5",
         f"http://127.0.0.1:{ports.desk_sheets}/",
         "窗口打印的单据；服务器自己驱动它。", "What window 5 prints; the server drives it."),
        ("clerk", "desk-27", "27 号窗口", "Window 27", f"{enter}/desk/27",
         "社会事务区的另一个空窗口。", "Another free window, in social affairs."),
        ("clerk", "guide", "导办台", "Guide desk", f"{enter}/guide",
         f"替人取号，按号码、手机尾号找号票，恢复过号；输入预约码 {code} 替人签到。",
         "Take numbers for people, find tickets by number or phone, bring back the missed; "
         f"type booking code {code} to check somebody in."),
        ("clerk", "cases", "办件", "Cases", f"{enter}/cases",
         "一百多件办件：已收件、待补正、办理中、可领取；打开一件看进度、文书和每一步。",
         "More than a hundred cases: received, to be supplemented, running, ready. Open one to see its "
         "steps, its papers and its story."),
        ("supervisor", "hall", "大厅总览", "Hall overview", f"{enter}/hall",
         "每个窗口、每条队伍、每次叫号的理由和流水。",
         "Every window, every queue, why each call was made, and the journal."),
        ("supervisor", "past", "回看", "Look back", f"{enter}/hall/past",
         "把时间拨回今天任何一刻，看当时的大厅。",
         "Turn the clock back to any moment of the day and see the hall as it was."),
        ("supervisor", "admin", "管理", "Administration", f"{enter}/admin",
         "窗口、事项、开放时间、人员、设备：改动先预览，再生效，可以撤销。",
         "Windows, items, hours, staff, devices: changes are previewed, applied, and can be undone."),
        ("machine", "api", "接口文档", "API", f"{enter}/api/docs",
         "给集成人员看的接口。", "For those who connect other systems."),
    ]  # fmt: skip
    names = ("group", "key", "title_zh", "title_en", "url", "zh", "en")
    return [dict(zip(names, row, strict=True)) for row in rows]
