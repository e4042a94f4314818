"""The queue ticket (排队票): number largest, what to do second, small print last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from printer.dates import moment
from printer.document import (
    QR,
    Align,
    Document,
    Element,
    Entry,
    Gap,
    Number,
    Paragraph,
    Row,
    Rule,
    Size,
    Title,
)
from printer.masking import masked_name
from printer.template import AS_SHIPPED, Template, Wording
from printer.texts import Sentences

KIND = "ticket"
_CONSECUTIVE = 3
"""From so many neighbouring windows on, "1-3" reads quicker than "1, 2, 3"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketWait:
    """People ahead and a range in minutes; `low` and `high` are None while no window serves."""

    ahead: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAppointment:
    """The half-day that was booked, `am` or `pm`; one that is not `due` came too late for it."""

    half: str
    due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    """All that a ticket says. Names are already in the ticket's language.

    `items` are the errands in the order planned, at least one. `windows` may be empty.
    `wait` is None when nobody can know it (issued offline). `issued_at` is printed in its own zone.
    `link` is the whole address behind the QR, never personal data; None prints no QR.
    `places` says where each errand of a ticket with several is done, in the order of `items`.
    `direction` leads to the zone ("二楼 →"). `holder` is masked before it is printed. `materials`
    are what the visitor should have at hand.
    """

    hall: str
    zone_code: str
    zone: str
    windows: tuple[str, ...]
    items: tuple[str, ...]
    number: str
    wait: TicketWait | None
    issued_at: datetime
    kiosk: str
    reason: str | None = None
    notes: tuple[str, ...] = ()
    link: str | None = None
    places: tuple[str, ...] = ()
    direction: str | None = None
    department: str | None = None
    holder: str | None = None
    materials: tuple[str, ...] = ()
    appointment: TicketAppointment | None = None


def compose_ticket(facts: TicketFacts, language: str, template: Template = AS_SHIPPED) -> Document:
    """The ticket as a document. Raises UnknownLanguage when there is no such language file."""
    wording = template.wording(KIND, language)
    return wording.sheet(_elements(facts, wording))


def _elements(facts: TicketFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Title(facts.hall)
    yield Gap(1)
    yield Paragraph(say("ticket.zone", code=facts.zone_code, zone=facts.zone), align=Align.CENTRE)
    yield Gap()
    yield Number(facts.number)
    if facts.reason is not None:
        yield Paragraph(say("ticket.class", reason=facts.reason), align=Align.CENTRE)
    if facts.appointment is not None:
        yield Paragraph(_booked(facts.appointment, say), align=Align.CENTRE)
    yield Gap()
    yield from _waiting(facts.wait, say)
    yield from _where_to_go(facts, wording)
    yield Rule()
    yield from _errands(facts, say)
    yield from _particulars(facts, wording)
    if facts.materials and wording.shows("materials"):
        yield Rule()
        yield Paragraph(say("ticket.materials"))
        yield from (Entry("□", material) for material in facts.materials)
    if facts.link is not None and wording.shows("link"):
        yield Gap()
        # The visitor's page is there once the hall has heard of a number given without it.
        yield QR(facts.link, say("ticket.scan" if facts.wait is not None else "ticket.scan.later"))
    if facts.notes and wording.shows("notes"):
        yield Rule()
        yield from (Paragraph(note, Size.SMALL) for note in facts.notes)


def _booked(appointment: TicketAppointment, say: Sentences) -> str:
    key = "ticket.booked" if appointment.due else "ticket.booked.late"
    return say(key, half=say(f"half.{appointment.half}"))


def _particulars(facts: TicketFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    if facts.department is not None and wording.shows("department"):
        yield Row(say("ticket.department"), facts.department)
    if facts.holder is not None and wording.shows("holder"):
        yield Row(say("ticket.holder"), masked_name(facts.holder))
    yield Row(say("ticket.issued"), moment(facts.issued_at, say))
    if wording.shows("kiosk"):
        yield Row(say("ticket.kiosk"), facts.kiosk)


def _waiting(wait: TicketWait | None, say: Sentences) -> Iterator[Element]:
    if wait is None:
        key, advice = "ticket.wait.unknown", True
    elif wait.low is None or wait.high is None:
        key, advice = "ticket.wait.unserved", True
    else:
        key, advice = f"ticket.wait.{_range_kind(wait.ahead, wait.low, wait.high)}", False
    values = {} if wait is None else _figures(wait)
    yield Paragraph(say(key, **values), Size.LARGE, Align.CENTRE)
    yield Gap(1)
    if advice:
        yield Paragraph(say(f"{key}.advice"), align=Align.CENTRE)
        yield Gap(1)


def _range_kind(ahead: int, low: int, high: int) -> str:
    if ahead == 0 and high == 0:
        return "now"
    if low == 0:
        return "within"
    return "about" if low == high else "range"


def _figures(wait: TicketWait) -> dict[str, int]:
    known = {"ahead": wait.ahead, "low": wait.low, "high": wait.high}
    return {name: value for name, value in known.items() if value is not None}


def _where_to_go(facts: TicketFacts, wording: Wording) -> Iterator[Element]:
    say = wording.say
    yield Paragraph(say("ticket.go", code=facts.zone_code), Size.LARGE, Align.CENTRE)
    yield Gap(1)
    if facts.direction is not None and wording.shows("direction"):
        yield Paragraph(facts.direction, align=Align.CENTRE)
    windows = say("ticket.windows.join").join(window_ranges(facts.windows))
    called = say("ticket.called.window", windows=windows) if windows else say("ticket.called")
    yield Paragraph(called, align=Align.CENTRE)


def window_ranges(windows: Sequence[str]) -> list[str]:
    """Window numbers in the order given, runs of three or more as "first-last".

    Only plain numbers run on ("1", "2", "3"); "07" and "B2" stand for themselves.
    """
    runs: list[list[str]] = []
    for window in windows:
        if runs and _follows(runs[-1][-1], window):
            runs[-1].append(window)
        else:
            runs.append([window])
    ranges: list[str] = []
    for run in runs:
        ranges.extend([f"{run[0]}-{run[-1]}"] if len(run) >= _CONSECUTIVE else run)
    return ranges


def _follows(before: str, window: str) -> bool:
    return before.isdecimal() and window == str(int(before) + 1)


def _errands(facts: TicketFacts, say: Sentences) -> Iterator[Element]:
    if len(facts.items) == 1:
        yield Row(say("ticket.item"), facts.items[0])
        return
    yield Paragraph(say("ticket.items", count=len(facts.items)))
    stops = zip_longest(facts.items, facts.places[: len(facts.items)])
    for number, (item, place) in enumerate(stops, start=1):
        yield Entry(f"{number}.", item if place is None else f"{item}\n{place}")
    yield Gap(1)
