"""What is said at a loudspeaker and what is not, over whole random days of a hall and its network."""

from collections import Counter
from datetime import timedelta

from hall_states import MORNING, board, call
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from display.board import PairingCode, Shown, advance, lose, refuse, start
from display.voice import queue as rules
from display.voice.queue import Dropped, Queue, Waiting
from hall_server.wire.message import Text
from hall_server.wire.views import BoardCall, BoardState, EvacuationView

LATE_S, FOLD_S = 60.0, 5.0
LEAVE = EvacuationView(text=Text(zh="请离开", en="Please leave"), since=MORNING, begun_by="3001")


def told(state: BoardState, leave: EvacuationView = LEAVE) -> BoardState:
    return state.model_copy(update={"evacuation": leave})


def empty() -> tuple[Queue, Shown]:
    """A loudspeaker of zone A that has heard a hall without calls."""
    shown = advance(start(MORNING), board(1, MORNING), MORNING)
    return rules.hear(Queue(LATE_S, FOLD_S, frozenset("A")), shown, 0.0)[0], shown


def after(shown: Shown, *calls: BoardCall, seconds: float = 1) -> Shown:
    """What is shown once the hall has told of these calls."""
    assert shown.state is not None
    at = shown.state.at + timedelta(seconds=seconds)
    return advance(shown, board(shown.state.version + 1, at, calls), at)


def said_in_turn(queue: Queue, now: float) -> list[int]:
    """Say all that waits, one after another; the ids."""
    ids = []
    while True:
        queue, one, _ = rules.next_call(queue, now, 100)
        if one is None:
            return ids
        queue = rules.end(rules.begin(queue, one.call), now)
        ids.append(one.call.call_id)


def reasons(dropped: tuple[Dropped, ...]) -> dict[int, str]:
    return {one.call.call_id: one.reason for one in dropped}


def test_calls_of_our_zones_are_said_in_their_order() -> None:
    queue, shown = empty()
    calls = [call(1, "A001", "5", MORNING), call(2, "B002", "20", MORNING)]
    calls += [call(3, "A003", "6", MORNING)]
    queue, _ = rules.hear(queue, after(shown, *calls), 1.0)
    assert said_in_turn(queue, 1.0) == [1, 3]


def test_a_recall_that_comes_while_its_number_waits_is_one_announcement_in_the_old_place() -> None:
    queue, shown = empty()
    first = [call(1, "A001", "5", MORNING), call(2, "A002", "6", MORNING)]
    queue, _ = rules.hear(queue, after(shown, *first), 1.0)
    recall = call(3, "A001", "5", MORNING, recall=1)
    # The hall tells of each visitor's newest call alone that it is live.
    ended = first[0].model_copy(update={"live": False})
    queue, dropped = rules.hear(queue, after(after(shown, *first), ended, first[1], recall), 30.0)
    assert reasons(dropped) == {1: "folded"}
    # The recall counts its own minute.
    assert said_in_turn(queue, 60.0) == [3, 2]
    assert said_in_turn(queue, 61.0) == [3]


def test_the_same_call_again_while_it_sounds_or_just_after_is_not_said_again() -> None:
    queue, shown = empty()
    first = call(1, "A001", "5", MORNING)
    shown = after(shown, first)
    queue = rules.begin(rules.hear(queue, shown, 1.0)[0], first)
    again, elsewhere = call(2, "A001", "5", MORNING), call(3, "A001", "6", MORNING)
    while_it_sounds, dropped = rules.hear(queue, after(shown, first, again), 9.0)
    assert (reasons(dropped), said_in_turn(while_it_sounds, 9.0)) == ({2: "repeated"}, [])
    queue = rules.end(queue, 10.0)
    assert reasons(rules.hear(queue, after(shown, first, again), 15.0)[1]) == {2: "repeated"}
    assert said_in_turn(rules.hear(queue, after(shown, first, again), 15.1)[0], 15.1) == [2]
    assert said_in_turn(rules.hear(queue, after(shown, elsewhere), 11.0)[0], 11.0) == [3]


def test_calls_keep_their_places_while_the_hall_is_lost_and_nothing_is_said() -> None:
    queue, shown = empty()
    calls = [call(n, f"A{n:03d}", str(n), MORNING) for n in (1, 2)]
    shown = after(shown, *calls)
    queue, _ = rules.hear(queue, shown, 1.0)
    lost = lose(shown, MORNING)
    queue, _ = rules.hear(queue, lost, 2.0)
    assert said_in_turn(queue, 2.0) == []
    answered = calls[0].model_copy(update={"live": False})
    queue, dropped = rules.hear(queue, after(lost, answered, calls[1]), 4.0)
    assert (reasons(dropped), said_in_turn(queue, 4.0)) == ({1: "over"}, [2])


def test_a_call_that_was_answered_before_it_was_heard_of_is_not_said() -> None:
    queue, shown = empty()
    first = call(1, "A001", "5", MORNING)
    rung = after(shown, first)
    answered = after(rung, first.model_copy(update={"live": False}))
    queue, dropped = rules.hear(queue, answered, 1.0)
    assert (reasons(dropped), said_in_turn(queue, 1.0)) == ({1: "over"}, [])


def test_a_quiet_hour_says_nothing_and_keeps_nothing_for_later() -> None:
    queue, shown = empty()
    queue, _ = rules.hear(queue, after(shown, call(1, "A001", "5", MORNING)), 1.0)
    queue, one, dropped = rules.next_call(queue, 1.0, volume=0)
    assert (one, reasons(dropped), queue.waiting) == (None, {1: "quiet"}, ())


def test_an_evacuation_is_said_at_once_and_again_and_clears_what_waits() -> None:
    queue, shown = empty()
    first = call(1, "A001", "5", MORNING)
    queue, _ = rules.hear(queue, after(shown, first), 1.0)
    leaving = advance(shown, told(board(3, MORNING + timedelta(seconds=3), [first])), MORNING)
    assert rules.interrupts(rules.hear(queue, leaving, 2.0)[0], first)
    queue, dropped = rules.hear(queue, leaving, 2.0)
    assert reasons(dropped) == {1: "evacuation"}
    assert rules.to_leave(queue, 2.0) == LEAVE
    queue = rules.told_to_leave(queue, LEAVE, begun=2.0, now=14.0)
    assert (rules.to_leave(queue, 21.9), rules.next_at(queue)) == (None, 22.0)
    assert rules.to_leave(queue, 22.0) == LEAVE
    long = rules.told_to_leave(queue, LEAVE, begun=22.0, now=60.0)
    assert rules.next_at(long) == 63.0
    # Nobody has said that it is over: the hall is lost, and people still leave.
    lost, _ = rules.hear(long, lose(leaving, MORNING), 63.0)
    assert rules.to_leave(lost, 63.0) == LEAVE
    # Another sentence is said at once, and the end ends it.
    other = LEAVE.model_copy(update={"text": Text(zh="到前广场", en="Gather outside")})
    changed, _ = rules.hear(
        long, advance(shown, told(board(4, MORNING + timedelta(seconds=4)), other), MORNING), 61.0
    )
    assert rules.to_leave(changed, 61.0) == other
    assert rules.interrupts(changed, LEAVE)
    ended, _ = rules.hear(long, after(leaving, first), 61.0)
    assert (rules.to_leave(ended, 61.0), rules.interrupts(ended, LEAVE)) == (None, True)


def test_a_display_that_is_no_longer_admitted_says_nothing() -> None:
    queue, shown = empty()
    shown = after(shown, call(1, "A001", "5", MORNING))
    queue, _ = rules.hear(queue, shown, 1.0)
    leaving = advance(shown, told(board(9, MORNING + timedelta(seconds=9))), MORNING)
    out = refuse(leaving, PairingCode(code="123456", lost=True))
    queue, dropped = rules.hear(queue, out, 2.0)
    assert (reasons(dropped), rules.to_leave(queue, 2.0)) == ({1: "over"}, None)


NUMBERS = st.sampled_from(["A001", "A002", "A003", "B001"])
TOLD = st.sampled_from([True, True, False])


class Hall(RuleBasedStateMachine):
    """A hall that calls as it likes, a line that breaks, and a loudspeaker of zone A."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.version = 1
        self.calls: dict[int, BoardCall] = {}
        self.leaving = False
        self.volume = 100
        self.queue, self.shown = empty()
        self.newest, self.behind = self.shown, False
        self.came: dict[int, float] = {}
        self.first_came: dict[str, float] = {}
        self.begun: list[int] = []
        self.said: dict[tuple[str, str], float] = {}
        self.saying: BoardCall | None = None
        self.turn: Waiting | None = None
        self.gone: dict[int, str] = {}

    @rule(
        numbers=st.lists(NUMBERS, min_size=1, max_size=3), window=st.sampled_from("56"), told=TOLD
    )
    def calls_somebody(self, numbers: list[str], window: str, told: bool) -> None:
        """Calls and recalls, of which a state tells at once, or a later one."""
        for number in numbers:
            call_id = len(self.calls) + 1
            # Of each visitor the hall tells of the newest call alone that it is live.
            for key, one in self.calls.items():
                if one.number == number:
                    self.calls[key] = one.model_copy(update={"live": False})
            self.calls[call_id] = call(call_id, number, window, self._at())
        if told:
            self.tells()

    @precondition(lambda self: self.calls)
    @rule(number=NUMBERS, told=TOLD)
    def somebody_answers(self, number: str, told: bool) -> None:
        for key, one in self.calls.items():
            if one.number == number:
                self.calls[key] = one.model_copy(update={"live": False})
        if told:
            self.tells()

    @rule()
    def tells(self) -> None:
        """The state comes, possibly with several acts in it."""
        self.version += 1
        state = board(self.version, self._at(), list(self.calls.values()), windows=())
        if self.leaving:
            state = told(state)
        self.newest = advance(self.newest, state, self._at())
        if not self.behind:
            self._hear(self.newest)

    @rule(behind=st.sampled_from([False, False, True]))
    def it_falls_behind_or_catches_up(self, behind: bool) -> None:
        """A follower is told the newest alone: states in between may pass it by."""
        self.behind = behind
        if not behind:
            self._hear(self.newest)

    @rule()
    def the_line_breaks(self) -> None:
        self.newest = lose(self.newest, self._at())
        if not self.behind:
            self._hear(self.newest)

    @rule(leaving=st.sampled_from([False, False, True]))
    def an_evacuation_begins_or_ends(self, leaving: bool) -> None:
        self.leaving = leaving

    @rule(volume=st.sampled_from([100, 100, 40, 0]))
    def the_hour_changes(self, volume: int) -> None:
        self.volume = volume

    @rule(seconds=st.sampled_from([0.1, 4, 31, 61]))
    def time_goes_on(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: self.saying is None)
    @rule()
    def the_loudspeaker_is_free(self) -> None:
        self.queue, turn, dropped = rules.next_call(self.queue, self.now, self.volume)
        self._check(dropped)
        if turn is None:
            return
        one = turn.call
        assert one.call_id not in self.begun, "said twice"
        assert self.calls_as_heard()[one.call_id].live, "stale"
        assert self.shown.lost_since is None
        assert self.volume
        assert self.now - self.came[one.call_id] < LATE_S
        before = [
            other.call.number
            for other in self.queue.waiting
            if self.first_came[other.call.number] < self.first_came[one.number]
        ]
        assert before == [], "out of order"
        self.queue = rules.begin(self.queue, one)
        self.begun.append(one.call_id)
        self.saying = one
        self.turn = turn

    @precondition(lambda self: self.saying is not None)
    @rule()
    def it_has_been_said(self) -> None:
        assert self.saying is not None
        self.queue = rules.end(self.queue, self.now)
        self.said[self.saying.number, self.saying.window] = self.now
        self.saying = None

    @precondition(lambda self: self.saying is not None)
    @rule()
    def it_could_not_be_heard(self) -> None:
        """The device refused it: that call comes next again, or has a reason not to."""
        assert self.turn is not None
        self.begun.remove(self.turn.call.call_id)
        self.queue, dropped = rules.put_back(self.queue, self.turn)
        self.saying = None
        self._check(dropped)

    @invariant()
    def no_call_is_lost_without_a_reason(self) -> None:
        waiting = {one.call.call_id for one in self.queue.waiting}
        settled = set(self.begun) | set(self.gone)
        assert waiting | settled == set(self.came)
        assert not waiting & settled
        assert Counter(self.begun) == Counter(set(self.begun))

    @invariant()
    def it_wakes_by_itself_in_time(self) -> None:
        if self.queue.waiting:
            due = rules.next_at(self.queue)
            assert due is not None
            assert due <= min(one.since for one in self.queue.waiting) + LATE_S

    def calls_as_heard(self) -> dict[int, BoardCall]:
        return {one.call_id: one for one in self.shown.state.calls} if self.shown.state else {}

    def _hear(self, shown: Shown) -> None:
        fresh = {ring.call_id for ring in shown.rings} - {r.call_id for r in self.shown.rings}
        self.shown = shown
        for call_id in sorted(fresh):
            one = self.calls_as_heard()[call_id]
            if one.zone == "A":
                self.came[call_id] = self.now
                self.first_came.setdefault(one.number, self.now)
        self.queue, dropped = rules.hear(self.queue, shown, self.now)
        self._check(dropped)

    def _check(self, dropped: tuple[Dropped, ...]) -> None:
        for one in dropped:
            assert one.call.call_id not in self.gone
            assert self._is_true(one.reason, one.call), one
            self.gone[one.call.call_id] = one.reason
        waiting = {one.call.number for one in self.queue.waiting}
        waiting |= {self.saying.number} if self.saying else set()
        self.first_came = {n: at for n, at in self.first_came.items() if n in waiting}

    def _is_true(self, reason: str, of: BoardCall) -> bool:
        """Whether it is so by what the test itself knows."""
        if reason == "over":
            return not self.calls_as_heard()[of.call_id].live
        if reason == "late":
            return self.now - self.came[of.call_id] >= LATE_S
        if reason == "quiet":
            return self.volume == 0
        if reason == "evacuation":
            return self.shown.state is not None and self.shown.state.evacuation is not None
        if reason == "repeated":
            return self._just_said(of)
        newer = [other for other in self.came if other > of.call_id]
        return any(self.calls[other].number == of.number for other in newer)

    def _just_said(self, again: BoardCall) -> bool:
        where = (again.number, again.window)
        if self.saying and where == (self.saying.number, self.saying.window):
            return True
        return where in self.said and self.now - self.said[where] <= FOLD_S

    def _at(self):  # type: ignore[no-untyped-def]
        return MORNING + timedelta(seconds=self.now, milliseconds=self.version)


Hall.TestCase.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)
TestHall = Hall.TestCase
