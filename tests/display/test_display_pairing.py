"""A display without a token: it shows a code, shows its board once paired, and says when it is out."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, expect
from real_hall import RealHall
from running_hall import DisplayProcess, until

from hall_server.domain.plan import HallPlan

PATIENCE_MS = 20_000


@pytest.fixture
def real_hall(tmp_path: Path, demo_plan: HallPlan) -> Iterator[RealHall]:
    hall = RealHall(tmp_path, demo_plan)
    hall.start()
    yield hall
    hall.stop()


def _picture(display: DisplayProcess) -> dict[str, Any]:
    """What a page is told when it opens."""
    with requests.get(f"{display.url}/stream", stream=True, timeout=5) as stream:
        for line in stream.iter_lines(decode_unicode=True):
            if line.startswith('data: {"now":'):
                told: dict[str, Any] = json.loads(line.removeprefix("data: "))
                return told
    raise AssertionError("no picture")


def _code(display: DisplayProcess) -> str | None:
    pairing = _picture(display)["pairing"]
    return str(pairing["code"]) if pairing and pairing["code"] else None


@pytest.mark.browser
def test_a_new_display_shows_its_code_and_its_board_once_it_was_entered(
    real_hall: RealHall, chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "state" / "display.token"
    settings = {"TOKEN": None, "TOKEN_FILE": str(file)}
    display = DisplayProcess(real_hall.url, settings)
    display.start()
    try:
        until(lambda: _code(display) is not None)
        page = chromium.new_page(viewport={"width": 1920, "height": 1080})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{display.url}/board")
        code = str(_code(display))
        expect(page.locator(f"[data-code='{code}']")).to_be_visible()
        expect(page.locator("main")).to_contain_text("six digits")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        real_hall.pair(code, "大屏", "zone:A")
        expect(page.locator("[data-code]")).to_have_count(0)
        expect(page.locator("h1")).to_contain_text("叫号大屏")
        until(display.hears_the_hall)
        real_hall.revoke("大屏")
        expect(page.locator("h1")).to_contain_text("本屏已不再登记")
        expect(page.locator("[data-code]")).to_be_visible()
        assert _code(display) != code
        page.close()
    finally:
        display.end()


def test_a_display_whose_written_token_is_refused_says_what_to_do(real_hall: RealHall) -> None:
    display = DisplayProcess(real_hall.url, {"TOKEN": "x" * 43})
    display.start()
    try:
        until(lambda: _picture(display)["pairing"] == {"code": None, "lost": True})
    finally:
        display.end()
