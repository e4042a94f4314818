"""`hall-kiosk reader`: what the person who installs is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.reader.frames import Command
from kiosk.reader.trial import try_reader
from kiosk.reader.urls import ReaderPlace
from kiosk.simulators.cards import CITIZEN, EXPIRED
from kiosk.simulators.reader import Fault, VirtualReader
from printer.ports import BadPortUrl
from printer.simulators.pseudo_terminal import SerialPrinter as SerialLine

PATIENCE_S = 10.0


@pytest.fixture
def device() -> VirtualReader:
    return VirtualReader()


@pytest.fixture
def place(device: VirtualReader, tmp_path: Path) -> Iterator[ReaderPlace]:
    with SerialLine(device, tmp_path / "reader"):
        yield ReaderPlace(str(tmp_path / "reader"), 115200)


def test_the_reader_its_module_and_one_card_are_told_masked(
    place: ReaderPlace, device: VirtualReader
) -> None:
    device.place(EXPIRED)
    said: list[str] = []
    assert try_reader(place, said.append, PATIENCE_S)
    assert "05.03-20160101-0000001234-0123456789" in said[1]
    assert said[-1].startswith("Read: a citizen's card, 李*, number ending in 0015, expired")
    assert "19720505" not in " ".join(said)


def test_a_card_taken_away_early_is_told_and_the_next_one_counts(
    place: ReaderPlace, device: VirtualReader
) -> None:
    device.once(Fault.TAKEN_AWAY, Command.READ)
    device.place(CITIZEN)
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        if "too early" in line:
            device.place(CITIZEN)

    assert try_reader(place, say, PATIENCE_S)
    assert "王*" in said[-1]


@pytest.mark.parametrize(
    ("fault", "words"),
    [(Fault.SILENT, "Is reader_baud"), (Fault.NOT_AUTHORISED, "NOT_AUTHORISED")],
)
def test_what_is_wrong_is_told_in_words(
    place: ReaderPlace, device: VirtualReader, fault: Fault, words: str
) -> None:
    device.begin(fault)
    said: list[str] = []
    assert not try_reader(place, said.append, PATIENCE_S)
    assert words in said[-1]


def test_without_a_card_it_ends(place: ReaderPlace) -> None:
    said: list[str] = []
    assert not try_reader(place, said.append, 0.3)
    assert said[-1] == "No card was read."


def test_a_line_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(
        f'server_url = "http://hall:8000"\nname = "1"\nreader_url = "{tmp_path}/nothing"\n'
    )
    with pytest.raises(SystemExit) as ended:
        main(["reader", "--config", str(file)])
    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert f"{tmp_path}/nothing" in said
    assert "dialout" in said


@pytest.mark.parametrize("url", ["socket://box:99999", "/dev/ttyUSB0"])
def test_an_address_is_checked_before_it_is_opened(url: str) -> None:
    if url.startswith("/"):
        assert str(ReaderPlace(url, 9600)) == "/dev/ttyUSB0?baud=9600"
    else:
        with pytest.raises(BadPortUrl):
            ReaderPlace(url, 9600)
