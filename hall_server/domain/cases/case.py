"""A case as values. Every change of state goes through the tables of `states`."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_server.domain.cases.states import (
    CaseAction,
    CaseState,
    MaterialState,
    StepAction,
    StepState,
    case_after,
    step_after,
)
from hall_server.domain.plan import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An application (办件). Ids belong to the store; `..._on` are dates of the hall."""

    id: int
    number: str
    token: str
    state: CaseState
    version: int
    kind: str
    item_id: int | None
    theme_id: int | None
    department_id: int
    window_id: int | None
    ticket_id: int | None
    language: str
    applicant_kind: str
    applicant: str
    contact: str
    phone: str
    phone_tail: str | None
    document_kind: str
    document_tail: str
    document_mark: str | None
    document_sealed: str | None
    agent: str
    channel: str
    channel_reason: str
    channel_approver: str
    applied_on: date
    received_at: datetime
    received_on: date
    received_by: str
    answer_due: date
    answer_provisional: bool
    since: datetime
    supplemented_on: date | None = None
    notices: int = 0
    accepted_on: date | None = None
    deemed: bool = False
    promised_days: int | None = None
    """A theme's own promise for the whole, in working days, as of receipt."""
    statutory_due: date | None = None
    promised_due: date | None = None
    provisional: bool = False
    decided_on: date | None = None
    result: str = ""
    reason: str = ""
    delivery: str = "window"
    address: str = ""
    ready_at: datetime | None = None
    ended_at: datetime | None = None
    handed_to: str = ""
    handed_tail: str = ""
    carrier: str = ""
    tracking: str = ""

    def after(self, action: CaseAction, now: datetime) -> "Case":
        """The case in the state that follows. Raises CaseNotReady."""
        state = case_after(self.state, action)
        return replace(self, state=state, since=now if state is not self.state else self.since)

    @property
    def green(self) -> str:
        """The green channel it is in; that of projects counts once a supervisor has approved it."""
        return self.channel if self.channel != "project" or self.channel_approver else ""

    @property
    def complete_since(self) -> date:
        """The day the last paper came: acceptance counts from it (受理日期 = 补齐之日)."""
        return self.supplemented_on or self.received_on

    @property
    def answer_from(self) -> date:
        """The day the five days of an answer count from: of receipt, or of what a notice asked for."""
        return self.complete_since if self.notices else self.received_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A department's part of a case, with its own clock."""

    id: int
    case_id: int
    position: int
    stage: int
    lead: bool
    department_id: int
    item_id: int
    item_version_id: int
    state: StepState
    since: datetime
    began_on: date | None = None
    statutory_due: date | None = None
    promised_due: date | None = None
    provisional: bool = False
    forwarded_on: date | None = None
    higher_due: date | None = None
    higher_reference: str = ""
    decided_on: date | None = None
    result: str = ""
    reason: str = ""
    handled_by: str = ""

    def after(self, action: StepAction, now: datetime) -> "Step":
        """The step in the state that follows. Raises StepNotReady."""
        state = step_after(self.state, action)
        return replace(self, state=state, since=now if state is not self.state else self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A material of a case's check list. `steps` are the positions of the steps that need it."""

    position: int
    material: Material
    steps: tuple[int, ...] = (0,)
    state: MaterialState = MaterialState.UNDECIDED
    problem: str = ""
    promised_until: date | None = None
    certificate_number: str = ""
