"""一次性告知书: all that is missing or wrong, told once; or, before a case, all that is needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from printer.dates import day
from printer.document import (
    Check,
    CheckState,
    Deadline,
    Document,
    Element,
    Gap,
    Heading,
    Paragraph,
    Row,
    Size,
)
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

KIND = "one_time_notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One material that is missing or wrong.

    `problem` says what is wrong (empty for a missing one), `standard` what is wanted, `source`
    where to get it or see a sample. `form` is original or copy, or empty.
    """

    material: str
    form: str
    copies: int
    standard: str
    problem: str = ""
    source: str = ""
    wanted_by: str = ""
    """Of a joint case: the departments that need it."""

    @property
    def state(self) -> CheckState:
        """Missing until a problem of one that was handed in is named."""
        return CheckState.WRONG if self.problem else CheckState.MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The case that must be supplemented. `present` are the materials that are in order.

    `resubmit_by` is None where no law sets a deadline.
    """

    applied_on: date
    present: tuple[str, ...] = ()
    resubmit_by: date | None = None
    ordinal: int = 1
    """The law knows one notice; from the second on, `reason` says why."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """What a person is told who has asked but not applied yet."""

    basis: str
    procedure: str
    time_limit: str
    fee: str
    complaint_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeNoticeFacts:
    """All that a one-time notice says. Texts are already in the notice's language.

    `materials` are all that is missing or wrong, or for a Consultation all that is needed; at
    least one. `resubmit` says how and where to hand them in. `copies` says how many copies of the
    notice there are and where they go.
    """

    issuer: Issuer
    applicant: Applicant
    item: str
    about: Application | Consultation
    materials: tuple[Defect, ...]
    resubmit: str
    officer: Officer
    copies: str
    query: Query | None = None

    def __post_init__(self) -> None:
        if not self.materials:
            raise ValueError("a one-time notice that names no material")


def compose_one_time_notice(
    facts: OneTimeNoticeFacts, language: str, template: Template = AS_SHIPPED
) -> Document:
    """The notice as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: OneTimeNoticeFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield from opening(say("one_time_notice.title"), facts.issuer, facts.applicant.name, wording)
    if isinstance(facts.about, Application):
        yield from _application(facts, facts.about, wording)
    else:
        yield from _consultation(facts, facts.about, wording)
    yield Gap()
    yield Row(say("one_time_notice.resubmit"), facts.resubmit)
    yield from applicant_rows(facts.applicant, facts.item, wording)
    if isinstance(facts.about, Application):
        yield Row(say("form.applied"), day(facts.about.applied_on, say))
    yield from officer_rows(facts.officer, wording)
    yield Gap(1)
    yield Paragraph(facts.copies, Size.SMALL)
    yield from query_code(facts.query, wording)
    yield from closing(facts.issuer, ("form.signature.recipient",), wording)


def _application(
    facts: OneTimeNoticeFacts, about: Application, wording: Wording
) -> Iterator[Element]:
    say = wording.say
    applied = day(about.applied_on, say)
    yield Paragraph(
        say("one_time_notice.intro", item=facts.item, applied=applied, law=say("law.supplement"))
    )
    if about.ordinal > 1:
        yield Paragraph(say("one_time_notice.again", ordinal=about.ordinal, reason=about.reason))
    yield Gap()
    if about.resubmit_by is not None:
        yield Deadline(say("one_time_notice.due"), day(about.resubmit_by, say))
        yield Gap()
    yield Heading(say("one_time_notice.wanted", count=len(facts.materials)))
    yield from _checks(facts.materials, wording)
    yield Paragraph(say("one_time_notice.nothing_else"))
    if about.present and wording.shows("present"):
        yield Gap()
        yield Heading(say("one_time_notice.present"))
        yield from (Check(CheckState.PRESENT, name) for name in about.present)


def _consultation(
    facts: OneTimeNoticeFacts, about: Consultation, wording: Wording
) -> Iterator[Element]:
    say = wording.say
    yield Paragraph(say("one_time_notice.consultation", item=facts.item))
    yield Gap()
    yield Heading(say("one_time_notice.needed", count=len(facts.materials)))
    yield from _checks(facts.materials, wording)
    yield Paragraph(say("one_time_notice.nothing_else"))
    yield Gap()
    yield Heading(say("one_time_notice.how"))
    yield Row(say("one_time_notice.basis"), about.basis)
    yield Row(say("one_time_notice.procedure"), about.procedure)
    yield Row(say("one_time_notice.limit"), about.time_limit)
    yield Row(say("form.fee"), about.fee)
    yield Row(say("form.complaint"), about.complaint_phone)


def _checks(defects: tuple[Defect, ...], wording: Wording) -> Iterator[Element]:
    say = wording.say
    for place, defect in enumerate(defects, start=1):
        name = say(
            "one_time_notice.material" if defect.form else "one_time_notice.material.any",
            place=place,
            name=defect.material,
            form=defect.form,
            copies=defect.copies,
        )
        details = (
            ("one_time_notice.problem", defect.problem),
            ("one_time_notice.standard", defect.standard),
            ("one_time_notice.source", defect.source),
            ("one_time_notice.wanted_by", defect.wanted_by),
        )
        yield Check(defect.state, name, tuple(say(key, text=text) for key, text in details if text))
