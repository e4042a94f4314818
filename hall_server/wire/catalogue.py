"""What the hall offers: zones, queues, items, themes. Changes rarely; fetched with an ETag."""

from hall_server.wire.message import ItemKind, State, Text


class ZoneEntry(State):
    """A functional zone. `code` is its letter."""

    code: str
    name: Text
    floor: str
    way: Text
    """How to find it from the kiosk."""


class DepartmentEntry(State):
    """An agency with items in the hall."""

    code: str
    name: Text


class QueueEntry(State):
    """A queue, the zone it belongs to, and the windows that serve it by profile."""

    queue: str
    name: Text
    zone: str
    windows: tuple[str, ...]


class MaterialEntry(State):
    """What is to be brought of a material: original, copy or both (empty: not said), and how many."""

    name: str
    kind: str = ""
    copies: int = 1
    deferrable: bool = False


class ItemEntry(State):
    """An item as the kiosk lists and searches it. `initials` are pinyin initials, `yyzz`."""

    code: str
    name: Text
    kind: ItemKind
    department: str
    queue: str
    zone: str
    statutory_days: int | None
    promised_days: int | None
    minutes: int
    fee: str
    materials: tuple[str, ...]
    pinyin: str
    initials: str
    common: bool
    """Offered first on the zone's page."""
    synonyms: tuple[str, ...] = ()
    """Everyday words for it, as the hall collects them; `synonyms_spelled` is their pinyin."""
    synonyms_spelled: tuple[tuple[str, str], ...] = ()
    """Pinyin without tones and initials, one pair for each synonym."""
    bookable: bool = False
    pick_up: bool = False
    """For collecting a finished certificate, by the number of its receipt."""
    bring: tuple[MaterialEntry, ...] = ()
    """`materials` with original or copy; empty from a server that does not tell."""
    day_kind: str = "working"
    """What the limits count: working or calendar days."""


class ThemeStep(State):
    """An errand of a theme; items with the same `step` may be done in any order."""

    item: str
    step: int


class ThemeEntry(State):
    """Several items done with one number (一件事)."""

    code: str
    name: Text
    items: tuple[ThemeStep, ...]
    pinyin: str = ""
    initials: str = ""


class ReasonEntry(State):
    """A priority reason a visitor may claim."""

    code: str
    name: Text
    from_age: int | None = None
    """Offered by itself to whoever is that old by the card."""


class LifeEventEntry(State):
    """What happens in a life, and what is to be done then: themes and single items, in order."""

    code: str
    name: Text
    items: tuple[str, ...]
    themes: tuple[str, ...]


class WindowEntry(State):
    """A window and its zone, in the hall's order, for the map."""

    window: str
    zone: str


class Catalogue(State):
    """All that a kiosk needs to let a visitor find an errand."""

    version: str
    hall: Text
    timezone: str = "Asia/Shanghai"
    """The hall's IANA zone: all clock times are told in it, wherever the page runs."""
    public_url: str
    """The address visitors' phones reach the hall at, for the QR; empty if none."""
    zones: tuple[ZoneEntry, ...]
    departments: tuple[DepartmentEntry, ...]
    queues: tuple[QueueEntry, ...]
    items: tuple[ItemEntry, ...]
    themes: tuple[ThemeEntry, ...]
    reasons: tuple[ReasonEntry, ...]
    life_events: tuple[LifeEventEntry, ...] = ()
    windows: tuple[WindowEntry, ...] = ()
    rules: Text
    """What is printed on the ticket: watch the boards, what happens after a missed call."""
