"""`printers.toml` is read whole or refused with every fault at once."""

from pathlib import Path

import pytest

from printer.acknowledgement import Acknowledgement
from printer.config import BadPrintersFile, Mode, PrinterSettings, load_printers

GOOD = """
[[printer]]
name = "window-5"
url = "/dev/ttyUSB0?baud=38400"
paper = 58
encoding = "gbk"
acknowledgement = "gs_r"
mode = "raster"
stand_by = "zone-a"

[[printer]]
name = "zone-a"
url = "socket://192.0.2.31"
"""


def file_of(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "printers.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_printers_are_read_in_order_with_usual_values_where_none_are_given(tmp_path: Path) -> None:
    printers = load_printers(file_of(tmp_path, GOOD))
    assert list(printers) == ["window-5", "zone-a"]
    assert printers["window-5"] == PrinterSettings(
        name="window-5",
        url="/dev/ttyUSB0?baud=38400",
        paper=58,
        encoding="gbk",
        acknowledgement=Acknowledgement.GS_R,
        mode=Mode.RASTER,
        stand_by="zone-a",
    )
    assert printers["zone-a"] == PrinterSettings(name="zone-a", url="socket://192.0.2.31")


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    bad = """
speed = 3
[[printer]]
name = "window-5"
url = "lpt1"
paper = 76
encoding = "latin-1"
acknowledgement = "hope"
mode = "dots"
stand_by = "window-5"
colour = "red"
[[printer]]
name = "window-5"
stand_by = "nobody"
[[printer]]
name = 7
url = ""
"""
    with pytest.raises(BadPrintersFile) as refused:
        load_printers(file_of(tmp_path, bad))
    faults = "\n".join(refused.value.faults)
    for expected in (
        "speed: no such key",
        "printer window-5: colour: no such key",
        "printer window-5: url: lpt1",
        "paper: one of 80, 58",
        "encoding: one of gbk",
        "acknowledgement: one of gs_h",
        "mode: one of text, raster",
        "cannot stand by for itself",
        "named twice",
        "url: must be given",
        "no printer is named nobody",
        "printer 7: name: must be given",
    ):
        assert expected in faults


@pytest.mark.parametrize("text", ["printer = 3", "[[printer]", 'printer = ["a"]'])
def test_a_file_that_is_no_list_of_printers_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadPrintersFile):
        load_printers(file_of(tmp_path, text))


def test_a_value_of_the_wrong_kind_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    text = '[[printer]]\nname = "a"\nurl = "socket://h"\npaper = [80]\nmode = {}\nstand_by = 3'
    with pytest.raises(BadPrintersFile) as refused:
        load_printers(file_of(tmp_path, text))
    assert len(refused.value.faults) == 3
