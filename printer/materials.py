"""What to bring (材料清单): an item's materials on paper before anybody waits, which is no number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from printer.dates import moment
from printer.document import (
    Align,
    Document,
    Element,
    Entry,
    Gap,
    Heading,
    Paragraph,
    Row,
    Rule,
    Size,
    Title,
)
from printer.template import AS_SHIPPED, Template, Wording
from printer.texts import Sentences
from printer.ticket import window_ranges

KIND = "materials_list"
FORMS = ("original", "copy", "both")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBring:
    """A material; `kind` is one of FORMS, anything else where nobody has said which."""

    name: str
    kind: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsListFacts:
    """All that the list says. Names are already in its language, materials as the hall has them.

    `way` is the item's type as the catalogue knows it. Days are counted by `day_kind`, None when none are
    known; 0 promised days means on the spot. `windows`, `floor` and `fee` may be empty.
    """

    hall: str
    item: str
    department: str
    way: Literal["instant", "promised", "joint", "forwarded"]
    zone_code: str
    zone: str
    floor: str
    windows: tuple[str, ...]
    statutory_days: int | None
    promised_days: int | None
    fee: str
    materials: tuple[ToBring, ...]
    printed_at: datetime
    day_kind: Literal["working", "calendar"] = "working"


def compose_materials_list(
    facts: MaterialsListFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The list as a document. Raises UnknownLanguage when there is no such language file."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: MaterialsListFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Title(say("materials_list.title"))
    yield Gap(1)
    yield Paragraph(facts.item, Size.LARGE, Align.CENTRE)
    yield Paragraph(say("materials_list.no_number"), align=Align.CENTRE)
    yield Rule()
    yield Heading(say("materials_list.bring", count=len(facts.materials)))
    if not facts.materials:
        yield Paragraph(say("materials_list.nothing"))
    yield from (Entry("□", to_bring(material, say)) for material in facts.materials)
    yield Rule()
    yield from _particulars(facts, wording)
    yield Rule()
    yield Paragraph(say("materials_list.ask"), Size.SMALL)


def _particulars(facts: MaterialsListFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Row(say("materials_list.where"), _where(facts, say))
    if wording.shows("department"):
        yield Row(say("ticket.department"), facts.department)
    yield Row(say("materials_list.limit"), _limit(facts, say))
    if facts.fee and wording.shows("fee"):
        yield Row(say("form.fee"), facts.fee)
    yield Row(say("materials_list.hall"), facts.hall)
    yield Row(say("day_end.printed"), moment(facts.printed_at, say))


def to_bring(material: ToBring, say: Sentences) -> str:
    """The material with what is wanted of it, as far as it is known."""
    if material.kind not in FORMS:
        return material.name
    form = say(f"materials_list.form.{material.kind}")
    if material.copies > 1:
        form = say("materials_list.copies", form=form, count=material.copies)
    return say("materials_list.entry", name=material.name, form=form)


def _where(facts: MaterialsListFacts, say: Sentences) -> str:
    zone = say("ticket.zone", code=facts.zone_code, zone=facts.zone)
    windows = say("ticket.windows.join").join(window_ranges(facts.windows))
    place = say("materials_list.windows", windows=windows) if windows else ""
    return "\n".join(part for part in (zone, facts.floor, place) if part)


def _limit(facts: MaterialsListFacts, say: Sentences) -> str:
    promised = facts.promised_days
    if promised:
        first = say(f"acceptance.promised.{facts.day_kind}", days=promised)
    elif promised == 0 or facts.way == "instant":
        first = say("acceptance.promised.instant")
    else:
        first = say(f"materials_list.way.{facts.way}")
    if not facts.statutory_days:
        return first
    return f"{first}\n{say(f'acceptance.statutory.{facts.day_kind}', days=facts.statutory_days)}"
