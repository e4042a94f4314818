"""The driver of the ID-card reader, over real lines to a reader that speaks the bytes."""

import random
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from kiosk.messages import PersonNow
from kiosk.person import People
from kiosk.reader.frames import PREAMBLE, Command, command_frame, framed
from kiosk.reader.layouts import IdCard
from kiosk.reader.reader import ANSWER_S, FAILURE_SHOWN_S, MISSING_S, READ_S, Reader, ReaderView
from kiosk.reader.urls import ReaderPlace
from kiosk.simulators.cards import (
    CITIZEN,
    ELDER,
    EXPIRED,
    FOREIGNER,
    FOREIGNER_2023,
    HONG_KONG,
    SimulatedCard,
    card,
)
from kiosk.simulators.reader import Fault, VirtualReader
from printer.ports import Disconnected
from printer.simulators.network import NetworkPrinter as NetworkLine
from printer.simulators.pseudo_terminal import SerialPrinter as SerialLine

TODAY = date(2026, 11, 25)
PATIENCE_S = 10.0


class Clock:
    """Steady seconds: real ones, and those that a test lets pass at once."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.skipped


@dataclass
class Corner:
    """A machine's reader: the device, the driver, and who came of it."""

    device: VirtualReader
    driver: Reader
    people: People
    clock: Clock
    cards: list[IdCard] = field(default_factory=list)

    def wait_for(self, state: str, seq: int | None = None) -> ReaderView:
        return self.driver.wait_for(
            lambda view: view.state == state and seq in (None, view.seq), PATIENCE_S
        )

    def person(self) -> PersonNow:
        known = self.people.get(self.driver.view().handle or "")
        assert known is not None
        return known.now

    def polled(self) -> None:
        """Once the driver has looked again, and acted on what it saw before."""
        self.device.wait_until_asked(Command.FIND, 2, PATIENCE_S)


@contextmanager
def running(device: VirtualReader, url: str) -> Iterator[Corner]:
    clock = Clock()
    people = People(clock, lambda: TODAY, lambda age: ("elder",) if age >= 65 else ())
    cards: list[IdCard] = []

    def present(read: IdCard) -> PersonNow:
        cards.append(read)
        return people.present_card(read)

    driver = Reader(ReaderPlace(url, 115200).open, present, clock)
    driver.start()
    yield Corner(device, driver, people, clock, cards)
    driver.stop()


@pytest.fixture
def corner(tmp_path: Path) -> Iterator[Corner]:
    """A reader on a pseudo-terminal, found."""
    device = VirtualReader()
    path = tmp_path / "reader"
    with SerialLine(device, path), running(device, str(path)) as corner:
        corner.wait_for("ready")
        yield corner


@pytest.mark.parametrize(
    ("placed", "kind", "name", "tail"),
    [
        (CITIZEN, "citizen", "王*", "0017"),
        (ELDER, "citizen", "欧阳*", "002X"),
        (HONG_KONG, "hkmt", "陈*", "0019"),
        (FOREIGNER, "foreigner", "多*", "0701"),
        (FOREIGNER_2023, "foreigner", "M*", "0012"),
    ],
)
def test_a_card_of_each_kind_is_read_and_told_masked(
    corner: Corner, placed: SimulatedCard, kind: str, name: str, tail: str
) -> None:
    corner.device.place(placed)
    view = corner.wait_for("card")
    person = corner.person()
    assert (person.kind, person.name, person.tail) == (kind, name, tail)
    assert (view.trouble, view.seq, person.source) == ("", 1, "card")
    assert person.reasons == (("elder",) if placed is ELDER else ())


def test_a_card_is_read_through_noise_and_in_pieces(corner: Corner) -> None:
    corner.device.begin(Fault.NOISE)
    corner.device.begin(Fault.SPLIT)
    corner.device.place(CITIZEN)
    corner.wait_for("card")
    assert corner.person().name == "王*"


@pytest.mark.parametrize("at", [Command.FIND, Command.SELECT, Command.READ])
@pytest.mark.parametrize("fault", [Fault.WRONG_CHECKSUM, Fault.CUT_SHORT])
def test_an_answer_spoilt_on_its_way_costs_another_try_and_no_more(
    corner: Corner, fault: Fault, at: Command
) -> None:
    corner.device.once(fault, at)
    corner.device.place(CITIZEN)
    view = corner.wait_for("card")
    assert (view.seq, len(corner.cards)) == (1, 1)


@pytest.mark.parametrize("at", [Command.SELECT, Command.READ])
def test_a_card_taken_away_half_way_is_told_and_can_be_laid_again(
    corner: Corner, at: Command
) -> None:
    corner.device.once(Fault.TAKEN_AWAY, at)
    corner.device.place(CITIZEN)
    assert corner.wait_for("failed").trouble == "taken_away_early"
    corner.device.place(CITIZEN)
    assert corner.wait_for("card").seq == 2


def test_a_module_that_finds_no_card_twice_is_still_believed_to_have_it(corner: Corner) -> None:
    corner.device.begin(Fault.FOUND_ONCE)
    corner.device.once(Fault.WRONG_CHECKSUM, Command.READ)
    corner.device.place(CITIZEN)
    assert corner.wait_for("card").seq == 1


def test_the_same_card_is_read_once_while_it_lies_there_and_again_when_laid_again(
    corner: Corner,
) -> None:
    corner.device.place(CITIZEN)
    corner.wait_for("card")
    corner.polled()
    assert len(corner.cards) == 1
    corner.device.remove()
    corner.polled()
    corner.device.place(CITIZEN)
    assert corner.wait_for("card", seq=2)
    assert len(corner.cards) == 2


def test_a_card_that_lies_badly_is_unreadable_after_three_seconds_and_read_once_it_lies_well(
    corner: Corner,
) -> None:
    corner.device.begin(Fault.WEAK)
    corner.device.place(CITIZEN)
    corner.wait_for("reading")
    corner.device.wait_until_asked(Command.READ, 2, PATIENCE_S)
    corner.clock.skipped += READ_S
    assert corner.wait_for("failed") == ReaderView("failed", "unreadable", 1)
    corner.device.end(Fault.WEAK)
    assert corner.wait_for("card").seq == 2


def test_a_wrong_check_digit_is_told_and_nobody_is_known(corner: Corner) -> None:
    corner.device.place(
        card(
            "citizen",
            name="王小明",
            sex="1",
            birth="19491231",
            number="110105194912310021",
            valid_from="20100101",
            valid_to="20300101",
        )
    )
    assert corner.wait_for("failed") == ReaderView("failed", "check_digit", 1)
    assert corner.cards == []


def test_a_card_that_nobody_understands_is_unreadable(corner: Corner) -> None:
    corner.device.place(SimulatedCard(bytes(256)))
    assert corner.wait_for("failed").trouble == "unreadable"


def test_an_expired_card_is_told_and_may_still_take_a_number(corner: Corner) -> None:
    corner.device.place(EXPIRED)
    assert corner.wait_for("card").trouble == "expired"
    assert corner.person().expired


def test_a_failure_is_shown_for_a_while_and_then_no_more(corner: Corner) -> None:
    corner.device.once(Fault.TAKEN_AWAY, Command.READ)
    corner.device.place(CITIZEN)
    corner.wait_for("failed")
    corner.polled()
    assert corner.driver.view().state == "failed"
    corner.clock.skipped += FAILURE_SHOWN_S
    assert corner.wait_for("ready").seq == 1


def test_the_next_visitor_sees_nothing_of_the_last_card(corner: Corner) -> None:
    corner.device.place(CITIZEN)
    corner.wait_for("card")
    corner.driver.settle()
    corner.polled()
    assert corner.driver.view() == ReaderView("ready", seq=1)
    assert "王" not in repr(vars(corner.driver))


def test_a_reader_that_says_nothing_is_away_until_it_speaks_and_missed_after_ten_seconds(
    corner: Corner,
) -> None:
    corner.device.begin(Fault.SILENT)
    for _ in range(2):
        corner.device.wait_until_asked(Command.FIND, 1, PATIENCE_S)
        corner.clock.skipped += ANSWER_S
    corner.wait_for("away")
    assert not corner.driver.missing()
    corner.clock.skipped += MISSING_S
    assert corner.driver.missing()
    corner.device.end(Fault.SILENT)
    corner.wait_for("ready")
    assert not corner.driver.missing()
    corner.device.place(CITIZEN)
    corner.wait_for("card")


def test_a_module_that_is_locked_is_as_good_as_none(corner: Corner) -> None:
    corner.device.begin(Fault.NOT_AUTHORISED)
    corner.wait_for("away")
    corner.device.end(Fault.NOT_AUTHORISED)
    corner.wait_for("ready")


def test_a_reader_unplugged_and_back_reads_on_and_whoever_stands_there_is_still_known(
    tmp_path: Path,
) -> None:
    device, path = VirtualReader(), tmp_path / "reader"
    with SerialLine(device, path) as line, running(device, str(path)) as corner:
        corner.wait_for("ready")
        device.place(EXPIRED)
        read = corner.wait_for("card")
        line.unplug()
        assert corner.wait_for("away").handle == read.handle
        line.plug_in()
        assert corner.wait_for("card") == read
        device.place(CITIZEN)
        assert corner.wait_for("card", seq=2).trouble == ""


def test_the_farewell_counts_for_a_reader_that_is_away_too(corner: Corner) -> None:
    corner.device.place(CITIZEN)
    corner.wait_for("card")
    corner.device.begin(Fault.NOT_AUTHORISED)
    corner.wait_for("away")
    corner.driver.settle()
    corner.device.end(Fault.NOT_AUTHORISED)
    assert corner.wait_for("ready").handle is None


def test_a_reader_unplugged_in_the_middle_of_a_card_reads_it_when_it_is_back(
    tmp_path: Path,
) -> None:
    device, path = VirtualReader(), tmp_path / "reader"
    with SerialLine(device, path) as line, running(device, str(path)) as corner:
        corner.wait_for("ready")
        device.once(Fault.SILENT, Command.READ)
        device.place(ELDER)
        corner.wait_for("reading")
        line.unplug()
        corner.wait_for("away")
        line.plug_in()
        corner.wait_for("card")


def test_a_machine_started_before_its_reader_finds_it_later(tmp_path: Path) -> None:
    device, path = VirtualReader(), tmp_path / "reader"
    with running(device, str(path)) as corner:
        assert corner.driver.view().state == "away"
        with SerialLine(device, path):
            corner.wait_for("ready")


def test_a_reader_behind_a_network_box_is_read_and_found_again() -> None:
    device = VirtualReader()
    with NetworkLine(device) as line, running(device, line.url) as corner:
        corner.wait_for("ready")
        line.hang_up()
        corner.wait_for("away")
        device.place(FOREIGNER)
        corner.wait_for("card")


class SlowLine:
    """A line to a virtual reader on a clock of its own: bytes take their time, reading takes more."""

    answers = True

    def __init__(self, device: VirtualReader, baud: int, chip_s: float) -> None:
        self.bytes_per_s = baud / 10
        self.now = 0.0
        self._device = device
        self._chip_s = chip_s
        self._coming: deque[tuple[float, int]] = deque()
        device.connect(self._answer, lambda: None)

    def clock(self) -> float:
        return self.now

    def write(self, data: bytes, seconds: float) -> None:
        self.now += len(data) / self.bytes_per_s
        self._ready = self.now + (self._chip_s if data == command_frame(Command.READ) else 0.03)
        self._device.receive(data)

    def read(self, seconds: float) -> bytes:
        until = self.now + max(seconds, 0.001)
        if not self._coming or self._coming[0][0] > until:
            self.now = until
            return b""
        self.now = max(self.now, self._coming[0][0])
        came = bytearray()
        while self._coming and self._coming[0][0] <= self.now:
            came.append(self._coming.popleft()[1])
        return bytes(came)

    def close(self) -> None:
        self._coming.clear()

    def _answer(self, data: bytes) -> None:
        for byte in data:
            self._ready += 1 / self.bytes_per_s
            self._coming.append((self._ready, byte))


@pytest.mark.parametrize(
    ("baud", "chip_s", "lost"),
    [
        (115200, 2.3, None),
        (19200, 2.0, None),
        (9600, 1.5, None),
        # An answer lost on its way is asked for again within the same three seconds.
        (115200, 0.3, Fault.SILENT),
        (115200, 1.2, Fault.WRONG_CHECKSUM),
        (115200, 0.9, Fault.CUT_SHORT),
    ],
)
def test_a_card_is_read_within_three_seconds_also_from_a_slow_chip(
    baud: int, chip_s: float, lost: Fault | None
) -> None:
    device = VirtualReader()
    line = SlowLine(device, baud, chip_s)
    people = People(line.clock, lambda: TODAY, lambda _age: ())
    driver = Reader(lambda: line, people.present_card, line.clock)
    driver.step()
    device.place(CITIZEN)
    if lost is not None:
        device.once(lost, Command.READ)
    laid = line.now
    driver.step()
    assert driver.view().state == "card"
    assert line.now - laid <= READ_S + 0.1


def test_a_chip_that_never_answers_in_time_costs_three_seconds_and_no_more() -> None:
    device = VirtualReader()
    line = SlowLine(device, 115200, chip_s=60)
    people = People(line.clock, lambda: TODAY, lambda _age: ())
    driver = Reader(lambda: line, people.present_card, line.clock)
    driver.step()
    device.place(CITIZEN)
    laid = line.now
    driver.step()
    assert driver.view().trouble == "unreadable"
    assert line.now - laid <= READ_S + 0.2


class RandomLine:
    """A line that says anything at all, from random bytes to nearly right answers, and may break.

    Time passes as the driver waits, so that a thousand lines take a moment.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._now = 0.0
        self._asked = b""

    answers = True
    bytes_per_s = float("inf")

    def clock(self) -> float:
        return self._now

    def write(self, data: bytes, seconds: float) -> None:
        self._now += self._random.random() * seconds / 10
        self._asked = data
        if self._random.random() < 0.02:
            raise Disconnected("broken")

    def read(self, seconds: float) -> bytes:
        self._now += max(seconds, 0.001)
        if self._random.random() < 0.02:
            raise Disconnected("broken")
        return self._random.choice(
            (self._nothing, self._bytes, self._frame, self._answer, self._card)
        )()

    def close(self) -> None:
        self._asked = b""

    def _nothing(self) -> bytes:
        return b""

    def _bytes(self) -> bytes:
        return self._random.randbytes(self._random.randrange(200))

    def _frame(self) -> bytes:
        return framed(self._bytes()) if self._random.random() < 0.5 else PREAMBLE + self._bytes()

    def _answer(self) -> bytes:
        """One that fits the command, with anything in it."""
        if self._asked == command_frame(Command.FIND):
            word = self._random.choice(b"\x9f\x9f\x80")
        else:
            word = self._random.choice(b"\x90\x90\x81\x41")
        return framed(bytes((0, 0, word)) + self._bytes())

    def _card(self) -> bytes:
        text = bytearray(self._random.choice((CITIZEN, FOREIGNER, HONG_KONG)).text)
        for _ in range(self._random.randrange(4)):
            text[self._random.randrange(256)] = self._random.randrange(256)
        frame = bytearray(framed(b"\0\0\x90\x01\x00\x04\x00" + text + bytes(1024)))
        if self._random.random() < 0.2:
            frame[self._random.randrange(len(frame))] ^= 1 << self._random.randrange(8)
        return bytes(frame)


def test_a_thousand_random_streams_never_raise_out_of_the_driver_nor_get_into_the_log() -> None:
    seen: set[str] = set()
    with capture_logs() as said:
        for seed in range(1000):
            line = RandomLine(seed)
            people = People(line.clock, lambda: TODAY, lambda _age: ())
            driver = Reader(lambda line=line: line, people.present_card, line.clock)
            for _ in range(4):
                before = line.clock()
                assert driver.step() > 0
                # One find, three seconds of reading, and what single waits may run over.
                assert line.clock() - before < 1.0 + READ_S + 3.0
                seen.add(f"{driver.view().state} {driver.view().trouble}".strip())
    assert {"away", "card", "failed unreadable", "failed taken_away_early"} <= seen
    assert not any(secret in repr(said) for secret in ("王", "1101", "陈", "DOE"))
    assert "fault in the kiosk" not in repr(said)
