"""A page that is a loudspeaker, in a real browser: what it plays, once, and what it says when it may not."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from chromium_here import CHROMIUM_FLAGS, chromium_path
from hall_states import board, call, utc_now
from playwright.sync_api import Browser, Page, expect
from running_hall import DisplayProcess, HallSimulator, until
from test_display_evacuation import to_leave
from test_voice_announcer import FREE_TEXT
from windows import Windows

from hall_server.wire.message import Text
from hall_server.wire.views import BoardCall

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("PAGE_PICTURES")
LISTEN = """
window.said = [];
window.tones = 0;
document.addEventListener("hall:say", (event) => window.said.push(event.detail));
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) { window.tones += 1; start.call(this, when); };
"""
VOICE = {"engine": "command", "command": [sys.executable, "-S", "-c", FREE_TEXT, "0", "{text}"]}


@pytest.fixture
def display(hall: HallSimulator, tmp_path: Path) -> Iterator[DisplayProcess]:
    settings = {
        "MEDIA": str(tmp_path / "media"),
        "LOUDSPEAKER": json.dumps([{"name": "hall", "volume": {"00:00": 80}}]),
        "SCREEN": json.dumps([{"name": "lobby", "board": "main", "loudspeaker": "hall"}]),
        "VOICE": json.dumps(VOICE | {"say": ["zh-CN"]}),
    }
    program = DisplayProcess(hall.url, settings)
    program.start()
    yield program
    program.kill()


@pytest.fixture(scope="module")
def free_to_sound(chromium: Browser) -> Iterator[Browser]:
    """The browser of a screen as the documents say how to start it."""
    flags = [*CHROMIUM_FLAGS, "--autoplay-policy=no-user-gesture-required"]
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=flags)
    yield browser
    browser.close()


def opened(page: Page, display: DisplayProcess, path: str) -> Page:
    page.set_default_timeout(10_000)
    page.add_init_script(LISTEN)
    page.goto(display.url + path)
    return page


def said(page: Page) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = page.evaluate("window.said")
    return told


def health(display: DisplayProcess) -> dict[str, Any]:
    answer: dict[str, Any] = requests.get(f"{display.url}/health", timeout=5).json()
    return answer


def voice(display: DisplayProcess) -> dict[str, Any]:
    """How the loudspeaker is."""
    (part,) = [part for part in health(display)["parts"] if part["kind"] == "voice"]
    return dict(part)


def spoken(call_id: int, number: str, window: str) -> BoardCall:
    """A call in words of the hall's own, which an engine says."""
    made = call(call_id, number, window, utc_now())
    words = Text(zh=f"{number}，{window}号窗口有请", en=f"{number} to {window}, please")
    return made.model_copy(update={"spoken": words})


def test_the_page_of_a_loudspeaker_says_each_call_once_and_the_others_are_silent(
    hall: HallSimulator, display: DisplayProcess, free_to_sound: Browser
) -> None:
    hall.send(board(1, utc_now()))
    page = opened(free_to_sound.new_page(), display, "/screen/lobby")
    other = opened(free_to_sound.new_page(), display, "/zone/A")
    expect(page.locator(".hero.none")).to_be_visible()
    first = spoken(1, "A001", "5")
    hall.send(board(2, utc_now(), [first]))
    until(lambda: len(said(page)) == 2)
    chime, words = said(page)
    assert words["at"] == pytest.approx(chime["at"] + chime["seconds"], abs=0.001)
    assert (chime["seconds"], words["seconds"]) == (
        pytest.approx(0.85, abs=0.01),
        pytest.approx(0.65, abs=0.01),
    )
    until(lambda: health(display)["calls"] == {"hall": {"heard": 1}})
    # The line is lost and found, the page is loaded anew, the state comes again and again.
    hall.keep(board(2, utc_now(), [first]))
    hall.kill()
    until(lambda: not display.hears_the_hall())
    hall.start()
    until(display.hears_the_hall)
    page.reload()
    expect(page.locator(".hero .number")).to_have_text("A001")
    until(lambda: voice(display)["ok"])
    second = spoken(2, "A002", "6")
    hall.send(board(3, utc_now(), [first, second]))
    until(lambda: len(said(page)) == 2)
    until(lambda: health(display)["calls"] == {"hall": {"heard": 2}})
    assert len(said(page)) == 2
    assert (said(other), page.evaluate("tones"), other.evaluate("tones")) == ([], 0, 0)
    expect(page.locator(".silenced")).to_have_count(0)
    # To leave cuts off what is said, and ends with the evacuation.
    hall.send(board(4, utc_now(), [first, second, spoken(3, "A003", "7")]))
    until(lambda: len(said(page)) >= 3)
    hall.send(to_leave(board(5, utc_now())))
    until(lambda: any(one["seconds"] > 3 for one in said(page)))
    page.close()
    until(lambda: voice(display)["word"] == "no_page")
    other.close()


def test_a_page_that_its_browser_keeps_silent_says_so_until_it_is_touched(
    hall: HallSimulator, display: DisplayProcess, windows: Windows
) -> None:
    hall.send(board(1, utc_now()))
    with windows.borrow(viewport={"width": 1920, "height": 1080}) as context:
        page = opened(context.new_page(), display, "/screen/lobby")
        expect(page.locator(".silenced")).to_contain_text("Kept silent by its browser")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "silenced.png")
        until(lambda: voice(display)["word"] == "sound_refused")
        hall.send(board(2, utc_now(), [spoken(1, "A001", "5")]))
        expect(page.locator(".hero .number")).to_have_text("A001")
        until(lambda: health(display)["calls"] == {"hall": {"unheard": 1}})
        page.mouse.click(5, 5)
        until(lambda: voice(display)["ok"])
        expect(page.locator(".silenced")).to_have_count(0)
        hall.send(board(3, utc_now(), [spoken(2, "A002", "5")]))
        until(lambda: len(said(page)) == 2)


def test_without_any_loudspeaker_a_board_has_its_chime(
    hall: HallSimulator, windows: Windows, tmp_path: Path
) -> None:
    plain = DisplayProcess(hall.url, {"MEDIA": str(tmp_path / "media")})
    plain.start()
    try:
        hall.send(board(1, utc_now()))
        with windows.borrow(viewport={"width": 1920, "height": 1080}) as context:
            page = opened(context.new_page(), plain, "/board?loudspeaker=hall")
            expect(page.locator(".hero.none")).to_be_visible()
            page.mouse.click(5, 5)
            hall.send(board(2, utc_now(), [call(1, "A001", "5", utc_now())]))
            until(lambda: page.evaluate("tones") == 2)
    finally:
        plain.kill()


def test_only_what_is_said_can_be_fetched_and_only_a_loudspeaker_reports(
    display: DisplayProcess,
) -> None:
    assert requests.get(f"{display.url}/utterance/0000.wav", timeout=5).status_code == 404

    def report(name: str, body: str) -> int:
        return requests.post(f"{display.url}/loudspeaker/{name}", body, timeout=5).status_code

    asked = f"{display.url}/stream?loudspeaker=hall"
    with requests.get(asked, stream=True, timeout=5) as stream:
        lines = iter(stream.iter_lines(decode_unicode=True))
        assert "event: listener" in lines
        listener = next(lines).removeprefix("data: ")
        assert report(f"hall/pages/{listener}", "silenced") == 204
        assert report(f"hall/pages/{listener}", "x" * 100_000) == 400
    assert report("hall/pages/0000", "silenced") == 404
    assert report("nobody/pages/0000", "sounds") == 404
