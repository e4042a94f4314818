"""The lobby's second view: what it says of the next is what happens, and nothing in it is personal."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from random_day import setup_of
from small_hall import CLERKS, GUIDE, SUPERVISOR, WINDOWS, Day

from hall_server.desk import call, closures, duty, serve, transfer
from hall_server.domain.refusals import NobodyWaiting, SeriesExhausted
from hall_server.live.expectation import Expectation
from hall_server.live.lobby import lobby_state
from hall_server.live.picture import take_picture
from hall_server.store import schema as t
from hall_server.wire import acts as w
from hall_server.wire.lobby import LobbyQueue, LobbyState
from hall_server.wire.views import StopView

ITEMS = ("a-card", "a-form", "b-tax", "c-fund")


def second_view(day: Day, zone: str | None = None) -> LobbyState:
    """The view of the hall, or of a zone, now."""
    expectation = Expectation(day.store)
    played, ahead = expectation.of(day.hall, day.now), expectation.outlook(day.hall, day.now)
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        picture = take_picture(connection, setup, day.now)
        return lobby_state(connection, picture, played, ahead, zone)


def of_queue(state: LobbyState, letter: str) -> LobbyQueue:
    return next(queue for queue in state.queues if queue.queue == letter)


def at(day: Day, window: str, act: Callable[..., Any], *words: Any) -> Any:
    return day.act(CLERKS[int(window) - 1], act, window, f"seat-{window}-000", *words)


def fill(day: Day, chance: Random) -> None:
    """People of all kinds come over half an hour; some are sent on, to a window or to the front."""
    for _ in range(16):
        day.forward(seconds=chance.randrange(1, 200))
        try:
            day.take(chance.choice(ITEMS), who=GUIDE, reason=chance.choice((None, None, "elder")))
        except SeriesExhausted:
            continue
        if chance.random() < 0.2:
            goal = chance.choice(({"window": "2"}, {"queue": "A", "place": "front"}))
            stop = day.rows(t.stop)[-1].id
            day.act(GUIDE, transfer.transfer, stop, w.Transfer.model_validate(goal))


def work_on(day: Day) -> dict[str, list[str]]:
    """Every window serves as long as is expected, then calls the next at once. Numbers by queue."""
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
    free = [(day.now, window) for window in WINDOWS]
    called: dict[str, list[str]] = defaultdict(list)
    while free:
        free.sort()
        day.now, window = free.pop(0)
        try:
            current = call_next_at(day, window)
        except NobodyWaiting:
            continue
        called[current.queue].append(current.number)
        lasts = timedelta(seconds=setup.service[setup.item_ids[current.item_code]])
        free.append((day.now + lasts, window))
    return called


def call_next_at(day: Day, window: str) -> StopView:
    """Whoever is there is finished; the next is called and comes at once."""
    setup = setup_of(day)
    at_window = [row for row in day.rows(t.stop) if row.window_id == setup.window_ids[window]]
    if any(row.state == "SERVING" for row in at_window):
        at(day, window, serve.finish, w.Finish())
    current: StopView = at(day, window, call.call_next).current
    at(day, window, serve.start)
    return current


@pytest.mark.parametrize("seed", range(6))
def test_the_next_numbers_are_called_in_just_this_order(day: Day, seed: int) -> None:
    fill(day, Random(seed))
    told = {queue.queue: list(queue.next) for queue in second_view(day).queues}
    assert sum(map(len, told.values())) >= 6
    called = work_on(day)
    for letter, numbers in told.items():
        assert called[letter][: len(numbers)] == numbers, letter


def test_a_queue_tells_its_line_its_windows_and_whether_numbers_are_given(day: Day) -> None:
    first = day.take("c-fund")
    day.forward(minutes=20)
    day.take("c-fund")
    day.act(SUPERVISOR, closures.close_issuing, w.CloseIssuing(queue="C", text="满"))
    day.act(SUPERVISOR, closures.close_issuing, w.CloseIssuing(item="a-form", text="停"))
    state = second_view(day)
    line = of_queue(state, "C")
    assert (line.waiting, line.longest, line.longest_s) == (2, first.number, 20 * 60 + 2)
    assert (line.windows, line.idle, line.limit_minutes) == (("3",), ("3",), 60)
    assert line.closed is not None and line.closed.zh == "满"
    items = {item.item: (item.waiting, item.closed) for item in state.items}
    assert items["c-fund"] == (2, None)
    assert items["a-form"][1] is not None and items["a-card"] == (0, None)
    call_next_at(day, "3")
    at(day, "3", serve.finish, w.Finish())
    line = of_queue(second_view(day), "C")
    assert (line.waiting, line.served_today, len(line.next)) == (1, 1, 1)
    at(day, "3", duty.close_window)
    line = of_queue(second_view(day), "C")
    assert (line.waiting, line.next, line.windows, line.wait.low) == (1, (), (), None)


def test_a_zones_screen_is_told_of_its_zone_alone(day: Day) -> None:
    state = second_view(day, "B")
    assert [queue.queue for queue in state.queues] == ["B", "C"]
    assert {item.queue for item in state.items} == {"B", "C"}


def test_nothing_of_it_is_personal(day: Day) -> None:
    card, phone = "11010519491231002X", "13812345678"
    day.take("c-fund", card=card, phone=phone, who=GUIDE)
    day.act(GUIDE, serve.note_stop, day.rows(t.stop)[-1].id, w.Note(note="王小明"))
    day.take("c-fund", card=card, agent=True, who=GUIDE)
    call_next_at(day, "3")
    told = second_view(day).model_dump_json()
    assert not [word for word in (card, phone, "5678", "王小明", *CLERKS, GUIDE) if word in told]
