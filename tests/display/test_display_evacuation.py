"""Everybody is told to leave: what every board shows, sounds and says until it is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hall_states import BEIJING, board, call, utc_now
from playwright.sync_api import Page, expect
from running_hall import DisplayProcess, HallSimulator, until
from test_display_beside import photograph
from test_display_pages import AXE, LISTEN, WITHIN_MS, open_board, rung
from windows import Windows

from hall_server.wire.message import Text
from hall_server.wire.views import BoardState, EvacuationView

pytestmark = pytest.mark.browser

BOARDS = ("/board", "/zone/A", "/window/5")
SENTENCE = Text(
    zh="请立即沿最近的安全出口离开大厅", en="Please leave the hall by the nearest exit now"
)
COUNT_TONES = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) { window.tones += 1; start.call(this, when); };
window.toldToLeave = 0;
document.addEventListener("hall:evacuation", () => { window.toldToLeave += 1; });
"""


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    with windows.borrow(viewport={"width": 1920, "height": 1080}) as context:
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        opened.add_init_script(LISTEN)
        opened.add_init_script(COUNT_TONES)
        troubles: list[str] = []
        opened.on("pageerror", lambda error: troubles.append(str(error)))
        yield opened
    assert troubles == []


def now() -> datetime:
    return utc_now().astimezone(BEIJING)


def to_leave(state: BoardState, text: Text = SENTENCE, since: datetime | None = None) -> BoardState:
    told = EvacuationView(text=text, since=since or state.at, begun_by="3001")
    return state.model_copy(update={"evacuation": told})


@pytest.mark.parametrize("path", BOARDS)
def test_every_board_shows_the_sentence_alone_and_goes_back_by_itself(
    hall: HallSimulator, display: DisplayProcess, page: Page, path: str
) -> None:
    calls = [call(1, "A001", "5", now())]
    hall.send(board(1, now(), calls))
    open_board(page, display, path)
    expect(page.locator(".hero .number")).to_have_text("A001")
    hall.send(to_leave(board(2, now(), calls)))
    screen = page.locator("[data-evacuation]")
    expect(screen).to_contain_text(SENTENCE.zh)
    expect(screen).to_contain_text(SENTENCE.en)
    expect(screen).to_contain_text("紧急疏散")
    expect(screen.locator("svg")).to_be_visible()
    expect(page.locator(".number, header, footer, aside")).to_have_count(0)
    expect(page.locator("[role=alert]")).to_contain_text(SENTENCE.zh)
    hall.send(board(3, now(), calls))
    expect(screen).to_have_count(0)
    expect(page.locator("[role=alert]")).to_have_text("")
    expect(page.locator(".hero .number")).to_have_text("A001")
    assert rung(page) == [1]


def test_the_chime_sounds_three_times_once(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now()))
    open_board(page, display)
    page.mouse.click(5, 5)  # a browser without the autoplay flag asks for a touch before sound
    begun = now()
    hall.send(to_leave(board(2, begun)))
    expect(page.locator("[data-evacuation]")).to_be_visible()
    for version in range(3, 7):
        hall.send(to_leave(board(version, now()), since=begun))
    hall.send(to_leave(board(7, now()), Text(zh="请到前广场集合", en="Gather outside"), begun))
    expect(page.locator("[data-evacuation]")).to_contain_text("前广场")
    assert page.evaluate("[window.toldToLeave, window.tones]") == [1, 6]


def test_nobody_is_called_while_people_leave_and_nothing_is_rung_late(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now()))
    open_board(page, display)
    expect(page.locator(".hero.none")).to_be_visible()
    calls = [call(1, "A001", "5", now())]
    hall.send(to_leave(board(2, now(), calls)))
    expect(page.locator("[data-evacuation]")).to_be_visible()
    hall.send(board(3, now(), calls))
    expect(page.locator(".hero .number")).to_have_text("A001")
    assert rung(page) == []


def test_a_board_that_loses_the_hall_goes_on_telling_people_to_leave(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(to_leave(board(1, now(), [call(1, "A001", "5", now())])))
    open_board(page, display)
    expect(page.locator("[data-evacuation]")).to_be_visible()
    hall.kill()
    expect(page.locator(".evacuation-stale")).to_contain_text("显示未更新", timeout=WITHIN_MS)
    expect(page.locator(".evacuation-stale")).to_contain_text("Not updated since")
    expect(page.locator("[data-evacuation]")).to_contain_text(SENTENCE.zh)
    display.freeze()
    page.wait_for_timeout(2500)
    expect(page.locator("[data-evacuation]")).to_contain_text(SENTENCE.zh)
    display.thaw()
    hall.keep(board(2, now()))
    hall.start()
    expect(page.locator("[data-evacuation]")).to_have_count(0, timeout=2 * WITHIN_MS)


def test_a_page_opened_later_shows_it_without_a_chime(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(to_leave(board(1, now()), since=now() - timedelta(minutes=3)))
    until(display.hears_the_hall)
    open_board(page, display)
    expect(page.locator("[data-evacuation]")).to_be_visible()
    assert page.evaluate("window.toldToLeave") == 0


LONG = Text(
    zh="三层东侧发生火情，" * 22 + "请离开",
    en="Fire on the east side of the third floor; please leave. " * 3,
)
STRANGE = Text(zh="<b>离开</b> \u202eabc 𬭚㛃 🚪🔥", en="x" * 200)


@pytest.mark.parametrize("text", [SENTENCE, LONG, STRANGE], ids=["usual", "long", "strange"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (1080, 1920)])
def test_the_sentence_fits_every_screen_whatever_it_says(
    hall: HallSimulator, display: DisplayProcess, page: Page, width: int, height: int, text: Text
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    hall.send(to_leave(board(1, now()), text))
    hall.kill()
    hall.start()
    until(display.hears_the_hall)
    open_board(page, display)
    sentence = page.locator(".evacuation-text")
    expect(sentence).to_contain_text(text.zh)
    expect(page.locator(".evacuation-since")).to_be_in_viewport(ratio=1)
    assert sentence.evaluate(
        "(e) => e.lastElementChild.getBoundingClientRect().bottom"
        " <= e.getBoundingClientRect().bottom + 1"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    photograph(page, f"evacuation-{len(text.zh)}-{width}x{height}")


@pytest.mark.parametrize("heard", ["heard", "lost"])
def test_the_screen_is_accessible(
    hall: HallSimulator, display: DisplayProcess, page: Page, heard: str
) -> None:
    if not Path(AXE).is_file():
        pytest.skip(f"axe-core is not installed at {AXE}; AXE_JS may name it")
    hall.send(to_leave(board(1, now())))
    until(display.hears_the_hall)
    page.add_init_script(path=AXE)
    for path in BOARDS:
        page.goto(display.url + path)
        expect(page.locator("[data-evacuation]")).to_be_visible()
        if heard == "lost":
            hall.kill()
            expect(page.locator(".evacuation-stale")).to_be_visible(timeout=WITHIN_MS)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], path
