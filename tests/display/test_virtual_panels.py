"""Panels behind one line, as a program meets them: pty and TCP, addresses, faults, a cut cable."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import serial

from display.devices import Panel
from display.simulators.changes import Changes
from display.simulators.face import Face, Moment, flashing
from display.simulators.line import GARBAGE, VirtualLine
from display.simulators.network import NetworkCable
from display.simulators.onbon import OnbonDecoder
from display.simulators.onbon import framed as onbon_frame
from display.simulators.pace import Pace
from display.simulators.panel import Fault, VirtualPanel
from display.simulators.pseudo_terminal import SerialCable
from display.simulators.segments import digits_of
from display.simulators.tubes import TubesDecoder

PATIENCE_S = 20.0
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
Cable = SerialCable | NetworkCable


def text_frame(address: int, text: str, answer: bool = True) -> bytes:
    """A dynamic area over the whole strip, as HARDWARE's verified frame has it."""
    said = text.encode("gb18030")
    area = bytes.fromhex("00 0000 0000 8000 1000 01 00 00 0000 000000 01 01 01 00 17 02")
    area += len(said).to_bytes(4, "little") + said
    data = bytes((0xA3, 0x06, 1 if answer else 2, 0, 0, 0, 1))
    data += len(area).to_bytes(2, "little") + area
    header = address.to_bytes(2, "little") + bytes.fromhex("0080 000000 00 00 00 FE 02")
    return onbon_frame(header + len(data).to_bytes(2, "little") + data)


def done(address: int, data: str = "A0 00 00 00 00") -> bytes:
    """A card's answer."""
    header = bytes.fromhex("0080") + address.to_bytes(2, "little")
    return onbon_frame(header + bytes.fromhex("000000 00 00 00 FE 02 0500") + bytes.fromhex(data))


class Wing:
    """Three strips behind one line."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.now = NOON
        self.late: list[Callable[[], None]] = []
        self.panels = {
            address: VirtualPanel(
                Panel(address=address, window=str(address)), self.clock, self.changes
            )
            for address in (1, 2, 9)
        }
        self.line = VirtualLine(
            OnbonDecoder(),
            self.panels,
            self.clock,
            self.changes,
            later=lambda _, act: self.late.append(act),
        )

    def clock(self) -> datetime:
        return self.now

    def shows(self, address: int, text: str) -> None:
        panel = self.panels[address]
        assert self.changes.wait_until(lambda: panel.face.text == text, PATIENCE_S), panel.face


@pytest.fixture(params=["pty", "tcp"])
def wired(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Wing, Cable]]:
    wing = Wing()
    cable: Cable = (
        SerialCable(wing.line, tmp_path / "line", Pace())
        if request.param == "pty"
        else NetworkCable(wing.line, "127.0.0.1", 0, Pace())
    )
    with cable:
        yield wing, cable


def opened(cable: Cable) -> serial.SerialBase:
    """As a program opens it."""
    return serial.serial_for_url(cable.url, baudrate=9600, timeout=PATIENCE_S)


def reply(port: serial.SerialBase) -> bytes:
    """The next answer, whole."""
    return bytes(port.read_until(b"\x5a"))


def test_each_panel_shows_what_is_sent_to_its_address(wired: tuple[Wing, Cable]) -> None:
    wing, cable = wired
    with opened(cable) as port:
        port.write(text_frame(1, "请A003号") + text_frame(9, r"\C2正在办理A004"))
        assert reply(port) == done(1)
        assert reply(port) == done(9)
        wing.shows(1, "请A003号")
        wing.shows(9, "正在办理A004")
        wing.shows(2, "")
        port.write(text_frame(7, "nobody") + text_frame(0xFFFE, "请从安全出口离开"))
        for address in wing.panels:
            wing.shows(address, "请从安全出口离开")
    assert [moment.face.text for moment in wing.panels[1].history] == [
        "请A003号",
        "请从安全出口离开",
    ]


def test_a_line_pulled_out_in_a_frame_and_put_back_goes_on(wired: tuple[Wing, Cable]) -> None:
    wing, cable = wired
    frame = text_frame(2, "请B017号")
    with opened(cable) as port:
        port.write(text_frame(2, "热情为您服务"))
        wing.shows(2, "热情为您服务")
        port.write(frame[:20])
        cable.unplug()
        assert not cable.is_plugged
        with pytest.raises((serial.SerialException, OSError)):
            while True:
                port.write(frame[20:])
                port.read(1)
    with pytest.raises((serial.SerialException, OSError)):
        opened(cable)
    assert wing.panels[2].face.text == "热情为您服务", "a strip keeps its words without its line"
    cable.plug_in()
    with opened(cable) as port:
        port.write(frame)
        assert reply(port) == done(2)
        wing.shows(2, "请B017号")


def test_a_panel_fails_as_it_is_told_and_the_others_go_on(wired: tuple[Wing, Cable]) -> None:
    wing, cable = wired
    first = wing.panels[1]
    with opened(cable) as port:

        def said(text: str) -> bytes:
            """What panel 1 answers before panel 2 has done the same."""
            port.write(text_frame(1, text) + text_frame(2, text))
            wing.shows(2, text)
            return bytes(port.read_until(done(2))).removesuffix(done(2))

        assert said("1") == done(1)
        for fault, shown, answer in (
            (Fault.DEAF, "1", b""),
            (Fault.MUTE, "mute", b""),
            (Fault.LATE, "late", b""),
            (Fault.BUSY, "late", done(1, "A0 01 02 00 00")),
            (Fault.GARBAGE, "garbage", GARBAGE),
            (Fault.OFF, "", b""),
        ):
            first.begin(fault)
            assert said(str(fault)) == answer, fault
            assert first.face.text == shown, fault
            first.end(fault)
        first.begin(Fault.WRONG_CHECKSUM)
        wrong = said("again")
        assert first.face.text == "again"
        assert len(wrong) == len(done(1)) and wrong != done(1)
        first.end(Fault.WRONG_CHECKSUM)
        (late,) = wing.late
        late()
        assert bytes(port.read(len(done(1)))) == done(1)


def test_a_line_carries_no_more_than_its_rate() -> None:
    ended = threading.Event()
    ended.set()
    slow, free = Pace(9600), Pace()
    assert slow.silence_s >= 3.5 * 10 / 9600
    assert slow.chunk <= 16 < free.chunk
    slow.carry(1_000_000, ended)
    free.carry(1_000_000, threading.Event())


def test_tubes_behind_a_line_forget_half_a_frame_at_a_silence(tmp_path: Path) -> None:
    changes = Changes()
    panel = VirtualPanel(Panel(address=1, window="5"), lambda: NOON, changes, is_tubes=True)
    line = VirtualLine(TubesDecoder(), {1: panel}, lambda: NOON, changes)
    whole = bytes.fromhex("01060000123484bd")
    with SerialCable(line, tmp_path / "tubes", Pace()) as cable, opened(cable) as port:
        port.write(whole[:5])
        while line.damaged == 0:
            assert not changes.wait_until(lambda: bool(panel.face.digits), 0.05)
        port.write(whole)
        assert changes.wait_until(lambda: bool(panel.face.digits), PATIENCE_S)
        assert port.read(8) == whole
    assert panel.face.digits == digits_of("4660")


def test_a_panel_that_its_master_makes_flash_is_known_to_flash() -> None:
    lit, dark = Face(digits=(0x06,)), Face()
    blinking = [
        Moment(NOON + timedelta(milliseconds=500 * turn), lit if turn % 2 else dark)
        for turn in range(6)
    ]
    now = blinking[-1].at
    assert flashing(blinking, now) == blinking[0].at
    assert flashing(blinking, now + timedelta(seconds=2.1)) is None, "it rests now"
    assert flashing(blinking[:2], now) is None, "one change is no flashing"
