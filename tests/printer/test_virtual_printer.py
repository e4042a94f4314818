"""The virtual printer behaves as the manuals say a real one does."""

import json
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from printer.raster import draw_line, without_realtime_orders
from printer.simulators.machine import Fault, VirtualPrinter
from printer.simulators.roll import Sheet
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
