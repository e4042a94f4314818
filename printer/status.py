"""The words for how a printer is and where a job stands, read from the printers' status bytes.

Bits are those of `DLE EOT n` and of automatic status (`GS a`) in Epson's command reference, which
the clones' manuals (XP-80, POS-80, BTP-S80) repeat.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PrintState(StrEnum):
    """Where a print job stands. One that was handed to a printer ends PRINTED, REFUSED or
    UNCERTAIN.
    """

    QUEUED = "QUEUED"
    SENDING = "SENDING"
    PRINTED = "PRINTED"
    """The printer said that it is on paper."""
    REFUSED = "REFUSED"
    """Nothing was sent; it may be tried again, here or elsewhere."""
    UNCERTAIN = "UNCERTAIN"
    """It may still come out, perhaps after the next roll is in. Only a person may repeat it."""
    CANCELLED = "CANCELLED"


class Trouble(StrEnum):
    """Why a printer cannot print now."""

    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    OFFLINE = "offline"
    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    CUTTER = "cutter"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What the printer said of itself. `paper_low` is a warning, not a trouble."""

    troubles: frozenset[Trouble] = frozenset()
    paper_low: bool = False

    @property
    def ready(self) -> bool:
        """Whether a sheet may be sent."""
        return not self.troubles


READY = PrinterStatus()
UNREACHABLE = PrinterStatus(frozenset({Trouble.UNREACHABLE}))
NO_ANSWER = PrinterStatus(frozenset({Trouble.NO_ANSWER}))

CAUSE_OF_ERROR = 3
"""The question to ask when the answer to question 2 has the error bit."""
_ERROR_BIT = 0x40
_REALTIME_BITS = {
    1: ((0x08, Trouble.OFFLINE),),
    2: ((0x04, Trouble.COVER_OPEN), (0x20, Trouble.PAPER_OUT), (_ERROR_BIT, Trouble.ERROR)),
    CAUSE_OF_ERROR: ((0x08, Trouble.CUTTER), (0x64, Trouble.ERROR)),
    4: ((0x60, Trouble.PAPER_OUT),),
}
_REALTIME_PAPER_LOW = (4, 0x0C)
_AUTOMATIC_BITS = {
    0: ((0x08, Trouble.OFFLINE), (0x20, Trouble.COVER_OPEN)),
    1: ((0x08, Trouble.CUTTER), (0x64, Trouble.ERROR)),
    2: ((0x0C, Trouble.PAPER_OUT),),
}
_AUTOMATIC_PAPER_LOW = (2, 0x03)

QUESTIONS = (1, 2, 4)
"""The n of DLE EOT n that a sheet waits for."""


def names_an_error(answers: Mapping[int, int]) -> bool:
    """Whether the answers say "error" without saying which."""
    return bool(answers.get(2, 0) & _ERROR_BIT)


def from_realtime(answers: Mapping[int, int]) -> PrinterStatus:
    """Status from answers to DLE EOT, by question."""
    status = _status(answers, _REALTIME_BITS, _REALTIME_PAPER_LOW)
    if Trouble.CUTTER in status.troubles:
        # Question 2 says "error" for a stuck cutter too; the cause alone is what people need.
        return PrinterStatus(status.troubles - {Trouble.ERROR}, status.paper_low)
    return status


def from_automatic(value: bytes) -> PrinterStatus:
    """Status from the four bytes of automatic status."""
    return _status(dict(enumerate(value)), _AUTOMATIC_BITS, _AUTOMATIC_PAPER_LOW)


def _status(
    answers: Mapping[int, int],
    bits: Mapping[int, tuple[tuple[int, Trouble], ...]],
    paper_low: tuple[int, int],
) -> PrinterStatus:
    troubles = {
        trouble
        for number, meanings in bits.items()
        for bit, trouble in meanings
        if answers.get(number, 0) & bit
    }
    number, low = paper_low
    return PrinterStatus(frozenset(troubles), paper_low=bool(answers.get(number, 0) & low))
