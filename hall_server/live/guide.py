"""The guide desk's view: who waits beyond the limit, who may still come back, what to tell people."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select
from sqlalchemy import text as literal_text

from hall_server.desk.told import text, ticket_facts
from hall_server.domain.forecast import Forecast
from hall_server.domain.opening import local_date
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.live.hall import queue_view
from hall_server.live.lookup import named
from hall_server.live.paper import job_views, printer_views
from hall_server.live.picture import Picture, evacuation_view, today_begins
from hall_server.store import schema as t
from hall_server.store.paper import failed_jobs
from hall_server.store.stops import STOPS, from_row
from hall_server.wire.guide import ClosureView, GuideState, LateTicket, MissedTicket
from hall_server.wire.message import Text
from hall_server.wire.views import Named

MOST = 40
# Word for word as the partial index has it, so that SQLite uses that.
_IS_WAITING = literal_text("state = 'WAITING'")


def guide_state(connection: Connection, picture: Picture, played: Forecast) -> GuideState:
    """The hall as the guide desk needs it."""
    plan = picture.setup.plan
    today = picture.open_date or local_date(picture.now, plan.timezone)
    special = next((each for each in plan.special_days if each.date == today), None)
    usual = [each for each in plan.hours if each.weekday == today.weekday()]
    periods = special.periods if special else usual
    late = _late(connection, picture)
    return GuideState(
        version=picture.version,
        at=picture.now,
        hall=text(plan.name),
        timezone=plan.timezone,
        date=today.isoformat(),
        day_open=picture.open_date is not None,
        hours=tuple(f"{each.begins:%H:%M}-{each.ends:%H:%M}" for each in periods),
        special=text(special.name) if special else None,
        late=_late_views(connection, picture, late[:MOST]),
        late_total=len(late),
        missed=_missed(connection, picture),
        queues=tuple(queue_view(picture, played, queue) for queue in picture.setup.queues),
        windows=tuple(window.number for window in plan.windows),
        reasons=tuple(
            Named(code=each.code, name=text(each.name)) for each in plan.priority_reasons
        ),
        closures=_closures(connection, picture),
        printers=printer_views(connection, picture.setup.hall),
        paper=job_views(
            failed_jobs(connection, picture.setup.hall, today_begins(picture.setup, picture.now))
        ),
        evacuation=evacuation_view(picture.setup),
    )


def _late(connection: Connection, picture: Picture) -> list[Stop]:
    """Those beyond their queue's limit, the longest beyond it first."""
    now = picture.now.timestamp()
    found: list[tuple[float, Stop]] = []
    for queue, limit in picture.setup.limits.items():
        if picture.longest_s(queue) < limit:
            continue
        rows = connection.execute(
            STOPS.where(
                t.stop.c.queue_id == queue,
                _IS_WAITING,
                t.stop.c.basis_at <= picture.now - timedelta(seconds=limit),
            )
        )
        for row in rows:
            stop = from_row(row)
            found.append((stop.basis.timestamp() + limit - now, stop))
    return [stop for _, stop in sorted(found, key=lambda each: (each[0], each[1].sequence))]


def _late_views(
    connection: Connection, picture: Picture, stops: list[Stop]
) -> tuple[LateTicket, ...]:
    setup = picture.setup
    facts = ticket_facts(connection, {stop.ticket for stop in stops})
    views = []
    for stop in stops:
        queue = setup.queues[stop.queue]
        reason = setup.priorities.get(facts[stop.ticket].priority_reason or 0)
        pinned = setup.windows.get(stop.pinned_window or 0)
        views.append(
            LateTicket(
                ticket_id=stop.ticket,
                number=stop.label,
                queue=queue.letter,
                zone=queue.zone,
                item=text(setup.items[stop.item].name),
                waiting_since=stop.basis,
                limit_minutes=queue.max_wait_minutes,
                reason=text(reason.name) if reason else None,
                window=pinned.number if pinned else None,
            )
        )
    return tuple(views)


def _missed(connection: Connection, picture: Picture) -> tuple[MissedTicket, ...]:
    limit = timedelta(minutes=picture.setup.plan.rules.come_back_minutes)
    rows = connection.execute(
        select(
            t.stop.c.id, t.stop.c.ticket_id, t.stop.c.label, t.stop.c.ended_at,
            t.queue.c.code.label("queue"), t.window.c.code.label("window"),
            t.item.c.name_zh, t.item.c.name_en,
        )
        .join(t.ticket, t.ticket.c.id == t.stop.c.ticket_id)
        .join(t.queue, t.queue.c.id == t.stop.c.queue_id)
        .join(t.item, t.item.c.id == t.stop.c.item_id)
        .outerjoin(t.window, t.window.c.id == t.stop.c.window_id)
        .where(
            t.stop.c.hall_id == picture.setup.hall,
            t.stop.c.state == StopState.NO_SHOW.value,
            t.stop.c.ended_at >= picture.now - limit,
            t.ticket.c.live,
        )
        .order_by(t.stop.c.ended_at)
        .limit(MOST)
    )  # fmt: skip
    return tuple(
        MissedTicket(
            ticket_id=row.ticket_id,
            stop_id=row.id,
            number=row.label,
            queue=row.queue,
            item=named(row.name_zh, row.name_en),
            window=row.window,
            missed_at=row.ended_at,
            until=row.ended_at + limit,
        )
        for row in rows
    )


def _closures(connection: Connection, picture: Picture) -> tuple[ClosureView, ...]:
    setup = picture.setup
    since = _closed_since(connection, setup.hall)
    views = []
    for row in picture.closures:
        item, queue = setup.items.get(row.item_id or 0), setup.queues.get(row.queue_id or 0)
        subject = item or queue
        if subject is None:
            continue  # the plan has dropped it, and nobody asks for it any more
        views.append(
            ClosureView(
                item=item.code if item else None,
                queue=queue.letter if queue else None,
                name=text(subject.name),
                text=Text(zh=row.text_zh, en=row.text_en or row.text_zh),
                since=since[row.id],
            )
        )
    return tuple(views)


def _closed_since(connection: Connection, hall: int) -> dict[int, datetime]:
    rows = connection.execute(
        select(t.closure.c.id, t.closure.c.since).where(
            t.closure.c.hall_id == hall, t.closure.c.ended_at.is_(None)
        )
    )
    return {row.id: row.since for row in rows}
