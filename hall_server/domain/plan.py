"""The hall as it is set up: zones, queues, items, windows, profiles. Values, keyed by the hall's codes.

A `HallPlan` is what an import brings, what an export writes, and what the acts read; the database
ids beside it belong to the store. Checks of the whole are in `plan_check`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Text:
    """A name in the hall's languages. `en` may be empty; `english` then gives the Chinese."""

    zh: str
    en: str = ""

    @property
    def english(self) -> str:
        return self.en or self.zh


@dataclass(frozen=True, slots=True)
class Zone:
    """A functional zone (功能区). `code` is its letter; `way` tells how to walk there."""

    code: str
    name: Text
    floor: str = ""
    way: Text = Text("")


@dataclass(frozen=True, slots=True)
class Department:
    """An agency with items in the hall, and what its legal papers say of it. Empty: not known."""

    code: str
    name: Text
    short: str = ""
    """How it is called in the numbers of its papers (机关简称); empty: its name."""
    address: str = ""
    phone: str = ""
    complaint_phone: str = ""
    reconsideration: str = ""
    """The body to which its decisions are appealed (行政复议机关)."""
    court: str = ""
    """The court that hears suits against it (行政诉讼)."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Items that wait together. Owns a letter (its code) and a number series per day.

    `max_wait_minutes` makes a stop overdue; `capacity` is the highest number before the series wraps.
    """

    letter: str
    name: Text
    zone: str
    max_wait_minutes: int = 30
    capacity: int = 999


@dataclass(frozen=True, slots=True)
class Material:
    """A paper that an application needs (申请材料), as GB/T 36114 wants it told."""

    name: str
    kind: str = ""
    """original, copy or both; empty: not said"""
    copies: int = 1
    medium: str = ""
    """paper, electronic or either; empty: not said"""
    source: str = ""
    """Where it comes from, and where its form or a sample is had."""
    standard: str = ""
    """What it must fulfil."""
    deferrable: bool = False
    """May be handed in after acceptance, on a promise (容缺)."""
    certificate: str = ""
    """Kind of certificate that stands for it when a certificate library has one (证照共享)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A service of the catalogue (事项). Days are None when unknown; 0 promised days means on the spot."""

    code: str
    name: Text
    kind: str
    """instant, promised, joint or forwarded"""
    department: str
    queue: str
    zone: str
    service_minutes: int
    statutory_days: int | None = None
    promised_days: int | None = None
    fee: str = ""
    materials: tuple[Material, ...] = ()
    common: bool = False
    synonyms: tuple[str, ...] = ()
    """Everyday words for it, by which visitors search."""
    day_cap: int | None = None
    """Numbers a day at most; None: no limit."""
    half_day_cap: int | None = None
    slots: int = 0
    """Appointments per half-day; 0: not by appointment."""
    pick_up: bool = False
    """For collecting a finished certificate by its receipt."""
    day_kind: str = "working"
    """What its limits count: working or calendar days."""
    subject: str = ""
    """Who may apply (申请主体)."""
    conditions: str = ""
    basis: str = ""
    """The law it rests on (设定依据)."""
    fee_basis: str = ""
    procedure: str = ""
    result: str = ""
    """What the applicant is given in the end, such as a licence."""
    delivery: tuple[str, ...] = ("window",)
    """How the result can be had: window, mail."""
    deemed_approval: bool = False
    """Approved by itself when its promised time is over undecided (超时默许)."""
    higher_body: str = ""
    """Who decides a forwarded item."""
    higher_days: int | None = None
    """The higher body's own limit, in days of `day_kind`; None when unknown."""

    @property
    def material_names(self) -> tuple[str, ...]:
        return tuple(material.name for material in self.materials)


@dataclass(frozen=True, slots=True)
class ThemeStep:
    """An errand of a theme. Steps go up; errands of the same step may be done in any order."""

    item: str
    step: int


@dataclass(frozen=True, slots=True)
class Theme:
    """Several items a visitor needs together (一件事), done on one ticket."""

    code: str
    name: Text
    items: tuple[ThemeStep, ...]
    lead: str = ""
    """Item of the department that receives and closes (主办); empty: the first item's."""
    promised_days: int | None = None
    """For the whole, in working days; None: the sum or the longest of its items, by the steps."""

    @property
    def lead_item(self) -> str:
        return self.lead or self.items[0].item


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """What happens in a life (出生、结婚、退休), and what is to be done then."""

    code: str
    name: Text
    items: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backup:
    """A queue a profile helps. None as `help_after_minutes` means: at the queue's max_wait."""

    queue: str
    help_after_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Which queues a window serves: its own, and those it helps."""

    code: str
    name: Text
    own: tuple[str, ...]
    backup: tuple[Backup, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A counter. `number` is what the boards and the voice say."""

    number: str
    zone: str
    profile: str
    name: Text = Text("")


@dataclass(frozen=True, slots=True)
class PriorityReason:
    """A ground for priority. `rate` multiplies effective waiting time; an ordinary visitor has 1."""

    code: str
    name: Text
    rate: float
    from_age: int | None = None
    """Offered by itself to whoever is that old by the card; None: only claimed."""


@dataclass(frozen=True, slots=True)
class PauseReason:
    """Why a window pauses."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of a weekday (0 is Monday) in the hall's local time. `ends` 00:00 means midnight."""

    weekday: int
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Period:
    """A span of one day in the hall's local time. `ends` 00:00 means midnight."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date with hours of its own, whatever its weekday; without a period the hall is closed."""

    date: date
    name: Text
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalDay:
    """A date of the legal calendar that differs from its weekday: a holiday or a make-up workday."""

    date: date
    working: bool
    name: Text = Text("")


@dataclass(frozen=True, slots=True)
class Notice:
    """Words on the boards, from `begins` to `ends` inclusive; None leaves that side open."""

    code: str
    name: Text
    text: Text
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or film for the boards; its bytes are kept apart, under their SHA-256."""

    code: str
    name: Text
    type: str
    size: int
    sha256: str
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The hall's own limits."""

    come_back_minutes: int = 30
    """How long after a no-show the visitor may come back."""
    come_back_after: int = 3
    """After how many waiting tickets a come-back or a requeued visitor re-enters."""
    recall_pause_seconds: int = 5
    """Least time between two calls of the same stop."""
    live_tickets_max: int = 3
    """Live numbers of one person over all items; 0: no limit."""
    agent_tickets_max: int = 5
    """Numbers a day taken for others by one person; 0: no limit."""
    booking_days_ahead: int = 5
    """Opening days ahead on which an appointment may lie; today is none of them."""
    booking_cancel_hours: int = 2
    """An appointment is moved or cancelled at least so long before it begins."""
    booking_early_minutes: int = 30
    """So long before its half-day an appointment may be checked in."""
    booking_late_minutes: int = 30
    """So long after its half-day it still is not late."""
    booking_misses_max: int = 2
    """Missed appointments within the ban's time that bring a ban; 0: never."""
    booking_ban_days: int = 90


@dataclass(frozen=True)
class HallPlan:
    """One hall, whole. Lookups by code raise KeyError: a checked plan has no dangling code."""

    code: str
    name: Text
    timezone: str
    notice: Text
    ticket_rules: Text
    public_url: str
    rules: HouseRules
    hours: tuple[Hours, ...]
    zones: tuple[Zone, ...]
    departments: tuple[Department, ...]
    queues: tuple[Queue, ...]
    items: tuple[Item, ...]
    themes: tuple[Theme, ...]
    profiles: tuple[Profile, ...]
    windows: tuple[Window, ...]
    priority_reasons: tuple[PriorityReason, ...] = ()
    pause_reasons: tuple[PauseReason, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    legal_days: tuple[LegalDay, ...] = ()
    notices: tuple[Notice, ...] = ()
    media: tuple[Medium, ...] = ()
    call_text: Text = Text("")
    """What the boards show and the voice says of a call, with {number}, {window} and {zone}."""
    life_events: tuple[LifeEvent, ...] = ()
    paper_template: str = ""
    """Wording and fields of printed sheets as docs/paper.md describes; empty: as shipped."""
    address: Text = Text("")
    """Where the hall is, as papers and phones say it."""

    @cached_property
    def zone(self) -> dict[str, Zone]:
        return {zone.code: zone for zone in self.zones}

    @cached_property
    def queue(self) -> dict[str, Queue]:
        return {queue.letter: queue for queue in self.queues}

    @cached_property
    def item(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def theme(self) -> dict[str, Theme]:
        return {theme.code: theme for theme in self.themes}

    @cached_property
    def profile(self) -> dict[str, Profile]:
        return {profile.code: profile for profile in self.profiles}

    @cached_property
    def window(self) -> dict[str, Window]:
        return {window.number: window for window in self.windows}

    @cached_property
    def priority_reason(self) -> dict[str, PriorityReason]:
        return {reason.code: reason for reason in self.priority_reasons}

    @cached_property
    def pause_reason(self) -> dict[str, PauseReason]:
        return {reason.code: reason for reason in self.pause_reasons}

    def windows_serving(self, letter: str) -> Iterator[Window]:
        """Windows whose planned profile has the queue among its own, in the plan's order."""
        for window in self.windows:
            if letter in self.profile[window.profile].own:
                yield window
