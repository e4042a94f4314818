"""受理通知书: the application is accepted, and the day by which it will be decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from printer.dates import day
from printer.document import Deadline, Document, Element, Entry, Gap, Paragraph, Row, Size
from printer.forms.parties import (
    Applicant,
    Issuer,
    Material,
    Officer,
    Part,
    Query,
    applicant_rows,
    closing,
    material_table,
    officer_rows,
    opening,
    part_table,
    query_code,
)
from printer.template import AS_SHIPPED, Template, Wording

KIND = "acceptance"


class DayKind(StrEnum):
    """What a limit counts: working days (行政许可法 82) unless another law says otherwise."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long the decision may take, counted from the day after acceptance.

    Days and dates are None where none is known; a joint case has dates alone. `due_on` is the day
    promised, or else that of the law, which is `statutory_due`. `provisional` says that one of them
    lies in a year whose public holidays are not announced yet.
    """

    due_on: date | None
    promised_days: int | None
    statutory_days: int | None
    statutory_due: date | None = None
    day_kind: DayKind = DayKind.WORKING
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """A procedure whose time does not count (行政许可法 45), and how long it takes."""

    procedure: str
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A material that may come later (容缺), and the day promised for it."""

    material: str
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceFacts:
    """All that an acceptance notice says. Texts are already in the notice's language.

    `accepted_on` is the day the last supplement arrived, if there was one. `fee` names the amount
    and its basis, or says that there is none.
    """

    issuer: Issuer
    applicant: Applicant
    item: str
    applied_on: date
    accepted_on: date
    limits: Limits
    materials: tuple[Material, ...]
    officer: Officer
    fee: str
    delivery: str
    complaint_phone: str
    uncounted: tuple[Uncounted, ...] = ()
    query: Query | None = None
    parts: tuple[Part, ...] = ()
    owed: tuple[Owed, ...] = ()


def compose_acceptance(
    facts: AcceptanceFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The notice as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: AcceptanceFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield from opening(say("acceptance.title"), facts.issuer, facts.applicant.name, wording)
    yield Paragraph(say("acceptance.intro", item=facts.item, law=say("law.accept")))
    yield Gap()
    yield from _when_decided(facts.limits, wording)
    yield from _uncounted(facts.uncounted, wording)
    yield Gap()
    yield from applicant_rows(facts.applicant, facts.item, wording)
    yield Row(say("form.applied"), day(facts.applied_on, say))
    yield Row(say("acceptance.accepted"), day(facts.accepted_on, say))
    if facts.limits.statutory_due is not None:
        yield Row(say("acceptance.statutory.due"), day(facts.limits.statutory_due, say))
    yield Row(say("form.fee"), facts.fee)
    yield Row(say("acceptance.delivery"), facts.delivery)
    yield from officer_rows(facts.officer, wording)
    yield Row(say("form.complaint"), facts.complaint_phone)
    yield Gap()
    yield material_table(facts.materials, wording)
    yield from _owed(facts.owed, wording)
    yield from part_table(facts.parts, wording)
    yield from query_code(facts.query, wording)
    yield from closing(facts.issuer, ("form.signature.recipient",), wording)


def _when_decided(limits: Limits, wording: Wording) -> Iterator[Element]:
    say = wording.say
    if limits.due_on is not None:
        yield Deadline(say("acceptance.due"), day(limits.due_on, say))
    else:
        yield Paragraph(say("acceptance.due.unknown"))
    counted = say("acceptance.join").join(_counted(limits, wording))
    if counted:
        yield Paragraph(say("acceptance.counted", limits=counted), Size.SMALL)
    if limits.provisional:
        yield Paragraph(say("acceptance.provisional"), Size.SMALL)


def _counted(limits: Limits, wording: Wording) -> Iterator[str]:
    kind = limits.day_kind.value
    if limits.promised_days == 0:
        yield wording.say("acceptance.promised.instant")
    elif limits.promised_days is not None:
        yield wording.say(f"acceptance.promised.{kind}", days=limits.promised_days)
    if limits.statutory_days is not None:
        yield wording.say(f"acceptance.statutory.{kind}", days=limits.statutory_days)


def _owed(owed: tuple[Owed, ...], wording: Wording) -> Iterator[Element]:
    if not owed:
        return
    say = wording.say
    yield Gap(1)
    yield Paragraph(say("acceptance.owed"))
    for place, each in enumerate(owed, start=1):
        until = say("acceptance.owed.until", day=day(each.until, say)) if each.until else ""
        yield Entry(f"{place}.", each.material + until)


def _uncounted(uncounted: tuple[Uncounted, ...], wording: Wording) -> Iterator[Element]:
    if not uncounted:
        yield Paragraph(wording.say("acceptance.uncounted.none"), Size.SMALL)
        return
    yield Paragraph(wording.say("acceptance.uncounted"), Size.SMALL)
    for place, part in enumerate(uncounted, start=1):
        text = wording.say("acceptance.uncounted.part", procedure=part.procedure, time=part.time)
        yield Entry(f"{place}.", text)
