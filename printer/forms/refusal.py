"""不予受理通知书: why the application is not taken, who takes it, what remedies there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from printer.dates import day
from printer.document import Document, Element, Gap, Heading, Paragraph, Row
from printer.forms.parties import (
    Applicant,
    Issuer,
    Officer,
    Remedies,
    applicant_rows,
    closing,
    officer_rows,
    opening,
    remedies,
)
from printer.template import AS_SHIPPED, Template, Wording

KIND = "refusal"


class Ground(StrEnum):
    """The two grounds on which the law lets an application be refused at once."""

    NOT_NEEDED = "not_needed"
    """No licence is needed: 行政许可法 32(1)(1)."""
    NOT_COMPETENT = "not_competent"
    """Another body decides: 行政许可法 32(1)(2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetentBody:
    """Where to go instead; address and phone may be empty."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalFacts:
    """All that a refusal says. Raises ValueError where the law wants the right body named."""

    issuer: Issuer
    applicant: Applicant
    item: str
    applied_on: date
    ground: Ground
    reason: str
    remedies: Remedies
    officer: Officer
    competent: CompetentBody | None = None

    def __post_init__(self) -> None:
        if self.ground is Ground.NOT_COMPETENT and self.competent is None:
            raise ValueError("行政许可法 32(1)(2): the competent body must be named")


def compose_refusal(
    facts: RefusalFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The notice as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: RefusalFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield from opening(say("refusal.title"), facts.issuer, facts.applicant.name, wording)
    law = say(f"law.{facts.ground.value}")
    yield Paragraph(
        say("refusal.intro", item=facts.item, ground=say(f"refusal.{facts.ground.value}"), law=law)
    )
    yield Gap()
    yield Heading(say("refusal.reason"))
    yield Paragraph(facts.reason)
    yield Gap()
    if facts.competent is not None:
        yield Heading(say("refusal.competent"))
        yield Row(say("refusal.competent.name"), facts.competent.name)
        if facts.competent.address:
            yield Row(say("refusal.competent.address"), facts.competent.address)
        if facts.competent.phone:
            yield Row(say("refusal.competent.phone"), facts.competent.phone)
        yield Gap()
    yield from remedies(facts.remedies, wording)
    yield Gap()
    yield Heading(say("form.case"))
    yield from applicant_rows(facts.applicant, facts.item, wording)
    yield Row(say("form.applied"), day(facts.applied_on, say))
    yield from officer_rows(facts.officer, wording)
    yield from closing(facts.issuer, ("form.signature.recipient",), wording)
