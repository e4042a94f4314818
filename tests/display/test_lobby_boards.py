"""Next-up board, overview and board for staff in a browser, told by the display's own pages."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hall_states import board, utc_now
from lobby_states import demo_queues, lobby, queue
from open_boards import OpenBoards, open_boards
from playwright.sync_api import Page, expect
from windows import Windows

from display.board import start
from hall_server.wire.lobby import LobbyQueue, LobbyState
from hall_server.wire.message import Text
from hall_server.wire.views import BoardState, EvacuationView

pytestmark = pytest.mark.browser

AXE = Path(
    os.environ.get("AXE_JS") or Path(__file__).parents[1] / "pages/node_modules/axe-core/axe.min.js"
)
SCREENS = (
    (1920, 1080, "usual"),
    (1920, 1080, "english"),
    (1080, 1920, "usual"),
    (1080, 1920, "english"),
    (3840, 2160, "usual"),
)
PATHS = ("/next", "/overview", "/staff")
LONG = Text(zh="建设工程规划许可与竣工验收备案综合受理" * 3, en="Joint acceptance of filings " * 8)
CUT = """
(selector) => [...document.querySelectorAll(selector)]
  .filter((one) => {
    const box = one.getBoundingClientRect();
    const holder = one.closest("li, .list, p").getBoundingClientRect();
    return one.scrollWidth > one.clientWidth + 1 || box.right > holder.right + 1
      || box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
  })
  .map((one) => one.textContent.trim())
"""
LAYOUTS = """
[layout.english]
languages = ["en", "zh-CN"]

[layout.at_b]
zones = ["B"]
"""
OUTSIDE = """
() => [...document.querySelectorAll("main > *, .cards > *, .rows > *, .list, footer")]
  .filter((one) => {
    const box = one.getBoundingClientRect();
    return box.right > innerWidth + 1 || box.bottom > innerHeight + 1
      || (one.closest("main") && box.bottom > document.querySelector("main").getBoundingClientRect().bottom + 1);
  })
  .map((one) => one.className)
"""
FIGURES = (
    ".card .number, .card .windows .first, .list .wait .first, .list .count, .list .many,"
    " .rows .count b, .against span, .rows .windows > *, .rows .outlook .first, .standing .first"
)
"""What is a figure: half of one would be another."""


class Boards:
    """A display's pages and what they show."""

    def __init__(self, opened: OpenBoards) -> None:
        self.opened = opened
        self.url = opened.url
        self._version = 0

    def tell(self, state: BoardState | None = None, second: LobbyState | None = None) -> None:
        """The hall is heard: a state of now, and its second view."""
        self._version += 1
        told = {"version": self._version}
        self.opened.say((state or board(1, utc_now())).model_copy(update=told | {"at": utc_now()}))
        if second is not None:
            self.opened.say_second(second.model_copy(update=told))


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Boards]:
    with open_boards(tmp_path_factory.mktemp("display"), LAYOUTS) as opened:
        yield Boards(opened)


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    with windows.borrow(viewport={"width": 1920, "height": 1080}) as context:
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        troubles: list[str] = []
        opened.on("pageerror", lambda error: troubles.append(str(error)))
        yield opened
    assert troubles == []


def sixty() -> tuple[LobbyQueue, ...]:
    """Sixty queues of twenty-six zones, each with people and windows of its own."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return tuple(
        queue(
            letters[place % 26] + str(place // 26 or ""),
            letters[place % 26],
            Text(zh=f"队列{place}", en=f"Queue {place}"),
            1 + place % 40,
            place % 45,
            windows=[str(2 * place + 1), str(2 * place + 2)],
        )
        for place in range(60)
    )


def crowded() -> tuple[LobbyQueue, ...]:
    """Names without end, 999 waiting for 999 minutes, numbers of six signs."""
    windows = [str(number) for number in range(1, 46, 2)]
    return tuple(queue(letter, letter, LONG, 999, 999, 20, windows) for letter in ("A", "W1W", "D"))


def test_the_next_numbers_stand_in_their_order_with_the_windows_to_wait_near(
    boards: Boards, page: Page
) -> None:
    boards.tell(second=lobby(1, utc_now()))
    page.goto(boards.url + "/next")
    card = page.locator(".card").filter(has_text="企业登记")
    expect(card.locator(".number")).to_have_text(["A001", "A002", "A003", "A004"])
    expect(card.locator(".windows")).to_contain_text("1–4号窗口")
    expect(card.locator(".windows")).to_contain_text("Windows 1–4")
    page.goto(boards.url + "/next?layout=at_b")
    expect(page.locator(".card .badge")).to_have_text(["B"] * 4)
    unserved = page.locator(".card").filter(has_text="综合受理")
    expect(unserved).to_contain_text("暂无窗口办理")
    expect(unserved.locator(".number")).to_have_count(0)
    boards.tell(second=lobby(2, utc_now(), tuple(map(emptied, demo_queues()))))
    expect(page.locator(".said")).to_contain_text("现在没有人等候")
    boards.tell(second=lobby(3, utc_now(), day_open=False))
    expect(page.locator(".said")).to_contain_text("大厅现已停止叫号")


def emptied(one: LobbyQueue) -> LobbyQueue:
    return queue(one.queue, one.zone, one.name, windows=one.windows)


def test_the_overview_says_of_each_item_how_many_wait_how_long_and_what_is_closed(
    boards: Boards, page: Page
) -> None:
    first = queue("A", "A", Text(zh="企业登记", en="Companies"), 18, 9, windows=["1", "2"])
    shut = queue("Q", "Q", Text(zh="公积金", en="Fund"), 2, closed=Text(zh="停电", en="No power"))
    boards.tell(second=lobby(1, utc_now(), (first, shut)))
    page.goto(boards.url + "/overview")
    heads = page.locator(".list .head")
    expect(heads.first).to_contain_text("约 36–46 分钟")
    expect(heads.first.locator(".count")).to_have_text("18 人")
    expect(page.locator(".list").first.locator(".many")).to_have_text(
        ["3 人", "3 人", "3 人", "暂停取号", "3 人"]
    )
    expect(heads.last).to_contain_text("暂停取号")
    expect(heads.last.locator(".badge")).to_have_text("Q")
    expect(page.locator(".turn")).to_have_count(0)


def test_an_overview_too_long_to_wait_for_leaves_out_what_nobody_waits_for(
    boards: Boards, page: Page
) -> None:
    queues = tuple(one.model_copy(update={"waiting": 2}) for one in sixty())
    told = lobby(1, utc_now(), queues)
    one = told.items[0]
    items = [
        one.model_copy(update={"queue": each.queue, "waiting": waiting, "name": Text(zh=zh, en=zh)})
        for each in queues
        for zh, waiting in (("有人等的", 2), *[("没有人等的", 0)] * 20)
    ]
    boards.tell(second=told.model_copy(update={"items": tuple(items)}))
    page.goto(boards.url + "/overview")
    expect(page.locator(".list")).not_to_have_count(0)
    expect(page.locator("main")).to_contain_text("有人等的")
    expect(page.locator("main")).not_to_contain_text("没有人等的")


def test_the_board_for_staff_has_the_queue_nearest_to_its_limit_first(
    boards: Boards, page: Page
) -> None:
    boards.tell(second=lobby(1, utc_now()))
    page.goto(boards.url + "/staff")
    rows = page.locator(".rows > li")
    expect(rows.first).to_contain_text("银行与征信")
    expect(rows.first.locator(".standing")).to_contain_text("已超时")
    expect(rows.first.locator(".against")).to_contain_text("25 / 20 分钟")
    expect(rows.nth(2).locator(".standing")).to_contain_text("接近时限")
    expect(rows.nth(2).locator(".outlook")).to_contain_text("约 15 分钟后超时")
    expect(rows.nth(1).locator(".windows")).to_contain_text("空闲 5")
    limits = page.locator(".bar .limit").evaluate_all(
        "(all) => new Set(all.map((one) => Math.round(one.getBoundingClientRect().x))).size"
    )
    assert limits == 1, "the limit is at one place in all bars"
    assert "1001" not in page.content(), "a clerk's badge is nothing for a wall"


@pytest.mark.parametrize(("width", "height", "layout"), SCREENS)
def test_no_figure_is_cut_and_nothing_leaves_the_screen(
    boards: Boards, page: Page, width: int, height: int, layout: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for path in PATHS:
        page.goto(f"{boards.url}{path}?layout={layout}")
        for queues, named in (
            (demo_queues(), "行业经营许可"),
            (sixty(), r"队列\d"),
            (crowded(), "建设工程"),
        ):
            boards.tell(second=lobby(1, utc_now(), queues))
            expect(page.locator("main")).to_contain_text(re.compile(named))
            assert page.evaluate(CUT, FIGURES) == [], (path, named)
            assert page.evaluate(OUTSIDE) == [], (path, named)


def test_numbers_are_read_from_ten_metres_and_waits_from_five(boards: Boards, page: Page) -> None:
    """Of a board's rows 78 px on 1080 lines; of what is read from half as far, half of that."""
    boards.tell(second=lobby(1, utc_now()))
    for path, figure, least in (("/next", ".number", 78), ("/overview", ".wait .first", 39)):
        page.goto(boards.url + path)
        expect(page.locator(figure).first).to_be_visible()
        sizes = page.locator(figure).evaluate_all(
            "(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= least, path


def test_all_that_does_not_fit_comes_in_turn(boards: Boards, page: Page) -> None:
    page.clock.install()
    boards.tell(second=lobby(1, utc_now(), sixty()))
    for path, what, pages in (("/next", ".card h2 .first", 6), ("/staff", ".rows h2 .first", 7)):
        page.goto(boards.url + path)
        seen: set[str] = set()
        for _ in range(pages):
            boards.tell(second=lobby(1, utc_now(), sixty()))
            expect(page.locator(".turn")).to_contain_text(f"/ {pages}")
            seen.update(page.locator(what).all_inner_texts())
            page.clock.run_for(8_000)
        assert len(seen) == 60, path


def test_lists_of_any_length_fill_columns_whole_and_in_order(boards: Boards, page: Page) -> None:
    page.goto(boards.url + "/overview")
    faults = page.evaluate("""async () => {
      const { packed } = await import("/static/packing.js");
      const faults = [];
      let dice = 7;
      const roll = (most) => (dice = (dice * 16807) % 2147483647) % most;
      for (let time = 0; time < 500; time += 1) {
        const head = 1 + roll(3), lines = head + 1 + roll(20), columns = 1 + roll(3);
        const lists = Array.from({ length: roll(12) }, (_, at) =>
          Array.from({ length: roll(40) }, (_, row) => `${at}.${row}`));
        const pages = packed(lists, head, lines, columns);
        const filled = pages.flat(), pieces = filled.flat();
        const right = pages.every((one) => one.length <= columns)
          && filled.every((one) => one.reduce((sum, { rows }) => sum + head + rows.length, 0) <= lines)
          && pieces.flatMap(({ rows }) => rows).join() === lists.flat().join()
          && lists.every((_, at) => pieces.filter((one) => one.at === at)
            .every(({ part, parts }, place, all) => part === place + 1 && parts === all.length))
          && new Set(pieces.map(({ at }) => at)).size === lists.length && pages.length > 0;
        if (!right) faults.push([head, lines, columns, lists.map(({ length }) => length)]);
      }
      return faults;
    }""")
    assert faults == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_old_is_shown_as_live(boards: Boards, page: Page, path: str) -> None:
    live = ".number, .list .count, .list .wait, .list .many, .rows .count, .rows .standing"
    boards.tell(second=lobby(1, utc_now()))
    page.goto(boards.url + path)
    expect(page.locator(live).first).to_be_visible()
    boards.opened.lose()
    expect(page.locator(".lost")).to_contain_text("显示未更新")
    expect(page.locator(live)).to_have_count(0)
    # The hall is back, and its second view is still that of before.
    boards.tell(second=lobby(1, utc_now() - timedelta(seconds=60)))
    expect(page.locator(".lost")).to_be_visible()
    expect(page.locator(live)).to_have_count(0)
    boards.tell(second=lobby(1, utc_now()))
    expect(page.locator(".lost")).to_have_count(0)
    expect(page.locator(live).first).to_be_visible()


def test_a_display_that_is_told_no_second_view_says_what_is_to_be_done(
    boards: Boards, page: Page
) -> None:
    boards.opened.showing.change(lambda _: start(utc_now()))
    boards.tell()
    page.goto(boards.url + "/staff")
    expect(page.locator(".said")).to_contain_text("把本屏登记到大厅或功能区")


def test_everybody_is_told_to_leave_on_these_boards_too(boards: Boards, page: Page) -> None:
    alarm = EvacuationView(
        text=Text(zh="请立即离开", en="Leave now"), since=utc_now(), begun_by="1"
    )
    for path in PATHS:
        boards.tell(second=lobby(1, utc_now()))
        page.goto(boards.url + path)
        expect(page.locator("header h1")).to_be_visible()
        boards.tell(board(1, utc_now()).model_copy(update={"evacuation": alarm}))
        expect(page.locator(".evacuation-text")).to_contain_text("请立即离开")
        expect(page.locator("header, .number, .count")).to_have_count(0)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_boards_are_accessible(boards: Boards, page: Page, theme: str) -> None:
    if not AXE.exists():
        pytest.skip(f"axe-core is not installed at {AXE}; AXE_JS may name it")
    boards.tell(second=lobby(1, utc_now()))
    page.add_init_script(path=AXE)
    for path in PATHS:
        page.goto(f"{boards.url}{path}?theme={theme}")
        expect(page.locator("main h2").first).to_be_visible()
        found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
        assert [one["id"] for one in found["violations"]] == [], path
