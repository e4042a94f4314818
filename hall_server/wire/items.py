"""The catalogue as the public reads it: what the hall offers, and how an item has changed."""

from datetime import date

from hall_server.wire.catalogue import DepartmentEntry, ZoneEntry
from hall_server.wire.message import ItemKind, State, Text
from hall_server.wire.setup import FieldChange


class ItemLine(State):
    """An item in the public list. `words` is what it is found by beside its names."""

    code: str
    name: Text
    kind: ItemKind
    department: str
    zone: str
    statutory_days: int | None
    promised_days: int | None
    day_kind: str
    fee: str
    words: tuple[str, ...]


class ItemsOffered(State):
    """All items of a hall, in its order."""

    hall: Text
    hall_code: str
    zones: tuple[ZoneEntry, ...]
    departments: tuple[DepartmentEntry, ...]
    items: tuple[ItemLine, ...]


class ItemVersionView(State):
    """A version of an item: what it changed of the one before."""

    version: int
    valid_from: date
    valid_until: date | None = None
    """The day before the next one; None: no later one is known."""
    scheduled: bool = False
    """It is a change laid down for that opening, which may still be cancelled."""
    fields: tuple[FieldChange, ...] = ()
    """Named as in the administration, those of its department as `department.<field>`."""


class ItemVersions(State):
    """All versions of an item, newest first."""

    code: str
    name: Text
    versions: tuple[ItemVersionView, ...]
