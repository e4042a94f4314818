"""What the tables of hall.toml say, each kind read into parts of a plan."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import Any

from hall_server.domain.periods import period_read
from hall_server.domain.plan import (
    Backup,
    Department,
    Hours,
    LegalDay,
    LifeEvent,
    Material,
    Medium,
    Notice,
    PauseReason,
    PriorityReason,
    Profile,
    Queue,
    SpecialDay,
    Text,
    Theme,
    ThemeStep,
    Window,
    Zone,
)
from hall_server.domain.plan_entries import DEPARTMENT_FACTS
from hall_server.exchange.catalogue import KIND_OF_TYPE
from hall_server.exchange.number_list import days_spelt_out, spelt_out
from hall_server.exchange.service_guide import DAY_KINDS, DELIVERIES, TEXTS
from hall_server.exchange.toml_table import STAND_IN, Table

ITEM_KEYS: Mapping[str, str] = MappingProxyType({"kind": "type", "service_minutes": "minutes"})
"""How fields of an item are called in `[[item]]`, where otherwise."""
_NO_DAY = -1
"""Stands in for days or times that cannot be read; it overlaps nothing."""


@dataclass(frozen=True, slots=True)
class Names:
    """Departments and items that a queue says wait in it, as written."""

    departments: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemSaid:
    """What an `[[item]]` says of an item: the fields given, the department by its name."""

    code: str
    fields: Mapping[str, Any]


def hours(table: Table) -> Iterable[Hours]:
    begins, ends = _moment(table, "from"), _moment(table, "to")
    written = table.text("days")
    try:
        days = days_spelt_out(written)
    except ValueError:
        table.wrong("days", f"{written!r} are not days: write them as in mon-fri or sat, sun.")
        days = (_NO_DAY,)
    if begins is None or ends is None:
        yield Hours(_NO_DAY, time(), time())
    else:
        yield from (Hours(day, begins, ends) for day in days)


def _moment(table: Table, key: str) -> time | None:
    written = table.text(key)
    try:
        # 24:00 is how people write the midnight that ends the day.
        return time.fromisoformat("00:00" if (key, written) == ("to", "24:00") else written)
    except ValueError:
        table.wrong(key, f"{written!r} is not a time of day: write it as in 09:00.")
        return None


def zone(table: Table) -> Iterable[Zone]:
    yield Zone(
        code=table.text("code"),
        name=table.words("name"),
        floor=table.text_or("floor", ""),
        way=table.words_or_none("way"),
    )


def department(table: Table) -> Iterable[Department]:
    name = table.words("name")
    facts = {fact: table.text_or(fact, "") for fact in DEPARTMENT_FACTS}
    yield Department(table.text_or("code", name.zh), name, **facts)


def queue(table: Table) -> Iterable[tuple[Queue, Names]]:
    usual = Queue("", Text(""), "")
    queue = Queue(
        letter=table.text("letter"),
        name=table.words("name"),
        zone=table.text("zone"),
        max_wait_minutes=table.number_or("max_wait_minutes", usual.max_wait_minutes),
        capacity=table.number_or("capacity", usual.capacity),
    )
    yield queue, Names(table.texts("departments"), table.texts("items"))


def profile(table: Table) -> Iterable[Profile]:
    yield Profile(
        code=table.text("code"),
        name=table.words("name"),
        own=table.texts("own"),
        backup=tuple(
            _backup(table, position, value) for position, value in enumerate(table.array("backup"))
        ),
    )


def _backup(profile: Table, position: int, value: object) -> Backup:
    """A queue's letter, or { queue = "B", help_after_minutes = 10 }."""
    if isinstance(value, str):
        return Backup(value.strip())
    if not isinstance(value, dict):
        profile.wrong_at(("backup", position), f"{value!r} is not a queue: write its letter.")
        return Backup(STAND_IN)
    table = profile.inner(value, "backup", position)
    after = table.number_or("help_after_minutes", 0) if table.has("help_after_minutes") else None
    backup = Backup(table.text("queue"), after)
    table.no_more()
    return backup


def windows(table: Table) -> Iterable[Window]:
    zone, profile = table.text("zone"), table.text("profile")
    name = table.words_or_none("name")
    written = table.text("numbers")
    try:
        numbers = spelt_out(written)
    except ValueError:
        table.wrong("numbers", f"{written!r} are not window numbers: write them as in 1-8, 12.")
        yield Window(STAND_IN, zone, profile, name)
        return
    for number in numbers:
        yield Window(str(number), zone, profile, name)


def theme(table: Table) -> Iterable[Theme]:
    steps: list[ThemeStep] = []
    for position, value in enumerate(table.array("steps")):
        several = value if isinstance(value, list) else [value]
        if not several:
            table.wrong_at(("steps", position), "The step has no item: add one or remove it.")
        for item in table.texts_in(several, "steps", position):
            steps.append(ThemeStep(item, position + 1))
    promised = table.number("promised_days") if table.has("promised_days") else None
    lead = table.text_or("lead", "")
    yield Theme(table.text("code"), table.words("name"), tuple(steps), lead, promised)


def item(table: Table) -> Iterable[ItemSaid]:
    """The keys given; the others are as the catalogue has them."""
    code = table.text("code")
    if table.has("name_en") and not table.has("name"):
        table.wrong("name", "The key is missing: add it.")
    reads: Mapping[str, Callable[[str], Any]] = {
        "name": table.words,
        "zone": table.text,
        "department": table.text,
        "statutory_days": table.number,
        "promised_days": table.number,
        "service_minutes": table.number,
        "materials": lambda key: tuple(Material(name) for name in table.texts(key)),
        "fee": table.text,
        "synonyms": table.texts,
        "day_cap": table.number,
        "half_day_cap": table.number,
        "slots": table.number,
        "pick_up": table.flag,
        **dict.fromkeys(TEXTS, table.text),
        "day_kind": lambda key: _word(table, key, table.text(key), DAY_KINDS),
        "delivery": lambda key: tuple(
            _word(table, key, way, DELIVERIES) for way in table.texts(key)
        ),
        "deemed_approval": table.flag,
        "higher_days": table.number,
    }
    given = {
        name: read(ITEM_KEYS.get(name, name))
        for name, read in reads.items()
        if table.has(ITEM_KEYS.get(name, name))
    }
    if table.has("type"):
        given["kind"] = _kind(table)
    yield ItemSaid(code, given)


def _kind(table: Table) -> str:
    written = table.text("type")
    if written not in KIND_OF_TYPE:
        table.wrong("type", f"{written!r} is not a type: use {'、'.join(KIND_OF_TYPE)}.")
    # Promised is the kind that no later check can contradict.
    return KIND_OF_TYPE.get(written, "promised")


def _word(table: Table, key: str, written: str, words: Mapping[str, str]) -> str:
    """The value that a word of ours means; the value itself is a word, too."""
    meant = words.get(written, written)
    if meant not in words.values():
        table.wrong(key, f"{written!r} is not known here: use {'、'.join(words)}.")
        return next(iter(words.values()))
    return meant


def life_event(table: Table) -> Iterable[LifeEvent]:
    yield LifeEvent(
        table.text("code"), table.words("name"), table.texts("items"), table.texts("themes")
    )


def priority_reason(table: Table) -> Iterable[PriorityReason]:
    yield PriorityReason(
        table.text("code"),
        table.words("name"),
        table.decimal("rate"),
        table.number("from_age") if table.has("from_age") else None,
    )


def pause_reason(table: Table) -> Iterable[PauseReason]:
    yield PauseReason(table.text("code"), table.words("name"))


def special_day(table: Table) -> Iterable[SpecialDay]:
    periods = []
    for position, written in enumerate(table.texts("periods")):
        try:
            periods.append(period_read(written))
        except ValueError:
            table.wrong_at(
                ("periods", position), f"{written!r} is not a period: write it as in 09:00-12:00."
            )
    yield SpecialDay(table.day("date"), table.words_or_none("name"), tuple(periods))


def legal_day(table: Table) -> Iterable[LegalDay]:
    yield LegalDay(table.day("date"), table.flag("working"), table.words_or_none("name"))


def notice(table: Table) -> Iterable[Notice]:
    yield Notice(
        table.text("code"),
        table.words("name"),
        table.words("text"),
        table.day_or_none("begins"),
        table.day_or_none("ends"),
    )


def medium(table: Table) -> Iterable[Medium]:
    yield Medium(
        code=table.text("code"),
        name=table.words("name"),
        type=table.text("type"),
        size=table.number("size"),
        sha256=table.text("sha256"),
        begins=table.day_or_none("begins"),
        ends=table.day_or_none("ends"),
    )
