"""The boards in Chromium as layouts say them: sizes for 10 m, turns, themes, tickers, edits while open."""

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hall_states import BEIJING, all_windows, board, call, utc_now, window
from open_boards import OpenBoards, open_boards
from playwright.sync_api import Browser, Page, Route, expect
from test_display_pages import AXE, LISTEN

from display.devices import Screen
from hall_server.wire.message import Text
from hall_server.wire.views import BoardCall

pytestmark = pytest.mark.browser

DISTANCE_MM = 10_000
DIAGONAL_MM = 55 * 25.4
SHORT_SIDE_MM = DIAGONAL_MM * 9 / math.hypot(16, 9)
SCREENS = (Screen(name="north", board="main", layout="north"),)
DIGIT_HEIGHT = """
element => {
  const style = getComputedStyle(element);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return pen.measureText("0").actualBoundingBoxAscent;
}
"""
OUTSIDE = """
() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return !element.closest("hall-ticker, .unseen") &&
    (box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
}).map((element) => element.outerHTML.slice(0, 80))
"""
RANDOM_DAYS = """
async () => {
  const { rotate, STILL } = await import("/static/rotation.js");
  let seed = 7;
  const below = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const wrong = [];
  for (let day = 0; day < 400 && !wrong.length; day += 1) {
    const size = 1 + below(8);
    let [rotation, ids, turn, newest] = [STILL, [], 0, 0];
    const since = new Map();
    for (let step = 0; step < 120; step += 1) {
      for (let fresh = below(below(10) ? 2 : 12); fresh > 0; fresh -= 1) ids.unshift((newest += 1));
      if (below(3)) ids = ids.filter(() => below(20));
      const turned = below(3) === 0;
      turn += turned ? 1 : 0;
      const before = rotation.rest.filter((id) => ids.includes(id));
      rotation = rotate(rotation, ids, size, turn);
      const all = [...rotation.on, ...rotation.rest];
      if (new Set(all).size !== ids.length || all.length !== ids.length) wrong.push(["lost", day]);
      if (rotation.on.length !== Math.min(size, ids.length)) wrong.push(["vacant", day]);
      for (const id of [...since.keys()]) if (!rotation.rest.includes(id)) since.delete(id);
      for (const id of rotation.rest) {
        const waits = since.get(id) ?? { turns: 0, pages: Math.ceil(ids.length / size) };
        waits.turns += turned && before.includes(id) ? 1 : 0;
        since.set(id, waits);
        if (waits.turns >= waits.pages) wrong.push(["unseen", day, id]);
      }
    }
  }
  return wrong;
}
"""
ALL_NODES = """
() => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  let nodes = 0;
  while (walker.nextNode()) nodes += 1;
  return nodes;
}
"""
LONG = Text(
    zh="不动产登记与房屋交易税费征收综合受理专区",
    en="Real estate registration, house transaction and tax collection",
)


@pytest.fixture
def boards(tmp_path: Path) -> Iterator[OpenBoards]:
    with open_boards(tmp_path, "[layout.north]\n", SCREENS) as opened:
        yield opened


@pytest.fixture(scope="module")
def wall(chromium: Browser) -> Iterator[Page]:
    """One lobby screen for all tests, whose clock they send ahead."""
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    opened = context.new_page()
    opened.clock.install()
    opened.add_init_script(LISTEN)
    yield opened
    context.close()


@pytest.fixture
def page(wall: Page) -> Iterator[Page]:
    troubles: list[str] = []

    def note(error: Any) -> None:
        troubles.append(str(error))

    wall.set_default_timeout(15_000)
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.on("pageerror", note)
    yield wall
    wall.remove_listener("pageerror", note)
    wall.goto("about:blank")
    assert troubles == []


def now() -> datetime:
    return utc_now().astimezone(BEIJING)


def calls(count: int) -> list[BoardCall]:
    """Live ones, called some time ago."""
    then = now() - timedelta(minutes=2)
    return [call(n, f"{'ABCD'[n % 4]}{n:03d}", str(n), then) for n in range(1, count + 1)]


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (1080, 1920)])
def test_numbers_are_read_from_ten_metres_on_a_screen_of_55_inches(
    boards: OpenBoards, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    named = [
        one.model_copy(update={"number": f"{one.number[0]}1{one.number[1:]}", "window": "120",
                               "zone_name": LONG})
        for one in calls(9)
    ]  # fmt: skip
    boards.say(board(1, now(), named))
    page.goto(f"{boards.url}/board")
    millimetres = SHORT_SIDE_MM / min(width, height)
    needed = DISTANCE_MM / 200 / millimetres
    for digits in (".rows .number", ".rows .window-number b"):
        assert page.locator(digits).first.evaluate(DIGIT_HEIGHT) >= needed
    for digits in (".hero .number", ".hero .window-number b"):
        assert page.locator(digits).evaluate(DIGIT_HEIGHT) >= 120 * min(width, height) / 1080
    assert page.evaluate(OUTSIDE) == []
    expect(page.locator(".rows li")).to_have_count(5 if width > height else 7)


def test_ten_calls_of_one_second_each_have_their_moment(boards: OpenBoards, page: Page) -> None:
    boards.say(board(1, now()))
    page.goto(f"{boards.url}/board")
    expect(page.locator(".hero.none")).to_be_visible()
    boards.say(board(2, now(), [call(n, f"A{n:03d}", str(n), now()) for n in range(1, 11)]))
    for n in range(1, 11):
        expect(page.locator(".hero.flash .number")).to_have_text(f"A{n:03d}")
        page.clock.run_for(1700)
    assert page.evaluate("window.rung") == list(range(1, 11))


def test_no_call_is_dropped_while_others_come_and_go(boards: OpenBoards, page: Page) -> None:
    """Each page of a turn holds what waited longest, though calls end and begin in between."""
    live = calls(17)
    boards.say(board(1, now(), live))
    page.goto(f"{boards.url}/board")
    expect(page.locator(".calls .turn")).to_contain_text("第 1 / 4 页")
    seen: set[str] = set()
    stay = {one.number for one in live}
    for step in range(10):
        ended = live.pop(step % 4)
        stay.discard(ended.number)
        live.append(call(100 + step, f"D{100 + step}", "3", now() - timedelta(minutes=2)))
        boards.say(board(2 + step, now(), live))
        expect(page.locator(".hero .number")).to_have_text(f"D{100 + step}")
        expect(page.locator(".lost")).to_have_count(0)
        seen.update(page.locator(".calls .number").all_text_contents())
        # Half a turn, so that none passes between two looks; long enough to lose the line, too.
        page.clock.run_for(4000)
    assert stay <= seen


def test_whoever_waits_for_a_row_has_one_within_as_many_turns_as_there_are_pages(
    boards: OpenBoards, page: Page
) -> None:
    """The rule alone, with 400 random days of calls that begin, end and come back."""
    page.goto(f"{boards.url}/board")
    assert page.evaluate(RANDOM_DAYS) == []


def test_the_board_follows_its_layout_while_it_is_edited(boards: OpenBoards, page: Page) -> None:
    boards.say(board(1, now(), calls(3)))
    page.goto(f"{boards.url}/screen/north")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.evaluate("window.opened = 'once'")
    boards.edit(
        '[layout.north]\ntheme = "light"\nlanguages = ["en"]\nbeside = []\nclock = false\n'
        'notices = "none"\nzones = ["A", "B"]\nrows = 2\n'
    )
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("header")).to_contain_text("Jianghan District Service Hall · Now calling")
    expect(page.locator("aside, footer, .clock")).to_have_count(0)
    expect(page.locator(".number")).to_have_text(["B001"])
    boards.edit('[layout.north]\ntheme = "pink"\n')
    page.clock.run_for(2000)
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator(".preview")).to_have_count(0)
    assert page.evaluate("window.opened") == "once"
    page.goto(f"{boards.url}/screen/north?preview=1&theme=colour_safe")
    expect(page.locator("html")).to_have_attribute("data-theme", "colour_safe")
    expect(page.locator(".preview [role=alert]")).to_contain_text("layouts.toml:2: [layout] north")
    boards.edit("[layout.north]\n")
    expect(page.locator(".preview [role=alert]")).to_have_count(0)
    expect(page.locator(".preview")).to_contain_text("north")
    assert page.request.get(f"{boards.url}/screen/south").status == 404


def test_a_notice_moves_only_where_it_does_not_fit_and_comes_in_pages_where_nothing_may_move(
    boards: OpenBoards, page: Page
) -> None:
    boards.say(board(1, now(), notice=Text(zh="请保持安静", en="Quiet, please")))
    page.goto(f"{boards.url}/board?layout=ticker")
    running = "() => document.getAnimations().length"
    expect(page.locator("hall-ticker")).to_contain_text("请保持安静")
    assert page.evaluate(running) == 0
    long = Text(zh=LONG.zh * 5, en=LONG.en * 4)
    boards.say(board(2, now(), notice=long))
    expect(page.locator("hall-ticker[data-moves]")).to_be_visible()
    assert page.evaluate(running) == 2
    for version in range(3, 8):
        boards.say(board(version, now(), notice=Text(zh=long.zh + str(version), en="")))
    expect(page.locator("hall-ticker .strip").first).to_contain_text("7")
    assert page.evaluate(running) == 2
    page.emulate_media(reduced_motion="reduce")
    page.clock.run_for(1000)
    expect(page.locator("hall-ticker")).to_have_count(0)
    expect(page.locator(".notice .piece").first).to_be_visible()
    page.emulate_media(reduced_motion="no-preference")


def test_a_zone_board_shows_the_way_and_every_window_that_calls(
    boards: OpenBoards, page: Page
) -> None:
    boards.edit('[layout.usual.arrows]\n"40" = "left"\n')
    windows = tuple(window(str(n), "A") for n in range(1, 41))
    live = [call(n, f"A{n:03d}", str(n), now() - timedelta(minutes=2)) for n in (20, 30, 40)]
    boards.say(board(1, now(), live, windows))
    page.goto(f"{boards.url}/zone/A")
    expect(page.locator(".hero .way.to-left")).to_contain_text("向左")
    for _ in range(4):
        expect(page.locator(".tile.calling b.unseen, .tile.calling .doing b")).to_have_text(
            ["A020", "A030", "A040"]
        )
        expect(page.locator(".tile")).not_to_have_count(0)
        page.clock.run_for(8000)


def test_a_page_of_an_older_program_loads_itself_anew_once_when_nothing_is_lit(
    boards: OpenBoards, page: Page
) -> None:
    loads: list[str] = []

    def older(route: Route) -> None:
        loads.append(route.request.resource_type)
        answer = route.fetch()
        body = re.sub(r'data-release="[^"]*"', 'data-release="0.1+older"', answer.text())
        route.fulfill(response=answer, body=body)

    newest = call(1, "A001", "2", now())
    boards.say(board(1, now(), [newest]))
    # Every load gives the older page: a program that would never agree with itself.
    page.route("**/board", older)
    page.goto(f"{boards.url}/board")
    expect(page.locator(".hero.flash")).to_be_visible()
    page.clock.run_for(1500)
    assert loads.count("document") == 1
    with page.expect_navigation():
        page.clock.run_for(4000)
    expect(page.locator(".hero .number")).to_have_text("A001")
    page.clock.run_for(60_000)
    expect(page.locator(".hero .number")).to_have_text("A001")
    assert loads.count("document") == 2
    page.unroute("**/board")


def test_a_page_whose_script_did_not_come_is_loaded_again(boards: OpenBoards, page: Page) -> None:
    boards.say(board(1, now(), calls(1)))
    page.route("**/static/rotation.js", lambda route: route.abort(), times=1)
    page.goto(f"{boards.url}/board")
    assert page.locator("header").count() == 0
    page.clock.run_for(6000)
    expect(page.locator(".hero .number")).to_have_text("B001")


def test_a_board_that_saw_many_calls_holds_no_more_than_one_that_saw_few(
    boards: OpenBoards, page: Page
) -> None:
    """Comments and detached words count as much as elements: a screen runs for months."""
    boards.say(board(1, now()))
    page.goto(f"{boards.url}/board?layout=ticker")
    expect(page.locator(".hero.none")).to_be_visible()
    nodes: list[int] = []
    for first in (0, 20, 40):
        for n in range(first, first + 20):
            live = [call(n * 5 + one, f"A{n:03d}", "7", now()) for one in range(1, 1 + n % 4)]
            over = [call(n * 5 + one, f"B{one:03d}", "8", now(), live=False) for one in (4, 5)]
            notice = Text(zh=f"通知 {n}", en="")
            boards.say(board(2 + n, now(), [*live, *over], notice=notice))
            expect(page.locator("hall-ticker .strip").first).to_have_text(f"通知 {n}")
        nodes.append(page.evaluate(ALL_NODES))
    assert nodes[1:] == nodes[:1] * 2


def test_boards_of_every_theme_are_accessible(boards: OpenBoards, page: Page) -> None:
    if not AXE.is_file():
        pytest.skip(f"axe-core is not installed at {AXE}; AXE_JS may name it")
    boards.edit('[layout.usual.arrows]\n"2" = "up"\n')
    boards.say(board(1, now(), calls(9), all_windows()))
    for path in (
        "/board?theme=light",
        "/board?theme=colour_safe&layout=ticker",
        "/zone/A?theme=light",
        "/window/5?theme=colour_safe&preview=1",
    ):
        page.goto(boards.url + path)
        page.evaluate(AXE.read_text())
        expect(page.locator("main, .preview").first).to_be_visible()
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], path
