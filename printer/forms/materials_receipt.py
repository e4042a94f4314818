"""收件凭证: what was handed in and when. It starts the five working days of the law."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from printer.dates import day, day_and_time
from printer.document import Deadline, Document, Element, Gap, Paragraph, Row, Size
from printer.forms.parties import (
    Applicant,
    Issuer,
    Material,
    Officer,
    Query,
    applicant_rows,
    closing,
    material_table,
    officer_rows,
    opening,
    query_code,
)
from printer.template import AS_SHIPPED, Template, Wording

KIND = "materials_receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsReceiptFacts:
    """All that a receipt of materials says.

    `answer_due` is the fifth working day after `received_at`, by the legal calendar; `provisional`
    as in `acceptance`. `unchecked` are materials of which nothing is said yet.
    """

    issuer: Issuer
    applicant: Applicant
    item: str
    materials: tuple[Material, ...]
    received_at: datetime
    answer_due: date
    officer: Officer
    query: Query | None = None
    unchecked: tuple[str, ...] = ()
    provisional: bool = False


def compose_materials_receipt(
    facts: MaterialsReceiptFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The receipt as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: MaterialsReceiptFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    received = day_and_time(facts.received_at, say)
    yield from opening(say("materials_receipt.title"), facts.issuer, facts.applicant.name, wording)
    yield Paragraph(say("materials_receipt.intro", item=facts.item, received=received))
    yield Gap()
    yield Deadline(say("materials_receipt.due"), day(facts.answer_due, say))
    yield Paragraph(say("materials_receipt.law"), Size.SMALL)
    if facts.provisional:
        yield Paragraph(say("acceptance.provisional"), Size.SMALL)
    yield Gap()
    if facts.materials:
        yield material_table(facts.materials, wording)
    if facts.unchecked:
        named = say("list.join").join(facts.unchecked)
        yield Paragraph(say("materials_receipt.unchecked", materials=named), Size.SMALL)
    yield Gap()
    yield from applicant_rows(facts.applicant, facts.item, wording)
    yield Row(say("materials_receipt.received"), received)
    yield from officer_rows(facts.officer, wording)
    yield Gap()
    yield Paragraph(say("materials_receipt.meaning"))
    yield from query_code(facts.query, wording)
    yield from closing(
        facts.issuer, ("form.signature.submitter", "form.signature.officer"), wording
    )
