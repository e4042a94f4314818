"""The supervisor's view of the whole hall, and the journal as staff read it."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from hall_server.desk.issue import wait_told
from hall_server.desk.told import text
from hall_server.domain.duty import Duty
from hall_server.domain.forecast import Forecast
from hall_server.domain.opening import local_date
from hall_server.domain.outlook import Outlook, Point
from hall_server.domain.states import StopState
from hall_server.live.board import closed_text, window_fields
from hall_server.live.desk import NOBODY_SERVED, served_today
from hall_server.live.paper import job_views, printer_views
from hall_server.live.picture import (
    Picture,
    evacuation_view,
    loan_view,
    message_view,
    name_of,
    today_begins,
)
from hall_server.store import schema as t
from hall_server.store.alerts import Alert, alerts_in_force
from hall_server.store.paper import failed_jobs
from hall_server.wire.message import Text
from hall_server.wire.views import (
    AlertView,
    CallReason,
    HallQueue,
    HallState,
    HallWindow,
    ItemClosure,
    JournalEntry,
    Named,
    OutlookPoint,
    ZonePlace,
)

JOURNAL_TAIL = 40
MESSAGES_SHOWN = 20


def hall_state(
    connection: Connection, picture: Picture, played: Forecast, ahead: Outlook
) -> HallState:
    """Every window, every queue, the day's counts, the newest journal entries."""
    plan = picture.setup.plan
    served = served_today(connection, picture)
    ended = _ended_today(connection, picture)
    today = local_date(picture.now, plan.timezone)
    return HallState(
        version=picture.version,
        at=picture.now,
        hall=text(plan.name),
        timezone=plan.timezone,
        date=(picture.open_date or today).isoformat(),
        day_open=picture.open_date is not None,
        windows=tuple(
            _window(picture, duty, served.get(duty.window, NOBODY_SERVED).people)
            for duty in picture.duties
        ),
        queues=tuple(
            queue_view(picture, played, queue, ahead.get(queue, ()))
            for queue in picture.setup.queues
        ),
        items_closed=tuple(
            ItemClosure(
                item=picture.setup.items[row.item_id].code,
                closed=closed_text(row.text_zh, row.text_en),
                closure_id=row.id,
            )
            for row in picture.closures
            if row.item_id is not None
        ),
        zones=tuple(
            ZonePlace(zone=zone.code, name=text(zone.name), floor=zone.floor) for zone in plan.zones
        ),
        profiles=tuple(Named(code=each.code, name=text(each.name)) for each in plan.profiles),
        pause_reasons=tuple(
            Named(code=each.code, name=text(each.name)) for each in plan.pause_reasons
        ),
        parked=tuple(stop.label for stop in picture.held),
        issued_today=_issued_today(connection, picture),
        served_today=ended.get(StopState.DONE, 0),
        missed_today=ended.get(StopState.NO_SHOW, 0),
        journal=journal_entries(connection, picture.setup.hall, None, JOURNAL_TAIL),
        printers=printer_views(connection, picture.setup.hall),
        paper=job_views(
            failed_jobs(connection, picture.setup.hall, today_begins(picture.setup, picture.now))
        ),
        alerts=tuple(
            _alert(picture, each)
            for each in sorted(
                alerts_in_force(connection, picture.setup.hall),
                key=lambda each: each.taken_by is not None,
            )
        ),
        messages=tuple(
            message_view(picture, each) for each in picture.messages[: -MESSAGES_SHOWN - 1 : -1]
        ),
        evacuation=evacuation_view(picture.setup),
    )


def _window(picture: Picture, duty: Duty, served: int) -> HallWindow:
    stop = picture.in_hand.get(duty.window)
    planned = picture.setup.windows[duty.window]
    clerk = picture.staff.get(duty.staff or 0)
    rule = CallReason(rule=stop.rule.value, waited_s=stop.waited_s) if stop and stop.rule else None
    return HallWindow(
        **window_fields(picture, duty),
        since=stop.since if stop else duty.since,
        clerk_name=clerk[1] if clerk else None,
        profile=planned.profile,
        served_today=served,
        held=sum(each.window == duty.window for each in picture.held),
        rule=rule,
        loan=loan_view(picture.setup, duty.window),
    )


def queue_view(
    picture: Picture, played: Forecast, id: int, ahead: Iterable[Point] = ()
) -> HallQueue:
    """A queue as those see it who look after the hall."""
    queue = picture.setup.queues[id]
    closure = next((row for row in picture.closures if row.queue_id == id), None)
    closed: Text | None = closed_text(closure.text_zh, closure.text_en) if closure else None
    waiting = picture.line(id).waiting
    return HallQueue(
        queue=queue.letter,
        name=text(queue.name),
        zone=queue.zone,
        waiting=waiting,
        longest_s=picture.longest_s(id),
        limit_minutes=queue.max_wait_minutes,
        wait=wait_told(waiting, played.newcomers.get(id)),
        windows_open=picture.windows_open_for(id),
        closed=closed,
        closure_id=closure.id if closure else None,
        outlook=outlook_points(ahead),
    )


def outlook_points(ahead: Iterable[Point]) -> tuple[OutlookPoint, ...]:
    """A queue's next hour as it is told: whole people and seconds."""
    return tuple(
        OutlookPoint(
            minutes=point.minutes,
            waiting=round(point.waiting),
            longest_s=round(point.longest_s),
        )
        for point in ahead
    )


def _alert(picture: Picture, alert: Alert) -> AlertView:
    return AlertView.model_validate(
        {
            "alert_id": alert.id,
            "kind": alert.kind,
            "subject": alert.subject,
            "since": alert.since,
            "facts": alert.facts,
            "taken_by": name_of(picture, alert.taken_by) if alert.taken_by else None,
            "taken_at": alert.taken_at,
        }
    )


def _ended_today(connection: Connection, picture: Picture) -> dict[str, int]:
    rows = connection.execute(
        select(t.stop.c.state, func.count())
        .where(
            t.stop.c.hall_id == picture.setup.hall,
            t.stop.c.ended_at >= today_begins(picture.setup, picture.now),
        )
        .group_by(t.stop.c.state)
    )
    return {state: count for state, count in rows}


def _issued_today(connection: Connection, picture: Picture) -> int:
    today = local_date(picture.now, picture.setup.plan.timezone)
    total = connection.execute(
        select(func.sum(t.series.c.last_serial)).where(
            t.series.c.queue_id.in_(list(picture.setup.queues)), t.series.c.date == today
        )
    ).scalar()
    return int(total or 0)


def journal_entries(
    connection: Connection, hall: int, before: int | None, most: int
) -> tuple[JournalEntry, ...]:
    """Journal entries, newest first, from before a number or from the newest."""
    query = select(t.journal).where(t.journal.c.hall_id == hall)
    if before is not None:
        query = query.where(t.journal.c.seq < before)
    rows = connection.execute(query.order_by(t.journal.c.seq.desc()).limit(most))
    entries = []
    for row in rows:
        data = json.loads(row.data)
        entries.append(
            JournalEntry(
                seq=row.seq,
                at=row.at,
                act=row.act,
                actor=row.actor,
                number=data.get("number"),
                ticket=row.ticket_id,
                window=data.get("window"),
                data=data,
                hash=row.hash,
            )
        )
    return tuple(entries)
