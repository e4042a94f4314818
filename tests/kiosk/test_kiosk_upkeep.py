"""What a machine does to stay well: orders of the hall, a page that is watched, systemd that is told."""

import socket
import sys
from pathlib import Path

import pytest
import requests
from machine import Machine, running_machine
from playwright.sync_api import Page, expect
from simulated_hall import SimulatedHall

from hall_server.browser import SILENT_S, NoBrowser, Screen, browser_command, find_browser
from hall_server.wire.message import Text
from hall_server.wire.paper import ReportJob, ReportPrinter
from hall_server.wire.views import KioskOrders
from kiosk.cli import main
from kiosk.page_watch import PageWatch
from kiosk.paper import PaperNow, PrintDesk
from kiosk.reports import Reports
from kiosk.screen import page_silence
from kiosk.service_manager import ServiceManager
from printer.device import PrintState
from printer.status import PrinterStatus

PATIENCE_S = 10.0


def _ordered(hall: SimulatedHall, machine: Machine, **orders: object) -> None:
    hall.become(orders=KioskOrders().model_copy(update=orders))
    version = hall.state.version
    machine.kiosk.link.wait_for(
        lambda view: view.state is not None and view.state.version == version, PATIENCE_S
    )


def test_an_order_to_restart_is_carried_out_once(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    _ordered(simulated_hall, machine, restarts=3)
    _ordered(simulated_hall, machine, restarts=3, reloads=1)
    assert machine.restarts == ["restart"]


def test_what_was_ordered_before_the_start_is_no_order(simulated_hall: SimulatedHall) -> None:
    simulated_hall.become(orders=KioskOrders(restarts=7))
    with running_machine(simulated_hall) as machine:
        machine.kiosk.link.wait_for(lambda view: view.status == "reached", PATIENCE_S)
        _ordered(simulated_hall, machine, restarts=7, reloads=2)
        assert machine.restarts == []


def test_a_locked_machine_gives_no_number_and_says_so(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    _ordered(simulated_hall, machine, lock=Text(zh="正在检修", en=""))
    refused = requests.post(
        f"{machine.url}/api/tickets",
        json={"items": ["SJ-001"]},
        headers={"Idempotency-Key": "press-1"},
        timeout=PATIENCE_S,
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "locked")
    assert simulated_hall.tickets == {}


@pytest.mark.browser
def test_a_lock_takes_the_page_and_an_order_loads_it_anew(
    page: Page, machine: Machine, simulated_hall: SimulatedHall
) -> None:
    page.locator(".zone").first.click()
    _ordered(simulated_hall, machine, lock=Text(zh="<b>正在检修</b>，请到 2 号机取号", en=""))
    page.clock.run_for(2000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("本机暂停使用")
    expect(page.locator(".locked")).to_contain_text("<b>正在检修</b>，请到 2 号机取号")
    _ordered(simulated_hall, machine)
    page.clock.run_for(2000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("您要办什么")
    page.evaluate("globalThis.before = true")
    _ordered(simulated_hall, machine, reloads=1)
    page.clock.run_for(2000)
    page.wait_for_function("globalThis.before === undefined")
    expect(page.locator(".zone").first).to_be_visible()


def test_a_page_that_falls_silent_is_told() -> None:
    now = [100.0]
    watch = PageWatch(lambda: now[0])
    assert (watch.component().ok, watch.component().word) == (False, "not_seen")
    now[0] += 3
    assert watch.silence() == 3, "a program just started leaves the page its time to ask"
    watch.asked()
    now[0] += 2
    assert (watch.component().ok, watch.component().word) == (True, "2 s")
    now[0] += 20
    assert not watch.component().ok


def test_a_program_started_anew_leaves_the_browser_with_its_page_alone(machine: Machine) -> None:
    silence = page_silence(machine.url)
    assert silence is not None and silence < SILENT_S


def test_a_program_answers_itself_whatever_proxy_the_environment_names(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert page_silence(machine.url) is not None


class _Browser:
    """Any program that stays until it is ended, and the clock and silence around it."""

    def __init__(self, folder: Path) -> None:
        self.now = 0.0
        self.silent: float | None = 0.0
        self.log = folder / "starts"
        script = f"import pathlib, signal; p = pathlib.Path({str(self.log)!r}); "
        script += "p.open('a').write('x'); signal.pause()"
        command = [sys.executable, "-c", script]
        self.screen = Screen(command, lambda: self.silent, lambda: self.now)

    def look(self) -> int | None:
        """Look; the browser's process number."""
        self.screen.look()
        process = self.screen._process
        return process.pid if process else None


def test_a_browser_that_ends_or_whose_page_is_silent_is_started_anew(tmp_path: Path) -> None:
    browser = _Browser(tmp_path)
    first = browser.look()
    assert browser.look() == first
    browser.now, browser.silent = 50.0, 300.0
    assert browser.look() == first, "a page just opened has its time to ask"
    browser.now = 70.0
    second = browser.look()
    assert second != first
    assert browser.look() == second
    browser.silent = None
    browser.now = 1000.0
    assert browser.look() == second, "a program that does not answer says nothing of its page"
    assert browser.screen._process is not None
    browser.screen._process.kill()
    browser.screen._process.wait()
    assert browser.look() != second
    browser.screen.close()


class _Faulty:
    """A hall and a paper at once; the first report of each kind meets a fault of our own."""

    def __init__(self) -> None:
        self.told: list[int] = []

    def report_job(self, job: int, _report: ReportJob) -> None:
        if job == 1:
            raise RuntimeError("a fault of ours")
        self.told.append(job)

    def report_printer(self, _report: ReportPrinter) -> None:
        """Nothing of it matters here."""

    def print(self, _sheet: bytes) -> PaperNow:
        return PaperNow(PrintState.PRINTED)

    def status(self) -> PrinterStatus:
        return PrinterStatus(frozenset(), paper_low=False)

    def tell(self, _status: PrinterStatus) -> None:
        raise RuntimeError("a fault of ours")


def test_a_fault_of_ours_ends_neither_the_printing_nor_the_reports() -> None:
    faulty = _Faulty()
    desk, reports = PrintDesk(faulty, faulty.tell), Reports(faulty)
    desk.start()
    reports.start()
    end = desk.hand_in(lambda: b"a sheet", lambda _end: None).wait_over(PATIENCE_S)
    assert end.state is PrintState.PRINTED
    for job in (1, 2):
        reports.sheet(job, end)
    desk.stop()
    reports.stop()
    assert faulty.told == [2]


def test_a_machine_without_chromium_says_what_to_install() -> None:
    with pytest.raises(NoBrowser, match="apt install chromium"):
        find_browser("no-such-browser")
    command = browser_command("/usr/bin/chromium", "http://127.0.0.1:8101/", Path("/p"))
    assert command[0] == "/usr/bin/chromium"
    assert command[-1] == "http://127.0.0.1:8101/"


def test_systemd_hears_ready_then_alive_then_goodbye(tmp_path: Path) -> None:
    address = tmp_path / "notify"
    answers = iter([False, True, True])
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(address))
        ear.settimeout(PATIENCE_S)
        environment = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "20000"}
        manager = ServiceManager(lambda: next(answers, True), environment)
        manager.start()
        heard = [ear.recv(100), ear.recv(100)]
        manager.stop()
        assert heard == [b"READY=1", b"WATCHDOG=1"]
        while (last := ear.recv(100)) == b"WATCHDOG=1":
            pass
        assert last == b"STOPPING=1"


def test_one_slow_answer_does_not_end_a_healthy_program(tmp_path: Path) -> None:
    address = tmp_path / "notify"
    answers = iter([True, False, True])
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(address))
        ear.settimeout(PATIENCE_S)
        every_s = 2.0
        environment = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": str(int(2e6 * every_s))}
        manager = ServiceManager(lambda: next(answers, True), environment)
        manager.start()
        assert ear.recv(100) == b"READY=1"
        ear.settimeout(2 * every_s - 0.5)
        assert ear.recv(100) == b"WATCHDOG=1", "within the interval, though one answer was missing"
        manager.stop()


def test_units_are_written_where_they_belong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["units", str(tmp_path)])
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "hall-kiosk-screen.service",
        "hall-kiosk.service",
    ]
    assert "WatchdogSec=" in (tmp_path / "hall-kiosk.service").read_text()
    for unit in tmp_path.iterdir():
        assert "StartLimitIntervalSec=0" in unit.read_text(), "systemd never gives up"
    with pytest.raises(SystemExit) as ended:
        main(["units", str(tmp_path / "nowhere")])
    assert ended.value.code == 2
    assert "no such folder" in capsys.readouterr().err
