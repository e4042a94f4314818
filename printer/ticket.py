"""The queue ticket (排队票): number largest, what to do second, small print last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from printer.document import (
    QR,
    Align,
    Cut,
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
from printer.texts import Sentences, sentences

_CONSECUTIVE = 3
"""From so many neighbouring windows on, "1-3" reads quicker than "1, 2, 3"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketWait:
    """People ahead and a range in minutes; `low` and `high` are None while no window serves."""

    ahead: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    """All that a ticket says. Names are already in the ticket's language.

    `items` are the errands in the order planned, at least one. `windows` may be empty.
    `wait` is None when nobody can know it (issued offline). `issued_at` is printed in its own zone.
    `link` is the whole address behind the QR, never personal data; None prints no QR.
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


def compose_ticket(facts: TicketFacts, language: str) -> Document:
    """The ticket as a document. Raises UnknownLanguage when there is no such language file."""
    say = sentences(language)
    return Document(language, tuple(_elements(facts, say)))


def _elements(facts: TicketFacts, say: Sentences) -> Iterator[Element]:
    yield Title(facts.hall)
    yield Gap(1)
    yield Paragraph(say("ticket.zone", code=facts.zone_code, zone=facts.zone), align=Align.CENTRE)
    yield Gap()
    yield Number(facts.number)
    if facts.reason is not None:
        yield Paragraph(say("ticket.class", reason=facts.reason), align=Align.CENTRE)
    yield Gap()
    yield from _waiting(facts.wait, say)
    yield from _where_to_go(facts, say)
    yield Rule()
    yield from _errands(facts.items, say)
    yield Row(say("ticket.issued"), moment(facts.issued_at, say))
    yield Row(say("ticket.kiosk"), facts.kiosk)
    if facts.link is not None:
        yield Gap()
        yield QR(facts.link)
        yield Gap(1)
        yield Paragraph(say("ticket.scan"), Size.SMALL, Align.CENTRE)
    if facts.notes:
        yield Rule()
        yield from (Paragraph(note, Size.SMALL) for note in facts.notes)
    yield Cut()


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


def _where_to_go(facts: TicketFacts, say: Sentences) -> Iterator[Element]:
    yield Paragraph(say("ticket.go", code=facts.zone_code), Size.LARGE, Align.CENTRE)
    yield Gap(1)
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


def _errands(items: Sequence[str], say: Sentences) -> Iterator[Element]:
    if len(items) == 1:
        yield Row(say("ticket.item"), items[0])
        return
    yield Paragraph(say("ticket.items", count=len(items)))
    yield from (Entry(f"{place}.", item) for place, item in enumerate(items, start=1))
    yield Gap(1)


def moment(at: datetime, say: Sentences) -> str:
    """Date, weekday and time to the minute, as the language writes them."""
    return say(
        "date.time",
        year=at.year,
        month=at.month,
        monthname=say(f"month.{at.month}"),
        day=at.day,
        weekday=say(f"weekday.{at.isoweekday()}"),
        hour=at.hour,
        minute=at.minute,
    )
