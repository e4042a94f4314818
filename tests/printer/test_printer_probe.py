"""Getting to know a printer: which acknowledgement it gives and how it was set at the factory."""

import pytest
from printer_desk import MUTE, SOON, Desk

from printer.acknowledgement import Acknowledgement
from printer.device import Printer, PrintState
from printer.probe import Acquaintance, encoding_page, probe
from printer.simulators.machine import Fault
from printer.status import Trouble

GS_H, GS_R, NONE = Acknowledgement.GS_H, Acknowledgement.GS_R, Acknowledgement.NONE


@pytest.mark.parametrize(
    ("lacks", "found"),
    [
        ((), GS_H),
        ((Fault.NO_ACKNOWLEDGEMENT,), GS_R),
        ((Fault.NO_ACKNOWLEDGEMENT, Fault.NO_ANSWER_IN_TURN), NONE),
    ],
)
def test_the_acknowledgement_is_the_best_the_printer_gives(
    desk: Desk, lacks: tuple[Fault, ...], found: Acknowledgement
) -> None:
    for fault in lacks:
        desk.machine.begin(fault)
    known = probe(desk.line.url, MUTE)
    assert known.status.ready
    assert known.acknowledgement is found
    assert known.reports_by_itself
    assert known.model == (None if Fault.NO_ANSWER_IN_TURN in lacks else "Virtual printer")
    assert desk.tray_is_empty()


def test_a_printer_that_never_reports_is_known_as_such(desk: Desk) -> None:
    desk.machine.begin(Fault.NO_OWN_REPORT)
    assert not probe(desk.line.url, MUTE).reports_by_itself


def test_a_printer_that_is_not_ready_is_asked_nothing_that_it_would_keep(desk: Desk) -> None:
    desk.machine.load_paper(0)
    known = probe(desk.line.url, SOON)
    assert known == Acquaintance(known.status)
    assert Trouble.PAPER_OUT in known.status.troubles
    desk.machine.load_paper()
    assert desk.tray_is_empty()


def test_a_printer_that_is_not_there_is_unreachable(desk: Desk) -> None:
    url = desk.line.url
    desk.line.close()
    assert probe(url, SOON).status.troubles == {Trouble.UNREACHABLE}


def test_the_page_shows_which_encoding_reads_well(desk: Desk) -> None:
    printer = Printer(desk.line.url, SOON)
    assert printer.print(encoding_page()) is PrintState.PRINTED
    printer.close()
    names = {line.split()[0]: line for line in desk.next_sheet().lines}
    assert names["gbk"] == "gbk     排队号票 请到窗口"
    assert "㛃" not in names["gb18030"]
    assert "排隊號票" not in names["big5"]
    assert "排队号票" not in names["utf-8"]


def test_a_printer_used_directly_may_be_probed_too(desk: Desk) -> None:
    desk.machine.begin(Fault.NO_ACKNOWLEDGEMENT)
    printer = Printer(desk.line.url, MUTE, Acknowledgement.PROBE)
    assert printer.print(encoding_page()) is PrintState.PRINTED
    assert printer.print(encoding_page()) is PrintState.PRINTED
    printer.close()
    assert len(desk.sheets_so_far()) == 2
