"""Today's tickets as the guide desk finds them."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from hall_server.domain.forecast import Forecast
from hall_server.domain.identity import day_key, mark
from hall_server.domain.lookup import Wanted
from hall_server.domain.opening import local_date
from hall_server.domain.states import StopState
from hall_server.live.visit import expected_wait
from hall_server.store import lookup as rows
from hall_server.store.days import open_date
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.store.transaction import journal_head
from hall_server.wire.guide import FoundBy, FoundTicket, FoundTickets, TicketView
from hall_server.wire.message import Text


def find_tickets(
    connection: Connection,
    setup: Setup,
    wanted: Wanted,
    key: bytes,
    played: Forecast,
    now: datetime,
) -> FoundTickets:
    """Tickets of the open day (else of today) by every reading of the query.

    `key` is the server's own for visitors' cards, from which the day's is made.
    """
    on = open_date(connection, setup.hall) or local_date(now, setup.plan.timezone)
    hits = _hits(connection, setup.hall, on, wanted, day_key(key, on))
    views = ticket_views(connection, setup, [row for _, row in hits], played)
    return FoundTickets(
        version=journal_head(connection, setup.hall).seq,
        at=now,
        timezone=setup.plan.timezone,
        looked_for=looked_for(wanted),
        found=tuple(
            FoundTicket(by=by, ticket=view) for (by, _), view in zip(hits, views, strict=True)
        ),
    )


def looked_for(wanted: Wanted) -> tuple[FoundBy, ...]:
    """The ways a query can be read."""
    ways: dict[FoundBy, object] = {
        "number": wanted.number,
        "phone": wanted.phone_tail,
        "card": wanted.document,
    }
    return tuple(way for way, reading in ways.items() if reading is not None)


def _hits(
    connection: Connection, hall: int, on: date, wanted: Wanted, key: bytes
) -> list[tuple[FoundBy, AnyRow]]:
    found: dict[FoundBy, list[AnyRow]] = {
        "number": rows.tickets_by_number(connection, hall, on, wanted)
    }
    if wanted.phone_tail is not None:
        found["phone"] = rows.tickets_by_phone(connection, hall, on, wanted.phone_tail)
    if wanted.document is not None:
        found["card"] = rows.tickets_by_card(connection, hall, on, mark(key, wanted.document))
    hits: dict[int, tuple[FoundBy, AnyRow]] = {}
    for by, tickets in found.items():
        for row in tickets:
            hits.setdefault(row.id, (by, row))
    # A number still in use before one that has ended.
    return sorted(hits.values(), key=lambda hit: (not hit[1].live, -hit[1].id))[: rows.MOST]


def ticket_views(
    connection: Connection, setup: Setup, tickets: list[AnyRow], played: Forecast
) -> list[TicketView]:
    """Tickets (rows of `store.lookup`) with where each stands now."""
    planned = rows.errands_not_begun(connection, [row.id for row in tickets])
    return [_view(connection, setup, row, planned.get(row.id, []), played) for row in tickets]


def _view(
    connection: Connection,
    setup: Setup,
    row: AnyRow,
    planned: list[tuple[str, str]],
    played: Forecast,
) -> TicketView:
    waiting = row.state == StopState.WAITING
    until = None
    if row.state == StopState.NO_SHOW and row.live and row.ended_at is not None:
        until = row.ended_at + timedelta(minutes=setup.plan.rules.come_back_minutes)
    wait = None
    if waiting:
        wait = expected_wait(connection, row.stop_id, row.stop_queue, row.basis_at, played)
    return TicketView(
        ticket_id=row.id,
        number=row.label,
        date=row.date.isoformat(),
        live=row.live,
        state=row.state,
        stop_id=row.stop_id,
        queue=row.queue,
        queue_name=named(row.queue_zh, row.queue_en),
        zone=row.zone,
        zone_name=named(row.zone_zh, row.zone_en),
        item=named(row.item_zh, row.item_en),
        errands=tuple(named(zh, en) for zh, en in planned),
        window=row.window,
        waiting_since=row.basis_at,
        since=row.since,
        limit_minutes=row.max_wait_minutes,
        wait=wait,
        come_back_until=until,
        reason=named(row.reason_zh, row.reason_en) if row.reason_zh is not None else None,
        note=row.note,
        language=row.language,
        issued_at=row.issued_at,
        issued_by=row.issued_by.partition(":")[2],
        offline=row.offline,
    )


def named(zh: str, en: str) -> Text:
    """A row's names as a message; English falls back to Chinese."""
    return Text(zh=zh, en=en or zh)
