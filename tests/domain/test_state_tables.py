"""Every pair of state and action of both tables, against the tables written out by hand."""

from itertools import product

import pytest

from hall_server.domain.refusals import StopNotReady, WindowNotReady
from hall_server.domain.states import (
    ACTIVE,
    AT_WINDOW,
    STOP_TABLE,
    StopAction,
    StopState,
    WindowAction,
    WindowState,
    stop_after,
    window_after,
)

STOP_STORY = """
    WAITING  call      CALLED
    WAITING  walk_in   SERVING
    WAITING  transfer  MOVED
    WAITING  leave     LEFT
    WAITING  expire    EXPIRED
    CALLED   recall    CALLED
    CALLED   start     SERVING
    CALLED   requeue   WAITING
    CALLED   no_show   NO_SHOW
    CALLED   hold      HELD
    CALLED   transfer  MOVED
    CALLED   leave     LEFT
    CALLED   expire    EXPIRED
    SERVING  hold      HELD
    SERVING  finish    DONE
    SERVING  transfer  MOVED
    SERVING  leave     LEFT
    SERVING  expire    EXPIRED
    HELD     resume    WAITING
    HELD     transfer  MOVED
    HELD     leave     LEFT
    HELD     expire    EXPIRED
    NO_SHOW  come_back WAITING
"""
WINDOW_STORY = """
    CLOSED open   OPEN
    OPEN   pause  PAUSED
    OPEN   close  CLOSED
    PAUSED resume OPEN
    PAUSED close  CLOSED
"""


def _story(lines: str) -> dict[tuple[str, str], str]:
    told = {}
    for line in lines.split("\n"):
        if line.strip():
            state, action, following = line.split()
            told[state, action] = following
    return told


@pytest.mark.parametrize(("state", "action"), list(product(StopState, StopAction)))
def test_a_stop_goes_where_its_table_says_or_refuses(state: StopState, action: StopAction) -> None:
    told = _story(STOP_STORY).get((state.value, action.value))
    if told is None:
        with pytest.raises(StopNotReady) as refused:
            stop_after(state, action)
        assert refused.value.facts == {"state": state.value, "action": action.value}
    else:
        assert stop_after(state, action) is StopState(told)


@pytest.mark.parametrize(("state", "action"), list(product(WindowState, WindowAction)))
def test_a_window_goes_where_its_table_says_or_refuses(
    state: WindowState, action: WindowAction
) -> None:
    told = _story(WINDOW_STORY).get((state.value, action.value))
    if told is None:
        with pytest.raises(WindowNotReady):
            window_after(state, action)
    else:
        assert window_after(state, action) is WindowState(told)


def test_only_a_missed_visitor_comes_back_from_an_end() -> None:
    ended = set(StopState) - ACTIVE
    ways_back = {(state, action) for state, action in STOP_TABLE if state in ended}
    assert ways_back == {(StopState.NO_SHOW, StopAction.COME_BACK)}


def test_whoever_is_at_a_window_has_a_ticket_that_goes_on() -> None:
    assert AT_WINDOW < ACTIVE


@pytest.mark.parametrize("state", sorted(ACTIVE))
def test_every_ticket_can_end_the_day_and_every_visitor_can_leave(state: StopState) -> None:
    assert stop_after(state, StopAction.EXPIRE) is StopState.EXPIRED
    assert stop_after(state, StopAction.LEAVE) is StopState.LEFT
