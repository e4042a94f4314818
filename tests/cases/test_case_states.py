"""The tables of states walked pair by pair: what is in them works, all else changes nothing."""

from itertools import product

import pytest
from case_acts import ACTS, SPOT, STEP_ACTS
from case_hall import CaseDay

from hall_server.desk.cases.deem import deem_accepted
from hall_server.domain.cases.refusals import CaseNotReady, StepNotReady
from hall_server.domain.cases.states import (
    CASE_TABLE,
    FINAL,
    STEP_TABLE,
    CaseAction,
    CaseState,
    StepAction,
    StepState,
    case_after,
    step_after,
)
from hall_server.store import schema as t
from hall_server.wire import cases as w

IN_ORDER, LACKING = ["PRESENT", "PRESENT"], ["MISSING", "PRESENT"]
OWED = ["PRESENT", "PRESENT", "PROMISED"]


def _case_in(cases: CaseDay, state: CaseState, action: CaseAction) -> str:
    """The number of a case in a state, in which nothing but the state can stand against the action."""

    def received(states: list[str], then: str | None = None, item: str = "teacher") -> str:
        answer = {"act": then} if then else None
        return str(cases.receive(item=item, states=states, then=answer).case.number)

    if state is CaseState.RECEIVED:
        return received(LACKING if action is CaseAction.NOTIFY else IN_ORDER)
    if state is CaseState.SUPPLEMENT:
        return received(LACKING, "notice")
    if state is CaseState.ACCEPTED:
        owed = action is CaseAction.CHECK
        return received(OWED, "accept", "licence") if owed else received(IN_ORDER, "accept")
    if state is CaseState.DELIVERED:
        return received(IN_ORDER, "decide")
    number = received(IN_ORDER)
    if state is CaseState.DECIDED:
        SPOT(cases, number)
        if action is CaseAction.DELIVER:
            ACTS[CaseAction.READY](cases, number)
    else:
        end = CaseAction.REFUSE if state is CaseState.REFUSED else CaseAction.WITHDRAW
        ACTS[end](cases, number)
    return number


def _state(cases: CaseDay, number: str) -> str:
    return next(str(row.state) for row in cases.rows(t.case) if row.number == number)


@pytest.mark.parametrize("state", CaseState)
def test_an_act_on_a_case_works_as_the_table_says_or_changes_nothing(
    cases: CaseDay, state: CaseState
) -> None:
    for action, act in ACTS.items():
        number = _case_in(cases, state, action)
        assert _state(cases, number) == state
        if action is CaseAction.JOIN:
            cases.take("teacher")
        before, entries = cases.tables(), len(cases.acts())
        if (state, action) in CASE_TABLE:
            act(cases, number)
            assert _state(cases, number) == CASE_TABLE[state, action]
            assert len(cases.acts()) == entries + 1
        else:
            with pytest.raises(CaseNotReady) as refused:
                act(cases, number)
            assert refused.value.facts == {"state": state.value, "action": action.value}
            assert cases.tables() == before


def _step_in(cases: CaseDay, state: StepState) -> tuple[str, int]:
    """Number and position of a step in a state, in a case at work."""
    if state in (StepState.PLANNED, StepState.DECIDED):
        number = cases.receive(theme="restaurant", then={"act": "accept"}).case.number
        if state is StepState.PLANNED:
            return number, 1
        STEP_ACTS[StepAction.DECIDE](cases, number, 0)
        return number, 0
    number = cases.receive(item="lawyer", then={"act": "accept"}).case.number
    way = {StepState.SUSPENDED: StepAction.SUSPEND, StepState.FORWARDED: StepAction.FORWARD}
    if state in way:
        STEP_ACTS[way[state]](cases, number, 0)
    return number, 0


@pytest.mark.parametrize("state", [each for each in StepState if each is not StepState.ENDED])
def test_an_act_on_a_step_works_as_the_table_says_or_changes_nothing(
    cases: CaseDay, state: StepState
) -> None:
    for action, act in STEP_ACTS.items():
        number, position = _step_in(cases, state)
        before = cases.tables()
        if (state, action) in STEP_TABLE:
            now: w.CaseNow = act(cases, number, position)
            assert now.case.steps[position].state == STEP_TABLE[state, action]
        else:
            with pytest.raises(StepNotReady) as refused:
                act(cases, number, position)
            assert refused.value.facts == {"state": state.value, "action": action.value}
            assert cases.tables() == before


@pytest.mark.parametrize("state", [each for each in CaseState if each is not CaseState.ACCEPTED])
def test_nobody_works_on_the_steps_of_a_case_that_is_not_accepted(
    cases: CaseDay, state: CaseState
) -> None:
    number = _case_in(cases, state, CaseAction.WORK)
    before = cases.tables()
    for act in STEP_ACTS.values():
        with pytest.raises(CaseNotReady):
            act(cases, number, 0)
    assert cases.tables() == before


@pytest.mark.parametrize("state", CaseState)
def test_only_an_unanswered_case_is_deemed_accepted_or_decided_on_the_spot(
    cases: CaseDay, state: CaseState
) -> None:
    number = _case_in(cases, state, CaseAction.DEEM)
    if state is not CaseState.RECEIVED:
        before = cases.tables()
        with pytest.raises(CaseNotReady):
            SPOT(cases, number)
        assert cases.tables() == before
    cases.on("2027-03-01")
    assert len(cases.act("system", deem_accepted)) == (state is CaseState.RECEIVED)


def test_nothing_follows_an_end() -> None:
    assert not {state for state, _ in CASE_TABLE} & FINAL


CASE_STORY = """
    RECEIVED    check       RECEIVED
    RECEIVED    correct     RECEIVED
    RECEIVED    join        RECEIVED
    RECEIVED    approve_channel RECEIVED
    SUPPLEMENT  approve_channel SUPPLEMENT
    RECEIVED    accept      ACCEPTED
    RECEIVED    deem        ACCEPTED
    RECEIVED    notify      SUPPLEMENT
    RECEIVED    refuse      REFUSED
    RECEIVED    withdraw    WITHDRAWN
    SUPPLEMENT  supplement  RECEIVED
    SUPPLEMENT  join        SUPPLEMENT
    SUPPLEMENT  withdraw    WITHDRAWN
    ACCEPTED    check       ACCEPTED
    ACCEPTED    join        ACCEPTED
    ACCEPTED    work        ACCEPTED
    ACCEPTED    decide      DECIDED
    ACCEPTED    withdraw    WITHDRAWN
    DECIDED     join        DECIDED
    DECIDED     ready       DECIDED
    DECIDED     deliver     DELIVERED
"""
STEP_STORY = """
    PLANNED    begin    OPEN
    PLANNED    end      ENDED
    OPEN       suspend  SUSPENDED
    OPEN       extend   OPEN
    OPEN       forward  FORWARDED
    OPEN       decide   DECIDED
    OPEN       end      ENDED
    SUSPENDED  resume   OPEN
    SUSPENDED  end      ENDED
    FORWARDED  decide   DECIDED
    FORWARDED  end      ENDED
"""


def _told(story: str) -> set[tuple[str, ...]]:
    return {tuple(line.split()) for line in story.split("\n") if line.strip()}


def test_the_tables_hold_what_is_written_here_and_refuse_all_else() -> None:
    assert {(*pair, after) for pair, after in CASE_TABLE.items()} == _told(CASE_STORY)
    assert {(*pair, after) for pair, after in STEP_TABLE.items()} == _told(STEP_STORY)
    for case in product(CaseState, CaseAction):
        if case not in CASE_TABLE:
            with pytest.raises(CaseNotReady):
                case_after(*case)
    for step in product(StepState, StepAction):
        if step not in STEP_TABLE:
            with pytest.raises(StepNotReady):
                step_after(*step)
