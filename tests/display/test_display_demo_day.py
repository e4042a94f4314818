"""The demo's played day: the same for the same seed, and a hall that any display may believe."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from display.board import advance, picture, start
from display.demo.day import Day
from display.demo.told import board_state, lobby_state

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def played(seed: int, minutes: int) -> tuple[list[str], Counter[str]]:
    """Every call that a display rings on such a day, and the states its windows were seen in."""
    day, shown, rung, seen = Day(seed), start(NOON), list[str](), Counter[str]()
    for second in range(minutes * 60):
        now = NOON + timedelta(seconds=second)
        if not day.step(1, now):
            continue
        before = shown.rings
        shown = advance(shown, board_state(day, day.version, now, None), now)
        told = picture(shown, now)
        assert told.state is not None
        by_key = {(call.call_id, call.at): call for call in told.state.calls}
        for ring in shown.rings:
            if ring not in before:
                call = by_key[ring.call_id, ring.call_at]
                rung.append(f"{call.number} {call.window} {call.recall}")
        _agrees(told.state.windows, told.state.calls)
        seen.update(window.state for window in told.state.windows)
        assert lobby_state(day, day.version, now).queues
    return rung, seen


def _agrees(windows: object, calls: object) -> None:
    """What a window shows is what the calls say."""
    live = {call.window: call.number for call in calls if call.live}  # type: ignore[attr-defined]
    calling = {each.window: each.number for each in windows if each.state == "calling"}  # type: ignore[attr-defined]
    assert live == calling


def test_a_seed_is_a_day_and_everything_happens_on_it() -> None:
    first, seen = played(7, 45)
    assert set(seen) == {"idle", "calling", "serving", "paused", "closed"}
    assert len(set(first)) == len(first) > 80, "every call is rung, none twice"
    assert {call.split()[2] for call in first} >= {"0", "1"}, "recalls happen"
    again, other = played(7, 5)[0], played(8, 5)[0]
    assert again == first[: len(again)]
    assert other != again
