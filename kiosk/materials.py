"""Lists of what to bring: one order is one sheet, known under its key for two minutes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from hall_server.wire.catalogue import Catalogue, ItemEntry
from kiosk.messages import PrintList
from kiosk.paper import PaperNow, PrintDesk, PrintJob

FORGET_AFTER_S = 120.0
MOST = 8
"""So many lists within two minutes are enough for anybody; the roll is for numbers."""

ComposeList = Callable[[ItemEntry, Catalogue, PrintList], bytes]


class UnknownItem(Exception):
    """The hall offers no such item."""


class EnoughLists(Exception):
    """Too many lists were ordered in a short while."""


@dataclass(frozen=True, slots=True)
class _Order:
    wanted: PrintList
    paper: PrintJob
    at: float


class Lists:
    """The lists ordered lately. `clock` counts seconds steadily. Any thread may call."""

    def __init__(
        self,
        catalogue: Callable[[], Catalogue | None],
        compose: ComposeList,
        desk: PrintDesk,
        clock: Callable[[], float],
    ) -> None:
        self._catalogue = catalogue
        self._compose = compose
        self._desk = desk
        self._clock = clock
        self._lock = threading.Lock()
        self._orders: dict[str, _Order] = {}

    def order(self, key: str, wanted: PrintList) -> None:
        """Hand in the list's sheet; a repeated `key` is the same sheet.

        Raises UnknownItem, EnoughLists.
        """
        catalogue = self._catalogue()
        items = {item.code: item for item in (catalogue.items if catalogue else ())}
        if catalogue is None or wanted.item not in items:
            raise UnknownItem(wanted.item)
        item = items[wanted.item]
        with self._lock:
            self._forget()
            if key in self._orders:
                return
            if len(self._orders) >= MOST:
                raise EnoughLists()
            paper = self._desk.hand_in(lambda: self._compose(item, catalogue, wanted), _untold)
            self._orders[key] = _Order(wanted, paper, self._clock())

    def sheet(self, key: str) -> PrintJob | None:
        """The sheet of an order, or None if unknown or forgotten."""
        with self._lock:
            self._forget()
            order = self._orders.get(key)
        return order.paper if order else None

    def forget_the_outlived(self) -> None:
        """Drop what is two minutes old; for a thread that calls now and then."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        oldest = self._clock() - FORGET_AFTER_S
        for key, order in list(self._orders.items()):
            if order.at < oldest:
                del self._orders[key]


def _untold(_: PaperNow) -> None:
    """The hall counts numbers, not lists."""
