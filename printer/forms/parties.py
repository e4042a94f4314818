"""What the legal papers share: who applies, who answers, what was handed in, and how they close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from printer.dates import day
from printer.document import (
    QR,
    Align,
    Column,
    Element,
    Entry,
    Gap,
    Heading,
    Paragraph,
    Reference,
    Row,
    Seal,
    Signature,
    Table,
    Title,
)
from printer.template import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who applies, by full legal name: a legal paper is never masked."""

    name: str
    contact: str | None = None
    phone: str | None = None
    agent: str | None = None
    """Who acts for the applicant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who handles the case, and the office phone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The body that speaks. `reference` is the paper's number: body, nature, [year], sequence."""

    body: str
    reference: str
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One material handed in; `form` says original or copy in the paper's language."""

    name: str
    form: str
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one department does of a joint case; `due` is None before its turn has come."""

    department: str
    item: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """The body for 行政复议, and the court for 行政诉讼."""

    reconsideration: str
    court: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """How the case can be followed. `link` is an opaque address, never personal data."""

    code: str
    link: str | None = None


def opening(title: str, issuer: Issuer, addressee: str, wording: Wording) -> Iterator[Element]:
    """Number, body, title and the line that says whom it is for."""
    say = wording.say
    yield Reference(say("form.reference", reference=issuer.reference))
    yield Gap(1)
    yield Paragraph(issuer.body, align=Align.CENTRE)
    yield Title(title)
    yield Gap()
    yield Paragraph(say("form.to", name=addressee))


def applicant_rows(applicant: Applicant, item: str, wording: Wording) -> Iterator[Element]:
    """The applicant and the matter."""
    say = wording.say
    yield Row(say("form.applicant"), applicant.name)
    if applicant.contact is not None and wording.shows("contact"):
        yield Row(say("form.contact"), applicant.contact)
    if applicant.phone is not None and wording.shows("phone"):
        yield Row(say("form.phone"), applicant.phone)
    if applicant.agent is not None:
        yield Row(say("form.agent"), applicant.agent)
    yield Row(say("form.item"), item)


def officer_rows(officer: Officer, wording: Wording) -> Iterator[Element]:
    """Whom to ask."""
    yield Row(wording.say("form.officer"), officer.name)
    yield Row(wording.say("form.officer.phone"), officer.phone)


def material_table(materials: Sequence[Material], wording: Wording) -> Table:
    """What was handed in, numbered: name, original or copy, how many."""
    say = wording.say
    return Table(
        (
            Column(say("form.materials.place"), 2),
            Column(say("form.materials.name"), 10),
            Column(say("form.materials.form"), 3),
            Column(say("form.materials.copies"), 3),
        ),
        tuple(
            (str(place), material.name, material.form, str(material.copies))
            for place, material in enumerate(materials, start=1)
        ),
    )


def part_table(parts: Sequence[Part], wording: Wording) -> Iterator[Element]:
    """Who does what of a joint case, and by when; nothing for an ordinary one."""
    if not parts:
        return
    say = wording.say
    yield Gap()
    yield Heading(say("form.parts"))
    yield Table(
        (
            Column(say("form.parts.department"), 6),
            Column(say("form.parts.item"), 6),
            Column(say("form.parts.due"), 6),
        ),
        tuple(
            (
                part.department,
                part.item,
                day(part.due, say) if part.due else say("form.parts.later"),
            )
            for part in parts
        ),
    )


def remedies(told: Remedies, wording: Wording) -> Iterator[Element]:
    """What whoever disagrees can do, and within which time (行政复议法 20, 行政诉讼法 46)."""
    say = wording.say
    yield Heading(say("refusal.remedies"))
    yield Entry("1.", say("refusal.reconsideration", body=told.reconsideration))
    yield Entry("2.", say("refusal.litigation", court=told.court))


def query_code(query: Query | None, wording: Wording) -> Iterator[Element]:
    """The code to follow the case by, and its QR where phones can reach the hall."""
    if query is None or not wording.shows("query"):
        return
    caption = wording.say("form.query", code=query.code)
    yield Gap()
    if query.link is None:
        yield Paragraph(caption)
    else:
        yield QR(query.link, caption)


def closing(issuer: Issuer, signatures: Sequence[str], wording: Wording) -> Iterator[Element]:
    """Lines to sign, by key of their label, and the box for the seal."""
    say = wording.say
    yield Gap(2)
    yield from (Signature(say(key)) for key in signatures)
    yield Seal(issuer.body, day(issuer.issued_on, say), say("form.seal"))
