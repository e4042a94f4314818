"""Cases between programs: what is asked of them and what is told.

A case is named by its number (`20261126-00017`) in paths of staff, and by its token in the visitor's.
Dates are the hall's own; a clock counts from the day after the one it begins on.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from hall_server.wire.message import (
    Code,
    Command,
    Id,
    Instant,
    ItemKind,
    Language,
    State,
    Text,
    Typed,
    Words,
)

CaseState = Literal[
    "RECEIVED", "SUPPLEMENT", "ACCEPTED", "REFUSED", "DECIDED", "DELIVERED", "WITHDRAWN"
]
StepState = Literal["PLANNED", "OPEN", "SUSPENDED", "FORWARDED", "DECIDED", "ENDED"]
MaterialState = Literal["UNDECIDED", "PRESENT", "WRONG", "MISSING", "PROMISED", "HELD"]
Result = Literal["approved", "denied"]
Way = Literal["window", "mail"]
DocumentKind = Literal[
    "materials_receipt", "one_time_notice", "acceptance", "refusal", "decision",
    "suspension", "extension", "forwarding", "withdrawal", "handover",
]  # fmt: skip
Ground = Literal[
    "hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review"
]  # fmt: skip
"""What the law does not count (行政许可法 45)."""
IdentityKind = Literal["id_card", "passport", "permit", "business_licence", "other"]
CaseNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}-[0-9]{4,6}$")]
Lines = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[^\x00]*$")
]
"""Free text of several lines."""
Name = Annotated[Words, StringConstraints(min_length=1, max_length=100)]
Sentence = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=300, pattern=r"^[^\x00]*$")
]
Said = Annotated[Sentence, StringConstraints(min_length=1)]


# What is asked


class Identity(Command):
    """The identity document somebody shows; its number is kept sealed and never told again."""

    kind: IdentityKind = "id_card"
    number: Typed


class Applicant(Command):
    """Who applies, by full legal name, as the papers will say."""

    kind: Literal["person", "company"] = "person"
    name: Name
    identity: Identity | None = None
    contact: Annotated[Words, StringConstraints(max_length=100)] = ""
    phone: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[0-9+ ()-]*$")
    ] = ""
    agent: Annotated[Words, StringConstraints(max_length=100)] = ""
    """Who acts for the applicant (代办人)."""


class MaterialWord(Command):
    """What the clerk says of a material, by its place in the check list from 0."""

    position: Annotated[int, Field(strict=True, ge=0, le=999)]
    state: MaterialState
    problem: Sentence = ""
    """What is wrong; with WRONG it must be said."""
    promised_until: date | None = None
    """With PROMISED: the day by which it will be handed in."""
    certificate_number: Annotated[Words, StringConstraints(max_length=80)] = ""
    """With HELD: the certificate that stands for it."""


class Channel(Command):
    """A green channel: `vulnerable` persons, or major `project`s, which a supervisor approves."""

    kind: Literal["vulnerable", "project"]
    reason: Code
    """For the first a priority reason of the hall, for the second a code of docs/cases.md.

    A project's counts once a supervisor has approved it; one who receives the case does so.
    """


class ApproveChannel(Command):
    """A supervisor lets a case into the channel of major projects."""

    reason: Code


class Subject(Command):
    """What is applied for: an item, or a theme with all its items."""

    item: Code | None = None
    theme: Code | None = None

    @model_validator(mode="after")
    def names_one_subject(self) -> "Subject":
        if (self.item is None) == (self.theme is None):
            raise ValueError("name either an item or a theme")
        return self


class AskCheckList(Subject):
    """The materials wanted now, and which of them a certificate library has for this person."""

    identity: Identity | None = None


class Print(Command):
    """Where the act's papers are printed: None is the printer of the clerk's window, if there is one."""

    printer: Code | None = None
    paper: bool = True
    """False: nothing is printed now; the papers are kept all the same."""


class Foreseen(Command):
    """A procedure whose time will not count, told in writing with its length (行政许可法 45)."""

    ground: Ground
    days: Annotated[int, Field(strict=True, ge=1, le=365)]


class AcceptCase(Print):
    """The application is complete: accepted as of today, or the day of the last supplement."""

    act: Literal["accept"] = "accept"
    foreseen: tuple[Foreseen, ...] = Field(default=(), max_length=8)


class DecideOnSpot(Print):
    """Accepted and decided at once (即办)."""

    act: Literal["decide"] = "decide"
    result: Result = "approved"
    reason: Lines = ""
    """With `denied` it must be said."""
    handed_over: bool = True
    """The result is in the applicant's hands now; False: it is collected or mailed later."""


class GiveNotice(Print):
    """Tell everything that is missing or wrong, once."""

    act: Literal["notice"] = "notice"
    reason: Sentence = ""
    """Why a second notice; for the first one empty."""
    resubmit: Sentence = ""
    """How and where to hand it in; empty: at this hall, any window of the item."""
    resubmit_by: date | None = None
    """None where no law sets a day."""


class RefuseCase(Print):
    """Not taken: no licence is needed, or another body decides."""

    act: Literal["refuse"] = "refuse"
    ground: Literal["not_needed", "not_competent"]
    reason: Annotated[Lines, StringConstraints(min_length=1)]
    body: Annotated[Words, StringConstraints(max_length=100)] = ""
    """The competent body; with `not_competent` it must be named."""
    body_address: Annotated[Words, StringConstraints(max_length=100)] = ""
    body_phone: Annotated[Words, StringConstraints(max_length=40)] = ""


class ReceiveCase(Subject):
    """Receive an application (收件), and with `then` answer it in the same act."""

    ticket: Id | None = None
    """The number called to the window, if there is one; its case is found again by it."""
    window: Code | None = None
    """Where it is received: its printer prints, and the papers say so."""
    pre_check: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,20}$")] | None = None
    """Code of a pre-check that this becomes: what is not said here is taken from it."""
    applicant: Applicant
    applied_on: date | None = None
    """None: today."""
    language: Language = "zh-CN"
    materials: tuple[MaterialWord, ...] = Field(default=(), max_length=1000)
    """Those not named are UNDECIDED."""
    channel: Channel | None = None
    delivery: Way = "window"
    address: Sentence = ""
    """Where to mail it."""
    then: (
        Annotated[AcceptCase | DecideOnSpot | GiveNotice | RefuseCase, Field(discriminator="act")]
        | None
    ) = None
    printer: Code | None = None
    paper: bool = True


class CheckMaterials(Command):
    """Say more of the check list."""

    materials: tuple[MaterialWord, ...] = Field(min_length=1, max_length=1000)


class CorrectCase(Command):
    """An error corrected on the spot, with what it was."""

    what: Said


class SupplementCase(Print):
    """What was missing has come: the case is open again, and its acceptance counts from today."""

    materials: tuple[MaterialWord, ...] = Field(min_length=1, max_length=1000)
    then: (
        Annotated[AcceptCase | DecideOnSpot | GiveNotice | RefuseCase, Field(discriminator="act")]
        | None
    ) = None


class WithdrawCase(Print):
    """The applicant takes it back."""

    reason: Sentence = ""


class JoinCase(Command):
    """A number of today whose visitor is here for a case received before."""

    ticket: Id


class SuspendStep(Print):
    """The clock stands for a legal ground, with the time it needs told in writing."""

    ground: Ground
    expected_days: Annotated[int, Field(strict=True, ge=1, le=730)]
    note: Sentence = ""


class ResumeStep(Command):
    """The clock runs on from today."""

    note: Sentence = ""


class ExtendStep(Print):
    """More time (行政许可法 42), asked by one person and approved by the supervisor who does this act."""

    days: Annotated[int, Field(strict=True, ge=1, le=30)]
    reason: Said
    asked_by: Code
    """Badge of who asks."""


class ForwardStep(Print):
    """Sent up to the body that decides; our clock ends."""

    body: Annotated[Words, StringConstraints(max_length=100)] = ""
    """Empty: the catalogue's."""
    reference: Annotated[Words, StringConstraints(max_length=60)] = ""


class DecideStep(Command):
    """A department's word on its part; for a forwarded one the higher body's."""

    result: Result
    reason: Lines = ""


class GoOn(Command):
    """The lead lets the next stage begin although a department denied its part."""

    reason: Said


class DecideCase(Print):
    """The lead closes the case. A case with one step is decided with it."""

    result: Result
    reason: Lines = ""


class ReadyCase(Command):
    """The result is made and can be collected or mailed."""

    note: Sentence = ""


class DeliverCase(Print):
    """The result is handed over or mailed."""

    way: Way = "window"
    identity: Identity | None = None
    """The document of whoever collects; it must be the applicant's unless `agent` is named."""
    agent: Annotated[Words, StringConstraints(max_length=100)] = ""
    ticket: Id | None = None
    carrier: Annotated[Words, StringConstraints(max_length=100)] = ""
    tracking: Annotated[Words, StringConstraints(max_length=60)] = ""


class PreCheck(Subject):
    """The check list as an applicant fills it at home (网上预审)."""

    applicant: Applicant
    language: Language = "zh-CN"
    materials: tuple[MaterialWord, ...] = Field(default=(), max_length=1000)
    """PRESENT: it will be brought. Those not named are MISSING, unless a certificate stands for them."""


class FindPreChecks(Command):
    """Whose pre-checks that have not become a case: of a document shown, or of a number in hand."""

    identity: Identity | None = None
    ticket: Id | None = None

    @model_validator(mode="after")
    def names_one_thing(self) -> "FindPreChecks":
        if (self.identity is None) == (self.ticket is None):
            raise ValueError("name either an identity or a ticket")
        return self


class FindCertificates(Command):
    """Whose certificates."""

    identity: Identity


class AddCertificate(Command):
    """A certificate that need not be brought any more."""

    kind: Code
    number: Annotated[Words, StringConstraints(min_length=1, max_length=80)]
    identity: Identity
    valid_from: date | None = None
    valid_until: date | None = None
    issuer: Annotated[Words, StringConstraints(max_length=100)] = ""


# What is told


class MaterialView(State):
    """A material of a check list and what is known of it."""

    position: int
    name: str
    kind: str = ""
    copies: int = 1
    medium: str = ""
    source: str = ""
    standard: str = ""
    deferrable: bool = False
    state: MaterialState = "UNDECIDED"
    problem: str = ""
    promised_until: date | None = None
    certificate: str = ""
    """Kind of certificate that stands for it."""
    certificate_number: str = ""
    steps: tuple[int, ...] = (0,)
    """Positions of the steps that need it."""


class ChannelReason(State):
    """A reason for which somebody may be helped at once."""

    code: str
    name: Text


class CheckList(State):
    """All that an application needs, each material asked once."""

    item: str | None = None
    theme: str | None = None
    title: Text
    kind: ItemKind
    departments: tuple[Text, ...]
    materials: tuple[MaterialView, ...]
    statutory_days: int | None
    promised_days: int | None
    day_kind: str
    fee: str = ""
    delivery: tuple[Way, ...] = ("window",)
    reasons: tuple[ChannelReason, ...] = ()
    """For which the hall has a green channel of vulnerable persons."""


class SuspensionView(State):
    """Days that do not count."""

    ground: Ground
    began_on: date
    expected_days: int
    ended_on: date | None
    note: str = ""


class ExtensionView(State):
    """More time that was approved."""

    days: int
    reason: str
    asked_by: str
    approved_by: str
    at: Instant


class StepView(State):
    """A department's part of a case."""

    position: int
    stage: int
    lead: bool
    department: Text
    item: Text
    item_code: str
    state: StepState
    began_on: date | None = None
    statutory_due: date | None = None
    promised_due: date | None = None
    expected_on: date | None = None
    """Of a step that has not begun: when it may be done, if those before it keep their dates."""
    provisional: bool = False
    days_left: int | None = None
    """Days of its kind until the promised date; negative when it is past; None when none runs."""
    forwarded_on: date | None = None
    higher_body: str = ""
    higher_due: date | None = None
    higher_reference: str = ""
    decided_on: date | None = None
    result: str = ""
    reason: str = ""
    handled_by: str = ""
    suspensions: tuple[SuspensionView, ...] = ()
    extensions: tuple[ExtensionView, ...] = ()
    may: tuple[str, ...] = ()
    """Names of the acts on this step that its state and this actor's role allow."""


class DocumentView(State):
    """A paper of a case: an immutable copy, told by its hash."""

    document_id: int
    kind: DocumentKind
    reference: str
    """The paper's number: body, nature, year, sequence."""
    version: int
    sha256: str
    issued_on: date
    created_at: Instant
    created_by: str
    reason: str = ""


class EventView(State):
    """Something supervision should see."""

    node: str
    """Its words are `event.<node>`."""
    grade: Literal["note", "yellow", "red"]
    at: Instant
    case: CaseNumber | None = None
    title: Text | None = None
    facts: dict[str, str | int] = {}


class CaseHappened(State):
    """A line of a case's story."""

    at: Instant
    act: str
    by: str
    """`staff:1001`, `device:portal-1` or `system`."""
    name: str = ""
    """Of a member of staff."""
    facts: dict[str, str | int | None] = {}


class CaseLine(State):
    """A case in a list."""

    number: CaseNumber
    state: CaseState
    kind: ItemKind
    title: Text
    applicant: str
    """Masked for whoever need not know: 张*."""
    department: Text
    received_on: date
    answer_due: date
    accepted_on: date | None = None
    promised_due: date | None = None
    statutory_due: date | None = None
    decided_on: date | None = None
    days_left: int | None = None
    channel: str = ""
    notices: int = 0
    deemed: bool = False
    suspended: bool = False
    ready: bool = False
    answer_left: int | None = None
    """Working days until the answer is due, while there is none; negative when it is past."""
    provisional: bool = False
    """The date that counts now rests on a year whose holidays are not announced yet."""
    late: bool = False
    """Its promised date, or without a promise the law's, is past while a clock of ours runs."""
    parts: int = 1
    """How many departments' parts it has; more than one in a joint case."""


class CaseView(CaseLine):
    """A case, whole, for staff."""

    version: int
    """Moves on with every act on the case; sent back as `If-Match` it guards against a stale page."""
    link: str
    """Path of the applicant's page: `/c/<token>`."""
    item: str | None = None
    theme: str | None = None
    language: Language
    applicant_kind: str
    contact: str = ""
    phone: str = ""
    agent: str = ""
    document_kind: str = ""
    document_tail: str = ""
    applied_on: date
    received_at: Instant
    received_by: str
    window: str | None = None
    ticket_number: str | None = None
    channel_reason: str = ""
    channel_approver: str = ""
    answer_provisional: bool = False
    supplemented_on: date | None = None
    result: str = ""
    reason: str = ""
    delivery: Way = "window"
    delivery_ways: tuple[Way, ...] = ("window",)
    address: str = ""
    ready_at: Instant | None = None
    handed_to: str = ""
    handed_tail: str = ""
    carrier: str = ""
    tracking: str = ""
    catalogue_version: int | None = None
    fee: str = ""
    materials: tuple[MaterialView, ...]
    steps: tuple[StepView, ...]
    documents: tuple[DocumentView, ...]
    events: tuple[EventView, ...] = ()
    may: tuple[str, ...] = ()
    """Names of the acts its state and this actor's role allow: accept, decide, notice, refuse, ..."""


class CaseNow(State):
    """The answer to every act on a case: the case as it is now, and what is being printed."""

    case: CaseView
    documents: tuple[DocumentView, ...] = ()
    """Those this act made."""
    print_jobs: tuple[int, ...] = ()


class IdentityShown(State):
    """An applicant's identity document, opened; never kept by the server as it is told here."""

    kind: str
    number: str


class FindCases(Command):
    """What somebody types to find a case."""

    q: Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00]*$"
        ),
    ]


class CaseCounts(State):
    """How many cases each of the work lists has; it counts to 1000 at most."""

    answer: int
    """Received and not answered."""
    running: int
    late: int
    """Past their promised date while a step's clock runs."""
    hand_over: int
    """Decided, with the result still here."""


class CasePage(State):
    """A page of a list; `next` gives the one after it. What is found by words is one page, the likeliest first."""

    cases: tuple[CaseLine, ...]
    next: str | None = None
    counts: CaseCounts | None = None
    """With a list's first page alone."""
    departments: dict[str, Text] = {}
    """The hall's departments by code, likewise."""


class CaseStory(State):
    """What happened to a case, oldest first."""

    timezone: str
    happened: tuple[CaseHappened, ...]


class CaseBrief(State):
    """The case of the number in hand, on the clerk's console."""

    number: CaseNumber
    state: CaseState
    title: Text
    applicant: str
    ready: bool = False
    undecided: int = 0
    """Materials of which nothing is said yet."""


class ProgressStep(State):
    """What an applicant sees of a step."""

    department: Text
    item: Text
    state: StepState
    due: date | None = None
    decided_on: date | None = None
    ground: str = ""
    """Why its time stands, while it does."""
    higher_body: str = ""
    """Who decides it, once it was sent up."""


class CaseProgress(State):
    """A case as its applicant sees it, without personal data."""

    at: Instant
    timezone: str = "Asia/Shanghai"
    language: Language = "zh-CN"
    number: CaseNumber
    hall: Text
    hall_address: Text
    state: CaseState
    title: Text
    applicant: str
    """Masked."""
    received_on: date
    answer_due: date
    accepted_on: date | None = None
    deemed: bool = False
    due: date | None = None
    provisional: bool = False
    suspended: bool = False
    decided_on: date | None = None
    result: str = ""
    ready: bool = False
    delivery: Way = "window"
    carrier: str = ""
    tracking: str = ""
    steps: tuple[ProgressStep, ...] = ()
    lacking: tuple[MaterialView, ...] = ()
    """What the one-time notice names, while it is awaited; and what was promised and is owed."""
    department: Text
    phone: str = ""
    """Whom to ask."""
    address: str = ""
    collect_at: Text | None = None
    """Zone of the hall where results are collected, if there is one for it."""
    collect_item: Text | None = None
    """What to choose at a kiosk for it."""
    document_kind: str = ""
    """What the applicant showed and must show again, such as `id_card`; empty: nothing was kept."""
    messages: bool = False
    """Whether each step is told by message: a phone was left."""


class PreChecked(State):
    """The answer to a pre-check: the same one-time notice the window would give."""

    code: str
    """To be said at the kiosk or window; the number taken later finds it."""
    link: str = ""
    """Path of the applicant's page of the case, once it has become one."""
    item: str | None = None
    theme: str | None = None
    complete: bool
    title: Text
    materials: tuple[MaterialView, ...]
    lacking: tuple[int, ...] = ()
    """Positions that are missing or wrong."""
    expires_on: date


class PreCheckFound(PreChecked):
    """A pre-check for the window, with its applicant."""

    applicant_kind: str
    applicant: str
    contact: str = ""
    phone: str = ""
    agent: str = ""
    document_kind: str = ""
    document_tail: str = ""


class PreChecksFound(State):
    """Those that may still become a case, newest first."""

    pre_checks: tuple[PreCheckFound, ...]


class LibraryCertificate(State):
    """A certificate as a library outside the hall tells it."""

    kind: Code
    number: Annotated[Words, StringConstraints(min_length=1, max_length=80)]
    issuer: Annotated[Words, StringConstraints(max_length=100)] = ""
    valid_from: date | None = None
    valid_until: date | None = None


class LibraryAnswer(State):
    """What a certificate library outside the hall answers when it is asked of a person."""

    certificates: tuple[LibraryCertificate, ...] = Field(max_length=100)


class CertificateView(State):
    """A certificate of the built-in library, without its holder."""

    certificate_id: int
    kind: str
    number: str
    issuer: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


class Certificates(State):
    """Certificates found."""

    certificates: tuple[CertificateView, ...]


class Events(State):
    """What supervision should see, newest first."""

    timezone: str
    events: tuple[EventView, ...]
    next: str | None = None


class GatewayView(State):
    """How the messages to applicants fare."""

    queued: int
    oldest: Instant | None
    sent_today: int
    given_up: int
    trouble: str = ""


class MessagesRetried(State):
    """So many messages that were given up are tried again."""

    messages: int


class ServiceGuide(State):
    """An item as the public may read it (办事指南, GB/T 36114)."""

    code: str
    name: Text
    kind: ItemKind
    version: int
    valid_from: date
    valid_until: date | None = None
    """The day before a later version takes effect; None: it is in force."""
    department: Text
    subject: str = ""
    conditions: str = ""
    basis: str = ""
    materials: tuple[MaterialView, ...] = ()
    procedure: str = ""
    statutory_days: int | None = None
    promised_days: int | None = None
    day_kind: str = "working"
    fee: str = ""
    fee_basis: str = ""
    windows: tuple[str, ...] = ()
    zone: Text
    floor: str = ""
    result: str = ""
    delivery: tuple[Way, ...] = ()
    deemed_approval: bool = False
    higher_body: str = ""
    higher_days: int | None = None
    phone: str = ""
    complaint_phone: str = ""
    address: str = ""
