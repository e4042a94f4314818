"""What hall.toml says, as parts of a plan; names of the catalogue are not yet looked up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import TypeVar

from hall_server.domain.periods import period_read
from hall_server.domain.plan import (
    Backup,
    Department,
    Hours,
    HouseRules,
    LegalDay,
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
from hall_server.exchange.number_list import days_spelt_out, spelt_out
from hall_server.exchange.problems import Problems
from hall_server.exchange.toml_lines import TomlPath
from hall_server.exchange.toml_table import STAND_IN, Table, TomlSource, read_toml

Part = TypeVar("Part")

_NO_DAY = -1
"""Stands in for days or times that cannot be read; it overlaps nothing."""


@dataclass(frozen=True, slots=True)
class Names:
    """Departments and items that a queue says wait in it, as written."""

    departments: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class HallFile:
    """A parsed hall.toml. `sites` tells which table each element of a plan's part is from."""

    source: TomlSource
    code: str = ""
    name: Text = Text("")
    timezone: str = ""
    notice: Text = Text("")
    ticket_rules: Text = Text("")
    public_url: str = ""
    rules: HouseRules = HouseRules()
    hours: tuple[Hours, ...] = ()
    zones: tuple[Zone, ...] = ()
    departments: tuple[Department, ...] = ()
    queues: tuple[tuple[Queue, Names], ...] = ()
    profiles: tuple[Profile, ...] = ()
    windows: tuple[Window, ...] = ()
    themes: tuple[Theme, ...] = ()
    priority_reasons: tuple[PriorityReason, ...] = ()
    pause_reasons: tuple[PauseReason, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    legal_days: tuple[LegalDay, ...] = ()
    notices: tuple[Notice, ...] = ()
    media: tuple[Medium, ...] = ()
    call_text: Text = Text("")
    common: tuple[str, ...] = ()
    sites: dict[str, list[TomlPath]] = field(default_factory=dict)


def read_hall_file(path: Path, problems: Problems) -> HallFile | None:
    """The file's contents; None when it is not a TOML file at all. Reads the file.

    A wrong or missing key is added to the problems and a stand-in is given back for it.
    """
    opened = read_toml(path, problems)
    if opened is None:
        return None
    source, root = opened
    sites: dict[str, list[TomlPath]] = {}

    def each(key: str, part: str, read: Callable[[Table], Iterable[Part]]) -> tuple[Part, ...]:
        return _each(root, key, sites.setdefault(part, []), read)

    head = root.table("hall")
    hall = HallFile(
        source,
        code=head.text("code"),
        name=head.words("name"),
        timezone=head.text("timezone"),
        notice=head.words_or_none("notice"),
        ticket_rules=head.words_or_none("ticket_rules"),
        public_url=head.text_or("public_url", ""),
        rules=_rules(root.table("rules")),
        hours=each("hours", "hours", _hours),
        zones=each("zone", "zones", _zone),
        departments=each("department", "departments", _department),
        queues=each("queue", "queues", _queue),
        profiles=each("profile", "profiles", _profile),
        windows=each("window", "windows", _windows),
        themes=each("theme", "themes", _theme),
        priority_reasons=each("priority_reason", "priority_reasons", _priority_reason),
        pause_reasons=each("pause_reason", "pause_reasons", _pause_reason),
        special_days=each("special_day", "special_days", _special_day),
        legal_days=each("legal_day", "legal_days", _legal_day),
        notices=each("notice", "notices", _notice),
        media=each("medium", "media", _medium),
        call_text=_call_text(root.table("voice")),
        common=root.texts("common"),
        sites=sites,
    )
    head.no_more()
    root.no_more()
    return hall


def nothing_said() -> HallFile:
    """Stands for a hall.toml that could not be read."""
    return HallFile(TomlSource("", ""))


def _each(
    root: Table, key: str, sites: list[TomlPath], read: Callable[[Table], Iterable[Part]]
) -> tuple[Part, ...]:
    """What all tables of an array say, in order, noting for each where it is from."""
    parts: list[Part] = []
    for table in root.tables(key):
        found = tuple(read(table))
        table.no_more()
        parts.extend(found)
        sites.extend(table.path for _ in found)
    return tuple(parts)


def _rules(table: Table) -> HouseRules:
    usual = HouseRules()
    rules = HouseRules(
        come_back_minutes=table.number_or("come_back_minutes", usual.come_back_minutes),
        come_back_after=table.number_or("come_back_after", usual.come_back_after),
        recall_pause_seconds=table.number_or("recall_pause_seconds", usual.recall_pause_seconds),
    )
    table.no_more()
    return rules


def _call_text(table: Table) -> Text:
    words = table.words_or_none("call_text")
    table.no_more()
    return words


def _hours(table: Table) -> Iterable[Hours]:
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


def _zone(table: Table) -> Iterable[Zone]:
    yield Zone(
        code=table.text("code"),
        name=table.words("name"),
        floor=table.text_or("floor", ""),
        way=table.words_or_none("way"),
    )


def _department(table: Table) -> Iterable[Department]:
    name = table.words("name")
    yield Department(table.text_or("code", name.zh), name)


def _queue(table: Table) -> Iterable[tuple[Queue, Names]]:
    usual = Queue("", Text(""), "")
    queue = Queue(
        letter=table.text("letter"),
        name=table.words("name"),
        zone=table.text("zone"),
        max_wait_minutes=table.number_or("max_wait_minutes", usual.max_wait_minutes),
        capacity=table.number_or("capacity", usual.capacity),
    )
    yield queue, Names(table.texts("departments"), table.texts("items"))


def _profile(table: Table) -> Iterable[Profile]:
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


def _windows(table: Table) -> Iterable[Window]:
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


def _theme(table: Table) -> Iterable[Theme]:
    steps: list[ThemeStep] = []
    for position, value in enumerate(table.array("steps")):
        several = value if isinstance(value, list) else [value]
        if not several:
            table.wrong_at(("steps", position), "The step has no item: add one or remove it.")
        for item in table.texts_in(several, "steps", position):
            steps.append(ThemeStep(item, position + 1))
    yield Theme(table.text("code"), table.words("name"), tuple(steps))


def _priority_reason(table: Table) -> Iterable[PriorityReason]:
    yield PriorityReason(table.text("code"), table.words("name"), table.decimal("rate"))


def _pause_reason(table: Table) -> Iterable[PauseReason]:
    yield PauseReason(table.text("code"), table.words("name"))


def _special_day(table: Table) -> Iterable[SpecialDay]:
    periods = []
    for position, written in enumerate(table.texts("periods")):
        try:
            periods.append(period_read(written))
        except ValueError:
            table.wrong_at(
                ("periods", position), f"{written!r} is not a period: write it as in 09:00-12:00."
            )
    yield SpecialDay(table.day("date"), table.words_or_none("name"), tuple(periods))


def _legal_day(table: Table) -> Iterable[LegalDay]:
    yield LegalDay(table.day("date"), table.flag("working"), table.words_or_none("name"))


def _notice(table: Table) -> Iterable[Notice]:
    yield Notice(
        table.text("code"),
        table.words("name"),
        table.words("text"),
        table.day_or_none("begins"),
        table.day_or_none("ends"),
    )


def _medium(table: Table) -> Iterable[Medium]:
    yield Medium(
        code=table.text("code"),
        name=table.words("name"),
        type=table.text("type"),
        size=table.number("size"),
        sha256=table.text("sha256"),
        begins=table.day_or_none("begins"),
        ends=table.day_or_none("ends"),
    )
