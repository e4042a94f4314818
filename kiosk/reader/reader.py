"""The thread that owns the ID-card reader: finds a card, reads it, hands it on, keeps nothing."""

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from kiosk.messages import PersonNow, ReaderState, ReadTrouble
from kiosk.reader.checks import number_is_right
from kiosk.reader.exchange import Exchange, NoAnswer
from kiosk.reader.frames import Command, NoText, Word, text_of
from kiosk.reader.layouts import IdCard, Malformed, read_card
from printer.ports.port import Port, PortError

log = structlog.get_logger(__name__)

POLL_EVERY_S = 0.3
RETRY_EVERY_S = 1.0
"""How often a reader that is away is looked for."""
ANSWER_S = 1.0
READ_S = 3.0
"""For a whole read, from the card's being found."""
_READ_BEGINS_S = 2.4
"""Modules answer after 0.3 to 1.5 s. An answer lost on its way leaves a quick one time for another."""
MISSING_S = 10.0
"""A reader may be unplugged and put back without an alarm."""
_BETWEEN_TRIES_S = 0.05
_MISSES = 2
"""So many commands in a row without an answer, and the reader is away."""
FAILURE_SHOWN_S = 10.0

OpenLine = Callable[[], Port]
Present = Callable[[IdCard], PersonNow]
"""Takes a card whose number is right; the reader keeps only the handle it answers with."""


@dataclass(frozen=True, slots=True)
class ReaderView:
    """How the reader is. `seq` moves on with each placing of a card."""

    state: ReaderState
    trouble: ReadTrouble = ""
    seq: int = 0
    handle: str | None = None
    """Of the person whose card was read last; known on while the reader is away for a moment."""


class _Unread(Exception):
    """A card was found and could not be read; `trouble` says what a visitor can be told."""

    def __init__(self, trouble: ReadTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Reader:
    """Looks for cards from its own thread between `start` and `stop`; any may read `view`.

    A reader does not find a card again that it has read until the card was taken away, and says
    nothing when that happens. So `card` stays until the next card, or `settle`.
    """

    def __init__(
        self, open_line: OpenLine, present: Present, clock: Callable[[], float], seq: int = 0
    ) -> None:
        """`open_line` may raise PortError. `clock` counts seconds steadily.

        `seq` begins higher each time the program starts, for a page that outlives it.
        """
        self._open_line = open_line
        self._present = present
        self._clock = clock
        self._view = ReaderView("away", seq=seq)
        self._exchange: Exchange | None = None
        self._misses = 0
        self._lying = False
        self._failed_at = self._away_at = clock()
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="card-reader", daemon=True)

    def start(self) -> None:
        """Begin to look for cards."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and give the line back."""
        self._stopping.set()
        self._thread.join()
        self._close()

    def view(self) -> ReaderView:
        """The newest view."""
        return self._view

    def missing(self) -> bool:
        """Whether the reader has been away so long that somebody should look."""
        return self._view.state == "away" and self._clock() - self._away_at > MISSING_S

    def wait_for(self, wanted: Callable[[ReaderView], bool], seconds: float) -> ReaderView:
        """The first view that is `wanted`. Raises TimeoutError when none comes within `seconds`."""
        with self._changed:
            if not self._changed.wait_for(lambda: wanted(self._view), seconds):
                raise TimeoutError(f"still {self._view} after {seconds} s")
            return self._view

    def settle(self) -> None:
        """The visitor has gone: the next one sees a reader that is ready, whatever came before."""
        with self._changed:
            if self._view.state in ("card", "failed"):
                self._become(ReaderView("ready", seq=self._view.seq))
            elif self._view.state == "away":
                self._become(ReaderView("away", seq=self._view.seq))

    def step(self) -> float:
        """Look once. Gives the seconds until it is worth to look again. Raises nothing."""
        try:
            exchange = self._opened()
            self._look(exchange)
        except PortError as error:
            self._gone(str(error))
        except NoAnswer as error:
            self._misses += 1
            if self._misses >= _MISSES:
                self._gone(str(error))
        except Exception as error:  # noqa: BLE001 - the thread must outlive a fault of ours
            # Not the error's words: they might quote a card.
            place = "".join(traceback.format_tb(error.__traceback__))
            log.error("card reader failed", error=type(error).__name__, at=place)
            self._gone("fault in the kiosk")
        return RETRY_EVERY_S if self._view.state == "away" else POLL_EVERY_S

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._stopping.wait(self.step())

    def _opened(self) -> Exchange:
        if self._exchange is None:
            self._exchange = Exchange(self._open_line(), self._clock, self._stopping.is_set)
            self._misses = 0
        return self._exchange

    def _look(self, exchange: Exchange) -> None:
        answer = exchange.ask(Command.FIND, ANSWER_S)
        self._misses = 0
        if answer.word is Word.FOUND:
            self._read(exchange)
        elif answer.word is Word.NONE_FOUND:
            self._idle()
        else:
            self._gone(f"the reader says {answer.word.name}")

    def _idle(self) -> None:
        """No card, or the one that was read."""
        self._lying = False
        over = self._clock() - self._failed_at > FAILURE_SHOWN_S
        if self._view.state == "away" and self._view.handle is not None:
            self._become(replace(self._view, state="card"))
        elif self._view.state == "away" or (self._view.state == "failed" and over):
            self._become(ReaderView("ready", seq=self._view.seq))

    def _read(self, exchange: Exchange) -> None:
        again, self._lying = self._lying, True
        if not again:
            # A card that lies there unreadable is tried again and again, without flicker.
            self._become(ReaderView("reading", seq=self._view.seq + 1))
        try:
            card = self._card(exchange)
        except _Unread as unread:
            self._failed(unread.trouble)
            return
        if not number_is_right(card):
            self._failed("check_digit")
            return
        person = self._present(card)
        trouble: ReadTrouble = "expired" if person.expired else ""
        self._become(ReaderView("card", trouble, self._view.seq + again, person.handle))

    def _card(self, exchange: Exchange) -> IdCard:
        """Select and read until it succeeds, the card is gone, or the time is up. Raises _Unread."""
        deadline = self._clock() + READ_S
        while self._clock() < deadline and not self._stopping.is_set():
            card = self._attempt(exchange, deadline)
            if card is not None:
                return card
            if not self._still_there(exchange, deadline):
                self._lying = False
                raise _Unread("taken_away_early")
            exchange.rest(_BETWEEN_TRIES_S)
        raise _Unread("unreadable")

    def _attempt(self, exchange: Exchange, deadline: float) -> IdCard | None:
        """The card, or None when it may be tried again. Raises _Unread."""
        try:
            if exchange.ask(Command.SELECT, self._left(deadline, ANSWER_S)).word is not Word.DONE:
                return None
            answer = exchange.ask(Command.READ, deadline - self._clock(), _READ_BEGINS_S)
            return read_card(text_of(answer.data)) if answer.word is Word.DONE else None
        except NoAnswer:
            return None
        except (NoText, Malformed) as error:
            log.warning("card not understood", why=str(error))
            raise _Unread("unreadable") from None

    def _still_there(self, exchange: Exchange, deadline: float) -> bool:
        try:
            if exchange.ask(Command.FIND, self._left(deadline, ANSWER_S)).word is Word.FOUND:
                return True
            # Some modules do not find a card again that they have selected; but they select it.
            selected = exchange.ask(Command.SELECT, self._left(deadline, ANSWER_S))
        except NoAnswer:
            return True  # not known: the time decides
        return selected.word is Word.DONE

    def _left(self, deadline: float, most: float) -> float:
        return min(deadline - self._clock(), most)

    def _failed(self, trouble: ReadTrouble) -> None:
        self._failed_at = self._clock()
        self._become(ReaderView("failed", trouble, self._view.seq))

    def _gone(self, why: str) -> None:
        self._close()
        self._lying = False
        if self._view.state != "away":
            self._away_at = self._clock()
            log.warning("card reader away", why=why)
        if self._view.handle is not None:
            self._become(replace(self._view, state="away"))
        else:
            self._become(ReaderView("away", seq=self._view.seq))

    def _close(self) -> None:
        if self._exchange is not None:
            self._exchange.close()
            self._exchange = None

    def _become(self, view: ReaderView) -> None:
        with self._changed:
            if view != self._view:
                if self._view.state == "away":
                    log.info("card reader found")
                self._view = view
                self._changed.notify_all()
