"""Pictures of layouts for docs/layouts.md, taken of the real pages; kept where DOCS_PICTURES says."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hall_states import BEIJING, MORNING, board, call
from open_boards import open_boards
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect
from windows import Windows

from display.layouts import load_layouts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DOCS = Path(__file__).parents[2] / "docs"
LAYOUTS = """
[layout.with_media]
beside = ["media", "waiting"]
share = "half"
media = ["park.png"]

[layout.arrows.arrows]
"1" = "left"
"2" = "left"
"3" = "left"
"4" = "up_left"
"5" = "up_left"
"6" = "up"
"7" = "up"
"8" = "up_right"
"9" = "right"
"10" = "right"
"""
PICTURES = {
    "light": ("/board?layout=light", 1280, 720),
    "with_media": ("/board?layout=with_media", 1280, 720),
    "arrows": ("/zone/A?layout=arrows", 1280, 720),
    "portrait": ("/board?layout=portrait", 720, 1280),
}


def draw_park(file: Path) -> None:
    """A quiet picture: a hill, a sun."""
    drawn = Image.new("RGB", (1600, 900), "#cfe3e6")
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((1080, 140, 1300, 360), fill="#f4d58d")
    pen.ellipse((-300, 420, 1200, 1800), fill="#5f9e7f")
    pen.ellipse((500, 520, 2100, 1900), fill="#2f7a63")
    drawn.save(file)


def at(minutes: float) -> datetime:
    """So long before the picture."""
    return MORNING.astimezone(BEIJING) - timedelta(minutes=minutes)


def settled(page: Page) -> None:
    """What the page loads has come, and nothing moves any more."""
    expect(page.locator(".hero .number")).to_be_visible()
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.evaluate(
        "() => Promise.all([...document.images].map((image) => image.decode())).then(() => true)"
    )


def test_layouts_draw_for_the_docs(tmp_path: Path, windows: Windows) -> None:
    folder = os.environ.get("DOCS_PICTURES")
    kept = Path(folder) / "boards" if folder else tmp_path
    kept.mkdir(exist_ok=True)
    draw_park(tmp_path / "park.png")
    live = [("A017", "5"), ("C042", "27"), ("B006", "18"), ("A016", "2"), ("C041", "31")]
    calls = [
        *(call(90 - n, number, window, at(2)) for n, (number, window) in enumerate(live)),
        *(call(60 - n, f"C{38 - n:03d}", str(30 - n), at(5 + n), live=False) for n in range(8)),
    ]
    with open_boards(tmp_path, LAYOUTS) as boards, windows.borrow() as context:
        boards.say(board(1, MORNING, calls))
        page = context.new_page()
        for name, (path, width, height) in PICTURES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.goto(boards.url + path)
            settled(page)
            page.screenshot(path=kept / f"{name}.png", animations="disabled")


def test_the_example_of_the_docs_is_in_order() -> None:
    assert {"front", "lifts", "east", "annexe"} <= set(load_layouts(DOCS / "layouts.toml").named)
