"""A clerk's console: the window, its line in the order of calling, its pool, its day."""

from datetime import timedelta
from typing import Any, NamedTuple, TypedDict

from sqlalchemy import Connection, Select, case, func, select

from hall_server.desk.told import stop_view, text, ticket_facts, undo_view
from hall_server.domain.discipline import in_turn
from hall_server.domain.refusals import Conflict
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.domain.undo import last_act
from hall_server.live.desk_case import case_brief
from hall_server.live.paper import job_views, printer_view
from hall_server.live.picture import (
    Picture,
    evacuation_view,
    loan_view,
    message_view,
    today_begins,
)
from hall_server.store import schema as t
from hall_server.store.paper import all_printers, newest_jobs
from hall_server.store.stops import STOPS, from_row
from hall_server.wire.paper import PrinterView, PrintJobView
from hall_server.wire.views import (
    CallReason,
    ClerkView,
    DeskState,
    MessageView,
    Named,
    ProfileView,
    StopView,
    UndoView,
)

LINE_MOST = 60
MISSED_MOST = 12
MESSAGES_MOST = 20


def desk_state(connection: Connection, picture: Picture, number: str) -> DeskState:
    """The console of a window of the plan. `connection` reads the same state as the picture."""
    setup = picture.setup
    window = setup.window_ids[number]
    planned = setup.windows[window]
    duty = next(each for each in picture.duties if each.window == window)
    profile = setup.plan.profile[planned.profile]
    current = picture.in_hand.get(window)
    turns = _line(connection, picture, window)
    line = [turn.stop for turn in turns]
    held = [stop for stop in picture.held if stop.window == window]
    missed = _missed(connection, picture, window)
    shown = [*([current] if current else []), *line, *held, *missed]
    facts = ticket_facts(connection, {stop.ticket for stop in shown})

    def views(stops: list[Stop]) -> tuple[StopView, ...]:
        return tuple(stop_view(setup, stop, facts[stop.ticket]) for stop in stops)

    served = served_today(connection, picture).get(window, NOBODY_SERVED)
    queues = setup.serves[window].own
    pause = setup.pauses.get(duty.pause_reason or 0)
    clerk = picture.staff.get(duty.staff or 0)
    return DeskState(
        version=picture.version,
        at=picture.now,
        hall=text(setup.plan.name),
        timezone=setup.plan.timezone,
        window=number,
        zone=planned.zone,
        zone_name=text(setup.plan.zone[planned.zone].name),
        name=text(planned.name),
        state=duty.state.value,
        since=duty.since,
        pause_reason=text(pause.name) if pause else None,
        clerk=ClerkView(badge=clerk[0], name=clerk[1]) if clerk else None,
        seat=duty.seat,
        profile=ProfileView(
            code=profile.code,
            name=text(profile.name),
            own=profile.own,
            backup=tuple(each.queue for each in profile.backup),
        ),
        day_open=picture.open_date is not None,
        current=views([current])[0] if current else None,
        line=tuple(
            view.model_copy(update={"turn": turn.reason})
            for view, turn in zip(views(line), turns, strict=True)
        ),
        # People of helped queues count while this window would call them.
        waiting=max(sum(picture.line(queue).waiting for queue in queues), len(line)),
        longest_s=max((picture.longest_s(queue) for queue in queues), default=0),
        held=views(held),
        missed=views(missed),
        served_today=served.people,
        average_s=served.mean_s,
        wait_average_s=served.wait_mean_s,
        undo=_undo(picture, number, clerk),
        pause_reasons=tuple(
            Named(code=each.code, name=text(each.name)) for each in setup.plan.pause_reasons
        ),
        queues=tuple(Named(code=each.letter, name=text(each.name)) for each in setup.plan.queues),
        windows=tuple(each.number for each in setup.plan.windows),
        messages=_unread(picture, window),
        loan=loan_view(setup, window),
        evacuation=evacuation_view(setup),
        case=case_brief(connection, setup, current),
        **_paper(connection, picture, number),
    )


def _unread(picture: Picture, window: int) -> tuple[MessageView, ...]:
    unread = [each for each in picture.messages if each.is_unread_at(window)]
    return tuple(message_view(picture, each) for each in unread[:MESSAGES_MOST])


class _Paper(TypedDict):
    paper: tuple[PrintJobView, ...]
    printers: tuple[PrinterView, ...]


def _paper(connection: Connection, picture: Picture, number: str) -> _Paper:
    beside = [
        row
        for row in all_printers(connection, picture.setup.hall)
        if row.place == f"window:{number}"
    ]
    if not beside:
        return {"paper": (), "printers": ()}
    return {
        "paper": job_views(newest_jobs(connection, [row.id for row in beside])),
        "printers": tuple(printer_view(row) for row in beside),
    }


class _Turn(NamedTuple):
    """A waiting stop, and the clause by which it would be called in its turn."""

    stop: Stop
    reason: CallReason


def _line(connection: Connection, picture: Picture, window: int) -> list[_Turn]:
    """The first of the window's line, in the order the rule would call them here."""
    setup = picture.setup
    serves = setup.serves[window]
    own = list(serves.own)
    lines = [_first_of(t.stop.c.queue_id.in_(own) | (t.stop.c.pinned_window_id == window))]
    if serves.backup:
        # On their own: older people of a queue that is only helped must not crowd out the window's.
        helped = t.stop.c.queue_id.in_(list(serves.backup))
        lines.append(_first_of(helped & (func.coalesce(t.stop.c.pinned_window_id, 0) != window)))
    rows = [row for line in lines for row in connection.execute(line)]
    stops = {row.id: from_row(row) for row in rows}
    turn = in_turn(
        [stop.waiting() for stop in stops.values()],
        serves,
        setup.limits,
        picture.now.timestamp(),
        LINE_MOST,
    )
    return [
        _Turn(stops[choice.stop], CallReason(rule=choice.rule.value, waited_s=int(choice.waited)))
        for choice in turn
    ]


def _first_of(condition: Any) -> Select[Any]:
    """The oldest waiting ones that fit, pinned ones before them."""
    return (
        STOPS.where(t.stop.c.state == "WAITING", condition)
        .order_by(t.stop.c.pinned_at.is_(None), t.stop.c.basis_at, t.stop.c.sequence)
        .limit(LINE_MOST)
    )


def _undo(picture: Picture, number: str, clerk: tuple[str, str] | None) -> UndoView | None:
    """What the clerk could take back now."""
    if clerk is None:
        return None
    try:
        entry = last_act(picture.recent, number, f"staff:{clerk[0]}", picture.now)
    except Conflict:
        return None
    return undo_view(entry.act, entry.data, entry.at)


def _missed(connection: Connection, picture: Picture, window: int) -> list[Stop]:
    limit = timedelta(minutes=picture.setup.plan.rules.come_back_minutes)
    rows = connection.execute(
        STOPS.where(
            t.stop.c.hall_id == picture.setup.hall,
            t.stop.c.window_id == window,
            t.stop.c.state == StopState.NO_SHOW.value,
            t.stop.c.ended_at >= picture.now - limit,
        )
        .order_by(t.stop.c.ended_at.desc())
        .limit(MISSED_MOST)
    )
    return [from_row(row) for row in rows]


class Served(NamedTuple):
    """How many a window served, their mean service and the mean wait of those who were called."""

    people: int
    mean_s: int | None
    wait_mean_s: int | None


NOBODY_SERVED = Served(0, None, None)


def served_today(connection: Connection, picture: Picture) -> dict[int, Served]:
    """By window: how many were served today, with means in whole seconds."""
    lasted = (t.stop.c.ended_at.cast(t.ID) - t.stop.c.started_at.cast(t.ID)) / 1000.0
    # Whoever walked in was never called, and waited for nobody.
    waited = case((t.stop.c.called_at.is_not(None), t.stop.c.waited_s))
    rows = connection.execute(
        select(t.stop.c.window_id, func.count(), func.avg(lasted), func.avg(waited))
        .where(
            t.stop.c.hall_id == picture.setup.hall,
            t.stop.c.ended_at >= today_begins(picture.setup, picture.now),
            t.stop.c.state == StopState.DONE.value,
        )
        .group_by(t.stop.c.window_id)
    )
    return {
        window: Served(count, *(round(float(mean)) if mean is not None else None for mean in means))
        for window, count, *means in rows
    }
