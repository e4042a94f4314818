"""One command and its answer over a line to a reader."""

from collections.abc import Callable

from kiosk.reader.frames import Answer, Command, Damage, Decoder, Word, command_frame
from printer.ports.port import Port

_SLICE_S = 0.1
"""A read waits no longer, so that the thread can be ended at any time."""
_WRITE_S = 1.0
_GAP_S = 0.3
"""Within a frame bytes follow each other; after such a silence the rest will not come."""

_DRAINED = 8
"""So many reads take away what came unasked or too late; a line that never falls silent has more."""

_FAULTS = frozenset(
    {
        Word.WRONG_CHECKSUM,
        Word.WRONG_LENGTH,
        Word.WRONG_COMMAND,
        Word.UNKNOWN_COMMAND,
        Word.SELF_TEST_FAILED,
        Word.NOT_AUTHORISED,
    }
)
_PROPER = {
    Command.STATUS: frozenset({Word.DONE}),
    Command.SAM_ID: frozenset({Word.DONE}),
    Command.FIND: frozenset({Word.FOUND, Word.NONE_FOUND}),
    Command.SELECT: frozenset({Word.DONE, Word.SELECT_FAILED}),
    Command.READ: frozenset(
        {
            Word.DONE,
            Word.READ_FAILED,
            Word.CARD_NOT_PROVEN,
            Word.MODULE_NOT_PROVEN,
            Word.NOT_VERIFIED,
            Word.WRONG_CARD,
        }
    ),
}
"""Answers that belong to each command. Others are late ones to an earlier command."""


class NoAnswer(Exception):
    """Nothing came that answers the command, or it came damaged."""


class Exchange:
    """Asks a reader over `line`. One thread at a time. Raises PortError when the line fails."""

    def __init__(
        self, line: Port, clock: Callable[[], float], ending: Callable[[], bool] = lambda: False
    ) -> None:
        """`ending`: whether to give up at once, because the machine is being stopped."""
        self._line = line
        self._clock = clock
        self._ending = ending

    def ask(self, command: Command, seconds: float, begin_s: float | None = None) -> Answer:
        """Give `command` and wait for its answer, at most `seconds`. Raises NoAnswer.

        `begin_s`: the answer must have begun by then, if that is sooner.
        """
        for _ in range(_DRAINED):
            if not self._line.read(0):
                break
        self._line.write(command_frame(command), _WRITE_S)
        asked = self._clock()
        begun = asked + (seconds if begin_s is None else begin_s)
        return self._answer(command, asked + seconds, begun)

    def rest(self, seconds: float) -> None:
        """Leave the reader alone for a moment; what it says meanwhile is nobody's."""
        self._line.read(seconds)

    def close(self) -> None:
        """Give the line back."""
        self._line.close()

    def _answer(self, command: Command, deadline: float, begun: float) -> Answer:
        decoder = Decoder()
        heard = self._clock()
        while (left := deadline - self._clock()) > 0 and not self._ending():
            data = self._line.read(min(left, _SLICE_S))
            now = self._clock()
            if data:
                heard = now
            elif now > (heard + _GAP_S if decoder.inside else begun):
                break
            for each in decoder.feed(data):
                if isinstance(each, Damage):
                    raise NoAnswer(f"{command.name}: damaged answer, {each.value}")
                if each.word in _PROPER[command] | _FAULTS:
                    return each
        raise NoAnswer(f"{command.name}: no answer")
