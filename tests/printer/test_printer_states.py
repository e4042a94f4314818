"""Every way a print can go ends in the state that is true, with no sheet lost and none doubled."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from printer_desk import SOON, Desk
from ticket_samples import PLAIN

from printer.device import Printer, PrinterStatus, PrintState, Trouble
from printer.escpos import PAPER_80, encode
from printer.simulators.machine import Fault
from printer.ticket import compose_ticket

TICKET = encode(compose_ticket(PLAIN, "zh-CN"), PAPER_80)
QUESTIONS = 9
"""Bytes of the three status questions before a sheet."""
HALF_A_TICKET_MM = 40.0


@pytest.fixture
def printer(desk: Desk) -> Iterator[Printer]:
    printer = Printer(desk.line.url, SOON)
    yield printer
    printer.close()


def test_a_ready_printer_prints_one_sheet_and_says_so(desk: Desk, printer: Printer) -> None:
    assert printer.status() == PrinterStatus()
    assert printer.print(TICKET) is PrintState.PRINTED
    assert "A017" in desk.next_sheet().lines
    assert desk.tray_is_empty()


def test_without_paper_nothing_is_sent_and_nothing_comes_after_the_refill(
    desk: Desk, printer: Printer
) -> None:
    desk.machine.load_paper(0)
    assert printer.print(TICKET) is PrintState.REFUSED
    assert Trouble.PAPER_OUT in printer.status().troubles
    desk.machine.load_paper()
    assert desk.tray_is_empty()
    assert printer.print(TICKET) is PrintState.PRINTED


def test_an_open_cover_refuses(desk: Desk, printer: Printer) -> None:
    desk.machine.begin(Fault.COVER_OPEN)
    assert printer.print(TICKET) is PrintState.REFUSED
    assert printer.status().troubles == {Trouble.COVER_OPEN, Trouble.OFFLINE}
    desk.machine.end(Fault.COVER_OPEN)
    assert printer.print(TICKET) is PrintState.PRINTED


def test_a_mute_printer_refuses_and_prints_again_when_it_wakes(
    desk: Desk, printer: Printer
) -> None:
    desk.machine.begin(Fault.SILENT)
    assert printer.print(TICKET) is PrintState.REFUSED
    assert printer.status().troubles == {Trouble.NO_ANSWER}
    desk.machine.end(Fault.SILENT)
    assert printer.print(TICKET) is PrintState.PRINTED
    desk.next_sheet()
    assert desk.tray_is_empty()


def test_a_printer_that_is_switched_off_refuses(desk: Desk) -> None:
    printer = Printer(desk.line.url)
    desk.line.close()
    assert printer.print(TICKET) is PrintState.REFUSED
    assert printer.status().troubles == {Trouble.UNREACHABLE}


def test_paper_low_is_a_warning_and_the_sheet_is_printed(desk: Desk, printer: Printer) -> None:
    desk.machine.load_paper(250.0)
    assert printer.status() == PrinterStatus(paper_low=True)
    assert printer.print(TICKET) is PrintState.PRINTED


def test_paper_that_ends_in_the_middle_is_uncertain_and_the_sheet_comes_once_after_the_refill(
    desk: Desk, printer: Printer
) -> None:
    desk.machine.load_paper(HALF_A_TICKET_MM)
    assert printer.print(TICKET) is PrintState.UNCERTAIN
    assert printer.print(TICKET) is PrintState.REFUSED
    desk.machine.load_paper()
    assert "A017" in desk.next_sheet().lines
    assert desk.tray_is_empty()


def test_a_late_acknowledgement_is_not_taken_for_that_of_the_next_sheet(
    desk: Desk, printer: Printer
) -> None:
    desk.machine.load_paper(HALF_A_TICKET_MM)
    assert printer.print(TICKET) is PrintState.UNCERTAIN
    desk.machine.load_paper()
    desk.machine.begin(Fault.NO_ACKNOWLEDGEMENT)
    assert printer.print(TICKET) is PrintState.UNCERTAIN
    desk.next_sheet()
    desk.next_sheet()
    assert desk.tray_is_empty()


def test_a_line_cut_in_the_middle_of_a_sheet_is_uncertain(desk: Desk, printer: Printer) -> None:
    desk.machine.drop_line_after(QUESTIONS + len(TICKET) // 2)
    assert printer.print(TICKET) is PrintState.UNCERTAIN
    assert desk.tray_is_empty()


def test_a_line_cut_right_before_the_sheet_is_never_called_printed(
    desk: Desk, printer: Printer
) -> None:
    desk.machine.drop_line_after(QUESTIONS)
    assert printer.print(TICKET) in {PrintState.UNCERTAIN, PrintState.REFUSED}
    assert desk.tray_is_empty()


def test_a_line_cut_before_the_acknowledgement_is_uncertain_and_the_sheet_lies_there(
    desk: Desk, printer: Printer
) -> None:
    desk.machine.begin(Fault.DROP_AT_ACKNOWLEDGEMENT)
    assert printer.print(TICKET) is PrintState.UNCERTAIN
    desk.next_sheet()
    assert desk.tray_is_empty()


def test_a_clone_that_never_acknowledges_leaves_the_job_uncertain(
    desk: Desk, printer: Printer
) -> None:
    desk.machine.begin(Fault.NO_ACKNOWLEDGEMENT)
    assert printer.print(TICKET) is PrintState.UNCERTAIN
    desk.next_sheet()
    assert desk.tray_is_empty()


def test_a_line_that_died_while_idle_is_opened_again_before_the_next_sheet(
    desk: Desk, printer: Printer
) -> None:
    assert printer.print(TICKET) is PrintState.PRINTED
    desk.line.hang_up()
    assert printer.print(TICKET) is PrintState.PRINTED
    desk.next_sheet()
    desk.next_sheet()
    assert desk.tray_is_empty()


def test_sheets_from_many_threads_come_out_one_by_one(desk: Desk) -> None:
    printer = Printer(desk.line.url)
    with ThreadPoolExecutor(max_workers=8) as visitors:
        states = list(visitors.map(printer.print, [TICKET] * 16))
    printer.close()
    assert states == [PrintState.PRINTED] * 16
    sheets = [desk.next_sheet() for _ in range(16)]
    assert desk.tray_is_empty()
    assert {sheet.lines for sheet in sheets} == {sheets[0].lines}
