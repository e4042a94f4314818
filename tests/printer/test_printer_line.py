"""What a spooler may count on: order, one telling, status on change, and nothing sent twice."""

import threading
from dataclasses import replace
from pathlib import Path
from queue import Queue

import pytest
from printer_desk import (
    DEADLINE_S,
    HALF_A_SHEET_MM,
    MUTE,
    SOON,
    Book,
    Desk,
    printer_at,
    running_line,
    says,
    sheet_of,
)

from printer.acknowledgement import Acknowledgement, name_of
from printer.line import PrinterLine
from printer.ports import BadPortUrl
from printer.simulators.machine import Fault, VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.pseudo_terminal import SerialPrinter
from printer.simulators.roll import Sheet
from printer.status import PrinterStatus, PrintState, Trouble
from printer.timing import Timing

SENDING, PRINTED = PrintState.SENDING, PrintState.PRINTED
REFUSED, UNCERTAIN = PrintState.REFUSED, PrintState.UNCERTAIN
READY = PrinterStatus()
NEVER_POLLED = replace(SOON, poll_s=3600.0, check_s=3600.0)


def ready(status: PrinterStatus) -> bool:
    return status.ready


def test_sheets_come_out_in_the_order_they_were_handed_in(desk: Desk) -> None:
    book = Book()
    words = [f"A{number:03d}" for number in range(12)]
    with running_line(printer_at(desk.line.url), book) as line:
        for each in words:
            line.submit(each, sheet_of(each))
        for each in words:
            book.wait_for(each, PRINTED)
    assert [sheet.lines[0] for sheet in desk.sheets_so_far()] == words
    assert book.states == [(each, state) for each in words for state in (SENDING, PRINTED)]


def test_many_threads_may_hand_in(desk: Desk) -> None:
    book = Book()
    with running_line(printer_at(desk.line.url), book) as line:
        threads = [
            threading.Thread(target=line.submit, args=(f"A{number}", sheet_of(f"A{number}")))
            for number in range(16)
        ]
        for thread in threads:
            thread.start()
        for number in range(16):
            book.wait_for(f"A{number}", PRINTED)
        for thread in threads:
            thread.join()
    assert len(desk.sheets_so_far()) == 16


def test_the_state_is_told_before_the_first_byte_and_a_journal_that_fails_stops_the_sheet(
    desk: Desk,
) -> None:
    book = Book()

    def disk_full(_: str) -> None:
        assert desk.tray_is_empty()
        raise OSError("no space left on device")

    book.at_sending = disk_full
    with running_line(printer_at(desk.line.url), book) as line:
        line.submit("A", sheet_of("A017"))
        assert book.wait_for_end("A") is REFUSED
        book.at_sending = lambda _: None
        line.submit("B", sheet_of("B018"))
        assert book.wait_for_end("B") is PRINTED
    assert [sheet.lines[0] for sheet in desk.sheets_so_far()] == ["B018"]


def test_a_printer_that_reports_by_itself_is_heard_between_and_inside_sheets(desk: Desk) -> None:
    book = Book()
    with running_line(printer_at(desk.line.url), book, NEVER_POLLED) as line:
        line.submit("first", sheet_of("A016"))
        book.wait_for("first", PRINTED)
        desk.machine.begin(Fault.COVER_OPEN)
        assert book.wait_for_status(lambda now: not now.ready).troubles == {
            Trouble.COVER_OPEN,
            Trouble.OFFLINE,
        }
        desk.machine.end(Fault.COVER_OPEN)
        book.wait_for_status(ready)
        desk.machine.load_paper(HALF_A_SHEET_MM)
        book.wait_for_status(lambda now: now == PrinterStatus(paper_low=True))
        line.submit("A", sheet_of("A017"))
        book.wait_for("A", UNCERTAIN)
        book.wait_for_status(lambda now: Trouble.PAPER_OUT in now.troubles)
        desk.machine.load_paper()
        book.wait_for("A", PRINTED)
        book.wait_for_status(lambda now: now == READY)
    assert all(a != b for a, b in zip(book.statuses, book.statuses[1:], strict=False))


def test_reporting_goes_on_after_a_sheet_has_reset_the_printer(desk: Desk) -> None:
    book = Book()
    with running_line(printer_at(desk.line.url), book, NEVER_POLLED) as line:
        book.wait_for_status(ready)
        for number in range(3):
            line.submit(f"A{number}", sheet_of("A017"))
            book.wait_for(f"A{number}", PRINTED)
        desk.machine.begin(Fault.CUTTER_STUCK)
        book.wait_for_status(lambda now: Trouble.CUTTER in now.troubles)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.COVER_OPEN, Trouble.COVER_OPEN),
        (Fault.CUTTER_STUCK, Trouble.CUTTER),
        (Fault.SILENT, Trouble.NO_ANSWER),
    ],
)
def test_a_printer_that_reports_nothing_is_asked_between_sheets(
    desk: Desk, fault: Fault, trouble: Trouble
) -> None:
    book = Book()
    desk.machine.begin(Fault.NO_OWN_REPORT)
    with running_line(printer_at(desk.line.url), book, MUTE):
        book.wait_for_status(ready)
        desk.machine.begin(fault)
        assert trouble in book.wait_for_status(lambda now: not now.ready).troubles
        desk.machine.end(fault)
        book.wait_for_status(ready)


def test_a_printer_switched_on_later_is_found(tmp_path: Path) -> None:
    book = Book()
    tray: Queue[Sheet] = Queue()
    path = tmp_path / "ttyPrinter"
    with running_line(printer_at(f"{path}?baud=115200"), book) as line:
        book.wait_for_status(lambda now: now.troubles == {Trouble.UNREACHABLE})
        line.submit("A", sheet_of("A017"))
        assert book.wait_for_end("A") is REFUSED
        with SerialPrinter(VirtualPrinter(tray.put), path):
            book.wait_for_status(ready)
            line.submit("B", sheet_of("B018"))
            assert book.wait_for_end("B") is PRINTED
        book.wait_for_status(lambda now: now.troubles == {Trouble.UNREACHABLE})
    assert tray.qsize() == 1


def test_a_broken_line_is_told_and_healed(desk: Desk) -> None:
    book = Book()
    with running_line(printer_at(desk.line.url), book):
        book.wait_for_status(ready)
        desk.line.hang_up()
        book.wait_for_status(lambda now: now.troubles == {Trouble.UNREACHABLE})
        book.wait_for_status(ready)


def test_a_late_acknowledgement_is_known_after_the_spooler_was_started_anew(
    tmp_path: Path,
) -> None:
    """A serial printer says it to whoever is on the line."""
    tray: Queue[Sheet] = Queue()
    machine = VirtualPrinter(tray.put, paper_mm=HALF_A_SHEET_MM)
    with SerialPrinter(machine, tmp_path / "ttyPrinter") as printer:
        before, after = Book(), Book()
        with running_line(printer_at(printer.url), before) as line:
            line.submit("A", sheet_of("A017"))
            before.wait_for("A", UNCERTAIN)
        with running_line(printer_at(printer.url), after) as line:
            line.await_late("A")
            after.wait_for_status(lambda now: Trouble.PAPER_OUT in now.troubles)
            machine.load_paper()
            after.wait_for("A", PRINTED)
    assert after.states == [("A", PRINTED)]
    assert says(tray.get_nowait(), "A017")


def test_a_nameless_answer_is_never_taken_for_that_of_the_next_sheet(tmp_path: Path) -> None:
    """A clone on a serial line is switched off and on in the middle: A's answer never comes."""
    tray: Queue[Sheet] = Queue()
    machine = VirtualPrinter(tray.put)
    machine.begin(Fault.NO_ACKNOWLEDGEMENT)
    machine.begin(Fault.NO_OWN_REPORT)
    book = Book()
    with SerialPrinter(machine, tmp_path / "ttyPrinter") as printer:
        with running_line(printer_at(printer.url, Acknowledgement.GS_R), book) as line:
            book.at_sending = lambda _: machine.begin(Fault.COVER_OPEN)
            line.submit("A", sheet_of("A017"))
            book.wait_for("A", UNCERTAIN)
            machine.switch_off_and_on()
            machine.end(Fault.COVER_OPEN)
            line.submit("B", sheet_of("B018"))
            book.wait_for("B", UNCERTAIN)
            machine.end(Fault.COVER_OPEN)
            book.wait_for("B", PRINTED)
    assert book.of("A") == [SENDING, UNCERTAIN]
    assert [tray.get_nowait().lines[0]] == ["B018"]


def test_closing_ends_the_sheet_in_hand_and_begins_no_other(desk: Desk) -> None:
    book = Book()
    line = PrinterLine(printer_at(desk.line.url), book.on_state, book.on_status, SOON)
    closing = threading.Thread(target=line.close)

    def close_now(_: str) -> None:
        closing.start()
        assert line._closing.wait(DEADLINE_S)

    book.at_sending = close_now
    line.submit("A", sheet_of("A017"))
    line.submit("B", sheet_of("B018"))
    line.start()
    book.wait_for("A", PRINTED)
    closing.join(DEADLINE_S)
    assert not closing.is_alive()
    assert book.of("B") == []
    assert [sheet.lines[0] for sheet in desk.sheets_so_far()] == ["A017"]


def test_a_bad_url_is_refused_when_the_line_is_made() -> None:
    book = Book()
    with pytest.raises(BadPortUrl):
        PrinterLine(printer_at("lpt1"), book.on_state, book.on_status)


def test_a_callback_that_fails_does_not_stop_the_line(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    book = Book()

    def broken(_: PrinterStatus) -> None:
        raise RuntimeError("the guide's page is gone")

    line = PrinterLine(printer_at(desk.line.url), book.on_state, broken, SOON)
    line.start()
    line.submit("A", sheet_of("A017"))
    assert book.wait_for_end("A") is PRINTED
    line.close()
    assert "the guide's page is gone" in caplog.text


def test_a_second_spooler_on_a_printer_that_takes_one_caller_is_refused() -> None:
    from printer.simulators.network import Others

    tray: Queue[Sheet] = Queue()
    machine = VirtualPrinter(tray.put)
    with NetworkPrinter(machine, others=Others.REFUSED) as network:
        first, second = Book(), Book()
        with running_line(printer_at(network.url), first):
            first.wait_for_status(ready)
            with running_line(printer_at(network.url), second) as line:
                line.submit("B", sheet_of("B018"))
                assert second.wait_for_end("B") is REFUSED
    assert tray.empty()


def test_the_patience_with_a_sheet_grows_with_the_line_and_the_paper() -> None:
    usual = Timing()
    assert usual.patience(600, float("inf"), 80) == 10.0
    assert usual.patience(600, 960, 80) == 10.0
    slow_picture = usual.patience(48_000, 960, 80)
    assert slow_picture == pytest.approx(3 * (50 + 80 / 150 + 1))


def test_the_name_of_a_job_is_the_same_in_every_process_and_visible() -> None:
    assert name_of("2026-11-23/17") == name_of("2026-11-23/17")
    names = {name_of(str(number)) for number in range(2000)}
    assert len(names) > 1995
    assert all(len(name) == 4 and name.isalnum() for name in names)
