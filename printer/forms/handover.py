"""送达回证: what was handed over or mailed, and to whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from printer.dates import day_and_time
from printer.document import Document, Element, Gap, Paragraph, Row
from printer.forms.parties import (
    Applicant,
    Issuer,
    Officer,
    applicant_rows,
    closing,
    officer_rows,
    opening,
)
from printer.template import AS_SHIPPED, Template, Wording

KIND = "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """How a result was mailed; carrier and tracking number may be empty."""

    address: str
    carrier: str
    tracking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFacts:
    """All that a certificate of service says.

    `identity_tail` are the last four of the document that `handed_to` showed; never more of it.
    """

    issuer: Issuer
    applicant: Applicant
    item: str
    case: str
    result: str
    handed_to: str
    identity_tail: str
    handed_at: datetime
    officer: Officer
    mailing: Mailing | None = None


def compose_handover(
    facts: HandoverFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The sheet as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: HandoverFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield from opening(say("handover.title"), facts.issuer, facts.applicant.name, wording)
    yield Paragraph(say("handover.intro", item=facts.item, result=facts.result))
    yield Gap()
    yield Row(say("handover.case"), facts.case)
    yield from applicant_rows(facts.applicant, facts.item, wording)
    yield Row(say("handover.result"), facts.result)
    yield Row(say("handover.at"), day_and_time(facts.handed_at, say))
    if facts.mailing is None:
        yield Row(say("handover.to"), facts.handed_to)
        if facts.identity_tail:
            yield Row(say("handover.tail"), facts.identity_tail)
    else:
        rows = (
            ("handover.address", facts.mailing.address),
            ("handover.carrier", facts.mailing.carrier),
            ("handover.tracking", facts.mailing.tracking),
        )
        yield from (Row(say(key), value) for key, value in rows if value)
    yield from officer_rows(facts.officer, wording)
    signatures = ("form.signature.recipient",) if facts.mailing is None else ()
    yield from closing(facts.issuer, (*signatures, "form.signature.officer"), wording)
