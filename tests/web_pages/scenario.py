"""Mornings for the page tests: a hall with windows, errands and people waiting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from stand_in_hall import Errand, StandInHall, Window

from hall_server.domain.paper import PrintState
from hall_server.domain.states import StopAction, WindowAction
from hall_server.wire.message import Text
from hall_server.wire.views import ClerkView

FOOD = Errand(
    "SP-001",
    Text(zh="食品经营许可（新办）", en="Food business licence (new)"),
    "A",
    "promised",
    (
        "食品经营许可申请书",
        "营业执照",
        "经营场所平面布局图",
        "食品安全管理制度",
        "从业人员健康证明",
    ),
    "spjyxk",
)
COMPANY = Errand(
    "SJ-001",
    Text(zh="有限责任公司设立登记", en="Registration of a limited liability company"),
    "A",
    "promised",
    ("公司登记（备案）申请书", "公司章程", "住所（经营场所）使用证明"),
    "yxzrgssldj",
)
BUILD = Errand(
    "JS-001", Text(zh="建筑工程施工许可", en="Construction permit"), "B", "joint", (), "jzgcsgxk"
)
PENSION = Errand(
    "RS-001",
    Text(zh="养老保险关系转移", en="Transfer of pension insurance"),
    "C",
    "instant",
    (),
    "ylbxgxzy",
)
BUS = Errand("BM-001", Text(zh="公交卡办理", en="Bus card"), "D", "instant", (), "gjkbl")
ELDER = Text(zh="老年人", en="Elderly")

QUEUES = {
    "A": (Text(zh="企业登记", en="Business registration"), "A"),
    "B": (Text(zh="工程建设", en="Construction"), "B"),
    "C": (Text(zh="社会保障", en="Social security"), "C"),
    "D": (Text(zh="便民事项", en="Everyday matters"), "D"),
}


def quiet_hall(now: Callable[[], datetime], windows: int = 12) -> StandInHall:
    """Windows all closed, nobody in the hall yet."""
    hall = StandInHall(now)
    hall.errands = {errand.code: errand for errand in (FOOD, COMPANY, BUILD, PENSION, BUS)}
    hall.queues = dict(QUEUES)
    share = {"A": 0.33, "B": 0.55, "C": 0.9, "D": 1.0}
    for number in range(1, windows + 1):
        zone = next(zone for zone, upto in share.items() if number <= upto * windows + 0.001)
        hall.windows[str(number)] = Window(str(number), zone, (zone,), now())
    return hall


def people_waiting(hall: StandInHall, people: int = 6) -> None:
    """A line at queue A, the first of them beyond the limit, and some in the others."""
    waits = (34, 24, 12, 11, 9, 6, 5, 4, 3, 2, 2, 1)
    for place in range(people):
        item = FOOD if place % 2 == 0 else COMPANY
        hall.take_number(
            item.code,
            waited=timedelta(minutes=waits[place % len(waits)]),
            reason=ELDER if place == 2 else None,
            steps=4 if place == 3 else 1,
        )
    hall.take_number(PENSION.code, waited=timedelta(minutes=16))
    hall.take_number(BUILD.code, waited=timedelta(minutes=41))


def paper_troubles(hall: StandInHall) -> None:
    """Window 1's printer has run out of paper: one sheet uncertain, one refused; two printers are well."""
    paper = hall.paper
    for code, place in (("window-1", "window:1"), ("window-2", "window:2"), ("desk", "hall")):
        paper.add_printer(code, place)
    for number, end, trouble in (
        ("A010", PrintState.PRINTED, ""),
        ("A011", PrintState.UNCERTAIN, "the station was restarted"),
        ("A012", PrintState.REFUSED, "offline, paper_out"),
    ):
        job = paper.order("window-1", number)
        paper.claim(job)
        paper.report(job, end, trouble)
    paper.say("window-1", "offline", "paper_out")


def busy_hall(now: Callable[[], datetime], windows: int = 45) -> StandInHall:
    """Ten in the morning: most windows open, some serving, one paused, people everywhere."""
    hall = quiet_hall(now, windows)
    items = {"A": FOOD, "B": BUILD, "C": PENSION, "D": BUS}
    for place in range(windows * 2):
        window = list(hall.windows.values())[place % windows]
        hall.take_number(items[window.zone].code, waited=timedelta(minutes=3 + place % 29))
    for place, window in enumerate(hall.windows.values()):
        if place % 9 == 8:
            continue
        window.clerk = ClerkView(
            badge=f"2{place:03}", name=("周洁", "吴磊", "郑晓燕", "欧阳建国")[place % 4]
        )
        window.seat = f"seat-of-window-{place}"
        hall.turn(window, WindowAction.OPEN, window.clerk.badge)
        window.served = place % 7
        if place % 10 == 3:
            hall.turn(window, WindowAction.PAUSE, window.clerk.badge, "tea")
        elif place % 4:
            hall.call_next(window, window.clerk.badge)
            if place % 4 > 1:
                hall.step(hall.needed(window), StopAction.START, window.clerk.badge)
    return hall
