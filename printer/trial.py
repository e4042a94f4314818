"""The printer's test page: what must come out right before a printer is given to visitors."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from printer.dates import moment
from printer.document import (
    QR,
    Check,
    CheckState,
    Column,
    Document,
    Element,
    Gap,
    Heading,
    Number,
    Paragraph,
    Row,
    Rule,
    Size,
    Table,
    Title,
)
from printer.template import AS_SHIPPED, Template, Wording

KIND = "trial"
_NUMBER = "A0128"
_RULER = "1234567890" * 3
_CODE = "https://example.gov.cn/print-test"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFacts:
    """Which printer, how it is spoken to, and when."""

    printer: str
    address: str
    encoding: str
    dots: int
    printed_at: datetime


def compose_trial(facts: TrialFacts, language: str, template: Template = AS_SHIPPED) -> Document:
    """The test page as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: TrialFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Title(say("trial.title"))
    yield Gap(1)
    yield Row(say("trial.printer"), facts.printer)
    yield Row(say("trial.address"), facts.address)
    yield Row(say("trial.encoding"), facts.encoding)
    yield Row(say("trial.width"), say("trial.dots", dots=facts.dots, mm=facts.dots // 8))
    yield Row(say("trial.printed"), moment(facts.printed_at, say))
    yield Rule()
    yield Number(_NUMBER)
    yield Rule()
    yield Heading(say("trial.letters"))
    yield Paragraph(say("trial.han"), Size.LARGE)
    yield Paragraph(say("trial.han"))
    yield Paragraph(say("trial.marks"))
    yield Paragraph(_RULER)
    yield Heading(say("trial.rare"))
    yield Paragraph(say("trial.rare.sample"))
    yield Paragraph(say("trial.rare.advice"), Size.SMALL)
    yield Heading(say("trial.list"))
    yield from (Check(state, say(f"trial.{state.name.lower()}")) for state in CheckState)
    yield Table(
        (Column(say("trial.left"), 1), Column(say("trial.right"), 1)),
        ((say("trial.left.cell"), say("trial.right.cell")),),
    )
    yield Gap()
    yield QR(_CODE, say("trial.scan"))
