"""What a display rings and when it is stale, over whole random days of a hall and its network."""

from datetime import timedelta

from hall_states import BEIJING, MORNING, board, call
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from display.board import FIRST_START_RINGS, RINGS_KEPT, Shown, advance, lose, picture, start
from hall_server.wire.views import BoardCall, BoardState


def rung(shown: Shown) -> list[int]:
    return [ring.call_id for ring in shown.rings]


def test_a_call_rings_once_however_often_it_is_told() -> None:
    shown = start(MORNING)
    for version in range(1, 6):
        at = MORNING + timedelta(seconds=version)
        shown = advance(shown, board(version, at, [call(7, "A017", "5", MORNING)]), at)
    assert rung(shown) == [7]


def test_a_recall_rings_again() -> None:
    first, second = call(7, "A017", "5", MORNING), call(8, "A017", "5", MORNING, recall=1)
    shown = advance(start(MORNING), board(1, MORNING, [first]), MORNING)
    shown = advance(shown, board(2, MORNING, [first, second]), MORNING)
    assert rung(shown) == [7, 8]


def test_a_display_that_starts_rings_no_old_call() -> None:
    old = call(6, "A016", "2", MORNING - FIRST_START_RINGS - timedelta(seconds=1))
    new = call(7, "A017", "5", MORNING - FIRST_START_RINGS)
    assert rung(advance(start(MORNING), board(1, MORNING, [old, new]), MORNING)) == [7]


def test_a_call_made_while_the_line_was_cut_rings_if_the_visitor_is_still_expected() -> None:
    shown = advance(start(MORNING), board(1, MORNING, []), MORNING)
    shown = lose(shown, MORNING + timedelta(seconds=1))
    later = MORNING + timedelta(minutes=5)
    made = MORNING + timedelta(minutes=1)
    missed = call(1, "A001", "2", made, live=False)
    expected = call(2, "A002", "3", made)
    shown = advance(shown, board(4, later, [missed, expected]), later)
    assert rung(shown) == [2]


def test_a_display_that_lost_the_hall_says_since_when_by_the_halls_clock() -> None:
    slow = timedelta(minutes=3)
    shown = advance(start(MORNING - slow), board(1, MORNING, []), MORNING - slow)
    cut = MORNING + timedelta(seconds=10)
    told = picture(lose(lose(shown, cut - slow), cut), cut)
    assert told.lost_since == cut
    assert told.lost_since.astimezone(BEIJING).strftime("%H:%M") == "10:24"


def test_a_hall_put_back_from_a_backup_is_heard_and_its_ids_ring_again() -> None:
    shown = advance(start(MORNING), board(90, MORNING, [call(42, "A042", "1", MORNING)]), MORNING)
    later = MORNING + timedelta(minutes=20)
    for version in (50, 120):
        back = board(version, later, [call(42, "A031", "4", later - timedelta(seconds=5))])
        returned = advance(lose(shown, later), back, later)
        assert returned.state == back
        assert [ring.call_at for ring in returned.rings] == [MORNING, later - timedelta(seconds=5)]


class HallDay(RuleBasedStateMachine):
    """A hall that calls, a network that loses, repeats and swaps, a display that is restarted."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MORNING
        self.version = 1
        self.calls: list[BoardCall] = []
        self.sent: list[BoardState] = []
        self.restart()

    @rule(gap=st.integers(0, 90), window=st.integers(1, 45))
    def calls_a_number(self, gap: int, window: int) -> None:
        self.now += timedelta(seconds=gap, milliseconds=1)
        number = len(self.calls) + 1
        self.calls.append(call(number, f"A{number:03d}", str(window), self.now))
        self.version += 1

    @precondition(lambda self: any(one.live for one in self.calls))
    @rule(which=st.integers(0, 1000))
    def the_visitor_comes_or_is_missed(self, which: int) -> None:
        live = [place for place, one in enumerate(self.calls) if one.live]
        place = live[which % len(live)]
        self.calls[place] = self.calls[place].model_copy(update={"live": False})
        self.version += 1

    @rule()
    def the_state_arrives(self) -> None:
        self.now += timedelta(milliseconds=100)
        state = board(self.version, self.now, self.calls[-60:], ())
        self.sent.append(state)
        self.hear(state)

    @precondition(lambda self: self.shown.lost_since is None and self.sent)
    @rule(back=st.integers(1, 5))
    def a_state_arrives_late_or_twice(self, back: int) -> None:
        before = self.shown
        state = self.sent[-min(back, len(self.sent))]
        if (state.version, state.at) <= (before.state.version, before.state.at):  # type: ignore[union-attr]
            self.shown = advance(before, state, self.now)
            assert self.shown is before

    @rule()
    def the_line_is_lost(self) -> None:
        self.shown = lose(self.shown, self.now)
        assert picture(self.shown, self.now).rings == ()

    @rule()
    def restart(self) -> None:
        self.shown = start(self.now)
        self.rung: list[int] = []

    def hear(self, state: BoardState) -> None:
        before = self.shown
        first = before.state is None
        self.shown = advance(before, state, self.now)
        known = {ring.call_id for ring in before.rings}
        new = [ring.call_id for ring in self.shown.rings if ring.call_id not in known]
        self.rung += new
        for one in state.calls:
            young = state.at - one.at <= FIRST_START_RINGS
            if one.live and (young if first else one.call_id > before.seen):
                assert one.call_id in new
            else:
                assert one.call_id not in new

    @invariant()
    def nothing_rings_twice(self) -> None:
        assert len(self.rung) == len(set(self.rung))

    @invariant()
    def what_is_live_has_rung_and_nothing_else_is_told(self) -> None:
        told = picture(self.shown, self.now)
        live = {one.call_id for one in told.state.calls if one.live} if told.state else set()
        assert {ring.call_id for ring in told.rings} <= live
        assert told.lost_since is None or not told.rings
        assert len(self.shown.rings) <= RINGS_KEPT


HallDay.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestHallDay = HallDay.TestCase
