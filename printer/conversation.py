"""What is said on one open line to a printer: questions, sheets, and waiting for its word.

One thread at a time. Failures of the line end the conversation (`alive` is false, the port is
closed) and come out as states, never as exceptions.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from printer.acknowledgement import (
    ASK_IN_TURN,
    Acknowledgement,
    ask_by_name,
    random_name,
)
from printer.ports import Disconnected, NotConnected, Port, WriteFailed, open_port
from printer.replies import InTurn, Printed, Reply, ReplyParser, StatusByte
from printer.status import (
    CAUSE_OF_ERROR,
    NO_ANSWER,
    QUESTIONS,
    READY,
    UNREACHABLE,
    PrinterStatus,
    PrintState,
    from_realtime,
    names_an_error,
)
from printer.timing import LONG_SHEET_MM, Timing

_REALTIME_STATUS = b"\x10\x04"
"""DLE EOT, answered at once, even while printing."""
_TELL_BY_ITSELF = b"\x1da\xff"
"""GS a FFh: report every change of state unasked."""
_START_ANEW = b"\x1b@\x1dVB\x00"
"""ESC @, then feed and cut."""
LONGEST_COMMAND = 255 * 72 + 8
"""Bytes of the longest picture that is sent: a band of 255 rows on 80 mm paper."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One job on its way: bytes from initialisation to cut, and how its end is recognised."""

    data: bytes
    name: bytes
    mm: float = LONG_SHEET_MM


def after_remains(sheet: Sheet, interrupted: int) -> Sheet:
    """`sheet`, led by what frees a printer from a sheet that broke off after `interrupted` bytes
    at most.

    Zeros end a picture or QR code that the printer may still be waiting for, and are nothing
    otherwise; the cut keeps the torn sheet and this one apart.
    """
    return replace(sheet, data=bytes(min(interrupted, LONGEST_COMMAND)) + _START_ANEW + sheet.data)


class Conversation:
    """An open line. `heard` gets every reply that was not just being waited for."""

    def __init__(self, port: Port, timing: Timing, heard: Callable[[Reply], None]) -> None:
        self._port = port
        self._timing = timing
        self._heard = heard
        self._parser = ReplyParser()
        self._tells_by_itself = False
        self._owes_answer = False
        self._fell_silent = False
        self.alive = True

    @property
    def owes_answer(self) -> bool:
        """Whether a GS r is unanswered. The answer has no name, so it must not meet another."""
        return self._owes_answer

    def expect_answer(self) -> None:
        """Count on the answer to a GS r that was sent on an earlier line."""
        self._owes_answer = True

    @property
    def answers(self) -> bool:
        """Whether the printer can say anything on this line."""
        return self._port.answers

    def ask(self) -> PrinterStatus:
        """Ask how the printer is, one question at a time. UNREACHABLE if the line is gone.

        One that does not answer keeps its line, on which a late acknowledgement may come.
        """
        if not self._port.answers:
            return READY
        try:
            self._drain()
            if self._fell_silent and not self._woke_up():
                return NO_ANSWER
            answers = self._answers()
        except (Disconnected, WriteFailed):
            self.hang_up()
            return UNREACHABLE
        self._fell_silent = answers is None
        return NO_ANSWER if answers is None else from_realtime(answers)

    def _woke_up(self) -> bool:
        """Whether a silent printer answers again. Then its answers to all earlier questions come
        in a burst, which must not be taken for those to the next.
        """
        if self._question(QUESTIONS[0]) is None:
            return False
        self._await(lambda _: False, self._timing.settle_s)
        return True

    def _answers(self) -> dict[int, int] | None:
        answers: dict[int, int] = {}
        for number in QUESTIONS:
            answer = self._question(number)
            if answer is None:
                return None
            answers[number] = answer
        if names_an_error(answers) and (cause := self._question(CAUSE_OF_ERROR)) is not None:
            answers[CAUSE_OF_ERROR] = cause
        return answers

    def deliver(self, sheet: Sheet, method: Acknowledgement) -> PrintState:
        """Send `sheet` and wait for its acknowledgement: PRINTED, REFUSED or UNCERTAIN.

        REFUSED only if not one byte left. Blocks up to twice the sheet's patience. `settle` comes
        first, where a GS r may be unanswered.
        """
        data = sheet.data + self._report_again() + _request(method, sheet.name)
        seconds = self._timing.patience(len(data), self._port.bytes_per_s, sheet.mm)
        try:
            self._drain()
        except Disconnected:
            self.hang_up()
            return PrintState.REFUSED
        try:
            self._port.write(data, seconds)
            self._owes_answer = method is Acknowledgement.GS_R
            done = self._acknowledged(method, sheet.name, seconds)
        except WriteFailed as failure:
            self.hang_up()
            return PrintState.UNCERTAIN if failure.sent else PrintState.REFUSED
        except Disconnected:
            self.hang_up()
            return PrintState.UNCERTAIN
        return PrintState.PRINTED if done else PrintState.UNCERTAIN

    def settle(self) -> None:
        """Wait for the answer that is owed, if any. For a printer that is ready.

        Such a printer works off its buffer; what it has not said after the shortest patience was
        lost when somebody switched it off, and will not come any more.
        """
        if self._owes_answer:
            self.answered_in_turn(self._timing.shortest_wait_s)
            self._owes_answer = False

    def confirm(self) -> PrinterStatus:
        """How the printer, which has answered in turn, is after the last line and the cut."""
        try:
            self._await(lambda _: False, self._timing.settle_s)
        except Disconnected:
            self.hang_up()
            return UNREACHABLE
        return self.ask()

    def answered_in_turn(self, seconds: float) -> bool:
        """Wait for the answer to a GS r sent earlier."""
        try:
            return self._await(lambda reply: isinstance(reply, InTurn), seconds) is not None
        except Disconnected:
            self.hang_up()
            return False

    def probe(self) -> Acknowledgement:
        """Which acknowledgement the printer gives. Only for one that is ready: it would keep the
        requests in its buffer otherwise.
        """
        name = random_name()
        try:
            self._port.write(ask_by_name(name), self._timing.answer_s)
            if self._acknowledged(Acknowledgement.GS_H, name, self._timing.answer_s):
                return Acknowledgement.GS_H
            self._port.write(ASK_IN_TURN, self._timing.answer_s)
            if self.answered_in_turn(self._timing.answer_s):
                return Acknowledgement.GS_R
        except (Disconnected, WriteFailed):
            self.hang_up()
        return Acknowledgement.NONE

    def request(self, question: bytes, wanted: Callable[[Reply], bool]) -> Reply | None:
        """Ask something that is answered in turn; None if no such answer came in time."""
        try:
            self._port.write(question, self._timing.answer_s)
            return self._await(wanted, self._timing.answer_s)
        except (Disconnected, WriteFailed):
            self.hang_up()
            return None

    def subscribe(self) -> None:
        """Ask the printer to report changes by itself; `heard` gets what it reports."""
        try:
            self._port.write(_TELL_BY_ITSELF, self._timing.answer_s)
        except WriteFailed:
            self.hang_up()

    @property
    def reports_by_itself(self) -> bool:
        """Whether the printer does."""
        return self._tells_by_itself

    def note_own_report(self) -> None:
        """The printer reports by itself. Each sheet then asks anew, because its ESC @ ends that."""
        self._tells_by_itself = True

    def listen(self) -> None:
        """Hand on what has arrived, without waiting."""
        try:
            self._drain()
        except Disconnected:
            self.hang_up()

    def hang_up(self) -> None:
        """End the conversation."""
        if self.alive:
            self.alive = False
            self._port.close()

    def _question(self, number: int) -> int | None:
        self._port.write(_REALTIME_STATUS + bytes((number,)), self._timing.answer_s)
        answer = self._await(lambda reply: isinstance(reply, StatusByte), self._timing.answer_s)
        return answer.value if isinstance(answer, StatusByte) else None

    def _acknowledged(self, method: Acknowledgement, name: bytes, seconds: float) -> bool:
        if method is Acknowledgement.GS_H:
            return self._await(lambda reply: reply == Printed(name), seconds) is not None
        if method is Acknowledgement.GS_R:
            return self.answered_in_turn(seconds) and self.confirm().ready
        return False

    def _report_again(self) -> bytes:
        return _TELL_BY_ITSELF if self._tells_by_itself else b""

    def _drain(self) -> None:
        for reply in self._parse(self._port.read(0)):
            self._heard(reply)

    def _parse(self, data: bytes) -> list[Reply]:
        replies = self._parser.feed(data)
        if any(isinstance(reply, InTurn) for reply in replies):
            self._owes_answer = False
        return replies

    def _await(self, wanted: Callable[[Reply], bool], seconds: float) -> Reply | None:
        """The first reply wanted, within `seconds`; the others are heard. Raises Disconnected."""
        deadline = time.monotonic() + seconds
        found: Reply | None = None
        while found is None and (rest := deadline - time.monotonic()) > 0:
            for reply in self._parse(self._port.read(rest)):
                if found is None and wanted(reply):
                    found = reply
                else:
                    self._heard(reply)
        return found


def open_conversation(
    url: str, timing: Timing, heard: Callable[[Reply], None]
) -> Conversation | None:
    """A conversation on a line opened anew, or None if the printer cannot be reached.

    Raises BadPortUrl.
    """
    try:
        return Conversation(open_port(url, timing.connect_s), timing, heard)
    except NotConnected:
        return None


def _request(method: Acknowledgement, name: bytes) -> bytes:
    if method is Acknowledgement.GS_H:
        return ask_by_name(name)
    return ASK_IN_TURN if method is Acknowledgement.GS_R else b""
