"""One visitor through kiosk, paper, board, console and phone, each the real program."""

import json
import re
import sqlite3
import urllib.request
from contextlib import closing

import pytest
from open_hall import OpenHall, until
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def page_of(chromium: Browser, url: str, width: int, height: int) -> Page:
    """A page of a browser context of its own; an error in its console fails the test."""
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    page.goto(url)
    return page


def take_number(kiosk: Page) -> str:
    """Three touches to a number: zone, item, confirm."""
    kiosk.get_by_role("button", name=re.compile("社会事务功能区")).click()
    kiosk.get_by_role("button", name=re.compile("跨省异地就医备案")).first.click()
    kiosk.get_by_role("button", name=re.compile("^取号")).click()
    number = kiosk.locator(".hero")
    expect(number).to_have_text(re.compile(r"^[A-Z]\d{3}$"))
    return number.inner_text()


def asked(hall: OpenHall, question: str) -> tuple[str, ...] | None:
    """The first row of an answer of the hall's database."""
    with closing(sqlite3.connect(hall.data / "hall.db", timeout=10)) as database:
        row: tuple[str, ...] | None = database.execute(question).fetchone()
    return row


def take_printed_number(hall: OpenHall, chromium: Browser) -> str:
    """A number whose paper came out, for all that the hall, the page and the printer say.

    A machine busy with other tests may keep the virtual printer from answering in time. Then the
    sheet is refused, everybody says so, and the visitor takes another number.
    """
    for _ in range(3):
        kiosk = page_of(chromium, hall.kiosk, 1080, 1920)
        number = take_number(kiosk)
        job = f"SELECT state FROM print_job WHERE label = '{number}'"
        until("the hall knows of the paper", lambda job=job: asked(hall, job) != ("SENDING",))
        if asked(hall, job) == ("PRINTED",):
            expect(kiosk.get_by_text("请取走号票")).to_be_visible()
            sheets = (hall.data / "sheets" / "index.json").read_text(encoding="utf-8")
            assert json.loads(sheets)
            return number
        expect(kiosk.locator(".paper")).not_to_contain_text("请取走号票")
    raise AssertionError("three tickets in a row did not print")


def phone_link(hall: OpenHall) -> str:
    """The newest ticket's link, as its QR code holds it."""
    newest = asked(hall, "SELECT token FROM ticket ORDER BY id DESC LIMIT 1")
    assert newest is not None
    return f"{hall.server}/t/{newest[0]}"


def test_a_visitor_takes_a_number_is_called_served_and_goes_home(
    hall: OpenHall, chromium: Browser
) -> None:
    desk = page_of(chromium, hall.staff_page("/desk/27"), 1440, 900)
    for act in ("sign_in", "open"):
        expect(desk.locator(f"button[data-act={act}]:enabled")).to_be_visible()
        desk.keyboard.press("Space")
    board = page_of(chromium, f"{hall.boards}/board", 1920, 1080)
    window = page_of(chromium, f"{hall.boards}/window/27", 1920, 1080)

    number = take_printed_number(hall, chromium)
    phone = page_of(chromium, phone_link(hall), 360, 800)
    expect(phone.get_by_text(number).first).to_be_visible()

    expect(desk.locator(f"[data-number={number}]").first).to_be_visible()
    desk.keyboard.press("Space")
    expect(desk.locator(f"[data-ticket=CALLED] [data-number={number}]")).to_be_visible()
    expect(board.get_by_text(number).first).to_be_visible()
    expect(window.get_by_text(number).first).to_be_visible()
    expect(phone.locator("[data-now=CALLED]")).to_contain_text("27", timeout=15_000)

    desk.keyboard.press("Space")
    expect(desk.locator("[data-ticket=SERVING]")).to_be_visible()
    expect(window.get_by_text("正在办理").first).to_be_visible()
    desk.keyboard.press("f")
    expect(desk.locator("[data-rest=empty], [data-rest=free]")).to_be_visible()
    expect(phone.locator("[data-now=DONE]")).to_be_visible(timeout=15_000)


def test_screens_are_true_again_after_the_server_was_killed(
    hall: OpenHall, chromium: Browser
) -> None:
    board = page_of(chromium, f"{hall.boards}/board", 1920, 1080)
    kiosk = page_of(chromium, hall.kiosk, 1080, 1920)
    expect(kiosk.get_by_role("button", name=re.compile("社会事务功能区"))).to_be_visible()
    before = hall.server_processes()
    hall.kill_server()
    expect(board.get_by_text("未更新").first).to_be_visible(timeout=10_000)
    until("the server is started again", lambda: bool(hall.server_processes()))
    assert set(before).isdisjoint(hall.server_processes())
    with_health(hall)
    expect(board.get_by_text("未更新")).to_have_count(0, timeout=5_000)
    number = take_number(kiosk)
    assert re.fullmatch(r"[A-Z]\d{3}", number)


def with_health(hall: OpenHall) -> None:
    """Wait until the server answers again."""

    def healthy() -> bool:
        try:
            with urllib.request.urlopen(f"{hall.server}/api/v1/health", timeout=2):
                return True
        except OSError:
            return False

    until("the server answers", healthy)


def test_a_phone_that_loses_the_network_says_so_and_comes_back(
    hall: OpenHall, chromium: Browser
) -> None:
    number = take_number(page_of(chromium, hall.kiosk, 1080, 1920))
    phone = page_of(chromium, phone_link(hall), 360, 800)
    expect(phone.get_by_text(number).first).to_be_visible()
    phone.context.set_offline(True)
    expect(phone.locator("[data-stale]")).to_be_visible(timeout=30_000)
    phone.context.set_offline(False)
    expect(phone.locator("[data-stale]")).to_have_count(0, timeout=60_000)
