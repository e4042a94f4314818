"""The live state of all lines, as the forecast starts from it."""

from sqlalchemy import Connection

from hall_server.domain.discipline import Waiting
from hall_server.domain.forecast import Busy, LiveLine
from hall_server.domain.states import StopState, WindowState
from hall_server.domain.stop import Stop
from hall_server.store.setup import Setup
from hall_server.store.stops import stops_in
from hall_server.store.windows import duties

CALLED_WALK_S = 60.0
"""Expected walk to the window of somebody called and not there yet."""


def live_line(connection: Connection, setup: Setup, now: float) -> LiveLine:
    """Who waits and which open windows work on what. `now` is seconds since the epoch."""
    waiting: list[Waiting] = []
    service: dict[int, float] = {}
    in_hand: dict[int, Stop] = {}
    states = (StopState.WAITING, StopState.CALLED, StopState.SERVING)
    for stop in stops_in(connection, setup.hall, states):
        if stop.state is StopState.WAITING:
            waiting.append(stop.waiting())
            service[stop.id] = setup.service.get(stop.item, setup.queue_service[stop.queue])
        elif stop.window is not None:
            in_hand[stop.window] = stop
    windows = [
        _busy(setup, duty.window, in_hand.get(duty.window), now)
        for duty in duties(connection, setup.hall)
        if duty.state is WindowState.OPEN
    ]
    return LiveLine(waiting, windows, service, setup.queue_service, setup.limits, now)


def _busy(setup: Setup, window: int, stop: Stop | None, now: float) -> Busy:
    serves = setup.serves[window]
    if stop is None:
        return Busy(serves, 0.0, None)
    expected = setup.service.get(stop.item, setup.queue_service.get(stop.queue, 600.0))
    if stop.started_at is None:
        return Busy(serves, expected + CALLED_WALK_S, 0.0)
    return Busy(serves, expected, max(0.0, now - stop.started_at.timestamp()))
