"""A machine without a token: it shows a code, goes on by itself once paired, and says when it is out."""

import stat
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from machine import running_machine
from playwright.sync_api import Browser, Page, expect
from real_hall import RealHall

from hall_server.domain.plan import HallPlan
from hall_server.own_token import OwnToken

PATIENCE_S = 20.0


@pytest.fixture
def hall(tmp_path: Path, demo_plan: HallPlan) -> Iterator[RealHall]:
    hall = RealHall(tmp_path, demo_plan)
    hall.start()
    yield hall
    hall.stop()


def _open(chromium: Browser, url: str) -> Page:
    page = chromium.new_page(viewport={"width": 1080, "height": 1920})
    page.goto(url)
    return page


@pytest.mark.browser
def test_a_new_machine_shows_its_code_and_works_once_it_was_entered(
    hall: RealHall, chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "state" / "kiosk.token"
    simulated = SimpleNamespace(url=hall.url)
    with running_machine(simulated, token=None, token_file=file) as machine:  # type: ignore[arg-type]
        link = machine.kiosk.link
        shown = link.wait_for(
            lambda view: view.pairing is not None and bool(view.pairing.code), PATIENCE_S
        )
        assert shown.pairing is not None and shown.pairing.code is not None
        page = _open(chromium, machine.url)
        expect(page.locator(f"[data-code='{shown.pairing.code}']")).to_be_visible()
        expect(page.locator("main")).to_contain_text("管理员")
        expect(page.locator("main")).to_contain_text("six digits")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        hall.pair(shown.pairing.code, "取号机9", "zone:A")
        link.wait_for(lambda view: view.status == "reached", PATIENCE_S)
        expect(page.locator("[data-code]")).to_have_count(0)
        machine.kiosk.health.step()
        assert '"kind":"disk"' in hall.device("取号机9").health
        hall.revoke("取号机9")
        lost = link.wait_for(
            lambda view: view.pairing is not None and bool(view.pairing.code), PATIENCE_S
        )
        assert lost.pairing is not None and lost.pairing.lost
        expect(page.locator("main")).to_contain_text("这台设备已不再登记")
        page.close()


def test_a_paired_machine_is_let_in_after_its_restart(hall: RealHall, tmp_path: Path) -> None:
    file = tmp_path / "kiosk.token"
    simulated = SimpleNamespace(url=hall.url)
    with running_machine(simulated, token=None, token_file=file) as machine:  # type: ignore[arg-type]
        view = machine.kiosk.link.wait_for(lambda view: view.pairing is not None, PATIENCE_S)
        assert view.pairing is not None and view.pairing.code is not None
        hall.pair(view.pairing.code, "取号机9")
        machine.kiosk.link.wait_for(lambda view: view.status == "reached", PATIENCE_S)
    with running_machine(simulated, token=None, token_file=file) as machine:  # type: ignore[arg-type]
        machine.kiosk.link.wait_for(lambda view: view.status == "reached", PATIENCE_S)


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"token": 5}', "null", "\x00"])
def test_a_spoilt_token_file_is_replaced(tmp_path: Path, kept: str) -> None:
    file = tmp_path / "kiosk.token"
    file.write_text(kept)
    own = OwnToken(file)
    assert len(own.token) >= 40
    assert (OwnToken(file).token, own.admitted) == (own.token, False)


def test_a_token_that_was_taken_once_is_known_as_such_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.token"
    own = OwnToken(file)
    own.admit()
    assert OwnToken(file).admitted
    own.renew()
    assert not OwnToken(file).admitted
