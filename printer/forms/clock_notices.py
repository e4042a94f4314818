"""What the applicant is told of the clock: a procedure that does not count, more time, sent up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from printer.dates import day
from printer.document import Deadline, Document, Element, Gap, Heading, Paragraph, Row
from printer.forms.acceptance import DayKind
from printer.forms.parties import (
    Applicant,
    Issuer,
    Officer,
    Query,
    applicant_rows,
    closing,
    officer_rows,
    opening,
    query_code,
)
from printer.template import AS_SHIPPED, Template, Wording

SUSPENSION, EXTENSION, FORWARDING = "suspension", "extension", "forwarding"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockNotice:
    """What these notices share."""

    issuer: Issuer
    applicant: Applicant
    item: str
    accepted_on: date
    officer: Officer
    due_before: date | None
    """By when a decision was due until now; None where no limit is known."""
    query: Query | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionFacts(ClockNotice):
    """特别程序告知书: the time of `procedure` does not count (行政许可法 45)."""

    procedure: str
    days: int
    began_on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFacts(ClockNotice):
    """延长办理期限告知书: `days` more, approved by the body's head (行政许可法 42)."""

    reason: str
    days: int
    approver: str
    due_on: date | None
    day_kind: DayKind = DayKind.WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingFacts(ClockNotice):
    """上报告知书: examined here, decided by `body` (行政许可法 43)."""

    body: str
    forwarded_on: date
    reference: str = ""
    higher_due: date | None = None


def compose_suspension(
    facts: SuspensionFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The notice as a document. Raises UnknownLanguage."""
    wording = template.wording(SUSPENSION, language)
    return wording.sheet(_notice(SUSPENSION, facts, _suspension(facts, wording), wording))


def compose_extension(
    facts: ExtensionFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The notice as a document. Raises UnknownLanguage."""
    wording = template.wording(EXTENSION, language)
    return wording.sheet(_notice(EXTENSION, facts, _extension(facts, wording), wording))


def compose_forwarding(
    facts: ForwardingFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The notice as a document. Raises UnknownLanguage."""
    wording = template.wording(FORWARDING, language)
    return wording.sheet(_notice(FORWARDING, facts, _forwarding(facts, wording), wording))


def _notice(
    kind: str, facts: ClockNotice, told: Iterator[Element], wording: Wording
) -> Iterator[Element]:
    say = wording.say
    yield from opening(say(f"{kind}.title"), facts.issuer, facts.applicant.name, wording)
    yield from told
    yield Gap()
    yield Heading(say("form.case"))
    yield from applicant_rows(facts.applicant, facts.item, wording)
    yield Row(say("acceptance.accepted"), day(facts.accepted_on, say))
    yield from officer_rows(facts.officer, wording)
    yield from query_code(facts.query, wording)
    yield from closing(facts.issuer, ("form.signature.recipient",), wording)


def _due_before(facts: ClockNotice, wording: Wording) -> Iterator[Element]:
    if facts.due_before is not None:
        yield Row(wording.say("clock.due_before"), day(facts.due_before, wording.say))


def _suspension(facts: SuspensionFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Paragraph(say("suspension.intro", item=facts.item, procedure=facts.procedure))
    yield Gap()
    yield Row(say("suspension.procedure"), facts.procedure)
    yield Row(say("suspension.began"), day(facts.began_on, say))
    yield Row(say("suspension.days"), say("form.days", days=facts.days))
    yield from _due_before(facts, wording)
    if facts.note:
        yield Row(say("clock.note"), facts.note)
    yield Gap(1)
    yield Paragraph(say("suspension.meaning"))


def _extension(facts: ExtensionFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    more = say(f"extension.days.{facts.day_kind.value}", days=facts.days)
    yield Paragraph(say("extension.intro", item=facts.item, more=more))
    yield Gap()
    if facts.due_on is not None:
        yield Deadline(say("extension.due"), day(facts.due_on, say))
    yield Row(say("extension.reason"), facts.reason)
    yield Row(say("extension.approver"), facts.approver)
    yield from _due_before(facts, wording)


def _forwarding(facts: ForwardingFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Paragraph(say("forwarding.intro", item=facts.item, body=facts.body))
    yield Gap()
    if facts.higher_due is not None:
        yield Deadline(say("forwarding.due"), day(facts.higher_due, say))
    yield Row(say("forwarding.body"), facts.body)
    yield Row(say("forwarding.on"), day(facts.forwarded_on, say))
    if facts.reference:
        yield Row(say("forwarding.reference"), facts.reference)
