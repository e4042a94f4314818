"""撤回申请确认书: the applicant has taken the application back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from printer.dates import day
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

KIND = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalFacts:
    """All that a withdrawal says. `reason` may be empty: nobody need give one."""

    issuer: Issuer
    applicant: Applicant
    item: str
    applied_on: date
    withdrawn_on: date
    reason: str
    officer: Officer


def compose_withdrawal(
    facts: WithdrawalFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The sheet as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: WithdrawalFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield from opening(say("withdrawal.title"), facts.issuer, facts.applicant.name, wording)
    withdrawn = day(facts.withdrawn_on, say)
    yield Paragraph(say("withdrawal.intro", item=facts.item, withdrawn=withdrawn))
    yield Gap()
    yield from applicant_rows(facts.applicant, facts.item, wording)
    yield Row(say("form.applied"), day(facts.applied_on, say))
    yield Row(say("withdrawal.on"), withdrawn)
    if facts.reason:
        yield Row(say("withdrawal.reason"), facts.reason)
    yield from officer_rows(facts.officer, wording)
    yield Gap(1)
    yield Paragraph(say("withdrawal.again"))
    yield from closing(facts.issuer, ("form.signature.applicant",), wording)
