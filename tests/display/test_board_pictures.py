"""Every board at every size: no word is cut off. Small pictures for docs/boards.md where DOCS_PICTURES says."""

import os
from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from hall_states import BEIJING, MORNING, board, call
from lobby_states import lobby
from open_boards import open_boards
from PIL import Image
from playwright.sync_api import Page
from windows import Windows

from display.page.screens import VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = {"full": (1920, 1080), "large": (3840, 2160), "tall": (1080, 1920)}
BOARDS = {
    "board": "/board",
    "zone": "/zone/C",
    "window": "/window/27",
    "next": "/next",
    "overview": "/overview",
    "staff": "/staff",
}
LONGER_SIDE = 800
"""Pixels of the docs' pictures; COLOURS are enough for boards, which have few."""
COLOURS = 64
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((each) => {
  if (!each.childNodes.length || each.closest("[hidden], .unseen, svg, [aria-hidden=true]")) return false;
  if (![...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return false;
  const { left, right, top, bottom, width } = each.getBoundingClientRect();
  return width > 1 && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
}).map((each) => each.className + ": " + each.textContent.trim())"""


def test_every_board_at_every_size(tmp_path: Path, windows: Windows) -> None:
    folder = os.environ.get("DOCS_PICTURES")
    assert set(BOARDS) == set(VIEWS.values())
    now = MORNING.astimezone(BEIJING)
    live = [("C042", "27"), ("A017", "5"), ("B006", "18"), ("A016", "2"), ("C041", "31")]
    calls = [
        *(call(90 - n, *who, now - timedelta(seconds=20 * n)) for n, who in enumerate(live)),
        *(
            call(60 - n, f"C{38 - n:03d}", str(30 - n), now - timedelta(minutes=5 + n), live=False)
            for n in range(8)
        ),
    ]
    cut: dict[str, list[str]] = {}
    with open_boards(tmp_path) as boards, windows.borrow() as context:
        page = context.new_page()
        version = count(1)
        for name, path in BOARDS.items():
            page.goto(boards.url + path)
            for size, (width, height) in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                # Told again each time: a figure of the second view that is old is not shown.
                boards.say_second(lobby(next(version), MORNING))
                boards.say(board(next(version), MORNING, calls))
                settled(page)
                cut[f"{name}-{size}"] = page.evaluate(CUT_OFF)
                if folder:
                    keep(page.screenshot(animations="disabled"), Path(folder), f"{name}-{size}")
    assert {name: words for name, words in cut.items() if words} == {}


def settled(page: Page) -> None:
    """Fonts have come, and what was told and measured is drawn."""
    page.locator("main").first.wait_for()
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.evaluate(
        "() => new Promise((done) => {"
        " let left = 2; document.addEventListener('hall:drawn', () => (left -= 1) || done(true)); })"
    )


def keep(picture: bytes, folder: Path, name: str) -> None:
    """Small, with as many colours as a board has."""
    file = folder / "boards" / f"{name}.png"
    file.parent.mkdir(exist_ok=True)
    drawn = Image.open(BytesIO(picture)).convert("RGB")
    drawn.thumbnail((LONGER_SIDE, LONGER_SIDE))
    drawn.quantize(COLOURS).save(file, optimize=True)
