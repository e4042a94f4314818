"""The pictures of README and docs, taken of the running demo; `make pictures` keeps them.

Every run takes them, so that a page that breaks shows up here; they are kept only when
DOCS_PICTURES names a folder.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from open_hall import OpenHall, until
from playwright.sync_api import Browser, Page
from test_the_demo import rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CALLS = 60 if "DOCS_PICTURES" in os.environ else 20
"""A hall whose pictures are kept is fuller than one that only has to draw without an error."""
SCREENS = (
    ("start", "start", "/?lang=zh-CN", 1440, 900),
    ("kiosk", "kiosk", "/", 1080, 1920),
    ("board", "boards", "/board", 1920, 1080),
    ("zone", "boards", "/zone/C", 1920, 1080),
    ("window", "boards", "/window/24", 1920, 1080),
    ("led-wall", "wall", "/?lang=zh-CN", 1920, 1080),
    ("hall", "staff", "/hall", 1440, 900),
    ("past", "staff", "/hall/past", 1440, 900),
    ("guide", "staff", "/guide", 1440, 900),
    ("admin", "staff", "/admin#items", 1440, 900),
    ("cases", "staff", "/cases", 1440, 900),
    ("item", "start", "/items/GA-004", 1440, 900),
    ("printer", "sheets", "/", 1280, 800),
)


def address(hall: OpenHall, program: str, path: str) -> str:
    """Where a screen is."""
    if program == "staff":
        return hall.staff_page(path)
    bases = {"start": hall.server, "kiosk": hall.kiosk, "boards": hall.boards,
             "sheets": hall.sheets, "wall": hall.wall}  # fmt: skip
    return bases[program] + path


def settled(page: Page) -> None:
    """All that the page loads has come, and two frames were drawn."""
    page.wait_for_load_state("load")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def serve_somebody(page: Page) -> None:
    """Sign in at the window, open, call, start: what a clerk sees most of the day."""
    for act in ("sign_in", "open"):
        page.locator(f"button[data-act={act}]:enabled").first.wait_for()
        page.keyboard.press("Space")
    until("somebody is served at window 20", lambda: is_serving(page))


def receive_somebody(page: Page, kept: Path) -> None:
    """The check list of whoever sits at the window, some of it marked."""
    page.keyboard.press("i")
    page.get_by_role("dialog").get_by_role("textbox").first.fill("欧阳春")
    for key in ("Enter", "Enter", "Enter", "1", "3"):
        page.keyboard.press(key)
    settled(page)
    page.screenshot(path=kept / "receiving.png")


def one_value(hall: OpenHall, question: str) -> str:
    """The first value of the newest row of the demo's database."""
    with closing(sqlite3.connect(hall.data / "hall.db", timeout=10)) as database:
        (value,) = database.execute(f"{question} ORDER BY id DESC LIMIT 1").fetchone()
    return str(value)


def is_serving(page: Page) -> bool:
    """Press on as long as it takes: other windows may call the one who waited."""
    if page.locator("[data-ticket=SERVING]").count():
        return True
    for act in ("call_next", "start"):
        button = page.locator(f"button[data-act={act}]:enabled")
        if button.count():
            button.first.click()
            break
    return False


def test_every_screen_of_a_busy_hall_draws_without_an_error(
    tmp_path: Path, chromium: Browser
) -> None:
    kept = Path(os.environ.get("DOCS_PICTURES", tmp_path))
    hall = OpenHall(tmp_path / "data", speed=100)
    hall.open()
    errors: list[str] = []
    try:
        until("the hall is busy", lambda: rows(hall, "SELECT count(*) FROM call") >= CALLS)
        for name, program, path, width, height in SCREENS:
            context = chromium.new_context(viewport={"width": width, "height": height})
            page = context.new_page()
            page.on("pageerror", lambda error, name=name: errors.append(f"{name}: {error}"))
            page.goto(address(hall, program, path))
            settled(page)
            # Not wait_for_function: it evaluates strings in the page, which its CSP forbids.
            until(f"{name} is drawn", lambda page=page: len(page.inner_text("body")) > 60)
            settled(page)
            page.screenshot(path=kept / f"{name}.png")
            context.close()
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(hall.staff_page("/desk/20"))
        until("somebody waits for window 20", lambda: page.locator("[data-number]").count() > 0)
        serve_somebody(page)
        settled(page)
        page.screenshot(path=kept / "desk.png")
        receive_somebody(page, kept)
        joint = 'SELECT number FROM "case" WHERE theme_id IS NOT NULL'
        running = f"{joint} AND state = 'ACCEPTED'"
        number = one_value(
            hall, running if rows(hall, f"SELECT count(*) FROM ({running})") else joint
        )
        page.goto(hall.staff_page(f"/cases/{number}"))
        page.locator("main").first.wait_for()
        settled(page)
        page.screenshot(path=kept / "case.png")
        context.close()
    finally:
        hall.close()
    assert errors == []
