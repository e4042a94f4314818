"""A print job's states, and what a printer says of itself."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from hall_server.domain.refusals import JobNotReady


class PrintState(StrEnum):
    """Where a sheet is. PRINTED only when the printer said so."""

    QUEUED = "QUEUED"
    SENDING = "SENDING"
    PRINTED = "PRINTED"
    REFUSED = "REFUSED"
    UNCERTAIN = "UNCERTAIN"
    CANCELLED = "CANCELLED"


class PrintAction(StrEnum):
    """What can happen to a job."""

    CLAIM = "claim"
    ACKNOWLEDGE = "acknowledge"
    REFUSE = "refuse"
    LOSE = "lose"
    """Cut off after the first byte: it may or may not come out."""
    MOVE = "move"
    """Refused here, queued at the stand-by printer."""
    CANCEL = "cancel"


_S, _A = PrintState, PrintAction

PRINT_TABLE: Mapping[tuple[PrintState, PrintAction], PrintState] = MappingProxyType(
    {
        (_S.QUEUED, _A.CLAIM): _S.SENDING,
        (_S.QUEUED, _A.CANCEL): _S.CANCELLED,
        (_S.SENDING, _A.ACKNOWLEDGE): _S.PRINTED,
        (_S.SENDING, _A.REFUSE): _S.REFUSED,
        (_S.SENDING, _A.LOSE): _S.UNCERTAIN,
        (_S.UNCERTAIN, _A.ACKNOWLEDGE): _S.PRINTED,
        (_S.REFUSED, _A.MOVE): _S.QUEUED,
        (_S.REFUSED, _A.CANCEL): _S.CANCELLED,
    }
)

REPORTS: Mapping[PrintState, PrintAction] = MappingProxyType(
    {
        _S.PRINTED: _A.ACKNOWLEDGE,
        _S.REFUSED: _A.REFUSE,
        _S.UNCERTAIN: _A.LOSE,
    }
)
"""What a station may report, and the action it is."""


def print_after(state: PrintState, action: PrintAction) -> PrintState:
    """The state a job is in after an action. Raises JobNotReady when the table has no such pair."""
    following = PRINT_TABLE.get((state, action))
    if following is None:
        raise JobNotReady(state=state.value, action=action.value)
    return following
