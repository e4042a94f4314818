"""The pictures of the handbook, taken of a busy hall on its real server; `make pictures` keeps them.

Every run walks through the pages as the handbook tells it, so that a step that no longer goes shows
up here; the pictures are kept only when DOCS_PICTURES names a folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from busy_hall import fill
from house import House, build_house
from playwright.sync_api import Browser, Page, expect

from hall_server.domain.plan import HallPlan

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE_MS = 15_000


class Album:
    """A busy hall, and where its pictures go."""

    def __init__(self, house: House, chromium: Browser, folder: Path) -> None:
        self.house = house
        self._chromium = chromium
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def open(self, badge: str, path: str, width: int = 1440, height: int = 900) -> Page:
        """A page in a browser of that person's own."""
        context = self._chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        context.set_default_timeout(PATIENCE_MS)
        self.house.log_in(badge, context)
        return self.house.open(path, width, height, context)

    def keep(self, page: Page, name: str) -> None:
        """Take the picture once fonts and two frames are there, and close the browser's window."""
        page.evaluate("() => document.fonts.ready.then(() => true)")
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        page.screenshot(path=self._folder / f"{name}.png")


@pytest.fixture(scope="module")
def album(
    chromium: Browser, demo_plan: HallPlan, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Album]:
    """One busy hall for all pictures."""
    folder = tmp_path_factory.mktemp("album")
    (folder / "house").mkdir()
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    house = House(build_house(folder, demo_plan), folder / "house", context)
    house.start()
    fill(house)
    kept = os.environ.get("DOCS_PICTURES")
    yield Album(house, chromium, Path(kept) / "handbook" if kept else folder / "pictures")
    context.close()
    house.stop()


def test_the_clerk_serves_and_takes_back(album: Album) -> None:
    page = album.open("1001", "/desk/1", 1280, 720)
    for resting in ("empty", "closed", "free"):
        expect(page.locator(f"[data-rest={resting}]")).to_be_visible()
        page.keyboard.press("Space")
    expect(page.locator("[data-ticket=CALLED]")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("[data-undo=start]")).to_be_visible()
    album.keep(page, "console")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    album.keep(page, "console-keys")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("y")
    expect(page.locator("dialog")).to_be_visible()
    album.keep(page, "console-my-day")


def test_the_guide_finds_and_gives_numbers(album: Album) -> None:
    page = album.open("2001", "/guide", 1280, 720)
    expect(page.get_by_text("输入号码，找到号票")).to_be_visible()
    page.keyboard.type("A003")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A003").first).to_be_visible()
    expect(page.get_by_text("经过").first).to_be_visible()
    album.keep(page, "guide")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="取新号").click()
    expect(page.locator("dialog")).to_be_visible()
    album.keep(page, "guide-new-number")


def test_the_supervisor_sees_acts_and_looks_back(album: Album) -> None:
    page = album.open("3001", "/hall")
    expect(page.locator("[data-alert]").first).to_be_visible()
    album.keep(page, "hall")
    page.locator("[data-window='12']").first.click()
    expect(page.locator("[data-card='12']")).to_be_visible()
    album.keep(page, "hall-window")
    page.locator("[data-act=evacuate]").click()
    expect(page.locator("dialog")).to_be_visible()
    album.keep(page, "hall-evacuate")
    past = album.open("3001", "/hall/past")
    expect(past.locator("[data-window]").first).to_be_visible()
    album.keep(past, "past")


def test_the_administrator_changes_the_setup(album: Album) -> None:
    page = album.open("9001", "/admin#items")
    page.locator("[data-find]").fill("营业执照")
    page.locator("[data-row='SJ-005']").click()
    expect(page.locator("[data-form='SJ-005']")).to_be_visible()
    minutes = page.locator("[data-field=service_minutes] input")
    minutes.fill("12")
    minutes.press("Tab")
    expect(page.locator("[data-tray='1']")).to_be_visible()
    album.keep(page, "admin-item")
    page.locator("[data-act=review]").click()
    page.locator("[name=summary]").fill("实测平均 12 分钟")
    expect(page.locator("[data-act=apply]")).to_be_enabled()
    album.keep(page, "admin-review")
    page.locator("[data-act=apply]").click()
    expect(page.locator("[data-tray=applied]")).to_be_visible()
    for section in ("windows", "special_days", "legal_days", "staff", "history"):
        page.goto(f"{album.house.address}/admin#{section}")
        expect(page.locator("main h2").first).to_be_visible()
        if section == "history":
            expect(page.get_by_text("实测平均 12 分钟").first).to_be_visible()
        album.keep(page, f"admin-{section.replace('_', '-')}")


def test_a_screen_is_paired(album: Album) -> None:
    context = album.house.context
    tablet = album.house.open("/tablet", 1024, 768, context)
    expect(tablet.get_by_text("等待接入")).to_be_visible()
    album.keep(tablet, "tablet-code")
    page = album.open("9001", "/admin#devices")
    page.locator("[data-act=new]").click()
    expect(page.locator("[data-form=pair]")).to_be_visible()
    album.keep(page, "admin-pairing")
