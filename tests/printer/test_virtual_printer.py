"""The virtual printer behaves as the manuals say a real one does."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue

import pytest
from PIL import Image

from printer.ports import Disconnected, open_port
from printer.raster import draw_line, without_realtime_orders
from printer.simulators.machine import Fault, VirtualPrinter
from printer.simulators.network import NetworkPrinter, Others
from printer.simulators.pseudo_terminal import SerialPrinter
from printer.simulators.roll import DOTS_58, Sheet
from printer.simulators.sheets import Tray

CUT = b"\x1dVB\x00"
NOW = datetime(2026, 11, 23, 2, 24, tzinfo=UTC)


class Person:
    """Someone with a cable and a tray."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.heard = b""
        self.printer = VirtualPrinter(self.sheets.append)
        self.printer.connect(self._hear, lambda: None)

    def _hear(self, reply: bytes) -> None:
        self.heard += reply

    def answer(self, data: bytes) -> bytes:
        self.heard = b""
        self.printer.receive(data)
        return self.heard


def test_status_bytes_are_those_of_the_manual() -> None:
    person = Person()
    assert person.answer(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04") == b"\x12\x12\x12"
    person.printer.load_paper(0)
    assert person.answer(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04") == b"\x1a\x32\x7e"
    person.printer.load_paper()
    person.printer.begin(Fault.COVER_OPEN)
    assert person.answer(b"\x10\x04\x02") == b"\x16"


def test_a_printer_asked_to_report_by_itself_tells_every_change_until_it_is_reset() -> None:
    person = Person()
    assert person.answer(b"\x1da\xff") == b"\x10\x00\x00\x00"
    person.heard = b""
    person.printer.load_paper(0)
    assert person.heard == b"\x18\x00\x0f\x00"
    person.printer.load_paper()
    person.heard = b""
    person.printer.begin(Fault.CUTTER_STUCK)
    assert person.heard == b"\x18\x08\x00\x00"
    assert person.answer(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03") == b"\x1a\x52\x1a"
    person.printer.end(Fault.CUTTER_STUCK)
    person.answer(b"\x1b@")
    person.heard = b""
    person.printer.begin(Fault.COVER_OPEN)
    assert person.heard == b""


def test_questions_in_turn_wait_for_the_paper_before_them() -> None:
    person = Person()
    assert person.answer(b"\x1dr\x01") == b"\x00"
    assert person.answer(b"\x1dIC") == b"\x5fVirtual printer\x00"
    person.printer.load_paper(0)
    assert person.answer(b"A017\n\x1dr\x01") == b""
    person.printer.load_paper(100.0)
    assert person.heard == b"\x03"


def test_a_printer_switched_off_and_on_has_forgotten_what_it_held() -> None:
    person = Person()
    person.printer.load_paper(0)
    person.answer(b"\x1b@A017\n" + CUT + b"\x1d(H\x06\x0000Ab09")
    person.printer.switch_off_and_on()
    person.printer.load_paper()
    assert person.heard == b""
    assert person.sheets == []


def test_zeros_end_a_picture_that_was_cut_short_and_print_nothing_elsewhere() -> None:
    person = Person()
    person.answer(b"\x1b@\x1dv0\x00\x03\x00\x09\x00" + b"\xff" * 5)
    person.answer(bytes(100) + b"\x1b@" + CUT + b"B018\n" + CUT)
    assert [sheet.lines for sheet in person.sheets] == [(), ("B018",)]
    assert person.sheets[0].warnings == ()


def test_narrow_paper_holds_384_dots() -> None:
    sheets: list[Sheet] = []
    VirtualPrinter(sheets.append, dots=DOTS_58).receive(b"\x1b@" + b"x" * 33 + b"\n" + CUT)
    assert sheets[0].lines == ("x" * 32, "x")


def test_a_slow_line_carries_bytes_no_faster_than_its_rate(tmp_path: Path) -> None:
    """600 bytes at 9600 baud are 0.6 s on the wire."""
    sheets: Queue[Sheet] = Queue()
    with SerialPrinter(VirtualPrinter(sheets.put), tmp_path / "ttyPrinter", 9600) as line:
        port = open_port(line.url)
        begun = time.monotonic()
        port.write(b"\x1b@" + b"x" * 596 + b"\n" + CUT, 5.0)
        sheets.get(timeout=20)
        assert time.monotonic() - begun > 0.55
        port.close()


@pytest.mark.parametrize(("others", "answer"), [(Others.QUEUED, b""), (Others.REFUSED, None)])
def test_a_second_caller_waits_or_is_hung_up_on(others: Others, answer: bytes | None) -> None:
    with NetworkPrinter(VirtualPrinter(lambda _: None), others=others) as line:
        first = open_port(line.url)
        first.write(b"\x10\x04\x01", 5.0)
        assert first.read(5.0) == b"\x12"
        second = open_port(line.url)
        if answer is None:
            with pytest.raises(Disconnected):
                second.read(5.0)
        else:
            second.write(b"\x10\x04\x01", 5.0)
            assert second.read(0.1) == answer
            first.close()
            assert second.read(5.0) == b"\x12"
        first.close()
        second.close()


def test_a_question_split_over_two_packets_is_answered_once() -> None:
    person = Person()
    assert person.answer(b"\x10") == b""
    assert person.answer(b"\x04") == b""
    assert person.answer(b"\x01") == b"\x12"


def test_a_question_inside_a_picture_is_answered_as_real_printers_do() -> None:
    person = Person()
    assert person.answer(b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01" + CUT) == b"\x12"
    assert len(person.sheets) == 1


def test_pictures_from_the_encoder_never_hold_a_question() -> None:
    hostile = b"\x10\x04\x01\x10\x05\x10\x14" * 20
    person = Person()
    assert person.answer(without_realtime_orders(hostile) + CUT) == b""
    assert draw_line("㛃" * 24, 24, 576).data.count(b"\x10\x04") == 0


def test_what_is_held_while_paper_is_out_is_printed_and_acknowledged_after_the_refill() -> None:
    person = Person()
    person.printer.load_paper(0)
    assert person.answer(b"\x1b@A017\n" + CUT + b"\x1d(H\x06\x0000Ab09") == b""
    person.printer.load_paper()
    assert person.heard == b"\x37\x22Ab09\x00"
    assert person.sheets[0].lines == ("A017",)


def test_a_four_byte_character_is_rubbish_with_a_warning() -> None:
    person = Person()
    person.answer(b"\x1b@\x1c&" + "㛃".encode("gb18030") + b"\n" + CUT)
    assert person.sheets[0].warnings != ()


def test_without_kanji_mode_chinese_is_rubbish_with_a_warning() -> None:
    person = Person()
    person.answer(b"\x1b@" + "号".encode("gb18030") + b"\n" + CUT)
    assert person.sheets[0].warnings != ()


def test_a_line_wider_than_the_paper_wraps_with_a_warning() -> None:
    person = Person()
    person.answer(b"\x1b@" + b"x" * 49 + b"\n" + CUT)
    assert person.sheets[0].lines == ("x" * 48, "x")
    assert person.sheets[0].warnings == ("line wider than the paper",)


def test_the_tray_keeps_the_newest_sheets_and_goes_on_after_a_restart(tmp_path: Path) -> None:
    tray = Tray(tmp_path / "sheets", lambda: NOW, kept=3)
    printer = VirtualPrinter(tray.catch)
    for number in range(5):
        printer.receive(f"\x1b@A{number:03d}\n".encode() + CUT)
    again = Tray(tmp_path / "sheets", lambda: NOW, kept=3)
    VirtualPrinter(again.catch).receive(b"\x1b@A005\n" + CUT)
    entries = again.entries()
    assert [entry["lines"] for entry in entries] == [["A005"], ["A004"], ["A003"]]
    assert json.loads((tmp_path / "sheets" / "index.json").read_text("utf-8")) == entries
    files = sorted(file.name for file in (tmp_path / "sheets").glob("*.png"))
    assert files == ["000004.png", "000005.png", "000006.png"]
    with Image.open(tmp_path / "sheets" / "000006.png") as picture:
        assert picture.size == (entries[0]["width"], entries[0]["height"])
