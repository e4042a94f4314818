"""What hall.toml says, as parts of a plan; names of the catalogue are not yet looked up."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from hall_server.domain.plan import (
    Department,
    Hours,
    HouseRules,
    LegalDay,
    LifeEvent,
    Medium,
    Notice,
    PauseReason,
    PriorityReason,
    Profile,
    Queue,
    SpecialDay,
    Text,
    Theme,
    Window,
    Zone,
)
from hall_server.exchange import hall_parts as parts
from hall_server.exchange.hall_parts import ItemSaid, Names
from hall_server.exchange.problems import Problems
from hall_server.exchange.toml_table import Table, TomlSource, read_toml
from hall_server.toml_lines import TomlPath

Part = TypeVar("Part")

ITEMS_SAID = "items said"
"""The key of `sites` for `[[item]]`, whose places are not those of the plan's items."""


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
    address: Text = Text("")
    rules: HouseRules = HouseRules()
    hours: tuple[Hours, ...] = ()
    zones: tuple[Zone, ...] = ()
    departments: tuple[Department, ...] = ()
    queues: tuple[tuple[Queue, Names], ...] = ()
    profiles: tuple[Profile, ...] = ()
    windows: tuple[Window, ...] = ()
    items: tuple[ItemSaid, ...] = ()
    themes: tuple[Theme, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
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
        address=head.words_or_none("address"),
        rules=_rules(root.table("rules")),
        hours=each("hours", "hours", parts.hours),
        zones=each("zone", "zones", parts.zone),
        departments=each("department", "departments", parts.department),
        queues=each("queue", "queues", parts.queue),
        profiles=each("profile", "profiles", parts.profile),
        windows=each("window", "windows", parts.windows),
        items=each("item", ITEMS_SAID, parts.item),
        themes=each("theme", "themes", parts.theme),
        life_events=each("life_event", "life_events", parts.life_event),
        priority_reasons=each("priority_reason", "priority_reasons", parts.priority_reason),
        pause_reasons=each("pause_reason", "pause_reasons", parts.pause_reason),
        special_days=each("special_day", "special_days", parts.special_day),
        legal_days=each("legal_day", "legal_days", parts.legal_day),
        notices=each("notice", "notices", parts.notice),
        media=each("medium", "media", parts.medium),
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
    usual: dict[str, int] = asdict(HouseRules())
    said = {name: table.number_or(name, value) for name, value in usual.items()}
    table.no_more()
    return HouseRules(**said)


def _call_text(table: Table) -> Text:
    words = table.words_or_none("call_text")
    table.no_more()
    return words
