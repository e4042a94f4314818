"""A plan as lists of entries: plain JSON values, which editors, the journal and sheets pass around.

Every part of the plan is a list of entries, each with its `code`; the table `PARTS` says what
fields they have. The hall itself is a part with one entry, and each weekday's hours are an entry.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields
from operator import attrgetter
from typing import Any

from hall_server.domain import plan as p
from hall_server.domain.entry_values import (
    BACKUPS,
    CODES,
    DATE,
    FLAG,
    MATERIALS,
    NUMBER,
    OPTIONAL_DATE,
    OPTIONAL_NUMBER,
    PERIODS,
    RATE,
    STEPS,
    TEXT,
    WORDS,
    Kind,
    NotOfKind,
)
from hall_server.domain.refusals import EditMalformed

Entry = Mapping[str, Any]
"""An element of a part as JSON values; `code` names it within its part."""
Entries = Mapping[str, tuple[Entry, ...]]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALL = "hall"


@dataclass(frozen=True)
class Part:
    """A part of the plan: its type, the attribute that is its code, its fields in order."""

    build: Callable[..., Any]
    code: str
    fields: Mapping[str, Kind]
    ordered: bool = True
    """False where the code gives the order, as a date does."""

    @property
    def code_kind(self) -> Kind:
        return TEXT if self.ordered else DATE


DEPARTMENT_FACTS = ("short", "address", "phone", "complaint_phone", "reconsideration", "court")
ITEM_TEXTS = ("subject", "conditions", "basis", "fee_basis", "procedure", "result")
_DATED = {"begins": OPTIONAL_DATE, "ends": OPTIONAL_DATE}
PARTS: Mapping[str, Part] = {
    "special_days": Part(p.SpecialDay, "date", {"name": WORDS, "periods": PERIODS}, ordered=False),
    "legal_days": Part(p.LegalDay, "date", {"working": FLAG, "name": WORDS}, ordered=False),
    "zones": Part(p.Zone, "code", {"name": WORDS, "floor": TEXT, "way": WORDS}),
    "departments": Part(
        p.Department, "code", {"name": WORDS, **dict.fromkeys(DEPARTMENT_FACTS, TEXT)}
    ),
    "queues": Part(
        p.Queue,
        "letter",
        {"name": WORDS, "zone": TEXT, "max_wait_minutes": NUMBER, "capacity": NUMBER},
    ),
    "items": Part(
        p.Item,
        "code",
        {
            "name": WORDS,
            "kind": TEXT,
            "department": TEXT,
            "queue": TEXT,
            "zone": TEXT,
            "service_minutes": NUMBER,
            "statutory_days": OPTIONAL_NUMBER,
            "promised_days": OPTIONAL_NUMBER,
            "fee": TEXT,
            "materials": MATERIALS,
            "common": FLAG,
            "synonyms": CODES,
            "day_cap": OPTIONAL_NUMBER,
            "half_day_cap": OPTIONAL_NUMBER,
            "slots": NUMBER,
            "pick_up": FLAG,
            "day_kind": TEXT,
            **dict.fromkeys(ITEM_TEXTS, TEXT),
            "delivery": CODES,
            "deemed_approval": FLAG,
            "higher_body": TEXT,
            "higher_days": OPTIONAL_NUMBER,
        },
    ),
    "themes": Part(
        p.Theme,
        "code",
        {"name": WORDS, "items": STEPS, "lead": TEXT, "promised_days": OPTIONAL_NUMBER},
    ),
    "life_events": Part(p.LifeEvent, "code", {"name": WORDS, "items": CODES, "themes": CODES}),
    "profiles": Part(p.Profile, "code", {"name": WORDS, "own": CODES, "backup": BACKUPS}),
    "windows": Part(p.Window, "number", {"name": WORDS, "zone": TEXT, "profile": TEXT}),
    "priority_reasons": Part(
        p.PriorityReason, "code", {"name": WORDS, "rate": RATE, "from_age": OPTIONAL_NUMBER}
    ),
    "pause_reasons": Part(p.PauseReason, "code", {"name": WORDS}),
    "notices": Part(p.Notice, "code", {"name": WORDS, "text": WORDS, **_DATED}),
    "media": Part(
        p.Medium,
        "code",
        {"name": WORDS, "type": TEXT, "size": NUMBER, "sha256": TEXT, **_DATED},
    ),
}
"""The parts that are lists in the plan."""

RULES = tuple(rule.name for rule in dataclass_fields(p.HouseRules))
HALL_FIELDS: Mapping[str, Kind] = {
    "name": WORDS,
    "timezone": TEXT,
    "address": WORDS,
    "public_url": TEXT,
    "notice": WORDS,
    "ticket_rules": WORDS,
    **dict.fromkeys(RULES, NUMBER),
    "call_text": WORDS,
    "paper_template": TEXT,
}
LATER: Mapping[str, Mapping[str, Any]] = {
    HALL: {name: getattr(p.HouseRules(), name) for name in RULES[3:]}
    | {"address": {"zh": "", "en": ""}},
    "items": {
        "synonyms": [],
        "day_cap": None,
        "half_day_cap": None,
        "slots": 0,
        "pick_up": False,
        "day_kind": "working",
        **dict.fromkeys(ITEM_TEXTS, ""),
        "delivery": ["window"],
        "deemed_approval": False,
        "higher_body": "",
        "higher_days": None,
    },
    "departments": dict.fromkeys(DEPARTMENT_FACTS, ""),
    "themes": {"lead": "", "promised_days": None},
    "priority_reasons": {"from_age": None},
}
"""Fields added to a part after halls were in use, with what an entry without them means."""
PART_NAMES = (HALL, "hours", *PARTS)


def fields_of(part: str) -> Mapping[str, Kind]:
    """The fields of a part's entries beside `code`. Raises KeyError for no part."""
    if part == HALL:
        return HALL_FIELDS
    return {"periods": PERIODS} if part == "hours" else PARTS[part].fields


def entries_of(plan: p.HallPlan) -> dict[str, tuple[Entry, ...]]:
    """All parts of a plan as entries, in the plan's order."""
    return {part: part_entries(plan, part) for part in PART_NAMES}


def part_entries(plan: p.HallPlan, part: str) -> tuple[Entry, ...]:
    """One part of a plan as entries. Raises KeyError for no part."""
    if part == HALL:
        return (_hall_entry(plan),)
    if part == "hours":
        return tuple(_hours_entry(plan, day) for day in range(7))
    table = PARTS[part]
    return tuple(_entry(table, each) for each in getattr(plan, part))


def _hall_entry(plan: p.HallPlan) -> Entry:
    return {"code": HALL} | {
        name: kind.write(getattr(plan.rules if name in RULES else plan, name))
        for name, kind in HALL_FIELDS.items()
    }


def _hours_entry(plan: p.HallPlan, weekday: int) -> Entry:
    day = sorted((each for each in plan.hours if each.weekday == weekday), key=attrgetter("begins"))
    return {
        "code": DAYS[weekday],
        "periods": PERIODS.write(tuple(p.Period(each.begins, each.ends) for each in day)),
    }


def _entry(table: Part, value: Any) -> Entry:
    written = {name: kind.write(getattr(value, name)) for name, kind in table.fields.items()}
    return {"code": table.code_kind.write(getattr(value, table.code)), **written}


def with_hall(plan: p.HallPlan, entry: Entry) -> p.HallPlan:
    """The plan with another entry of the hall itself. Raises EditMalformed."""
    values = _values(HALL, HALL_FIELDS, entry)
    rules = {name: values.pop(name) for name in RULES}
    return replace(plan, rules=p.HouseRules(**rules), **values)


def with_day(plan: p.HallPlan, entry: Entry) -> p.HallPlan:
    """The plan with other hours on one weekday; all hours in the week's order. Raises EditMalformed."""
    code = entry["code"]
    if code not in DAYS:
        raise EditMalformed(part="hours", code=code, field="code")
    periods = _values("hours", {"periods": PERIODS}, entry)["periods"]
    weekday = DAYS.index(code)
    hours = [each for each in plan.hours if each.weekday != weekday]
    hours += [p.Hours(weekday, each.begins, each.ends) for each in periods]
    return replace(plan, hours=tuple(sorted(hours, key=attrgetter("weekday", "begins"))))


def part_read(part: str, entries: Iterable[Entry]) -> tuple[Any, ...]:
    """Entries of one of PARTS as the plan's values. Raises EditMalformed."""
    return tuple(value_read(part, entry) for entry in entries)


def value_read(part: str, entry: Entry) -> Any:
    """An entry of one of PARTS as the plan's value. Raises EditMalformed."""
    table = PARTS[part]
    values = _values(part, table.fields, entry)
    try:
        values[table.code] = table.code_kind.read(entry["code"])
    except NotOfKind as error:
        raise EditMalformed(part=part, code=str(entry["code"])[:40], field="code") from error
    return table.build(**values)


def completed(part: str, entry: Entry, present: Entry | None = None) -> Entry:
    """An entry from before some fields existed, with those it lacks as at present, else as usual."""
    known = present or {}
    lacking = {
        name: known.get(name, usual)
        for name, usual in LATER.get(part, {}).items()
        if name not in entry
    }
    return {**entry, **lacking}


def _values(part: str, fields: Mapping[str, Kind], entry: Entry) -> dict[str, Any]:
    code = str(entry.get("code"))[:40]
    for name in entry:
        if name != "code" and name not in fields:
            raise EditMalformed(part=part, code=code, field=str(name)[:40])
    values = {}
    for name, kind in fields.items():
        try:
            values[name] = kind.read(entry[name])
        except (KeyError, NotOfKind) as error:
            raise EditMalformed(part=part, code=code, field=name) from error
    return values
