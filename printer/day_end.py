"""The slip that closes a window's day: what was done, what is left, signed by the clerk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from printer.dates import day, moment
from printer.document import Document, Element, Gap, Heading, Paragraph, Row, Rule, Signature, Title
from printer.template import AS_SHIPPED, Template, Wording

KIND = "day_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Time a window was paused for one reason, in whole minutes."""

    reason: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEndFacts:
    """A window's day in figures. Averages are whole minutes, None when nobody was served.

    `held` are numbers still held at the window; `unconfirmed` counts sheets of which nobody knows
    whether they were printed.
    """

    hall: str
    window: str
    clerk: str
    on: date
    called: int
    served: int
    no_shows: int
    transferred: int
    receipts: int
    notices: int
    average_wait: int | None
    average_service: int | None
    printed_at: datetime
    pauses: tuple[Pause, ...] = ()
    held: tuple[str, ...] = ()
    unconfirmed: int = 0


def compose_day_end(facts: DayEndFacts, language: str, template: Template = AS_SHIPPED) -> Document:
    """The slip as a document. Raises UnknownLanguage."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: DayEndFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Title(say("day_end.title", window=facts.window))
    yield Gap(1)
    yield Paragraph(facts.hall)
    yield Row(say("day_end.on"), day(facts.on, say))
    yield Row(say("day_end.clerk"), facts.clerk)
    yield Rule()
    for name in ("called", "served", "no_shows", "transferred", "receipts", "notices"):
        yield Row(say(f"day_end.{name}"), str(getattr(facts, name)))
    yield Row(say("day_end.average_wait"), _minutes(facts.average_wait, wording))
    yield Row(say("day_end.average_service"), _minutes(facts.average_service, wording))
    if facts.pauses and wording.shows("pauses"):
        yield Rule()
        yield Heading(say("day_end.pauses", minutes=sum(pause.minutes for pause in facts.pauses)))
        for pause in facts.pauses:
            yield Row(pause.reason, _minutes(pause.minutes, wording))
    yield Rule()
    yield Row(say("day_end.held"), say("list.join").join(facts.held) or say("day_end.none"))
    yield Row(say("day_end.unconfirmed"), str(facts.unconfirmed))
    yield Row(say("day_end.printed"), moment(facts.printed_at, say))
    yield Gap()
    yield Signature(say("day_end.signature"))


def _minutes(minutes: int | None, wording: Wording) -> str:
    return wording.say("day_end.none") if minutes is None else wording.say("minutes", count=minutes)
