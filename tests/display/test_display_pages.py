"""The board pages in a real browser, driven by the real program and the hall's simulator."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hall_states import BEIJING, all_windows, board, call, utc_now, window
from playwright.sync_api import Page, expect
from running_hall import DisplayProcess, HallSimulator, until
from windows import Windows

pytestmark = pytest.mark.browser

AXE = Path(
    os.environ.get("AXE_JS") or Path(__file__).parents[1] / "pages/node_modules/axe-core/axe.min.js"
)
WITHIN_MS = 3000
LISTEN = """
window.rung = [];
document.addEventListener("hall:ring", (event) => window.rung.push(event.detail.call_id));
"""


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    with windows.borrow(viewport={"width": 1920, "height": 1080}) as context:
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        opened.add_init_script(LISTEN)
        troubles: list[str] = []
        opened.on("pageerror", lambda error: troubles.append(str(error)))
        yield opened
    assert troubles == []


def now() -> datetime:
    return utc_now().astimezone(BEIJING)


def rung(page: Page) -> list[int]:
    ids: list[int] = page.evaluate("window.rung")
    return ids


def open_board(page: Page, display: DisplayProcess, path: str = "/board") -> None:
    page.goto(display.url + path)
    page.evaluate("window.opened = 'once'")


def was_not_reloaded(page: Page) -> bool:
    return bool(page.evaluate("window.opened === 'once'"))


def test_a_call_appears_flashes_and_rings_once_however_often_it_is_told(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now()))
    open_board(page, display)
    expect(page.locator(".hero.none")).to_be_visible()
    first = call(1, "A017", "5", now())
    hall.send(board(2, now(), [first]))
    hero = page.locator(".hero")
    expect(hero).to_have_class(re.compile("flash"))
    expect(hero.locator(".number")).to_have_text("A017")
    expect(hero.locator(".window-number b")).to_have_text("5")
    for version in range(3, 8):
        hall.send(board(version, now(), [first]))
    expect(hero).not_to_have_class(re.compile("flash"))
    hall.send(board(8, now(), [first, call(2, "C042", "27", now())]))
    expect(hero.locator(".number")).to_have_text("C042")
    assert rung(page) == [1, 2]


def test_calls_of_the_same_second_are_lit_one_after_another(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now()))
    open_board(page, display)
    expect(page.locator(".hero.none")).to_be_visible()
    calls = [call(n, f"A{n:03d}", str(n), now()) for n in (1, 2, 3)]
    hall.send(board(2, now(), calls))
    for number in ("A001", "A002", "A003"):
        expect(page.locator(".hero.flash .number")).to_have_text(number)
    assert rung(page) == [1, 2, 3]
    expect(page.locator(".rows .live .number")).to_have_text(["A002", "A001"])


def test_a_page_that_is_loaded_again_does_not_ring_again(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now(), [call(1, "A001", "2", now() - timedelta(seconds=40))]))
    open_board(page, display)
    expect(page.locator(".hero .number")).to_have_text("A001")
    hall.send(board(2, now(), [call(1, "A001", "2", now()), call(2, "A002", "3", now())]))
    expect(page.locator(".hero .number")).to_have_text("A002")
    expect(page.locator(".hero")).not_to_have_class(re.compile("flash"), timeout=8000)
    page.reload()
    expect(page.locator(".hero .number")).to_have_text("A002")
    expect(page.locator(".clock .time")).to_be_visible()
    assert rung(page) == []


def test_a_killed_server_leaves_no_call_shown_as_live_and_its_return_is_shown_without_a_reload(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now(), [call(1, "A001", "2", now())]))
    open_board(page, display)
    expect(page.locator(".hero .number")).to_have_text("A001")
    hall.kill()
    expect(page.locator(".lost")).to_contain_text("显示未更新", timeout=WITHIN_MS)
    expect(page.locator(".lost")).to_contain_text("Not updated since")
    expect(page.locator(".hero, .rows .live")).to_have_count(0)
    hall.keep(board(2, now(), [call(2, "A002", "3", now())]))
    hall.start()
    expect(page.locator(".hero .number")).to_have_text("A002", timeout=WITHIN_MS)
    expect(page.locator(".lost")).to_have_count(0)
    assert was_not_reloaded(page)
    assert rung(page) == [1, 2]


def test_a_page_whose_program_stands_still_says_so_by_itself(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now(), [call(1, "A001", "2", now())]))
    open_board(page, display)
    expect(page.locator(".hero .number")).to_have_text("A001")
    display.freeze()
    expect(page.locator(".lost")).to_be_visible(timeout=WITHIN_MS)
    expect(page.locator(".hero")).to_have_count(0)
    display.thaw()
    expect(page.locator(".hero .number")).to_have_text("A001")
    assert was_not_reloaded(page)
    assert rung(page) == [1]


def test_a_program_that_is_started_again_is_found_by_its_pages(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now(), [call(1, "A001", "2", now())]))
    open_board(page, display)
    expect(page.locator(".hero .number")).to_have_text("A001")
    display.end()
    expect(page.locator(".lost")).to_be_visible(timeout=WITHIN_MS)
    display.start()
    expect(page.locator(".hero .number")).to_have_text("A001", timeout=WITHIN_MS)
    assert was_not_reloaded(page)
    assert rung(page) == [1]


def test_more_calls_than_rows_come_in_turns(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    calls = [call(n, f"C{n:03d}", str(n + 20), now() - timedelta(seconds=90)) for n in range(1, 13)]
    hall.send(board(1, now(), calls))
    open_board(page, display)
    expect(page.locator(".rows .number")).to_have_count(5)
    expect(page.locator(".calls .turn")).to_contain_text("3")
    seen: set[str] = set()

    def all_were_seen() -> bool:
        seen.update(page.locator(".number").all_text_contents())
        return len(seen) == len(calls)

    until(all_were_seen, deadline_s=30)


def test_a_zone_board_shows_its_windows_and_rings_only_for_them(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now()))
    open_board(page, display, "/zone/A")
    expect(page.locator(".tile")).to_have_count(16)
    hall.send(board(2, now(), [call(1, "C001", "27", now()), call(2, "A001", "5", now())]))
    expect(page.locator(".hero .number")).to_have_text("A001")
    expect(page.locator(".tile.calling")).to_contain_text("A001")
    assert rung(page) == [2]


def test_a_window_board_has_its_five_states(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now(), windows=(window("5", "A"),)))
    open_board(page, display, "/window/5")
    expect(page.locator("main")).to_contain_text("热情为您服务")
    expect(page.locator(".officer")).to_contain_text("1005")
    hall.send(board(2, now(), [call(1, "A003", "5", now())], (window("5", "A"),)))
    expect(page.locator(".hero.flash .number")).to_have_text("A003")
    expect(page.locator(".hero")).not_to_have_class(re.compile("flash"))
    hall.send(board(3, now(), windows=(window("5", "A", "serving", "A003"),)))
    expect(page.locator("main")).to_contain_text("正在办理")
    expect(page.locator(".number")).to_have_text("A003")
    hall.send(board(4, now(), windows=(window("5", "A", "paused", instead=("6", "8")),)))
    expect(page.locator("main")).to_contain_text("暂停服务")
    expect(page.locator("main")).to_contain_text("请到6或8号窗口")
    hall.send(board(5, now(), windows=(window("5", "A", "closed"),)))
    expect(page.locator("main")).to_contain_text("本窗口未开放")
    hall.send(board(6, now(), [call(2, "A004", "5", now())], (window("5", "A"),)))
    expect(page.locator(".hero .number")).to_have_text("A004")
    hall.kill()
    expect(page.locator(".lost")).to_be_visible(timeout=WITHIN_MS)
    expect(page.locator(".number")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (1080, 1920)])
def test_numbers_are_large_and_nothing_runs_out_of_the_screen(
    hall: HallSimulator, display: DisplayProcess, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    calls = [call(n, f"A{n + 1000}", "45", now() - timedelta(minutes=2)) for n in range(1, 9)]
    hall.send(board(1, now(), calls))
    open_board(page, display)
    scale = min(width, height) / 1080
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    expect(page.locator(".rows .number").first).to_be_visible()
    assert page.locator(".hero .number").evaluate(size) >= 120 * scale
    assert page.locator(".rows .number").first.evaluate(size) >= 78 * scale
    outside = page.evaluate(
        "[...document.querySelectorAll('body *')].filter((e) => {"
        " const r = e.getBoundingClientRect();"
        " return r.right > innerWidth + 1 || r.bottom > innerHeight + 1; }).length"
    )
    assert outside == 0


def test_a_call_that_waits_for_the_light_while_the_line_is_lost_is_lit_after_it(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now()))
    open_board(page, display)
    expect(page.locator(".hero.none")).to_be_visible()
    calls = [call(n, f"A{n:03d}", str(n), now()) for n in (1, 2, 3)]
    hall.send(board(2, now(), calls))
    expect(page.locator(".hero.flash .number")).to_have_text("A001")
    hall.kill()
    expect(page.locator(".lost")).to_be_visible(timeout=WITHIN_MS)
    hall.start()
    expect(page.locator(".hero.flash .number")).to_have_text("A003")
    assert sorted(rung(page)) == [1, 2, 3]


@pytest.mark.parametrize("cells", [4, 26, 51])
def test_a_long_notice_is_cut_into_lines_that_lose_nothing(
    display: DisplayProcess, page: Page, cells: int
) -> None:
    notice = (
        "本周六（9月26日）8:30至12:00暂停办理不动产登记、住房公积金业务，"
        "敬请谅解；急事请到综合服务台。"
    )
    open_board(page, display)
    pieces: list[str] = page.evaluate(
        "async ([line, cells]) => (await import('/static/notice.js')).inPieces(line, cells)",
        [notice, cells],
    )
    assert "".join(pieces) == notice
    assert all(len(piece) <= cells / 0.55 for piece in pieces)


@pytest.mark.parametrize("heard", ["heard", "lost"])
def test_pages_are_accessible(
    hall: HallSimulator, display: DisplayProcess, page: Page, heard: str
) -> None:
    if not AXE.is_file():
        pytest.skip(f"axe-core is not installed at {AXE}; AXE_JS may name it")
    calls = [call(n, f"A{n:03d}", str(n), now() - timedelta(minutes=2)) for n in (4, 5)]
    over = call(1, "A001", "1", now(), live=False)
    hall.send(board(1, now(), [over, *calls], all_windows()))
    until(display.hears_the_hall)
    if heard == "lost":
        hall.kill()
        until(lambda: not display.hears_the_hall())
    page.add_init_script(path=AXE)
    for path in ("/", "/board", "/zone/A", "/window/5", "/window/11"):
        page.goto(display.url + path)
        expect(page.locator("main .badge, header .badge").first).to_be_visible()
        expect(page.locator(".lost")).to_have_count(int(heard == "lost"))
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], path
