"""办事指南: an item as the hall tells it to anybody (GB/T 36114), to be taken home before applying."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from printer.dates import day
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
from printer.materials import ToBring, to_bring
from printer.template import AS_SHIPPED, Template, Wording
from printer.texts import Sentences
from printer.ticket import window_ranges

KIND = "service_guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideMaterial:
    """A material with what it must fulfil and where it comes from; both may be empty."""

    material: ToBring
    standard: str = ""
    source: str = ""
    deferrable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGuideFacts:
    """All that the guide says, names in its language. Empty texts are not known and are left out.

    Days are counted by `day_kind` (working, calendar), None where none are known; 0 promised days
    means on the spot. `way` is the item's type as the catalogue knows it.
    """

    hall: str
    code: str
    item: str
    department: str
    way: str
    materials: tuple[GuideMaterial, ...]
    statutory_days: int | None
    promised_days: int | None
    zone: str
    version: int
    valid_from: date
    day_kind: str = "working"
    valid_until: date | None = None
    floor: str = ""
    windows: tuple[str, ...] = ()
    fee: str = ""
    fee_basis: str = ""
    subject: str = ""
    conditions: str = ""
    procedure: str = ""
    basis: str = ""
    result: str = ""
    delivery: tuple[str, ...] = ()
    """window, mail"""
    deemed_approval: bool = False
    higher_body: str = ""
    higher_days: int | None = None
    address: str = ""
    phone: str = ""
    complaint_phone: str = ""


def compose_service_guide(
    facts: ServiceGuideFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The guide as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: ServiceGuideFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Paragraph(facts.hall, align=Align.CENTRE)
    yield Title(say("service_guide.title"))
    yield Gap(1)
    yield Paragraph(facts.item, Size.LARGE, Align.CENTRE)
    coded = say("service_guide.code", way=say(f"service_guide.way.{facts.way}"), code=facts.code)
    yield Paragraph(coded, align=Align.CENTRE)
    yield Rule()
    yield from _materials(facts, say)
    yield Rule()
    yield from _rows(facts, say)
    yield Rule()
    yield Paragraph(_validity(facts, say), Size.SMALL)
    yield Paragraph(say("materials_list.ask"), Size.SMALL)


def _materials(facts: ServiceGuideFacts, say: Sentences) -> Iterator[Element]:
    yield Heading(say("materials_list.bring", count=len(facts.materials)))
    if not facts.materials:
        yield Paragraph(say("materials_list.nothing"))
    for each in facts.materials:
        text = to_bring(each.material, say)
        yield Entry("□", say("service_guide.later", material=text) if each.deferrable else text)
        for key, words in (("standard", each.standard), ("source", each.source)):
            if words:
                yield Paragraph(say(f"service_guide.{key}", words=words), Size.SMALL)


def _rows(facts: ServiceGuideFacts, say: Sentences) -> Iterator[Element]:
    yield Row(say("materials_list.limit"), "\n".join(_limits(facts, say)))
    told = (
        ("form.fee", facts.fee or say("service_guide.unknown")),
        ("service_guide.fee_basis", facts.fee_basis),
        ("materials_list.where", _where(facts, say)),
        ("ticket.department", facts.department),
        ("service_guide.address", facts.address),
        ("service_guide.phone", facts.phone),
        ("form.complaint", facts.complaint_phone),
        ("service_guide.result", facts.result),
        ("service_guide.delivery", _delivery(facts, say)),
        ("service_guide.subject", facts.subject),
        ("service_guide.conditions", facts.conditions),
        ("service_guide.procedure", facts.procedure),
        ("service_guide.basis", facts.basis or say("service_guide.unknown")),
    )
    yield from (Row(say(key), words) for key, words in told if words)


def _limits(facts: ServiceGuideFacts, say: Sentences) -> Iterator[str]:
    kind = facts.day_kind
    if facts.promised_days:
        yield say(f"acceptance.promised.{kind}", days=facts.promised_days)
    elif facts.promised_days == 0 or facts.way == "instant":
        yield say("acceptance.promised.instant")
    else:
        yield say("service_guide.promised.none")
    if facts.statutory_days is None:
        yield say("service_guide.statutory.unknown")
    else:
        yield say(f"acceptance.statutory.{kind}", days=facts.statutory_days)
    if facts.higher_body:
        limit = say("service_guide.unknown")
        if facts.higher_days is not None:
            limit = say(f"service_guide.days.{kind}", days=facts.higher_days)
        yield say("service_guide.higher", body=facts.higher_body, limit=limit)
    if facts.deemed_approval:
        yield say("service_guide.deemed")


def _where(facts: ServiceGuideFacts, say: Sentences) -> str:
    windows = say("ticket.windows.join").join(window_ranges(facts.windows))
    place = say("materials_list.windows", windows=windows) if windows else ""
    return "\n".join(part for part in (facts.zone, facts.floor, place) if part)


def _delivery(facts: ServiceGuideFacts, say: Sentences) -> str:
    return "\n".join(say(f"service_guide.delivery.{way}") for way in facts.delivery)


def _validity(facts: ServiceGuideFacts, say: Sentences) -> str:
    begins = day(facts.valid_from, say)
    if facts.valid_until is None:
        return say("service_guide.valid", version=facts.version, begins=begins)
    ends = day(facts.valid_until, say)
    return say("service_guide.valid.until", version=facts.version, begins=begins, ends=ends)
