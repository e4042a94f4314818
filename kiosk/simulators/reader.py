"""The virtual ID-card reader: the SAM module's answers, byte for byte, and what can go wrong.

Put it at the end of a simulated line: `SerialPrinter(reader, path)` for a pseudo-terminal,
`NetworkPrinter(reader)` for TCP.
"""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from threading import Condition, Event

from kiosk.reader.frames import Bodies, Command, Damage, Word, framed
from kiosk.simulators.cards import SimulatedCard

PHOTO_BYTES = 1024
SAM_ID = bytes.fromhex("05000300659e3301d204000015cd5b07")
"""That of no real module: 05.03-20160101-0000001234-0123456789."""

_PHOTO = b"WLf" + bytes(PHOTO_BYTES - 3)
"""Begins as real ones do and shows nothing."""
_SIZES = (256).to_bytes(2, "big") + PHOTO_BYTES.to_bytes(2, "big")
_REPORT_BYTES = 64
_REPORT_GAP_S = 0.001
_NOISE = b"\x00\xff\xaa\xaa\xaa\xaa\x96"
"""Nearly a preamble, as a shaky plug makes it."""


class Fault(StrEnum):
    """What happens between a card, a reader and its line."""

    NOISE = "noise"
    """Stray bytes before and after each answer."""
    SPLIT = "split"
    """Answers in pieces of 64 bytes, as readers on USB send them."""
    WRONG_CHECKSUM = "wrong_checksum"
    CUT_SHORT = "cut_short"
    """The second half of an answer never comes."""
    SILENT = "silent"
    """Takes commands and does not answer."""
    TAKEN_AWAY = "taken_away"
    """The card is lifted just before the command is carried out."""
    WEAK = "weak"
    """The card lies at the edge of the field: it is found and selected, and cannot be read."""
    FOUND_ONCE = "found_once"
    """A module that does not find a card again once it is selected."""
    NOT_AUTHORISED = "not_authorised"
    """A module that its maker has not unlocked."""


class VirtualReader:
    """A reader with or without a card on it. Thread-safe."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._faults: set[Fault] = set()
        self._once: list[tuple[Command, Fault]] = []
        self._asked: Counter[Command] = Counter()
        self._commands = Bodies()
        self._answer: Callable[[bytes], None] | None = None
        self._card: SimulatedCard | None = None
        self._found = self._selected = self._read = False
        self._never = Event()

    def place(self, card: SimulatedCard) -> None:
        """Lay a card on the reader."""
        with self._changed:
            self._forget_card()
            self._card = card

    def remove(self) -> None:
        """Take the card away."""
        with self._changed:
            self._forget_card()

    def begin(self, fault: Fault) -> None:
        """Suffer `fault` from now on."""
        with self._changed:
            self._faults.add(fault)

    def end(self, fault: Fault) -> None:
        """Recover from `fault`."""
        with self._changed:
            self._faults.discard(fault)

    def once(self, fault: Fault, at: Command) -> None:
        """Suffer `fault` the next time that `at` is asked for, and then no more."""
        with self._changed:
            self._once.append((at, fault))

    def wait_until_asked(self, command: Command, times: int, seconds: float) -> None:
        """Until `command` has come `times` times more. Raises TimeoutError after `seconds`."""
        with self._changed:
            wanted = self._asked[command] + times
            if not self._changed.wait_for(lambda: self._asked[command] >= wanted, seconds):
                raise TimeoutError(f"{command.name} was not asked {times} times")

    def connect(self, answer: Callable[[bytes], None], hang_up: Callable[[], None]) -> None:  # noqa: ARG002 - this end never breaks the line itself
        """A line is there: replies go to `answer`."""
        with self._changed:
            self._commands = Bodies()
            self._answer = answer

    def disconnect(self) -> None:
        """The line is gone; replies are lost."""
        with self._changed:
            self._answer = None

    def receive(self, data: bytes) -> None:
        """Bytes from the line."""
        with self._changed:
            for body in self._commands.feed(data):
                self._obey(body)
            self._changed.notify_all()

    def _forget_card(self) -> None:
        self._card = None
        self._found = self._selected = self._read = False

    def _obey(self, body: bytes | Damage) -> None:
        if isinstance(body, Damage):
            wrong = Word.WRONG_LENGTH if body is Damage.LENGTH else Word.WRONG_CHECKSUM
            self._send(framed(_status(wrong)), self._faults)
            return
        command = next((each for each in Command if each.value == body[:2]), None)
        if command is None:
            self._send(framed(_status(Word.UNKNOWN_COMMAND)), self._faults)
            return
        self._asked[command] += 1
        faults = self._faults | self._faults_once(command)
        if Fault.TAKEN_AWAY in faults:
            self._forget_card()
        self._send(framed(self._carry_out(command, faults)), faults)

    def _faults_once(self, command: Command) -> set[Fault]:
        at = next((place for place in self._once if place[0] is command), None)
        if at is None:
            return set()
        self._once.remove(at)
        return {at[1]}

    def _carry_out(self, command: Command, faults: set[Fault]) -> bytes:
        if Fault.NOT_AUTHORISED in faults:
            return _status(Word.NOT_AUTHORISED)
        match command:
            case Command.STATUS:
                return _status(Word.DONE)
            case Command.SAM_ID:
                return _status(Word.DONE) + SAM_ID
            case Command.FIND:
                return self._find(faults)
            case Command.SELECT:
                return self._select()
            case Command.READ:
                return self._read_card(faults)

    def _find(self, faults: set[Fault]) -> bytes:
        hidden = self._read or (self._selected and Fault.FOUND_ONCE in faults)
        if self._card is None or hidden:
            return _status(Word.NONE_FOUND)
        self._found = True
        return _status(Word.FOUND) + bytes(4)

    def _select(self) -> bytes:
        if self._card is None or not self._found:
            return _status(Word.SELECT_FAILED)
        self._selected = True
        return _status(Word.DONE) + bytes(8)

    def _read_card(self, faults: set[Fault]) -> bytes:
        if self._card is None or not self._selected or Fault.WEAK in faults:
            return _status(Word.READ_FAILED)
        self._read = True
        return _status(Word.DONE) + _SIZES + self._card.text + _PHOTO

    def _send(self, frame: bytes, faults: set[Fault]) -> None:
        if self._answer is None or Fault.SILENT in faults:
            return
        if Fault.WRONG_CHECKSUM in faults:
            frame = frame[:-1] + bytes((frame[-1] ^ 0x55,))
        if Fault.CUT_SHORT in faults:
            frame = frame[: len(frame) // 2]
        if Fault.NOISE in faults:
            frame = _NOISE + frame + _NOISE
        size = _REPORT_BYTES if Fault.SPLIT in faults else len(frame)
        for at in range(0, len(frame), size):
            self._answer(frame[at : at + size])
            if size < len(frame):
                self._never.wait(_REPORT_GAP_S)


def _status(word: Word) -> bytes:
    return bytes((0, 0, word.value))
