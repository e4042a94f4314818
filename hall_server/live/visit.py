"""The visitor's own page."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from hall_server.desk.issue import wait_told
from hall_server.desk.told import text
from hall_server.domain.forecast import Forecast
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.live.picture import evacuation_view
from hall_server.store import schema as t
from hall_server.store.cases.rows import cases_of_ticket
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.store.stops import STOPS, from_row
from hall_server.store.transaction import journal_head
from hall_server.wire.message import Wait
from hall_server.wire.views import VisitState, VisitStop


def visit_state(
    connection: Connection, setup: Setup, ticket: AnyRow, played: Forecast, now: datetime
) -> VisitState:
    """A ticket as its visitor sees it: the stop that matters now, and all errands."""
    stops = [
        from_row(row)
        for row in connection.execute(
            STOPS.where(t.stop.c.ticket_id == ticket.id).order_by(t.stop.c.id)
        )
    ]
    # A stop that was moved, or taken back, is carried on by another, before or after it.
    stop = next(each for each in reversed(stops) if each.state is not StopState.MOVED)
    queue = setup.queues[stop.queue]
    at_window = stop.state in (StopState.CALLED, StopState.SERVING, StopState.HELD)
    window = setup.windows.get(stop.window or 0) if at_window else None
    until = None
    if stop.state is StopState.NO_SHOW and ticket.live and stop.ended_at is not None:
        until = stop.ended_at + timedelta(minutes=setup.plan.rules.come_back_minutes)
    return VisitState(
        version=journal_head(connection, setup.hall).seq,
        at=now,
        hall=text(setup.plan.name),
        timezone=setup.plan.timezone,
        number=ticket.label,
        language=ticket.language,
        state=stop.state.value,
        zone=text(setup.plan.zone[window.zone if window else queue.zone].name),
        wait=expected_wait(connection, stop.id, stop.queue, stop.basis, played)
        if stop.state is StopState.WAITING
        else None,
        window=window.number if window else None,
        called_at=stop.called_at if at_window else None,
        issued_at=ticket.issued_at,
        come_back_until=until,
        stops=_errands(connection, setup, stops, ticket.id),
        evacuation=evacuation_view(setup),
        case=_case_link(connection, ticket.id),
    )


def _case_link(connection: Connection, ticket: int) -> str | None:
    """Of what was received on the number or joined to it. A receipt typed by whoever is no proof."""
    received = cases_of_ticket(connection, ticket)
    return f"/c/{received[0].token}" if received else None


def expected_wait(
    connection: Connection, stop: int, queue: int, basis: datetime, played: Forecast
) -> Wait:
    """As played forward; a number younger than the forecast is told what newcomers are told."""
    expected = played.stops.get(stop)
    if expected is not None:
        return wait_told(expected.ahead, expected)
    ahead = connection.execute(
        select(func.count()).where(
            t.stop.c.queue_id == queue,
            t.stop.c.state == "WAITING",
            t.stop.c.basis_at < basis,
        )
    ).scalar_one()
    return wait_told(ahead, played.newcomers.get(queue))


def _errands(
    connection: Connection, setup: Setup, stops: list[Stop], ticket: int
) -> tuple[VisitStop, ...]:
    told = []
    for stop in stops:
        if stop.state is StopState.MOVED:
            continue
        window = setup.windows.get(stop.window or 0)
        told.append(
            VisitStop(
                item=text(setup.items[stop.item].name),
                state=stop.state.value,
                window=window.number if window else None,
                zone=text(setup.plan.zone[setup.queues[stop.queue].zone].name),
            )
        )
    planned = connection.execute(
        select(t.planned_stop.c.item_id)
        .where(
            t.planned_stop.c.ticket_id == ticket,
            t.planned_stop.c.stop_id.is_(None),
            t.planned_stop.c.dropped.is_(False),
        )
        .order_by(t.planned_stop.c.position)
    )
    for item in planned.scalars():
        zone = setup.plan.zone[setup.items[item].zone]
        told.append(
            VisitStop(item=text(setup.items[item].name), state="PLANNED", zone=text(zone.name))
        )
    return tuple(told)
