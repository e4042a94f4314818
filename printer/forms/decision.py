"""办结通知书 or 不予批准决定书: what was decided, why, and what the applicant can do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from printer.dates import day
from printer.document import Document, Element, Gap, Heading, Paragraph, Row
from printer.forms.parties import (
    Applicant,
    Issuer,
    Officer,
    Part,
    Query,
    Remedies,
    applicant_rows,
    closing,
    officer_rows,
    opening,
    part_table,
    query_code,
    remedies,
)
from printer.template import AS_SHIPPED, Template, Wording

KIND = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """All that a decision says. `result` names what is given, `delivery` how it is had.

    Raises ValueError for a denial without its reason (行政许可法 38). The `due` of a part is the day
    it was decided on.
    """

    issuer: Issuer
    applicant: Applicant
    item: str
    applied_on: date
    accepted_on: date
    decided_on: date
    approved: bool
    reason: str
    result: str
    delivery: str
    remedies: Remedies
    officer: Officer
    parts: tuple[Part, ...] = ()
    query: Query | None = None

    def __post_init__(self) -> None:
        if not self.approved and not self.reason:
            raise ValueError("行政许可法 38: a denial says why")


def compose_decision(
    facts: DecisionFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The decision as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: DecisionFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    word = "approved" if facts.approved else "denied"
    yield from opening(say(f"decision.title.{word}"), facts.issuer, facts.applicant.name, wording)
    accepted = day(facts.accepted_on, say)
    yield Paragraph(say(f"decision.intro.{word}", item=facts.item, accepted=accepted))
    yield Gap()
    if facts.reason:
        yield Heading(say("refusal.reason"))
        yield Paragraph(facts.reason)
        yield Gap()
    if not facts.approved:
        yield from remedies(facts.remedies, wording)
        yield Gap()
    yield Heading(say("form.case"))
    yield from applicant_rows(facts.applicant, facts.item, wording)
    yield Row(say("form.applied"), day(facts.applied_on, say))
    yield Row(say("acceptance.accepted"), accepted)
    yield Row(say("decision.on"), day(facts.decided_on, say))
    if facts.approved:
        yield Row(say("decision.result"), facts.result)
        yield Row(say("acceptance.delivery"), facts.delivery)
    yield from officer_rows(facts.officer, wording)
    yield from part_table(facts.parts, wording)
    yield from query_code(facts.query, wording)
    yield from closing(facts.issuer, ("form.signature.recipient",), wording)
