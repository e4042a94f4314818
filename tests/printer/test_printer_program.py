"""`hall-printer` as a person starts it, and its page as a person sees it."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from PIL import Image
from playwright.sync_api import Browser
from printer_desk import Desk, sheet_of
from ticket_samples import PLAIN

import hall_server.assets
import printer.simulators.page
from printer.cli import main
from printer.device import Printer, PrintState, Trouble
from printer.escpos import PAPER_80, encode
from printer.simulators.machine import Fault
from printer.ticket import compose_ticket

TICKET = encode(compose_ticket(PLAIN, "zh-CN"), PAPER_80)
DEADLINE_S = 30
PAGE = printer.simulators.page.DIRECTORY


@dataclass
class Program:
    """A running `hall-printer simulate`."""

    process: "subprocess.Popen[str]"
    printer_url: str
    page_url: str
    sheets: Path


def started(sheets: Path, *more: str) -> Program:
    process = subprocess.Popen(
        [sys.executable, "-m", "printer.cli", "simulate"]
        + ["--port", "0", "--http", "0", "--sheets", str(sheets), *more],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = dict(process.stdout.readline().split() for _ in range(2))
    return Program(process, said["printer"], said["page"], sheets)


def stopped(program: Program) -> None:
    program.process.terminate()
    program.process.wait(DEADLINE_S)
    assert program.process.stdout is not None
    program.process.stdout.close()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = started(tmp_path / "sheets")
    yield program
    stopped(program)


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_the_program_prints_and_stops_cleanly_with_a_line_still_open(
    program: Program, order: signal.Signals
) -> None:
    printer = Printer(program.printer_url)
    assert printer.print(TICKET) is PrintState.PRINTED
    program.process.send_signal(order)
    assert program.process.wait(DEADLINE_S) == 0
    printer.close()
    [entry] = json.loads((program.sheets / "index.json").read_text("utf-8"))
    assert "A017" in entry["lines"]
    assert entry["qr_codes"] == [PLAIN.link]


def test_the_page_hands_out_sheets_and_takes_orders(program: Program) -> None:
    printer = Printer(program.printer_url)
    printer.print(TICKET)
    state = requests.get(f"{program.page_url}state", timeout=DEADLINE_S)
    [sheet] = state.json()["sheets"]
    picture = requests.get(f"{program.page_url}sheets/{sheet['file']}", timeout=DEADLINE_S)
    assert picture.headers["Content-Type"] == "image/png"
    assert "unsafe" not in picture.headers["Content-Security-Policy"]
    paper = f"{program.page_url}paper"
    assert requests.put(paper, json={"mm": 0}, timeout=DEADLINE_S).json()["paper"] == "out"
    assert Trouble.PAPER_OUT in printer.status().troubles
    assert requests.put(paper, json={"mm": None}, timeout=DEADLINE_S).json()["paper"] == "ok"
    cover = f"{program.page_url}faults/cover_open"
    requests.put(cover, json={}, timeout=DEADLINE_S)
    assert Trouble.COVER_OPEN in printer.status().troubles
    requests.delete(cover, timeout=DEADLINE_S)
    assert printer.status().ready
    printer.close()
    restart = requests.put(f"{program.page_url}restart", json={}, timeout=DEADLINE_S)
    assert restart.json() == {"paper": "ok", "width_mm": 80, "faults": []}


def test_an_unchanged_state_is_not_sent_again(program: Program) -> None:
    first = requests.get(f"{program.page_url}state", timeout=DEADLINE_S)
    known = {"If-None-Match": first.headers["ETag"]}
    assert requests.get(first.url, headers=known, timeout=DEADLINE_S).status_code == 304


@pytest.mark.parametrize("body", [{}, {"mm": "a lot"}, {"mm": -1}, {"mm": True}, [], "mm"])
def test_an_order_that_makes_no_sense_is_refused(program: Program, body: object) -> None:
    assert (
        requests.put(f"{program.page_url}paper", json=body, timeout=DEADLINE_S).status_code == 400
    )


def test_a_fault_that_does_not_exist_and_a_path_outside_are_not_found(program: Program) -> None:
    for method, path in (("PUT", "faults/fire"), ("GET", "sheets/..%2f..%2fetc%2fpasswd")):
        assert requests.request(method, program.page_url + path, timeout=5).status_code == 404


@pytest.mark.browser
def test_a_person_sees_the_ticket_come_out_and_the_paper_end(
    program: Program, chromium: Browser
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(program.page_url)
    page.get_by_text("还没有打印").wait_for()
    printer = Printer(program.printer_url)
    printer.print(TICKET)
    printer.close()
    ticket = page.locator("img.paper")
    ticket.wait_for()
    assert "A017" in (ticket.get_attribute("alt") or "")
    page.get_by_role("button", name="取走纸").click()
    page.get_by_role("status").filter(has_text="缺纸").wait_for()
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Put in a new roll").click()
    page.get_by_role("status").filter(has_text="Ready").wait_for()
    assert complaints == []


FACTS = {
    "hall": "江汉区政务服务中心",
    "zone_code": "A",
    "zone": "企业登记功能区",
    "windows": ["1"],
    "items": ["公司变更登记"],
    "number": "A001",
    "wait": {"ahead": 0, "low": 0, "high": 5},
    "issued_at": "2026-11-23T09:00:00+08:00",
    "kiosk": "1号机",
}


@pytest.fixture
def facts(tmp_path: Path) -> str:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps({"kind": "ticket", "facts": FACTS}), encoding="utf-8")
    return str(file)


@pytest.fixture
def printers(desk: Desk, tmp_path: Path) -> str:
    file = tmp_path / "printers.toml"
    file.write_text(f'[[printer]]\nname = "window-5"\nurl = "{desk.line.url}"\n', "utf-8")
    return str(file)


def test_printers_of_the_file_are_listed(
    printers: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--printers", printers, "list"]) == 0
    assert f"window-5\t{desk.line.url}\t80 mm" in capsys.readouterr().out


def test_the_state_of_a_printer_is_said_in_plain_words_and_in_json(
    printers: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--printers", printers, "status"]) == 0
    assert capsys.readouterr().out == "window-5: ready\n"
    desk.machine.load_paper(0)
    assert main(["--printers", printers, "status", "window-5"]) == 3
    assert capsys.readouterr().out == "window-5: is out of paper\n"
    assert main(["status", "--json", desk.line.url]) == 3
    [told] = json.loads(capsys.readouterr().out)["printers"]
    assert told == {
        "name": desk.line.url,
        "url": desk.line.url,
        "ready": False,
        "paper_low": True,
        "troubles": ["offline", "paper_out"],
    }


def test_facts_and_files_are_printed_and_the_end_is_said(
    printers: str, desk: Desk, facts: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--printers", printers, "print", facts, "window-5"]) == 0
    assert "A001" in desk.next_sheet().lines
    raw = tmp_path / "sheet.bin"
    raw.write_bytes(sheet_of("A017"))
    assert main(["print", str(raw), desk.line.url]) == 0
    assert desk.next_sheet().lines[0] == "A017"
    desk.machine.load_paper(0)
    capsys.readouterr()
    assert main(["print", str(raw), desk.line.url]) == 3
    said = capsys.readouterr().out
    assert said == f"{desk.line.url}: refused, nothing was sent (is out of paper)\n"


def test_a_sheet_cut_off_is_uncertain(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tmp_path / "sheet.bin"
    raw.write_bytes(sheet_of("A017"))
    desk.machine.begin(Fault.DROP_IN_SHEET)
    assert main(["print", str(raw), desk.line.url]) == 4
    assert "uncertain" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_test_page_comes_out_without_a_complaint_of_the_printer(
    printers: str, desk: Desk, language: str
) -> None:
    assert main(["--printers", printers, "test", "window-5", "--language", language]) == 0
    sheet = desk.next_sheet()
    assert sheet.warnings == ()
    assert any("window-5" in line for line in sheet.lines)


def test_a_probe_says_what_to_write_into_the_file(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["probe", desk.line.url, "--page"]) == 0
    said = capsys.readouterr().out
    assert 'acknowledgement = "gs_h"' in said
    assert "model: Virtual printer" in said
    assert desk.next_sheet().lines[0].startswith("gbk")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["status", "window-9"], "no printer is named window-9"),
        (["status"], "name a printer"),
        (["status", "lpt:1"], "expected socket://"),
        (["print", "missing.bin", "socket://127.0.0.1:9"], "missing.bin"),
        (["--printers", "missing.toml", "list"], "missing.toml"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str],
    complaint: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    assert complaint in capsys.readouterr().err


def test_a_preview_is_a_picture_or_a_pdf(facts: str, tmp_path: Path) -> None:
    picture, form = tmp_path / "ticket.png", tmp_path / "ticket.pdf"
    assert main(["preview", facts, str(picture)]) == 0
    with Image.open(picture) as opened:
        assert opened.width == 640
    assert main(["preview", facts, str(form), "--size", "large"]) == 0
    assert form.read_bytes().startswith(b"%PDF-")
    assert main(["preview", facts, str(tmp_path / "ticket.gif")]) == 1


def test_facts_that_lack_something_are_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "facts.json").write_text("{}", encoding="utf-8")
    assert main(["preview", str(tmp_path / "facts.json"), str(tmp_path / "ticket.png")]) == 1
    assert "hall-printer:" in capsys.readouterr().err


def test_a_station_whose_hall_is_away_waits_and_ends_when_told_to(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("secret\n", encoding="ascii")
    arguments = ["station", "--server", "http://127.0.0.1:9", "--token-file", str(token)]
    station = subprocess.Popen(
        [sys.executable, "-m", "printer.cli", *arguments], stdout=subprocess.PIPE, text=True
    )
    assert station.stdout is not None
    assert station.stdout.readline() == "station of http://127.0.0.1:9\n"
    station.terminate()
    assert station.wait(DEADLINE_S) == 0
    station.stdout.close()


def test_a_serial_virtual_printer_is_reached_by_its_path(tmp_path: Path) -> None:
    program = started(
        tmp_path / "sheets", "--serial", str(tmp_path / "ttyPrinter"), "--paper", "58"
    )
    printer = Printer(program.printer_url)
    assert printer.print(sheet_of("A017")) is PrintState.PRINTED
    printer.close()
    stopped(program)
    [entry] = json.loads((program.sheets / "index.json").read_text("utf-8"))
    assert entry["lines"][0] == "A017"


def test_the_page_speaks_both_languages_with_the_same_keys() -> None:
    keys = [set(json.loads((PAGE / f"{name}.json").read_text("utf-8"))) for name in ("zh-CN", "en")]
    assert keys[0] == keys[1]


def test_the_copy_of_lit_html_is_the_hall_s_own() -> None:
    original = hall_server.assets.DIRECTORY / "vendor" / "lit-html" / "lit-html.js"
    assert (PAGE / "lit-html.js").read_bytes() == original.read_bytes()


def test_importing_the_printer_brings_in_nothing_slow() -> None:
    code = (
        "import sys, printer.device, printer.line, printer.config, printer.escpos, printer.ticket;"
        "slow = {'PIL', 'flask', 'escpos.printer', 'qrcode', 'pydantic', 'fpdf', 'serial', 'usb'};"
        "print(*slow & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
