"""A case's state as its journal entries tell it, without looking at the case."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from hall_server.domain.cases.states import CaseAction, CaseState, case_after

RECEIPT = "receive_case"
_A = CaseAction
MOVES: Mapping[str, CaseAction] = MappingProxyType(
    {
        "check_materials": _A.CHECK,
        "correct_case": _A.CORRECT,
        "accept_case": _A.ACCEPT,
        "deem_accepted": _A.DEEM,
        "give_notice": _A.NOTIFY,
        "refuse_case": _A.REFUSE,
        "supplement_case": _A.SUPPLEMENT,
        "withdraw_case": _A.WITHDRAW,
        "join_case": _A.JOIN,
        "approve_channel": _A.APPROVE_CHANNEL,
        "begin_stage": _A.WORK,
        "decide_step": _A.WORK,
        "suspend_step": _A.WORK,
        "resume_step": _A.WORK,
        "extend_step": _A.WORK,
        "forward_step": _A.WORK,
        "decide_case": _A.DECIDE,
        "ready_case": _A.READY,
        "deliver_case": _A.DELIVER,
    }
)
"""What each act does to a case; one that is not here leaves its state alone."""


def state_told(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> CaseState | None:
    """The state after entries (act, words), oldest first; None when they do not begin with a receipt.

    Raises CaseNotReady when they tell what the table does not allow.
    """
    state: CaseState | None = None
    for act, words in entries:
        if act == RECEIPT:
            state = CaseState.RECEIVED
        if state is None:
            return None
        for action in _actions(act, words):
            state = case_after(state, action)
    return state


def _actions(act: str, words: Mapping[str, Any]) -> tuple[CaseAction, ...]:
    if act == "decide_on_spot":
        spot = (_A.ACCEPT, _A.DECIDE)
        return (*spot, _A.DELIVER) if words.get("handed_over") else spot
    action = MOVES.get(act)
    return () if action is None else (action,)
