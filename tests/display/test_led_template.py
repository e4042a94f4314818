"""Frames that a hall describes in a file: read, refused with every fault, built, answered."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from led_decoders import byte_sum, reflected_crc, unescaped

from display.devices import Panel
from display.faults import Refused
from display.led.driver import YES, Look
from display.led.template import TemplateDriver
from display.led.template_file import load_template

DOCS = Path(__file__).parents[2] / "docs"

STRIP = """
[[frame]]
part = "bytes"
hex = "AA 55"

[[frame]]
part = "address"

[[frame]]
part = "length"
over = ["manner", "text"]
add = 1

[[frame]]
part = "manner"
steady = "30"
flash = "31"

[[frame]]
part = "colour"
red = "01"
green = "02"

[[frame]]
part = "text"
encoding = "gbk"

[[frame]]
part = "checksum"
by = "sum16"
order = "little"
over = ["address", "text"]

[[frame]]
part = "bytes"
name = "end"
hex = "0D"

[[answer]]
part = "bytes"
hex = "06"

[[answer]]
part = "address"

[escape]
bytes = { AA = "AB 01", AB = "AB 02", 0D = "AB 03" }
"""


def driver(folder: Path, written: str) -> TemplateDriver:
    (folder / "strip.toml").write_text(written, encoding="utf-8")
    return TemplateDriver(load_template(folder / "strip.toml"))


def panel(address: int = 3, cells: int = 8) -> Panel:
    return Panel(address=address, window="5", cells=cells)


def faults(folder: Path, written: str) -> list[tuple[int | None, str]]:
    with pytest.raises(Refused) as refused:
        driver(folder, written)
    return [(fault.line, fault.message) for fault in refused.value.faults]


def test_a_frame_is_what_the_file_says(tmp_path: Path) -> None:
    strip = driver(tmp_path, STRIP)
    text = "  请A003号  ".encode("gbk")
    inside = bytes((3, 2 + len(text) + 1, 0x31, 0x02)) + text
    made = strip.show(panel(cells=6), Look("请A003号", "green", flashes=True))
    assert made == b"\xaa\x55" + inside + byte_sum(inside) + b"\x0d"
    assert (strip.flashes, strip.runs) == (True, False)


def test_an_answer_is_that_of_the_panel_that_was_asked(tmp_path: Path) -> None:
    strip = driver(tmp_path, STRIP)
    assert strip.answer(panel(3), b"\x00\x06\x03") == YES
    assert strip.answer(panel(3), b"\x06") is None
    assert strip.answer(panel(4), b"\x06\x03") is None
    assert not any(strip.faults(panel()))
    assert strip.faults(panel(300)) == ["address: does not fit into the template's address"]
    yellow = Panel(address=1, window="5", colour="yellow")
    assert strip.faults(yellow) == ["colour: the template has no yellow"]
    assert strip.faults(panel(cells=64)) == []
    short = driver(
        tmp_path, STRIP.replace('over = ["manner"', 'size = 1\nwritten = "hex"\nover = ["manner"')
    )
    assert short.faults(panel()) == ["cells: the length does not fit into its bytes"]


@given(st.text(max_size=12), st.integers(0, 255))
def test_any_text_comes_out_of_its_escapes(
    tmp_path_factory: pytest.TempPathFactory, words: str, address: int
) -> None:
    strip = driver(tmp_path_factory.getbasetemp(), STRIP)
    made = strip.show(panel(address), Look(words, "red"))
    assert made[0] == 0xAA and made[-1] == 0x0D
    assert 0xAA not in made[1:-1] and 0x0D not in made[2:-1]
    body = unescaped(made[2:-1], {0xAB: {1: 0xAA, 2: 0xAB, 3: 0x0D}})
    assert byte_sum(body[:-2]) == body[-2:]
    assert (body[0], body[1]) == (address, len(body) - 4 + 1)


def test_numbers_can_be_written_as_digits(tmp_path: Path) -> None:
    written = """
frame = [
  { part = "bytes", hex = "02" },
  { part = "address", size = 2, written = "decimal" },
  { part = "text", encoding = "utf-8", bytes = 12, fill = "00" },
  { part = "checksum", by = "xor8", size = 2, written = "hex", over = ["address", "text"] },
  { part = "bytes", name = "end", hex = "03" },
]
brightness = [
  { part = "bytes", hex = "02 42" },
  { part = "level", most = 7 },
  { part = "checksum", by = "crc16-modbus", order = "little" },
]
"""
    strip = driver(tmp_path, written)
    made = strip.show(panel(7, cells=2), Look("A003", "red"))
    assert made[:-3] == b"\x0207A003" + bytes(8)
    assert made[-3:] == b"%02X\x03" % (
        ord("0") ^ ord("7") ^ ord("A") ^ ord("0") ^ ord("0") ^ ord("3")
    )
    level = b"\x02\x42\x04"
    assert strip.dim(50) == level + reflected_crc(level, 0xFFFF)
    assert strip.answer(panel(), b"anything") == YES
    assert strip.faults(panel(7, cells=5)) == [
        "cells: more than fit into the bytes of the template's text"
    ]
    assert strip.faults(panel(100, cells=2))[0].startswith("address")


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    written = """
[[frame]]
part = "bytes"
hex = "0G"

[[frame]]
part = "adress"

[[frame]]
part = "checksum"
by = "md5"
colour = 1
"""
    assert [line for line, _ in faults(tmp_path, written)] == [4, 7, 11, 12]
    written = """
[[frame]]
part = "bytes"

[[frame]]
part = "length"
size = 1
over = ["body"]

[[frame]]
part = "checksum"
by = "crc16-arc"
size = 1
over = ["length", "level"]

[[frame]]
part = "level"

[escape]
bytes = { AA = "AB 01", "0102" = "AA" }
"""
    found = faults(tmp_path, written)
    assert [line for line, _ in found] == [2, 2, 8, 13, 14, 17, 20, 20]
    assert any("needs the key `hex`" in said for _, said in found)
    assert any("no part is the text" in said for _, said in found)
    assert any("no part has the name body" in said for _, said in found)


def test_the_example_of_the_docs_is_in_order() -> None:
    strip = TemplateDriver(load_template(DOCS / "led-template.toml"))
    assert not strip.faults(panel())
    assert strip.show(panel(), Look("请A003号", "red"))
