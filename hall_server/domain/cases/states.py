"""What may happen to a case and to its steps: two tables, and nothing that goes round them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from hall_server.domain.cases.refusals import CaseNotReady, StepNotReady


class CaseState(StrEnum):
    """Where an application is (办件状态). Refused, delivered and withdrawn are final."""

    RECEIVED = "RECEIVED"
    """Handed in (收件); nobody has answered yet."""
    SUPPLEMENT = "SUPPLEMENT"
    """Told once what is missing (补正)."""
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    DECIDED = "DECIDED"
    DELIVERED = "DELIVERED"
    WITHDRAWN = "WITHDRAWN"


class CaseAction(StrEnum):
    """What can be done to a case."""

    CHECK = "check"
    """Mark materials of the check list."""
    CORRECT = "correct"
    """An error is corrected on the spot (当场更正)."""
    ACCEPT = "accept"
    DEEM = "deem"
    """Nobody answered in time: accepted by law from the day of receipt (视为受理)."""
    NOTIFY = "notify"
    """Tell everything that is missing, once (一次性告知)."""
    SUPPLEMENT = "supplement"
    APPROVE_CHANNEL = "approve_channel"
    """Into the green channel of major projects (绿色通道)."""
    REFUSE = "refuse"
    WORK = "work"
    """Whatever happens to a step while the case runs."""
    DECIDE = "decide"
    READY = "ready"
    """The result is made and waits to be handed over."""
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    JOIN = "join"
    """Today's number of the applicant is told to belong to it."""


_S, _A = CaseState, CaseAction

CASE_TABLE: Mapping[tuple[CaseState, CaseAction], CaseState] = MappingProxyType(
    {
        (_S.RECEIVED, _A.CHECK): _S.RECEIVED,
        (_S.RECEIVED, _A.CORRECT): _S.RECEIVED,
        (_S.RECEIVED, _A.ACCEPT): _S.ACCEPTED,
        (_S.RECEIVED, _A.DEEM): _S.ACCEPTED,
        (_S.RECEIVED, _A.NOTIFY): _S.SUPPLEMENT,
        (_S.RECEIVED, _A.REFUSE): _S.REFUSED,
        (_S.RECEIVED, _A.APPROVE_CHANNEL): _S.RECEIVED,
        (_S.RECEIVED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.SUPPLEMENT, _A.SUPPLEMENT): _S.RECEIVED,
        (_S.SUPPLEMENT, _A.APPROVE_CHANNEL): _S.SUPPLEMENT,
        (_S.SUPPLEMENT, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.ACCEPTED, _A.CHECK): _S.ACCEPTED,
        (_S.ACCEPTED, _A.WORK): _S.ACCEPTED,
        (_S.ACCEPTED, _A.DECIDE): _S.DECIDED,
        (_S.ACCEPTED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.DECIDED, _A.READY): _S.DECIDED,
        (_S.DECIDED, _A.DELIVER): _S.DELIVERED,
        **{
            (state, _A.JOIN): state
            for state in (_S.RECEIVED, _S.SUPPLEMENT, _S.ACCEPTED, _S.DECIDED)
        },
    }
)
"""Every pair that is not here is refused. In ACCEPTED only what is still owed (容缺) is checked."""

FINAL = frozenset({_S.REFUSED, _S.DELIVERED, _S.WITHDRAWN})


def case_after(state: CaseState, action: CaseAction) -> CaseState:
    """The state that follows. Raises CaseNotReady."""
    try:
        return CASE_TABLE[state, action]
    except KeyError:
        raise CaseNotReady(state=state.value, action=action.value) from None


class StepState(StrEnum):
    """Where a department's part of a case is."""

    PLANNED = "PLANNED"
    """Its stage has not begun: the case is not accepted, or an earlier stage is still open."""
    OPEN = "OPEN"
    """Its clock runs."""
    SUSPENDED = "SUSPENDED"
    """Its clock stands for a legal ground (行政许可法 45)."""
    FORWARDED = "FORWARDED"
    """Sent up; our clock has ended and the higher body's is followed."""
    DECIDED = "DECIDED"
    ENDED = "ENDED"
    """The case ended without it: refused or withdrawn."""


class StepAction(StrEnum):
    """What can be done to a step."""

    BEGIN = "begin"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    FORWARD = "forward"
    DECIDE = "decide"
    END = "end"


_T, _B = StepState, StepAction

STEP_TABLE: Mapping[tuple[StepState, StepAction], StepState] = MappingProxyType(
    {
        (_T.PLANNED, _B.BEGIN): _T.OPEN,
        (_T.OPEN, _B.SUSPEND): _T.SUSPENDED,
        (_T.SUSPENDED, _B.RESUME): _T.OPEN,
        (_T.OPEN, _B.EXTEND): _T.OPEN,
        (_T.OPEN, _B.FORWARD): _T.FORWARDED,
        (_T.OPEN, _B.DECIDE): _T.DECIDED,
        (_T.FORWARDED, _B.DECIDE): _T.DECIDED,
        **{
            (state, _B.END): _T.ENDED for state in (_T.PLANNED, _T.OPEN, _T.SUSPENDED, _T.FORWARDED)
        },
    }
)


def step_after(state: StepState, action: StepAction) -> StepState:
    """The state that follows. Raises StepNotReady."""
    try:
        return STEP_TABLE[state, action]
    except KeyError:
        raise StepNotReady(state=state.value, action=action.value) from None


class MaterialState(StrEnum):
    """What is known of a material of the check list."""

    UNDECIDED = "UNDECIDED"
    PRESENT = "PRESENT"
    WRONG = "WRONG"
    MISSING = "MISSING"
    PROMISED = "PROMISED"
    """Deferrable, and promised in writing until a date (容缺)."""
    HELD = "HELD"
    """A certificate library has it; it need not be brought (证照共享)."""


HERE = frozenset({MaterialState.PRESENT, MaterialState.HELD})
"""States of a material that nobody waits for."""

IN_ORDER = HERE | {MaterialState.PROMISED}
"""States with which an application can be accepted."""
