"""The hall's setup as the administration page reads and changes it: entries, edits, changes.

An entry is an element of a part of the plan as plain JSON: its `code` and the part's fields, named
as in the plan; names and sentences are `{zh, en}`, dates `2026-10-01`, periods `09:00-12:00`.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from hall_server.wire.message import Command, Instant, Language, PrintSize, State, Text, Words

PartName = Literal[
    "hall",
    "hours",
    "special_days",
    "legal_days",
    "zones",
    "departments",
    "queues",
    "items",
    "themes",
    "life_events",
    "profiles",
    "windows",
    "priority_reasons",
    "pause_reasons",
    "notices",
    "media",
]
ChangeState = Literal["APPLIED", "SCHEDULED", "CANCELLED", "UNDONE", "FAILED"]
EntryCode = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]
When = Annotated[str, StringConstraints(pattern=r"^(now|next_opening|[0-9]{4}-[0-9]{2}-[0-9]{2})$")]
MOST_EDITS = 25_000
"""An import may change every entry of a city's catalogue."""


class Setup(State):
    """The whole plan, part by part, and what this actor may edit of it."""

    version: int
    """Moves on with every change of the setup."""
    hall_code: str
    parts: dict[PartName, tuple[dict[str, Any], ...]]
    legal_years: tuple[int, ...]
    """Years of which the legal calendar has entries."""
    may_edit: tuple[PartName, ...]


class LegalYear(State):
    """What the hall makes of a year of the law, beyond the entries of its legal calendar."""

    year: int
    announced: bool
    """Its notice is in the calendar; else its days off are computed and its dates provisional."""
    computed_off: tuple[date, ...]
    """Days off by the law alone, as long as it is not announced."""
    cases: int
    """Open cases with a date that rests on it while it is not announced."""


class LegalYears(State):
    """This year and those to come, as far as limits may reach."""

    years: tuple[LegalYear, ...]


class Edit(Command):
    """One entry as it was when the editor read it, and as it should be."""

    part: PartName
    code: EntryCode
    before: dict[str, Any] | None = None
    """None: there was none."""
    after: dict[str, Any] | None = None
    """None: it should be gone."""
    place: int | None = Field(default=None, strict=True, ge=0, le=MOST_EDITS)
    """Its position in its part afterwards, from 0; None leaves it, or puts a new one last."""


class Edits(Command):
    """Several edits, judged as one change."""

    edits: tuple[Edit, ...] = Field(max_length=MOST_EDITS)


class MakeChange(Edits):
    """Edits to be applied whole or not at all."""

    summary: Words = ""
    """What for, in the editor's words."""
    when: When = "now"
    """`now`, `next_opening`, or the date at whose opening it takes effect."""


class ProblemView(State):
    """Something that would be wrong with the plan, and what to do about it."""

    part: PartName
    code: str
    """The entry it stands in; empty when it is about the part as a whole."""
    field: str
    """The field it stands in; empty when it is about the whole entry."""
    code_of_problem: str
    text: Text


class FieldChange(State):
    """A field of an entry, before and after."""

    field: str
    before: Any
    after: Any


class EntryChange(State):
    """What a change does to one entry."""

    part: PartName
    code: str
    name: Text
    kind: Literal["added", "removed", "changed", "moved"]
    fields: tuple[FieldChange, ...] = ()


class Preview(State):
    """What edits would do, and what would be wrong."""

    problems: tuple[ProblemView, ...]
    difference: tuple[EntryChange, ...]


class Proposal(Preview):
    """Edits that a file or a calendar brings; nothing is changed until they are posted."""

    edits: tuple[Edit, ...]


class Trouble(State):
    """The refusal that a scheduled change met at its opening."""

    code: str
    facts: dict[str, Any]
    text: str
    """In English; pages have their own words for `code`."""


class ChangeView(State):
    """A change of the setup, with who made it and what became of it."""

    change_id: int
    state: ChangeState
    summary: str
    made_by: str
    """As the journal signs: `staff:admin`."""
    made_by_name: str
    made_at: Instant
    due: str | None
    """The date at whose opening it takes effect; None when it was applied at once."""
    settled_at: Instant | None
    settled_by: str
    trouble: Trouble | None
    """Why a scheduled change could not be applied."""
    difference: tuple[EntryChange, ...]
    """The first 200 entries of it."""
    entries: int
    """Entries changed in all."""
    undoable: bool


class Changes(State):
    """A page of changes, newest first."""

    changes: tuple[ChangeView, ...]


class PaperPreview(Command):
    """A sheet to be drawn from sample facts with a template not yet saved."""

    template: Annotated[str, StringConstraints(max_length=20_000)] = ""
    kind: Literal["ticket", "day_end"] = "ticket"
    language: Language = "zh-CN"
    print_size: PrintSize = "normal"


class CallText(Command):
    """A sentence for calls, in the hall's languages."""

    zh: Annotated[str, StringConstraints(max_length=2000)]
    en: Annotated[str, StringConstraints(max_length=2000)] = ""


class CallPreview(Command):
    """A call to be put in words with a sentence not yet saved."""

    call_text: CallText
    number: Annotated[str, StringConstraints(min_length=1, max_length=20)] = "A003"
    window: Annotated[str, StringConstraints(min_length=1, max_length=10)] = "5"


class CallTold(State):
    """A call in words, as boards show it and the voice says it."""

    zh: str
    en: str
