"""The stand-in hall as its screens get it, built with the wire's own models."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from stand_in_hall import COME_BACK_MINUTES, StandInHall, Stop, Window

from hall_server.domain.states import StopState, WindowState
from hall_server.wire import views
from hall_server.wire.message import Text, Wait

HALL = Text(zh="临江区政务服务中心", en="Linjiang District Service Hall")
ZONES = {
    "A": Text(zh="企业登记", en="Business registration"),
    "B": Text(zh="建设项目", en="Construction"),
    "C": Text(zh="社会事务", en="Social affairs"),
    "D": Text(zh="便民服务", en="Everyday services"),
}
PROFILES = {
    "all": Text(zh="综合受理", en="General"),
    "files": Text(zh="只办领证", en="Collection only"),
}
PAUSES = {
    "tea": Text(zh="短暂休息", en="Short break"),
    "meeting": Text(zh="开会", en="Meeting"),
    "system": Text(zh="系统故障", en="System trouble"),
}
LIMIT_MINUTES = 30
MINUTES_EACH = 6


def stop_view(stop: Stop) -> views.StopView:
    """A stop as staff see it."""
    return views.StopView(
        stop_id=stop.stop_id,
        ticket_id=stop.ticket_id,
        number=stop.number,
        state=stop.state.value,
        queue=stop.errand.queue,
        item=stop.errand.name,
        item_code=stop.errand.code,
        kind=stop.errand.kind,  # type: ignore[arg-type] # the scenario names a kind of the wire
        statutory_days=20,
        promised_days=5,
        materials=stop.errand.materials,
        step=stop.step,
        steps=stop.steps,
        issued_at=stop.issued_at,
        waiting_since=stop.issued_at,
        called_at=stop.called_at,
        started_at=stop.started_at,
        since=stop.since,
        recalls=stop.recalls,
        reason=stop.reason,
        call_reason=stop.call_reason,
        window=stop.window,
        note=stop.note,
        limit_minutes=LIMIT_MINUTES,
        turn=_turn(stop) if stop.state is StopState.WAITING else None,
    )


def _turn(stop: Stop) -> views.CallReason:
    """Why a waiting stop would be called in its turn: few reasons are enough for the page."""
    if stop.window is not None:
        return views.CallReason(rule="pinned", waited_s=0)
    return views.CallReason(rule="priority" if stop.reason else "longest", waited_s=0)


def window_now(hall: StandInHall, window: Window) -> dict[str, Any]:
    """WindowNow as JSON."""
    stop = hall.in_hand(window)
    return {
        "version": hall.version,
        "window": window.number,
        "state": window.state.value,
        "current": stop_view(stop).model_dump(mode="json") if stop else None,
        "undo": None,
    }


def desk_state(hall: StandInHall, window: Window) -> views.DeskState:
    """The console of one window."""
    line, current = hall.line(window), hall.in_hand(window)
    here = [stop for stop in hall.stops if stop.window == window.number]
    held = [stop for stop in here if stop.state is StopState.HELD]
    missed = [stop for stop in here if stop.state is StopState.NO_SHOW]
    return views.DeskState(
        version=hall.version,
        at=hall.now(),
        hall=HALL,
        window=window.number,
        zone=window.zone,
        zone_name=ZONES[window.zone],
        name=Text(zh=f"{window.number} 号窗口", en=f"Window {window.number}"),
        state=window.state.value,
        since=window.since,
        pause_reason=PAUSES.get(window.pause_reason or ""),
        clerk=window.clerk,
        seat=window.seat,
        profile=views.ProfileView(
            code=window.profile, name=PROFILES[window.profile], own=window.queues, backup=()
        ),
        day_open=hall.day_open,
        current=stop_view(current) if current else None,
        line=tuple(stop_view(stop) for stop in line[:60]),
        waiting=len(line),
        longest_s=longest_s(hall, line),
        held=tuple(stop_view(stop) for stop in held),
        missed=tuple(stop_view(stop) for stop in reversed(missed)),
        served_today=window.served,
        average_s=680 if window.served else None,
        pause_reasons=tuple(views.Named(code=code, name=name) for code, name in PAUSES.items()),
        queues=tuple(views.Named(code=code, name=name) for code, (name, _) in hall.queues.items()),
        windows=tuple(hall.windows),
        **hall.paper.at_window(window.number),
    )


def longest_s(hall: StandInHall, waiting: list[Stop]) -> int:
    """How long the oldest of these has waited, in seconds."""
    return max((int((hall.now() - stop.issued_at).total_seconds()) for stop in waiting), default=0)


def board_window(hall: StandInHall, window: Window) -> dict[str, Any]:
    """The fields of a BoardWindow."""
    stop = hall.in_hand(window)
    state = {WindowState.CLOSED: "closed", WindowState.PAUSED: "paused"}.get(window.state, "idle")
    if stop is not None:
        state = "calling" if stop.state is StopState.CALLED else "serving"
    return {
        "window": window.number,
        "zone": window.zone,
        "name": Text(zh=f"{window.number} 号窗口", en=f"Window {window.number}"),
        "state": state,
        "number": stop.number if stop else None,
        "called_at": stop.called_at if stop else None,
        "pause_reason": PAUSES.get(window.pause_reason or ""),
        "clerk": window.clerk.badge if window.clerk else None,
        "queues": tuple(hall.queues[queue][0] for queue in window.queues),
    }


def board_state(hall: StandInHall) -> views.BoardState:
    """The whole hall's board, from which a clerk chooses a window."""
    return views.BoardState(
        version=hall.version,
        at=hall.now(),
        hall=HALL,
        scope="hall",
        place=None,
        day_open=hall.day_open,
        calls=(),
        zones=tuple(
            views.BoardZone(
                zone=code,
                name=name,
                waiting=len(waiting_of(hall, code)),
                wait=wait_for(hall, code),
                windows_open=windows_open(hall, code),
            )
            for code, name in ZONES.items()
        ),
        windows=tuple(views.BoardWindow(**board_window(hall, w)) for w in hall.windows.values()),
        notice=Text(zh="", en=""),
    )


def waiting_of(hall: StandInHall, queue: str) -> list[Stop]:
    """Everybody waiting in a queue."""
    return [s for s in hall.stops if s.state is StopState.WAITING and s.errand.queue == queue]


def windows_open(hall: StandInHall, queue: str) -> int:
    """How many windows serve a queue now."""
    return sum(
        1 for w in hall.windows.values() if queue in w.queues and w.state is WindowState.OPEN
    )


def wait_for(hall: StandInHall, queue: str, ahead: int | None = None) -> Wait:
    """The range for a newcomer, or for one with so many people ahead."""
    people = len(waiting_of(hall, queue)) if ahead is None else ahead
    windows = windows_open(hall, queue)
    if windows == 0:
        return Wait(ahead=people)
    low = people * MINUTES_EACH // windows
    return Wait(ahead=people, low=low, high=low + 7 if people else 0)


def hall_queue(hall: StandInHall, queue: str) -> views.HallQueue:
    """A queue as the supervisor sees it."""
    name, zone = hall.queues[queue]
    waiting = waiting_of(hall, queue)
    closure = next((c for c in hall.closures if c.subject == queue), None)
    return views.HallQueue(
        queue=queue,
        name=name,
        zone=zone,
        waiting=len(waiting),
        longest_s=longest_s(hall, waiting),
        limit_minutes=LIMIT_MINUTES,
        wait=wait_for(hall, queue),
        windows_open=windows_open(hall, queue),
        closed=closure.text if closure else None,
        closure_id=closure.closure_id if closure else None,
        outlook=outlook(len(waiting), longest_s(hall, waiting)),
    )


def outlook(waiting: int, longest: int) -> tuple[views.OutlookPoint, ...]:
    """Nobody is called and one comes every five minutes; nothing is expected where nobody waits."""
    if waiting == 0:
        return ()
    return tuple(
        views.OutlookPoint(minutes=m, waiting=waiting + m // 5, longest_s=longest + m * 60)
        for m in (15, 30, 45, 60)
    )


def hall_window(hall: StandInHall, window: Window) -> views.HallWindow:
    """A window as the supervisor sees it."""
    stop = hall.in_hand(window)
    held = sum(1 for s in hall.stops if s.window == window.number and s.state is StopState.HELD)
    return views.HallWindow(
        **board_window(hall, window),
        since=stop.since if stop else window.since,
        clerk_name=window.clerk.name if window.clerk else None,
        profile=window.profile,
        served_today=window.served,
        held=held,
        rule=stop.call_reason if stop else None,
    )


def journal(
    hall: StandInHall, before: int | None = None, limit: int = 40
) -> tuple[views.JournalEntry, ...]:
    """Newest first."""
    entries = [entry for entry in hall.journal if before is None or entry.seq < before]
    return tuple(
        views.JournalEntry(**vars(entry), hash=f"{entry.seq:064x}")
        for entry in reversed(entries[-limit:])
    )


def hall_state(hall: StandInHall) -> views.HallState:
    """The supervisor's whole view."""
    return views.HallState(
        version=hall.version,
        at=hall.now(),
        hall=HALL,
        date=hall.now().date().isoformat(),
        day_open=hall.day_open,
        windows=tuple(hall_window(hall, window) for window in hall.windows.values()),
        queues=tuple(hall_queue(hall, queue) for queue in hall.queues),
        items_closed=tuple(
            views.ItemClosure(item=c.subject, closed=c.text, closure_id=c.closure_id)
            for c in hall.closures
            if c.subject in hall.errands
        ),
        profiles=tuple(views.Named(code=code, name=name) for code, name in PROFILES.items()),
        pause_reasons=tuple(views.Named(code=code, name=name) for code, name in PAUSES.items()),
        parked=tuple(stop.number for stop in hall.stops if stop.state is StopState.HELD),
        issued_today=len(hall.stops),
        served_today=sum(window.served for window in hall.windows.values()),
        missed_today=sum(1 for stop in hall.stops if stop.state is StopState.NO_SHOW),
        journal=journal(hall),
        zones=tuple(
            views.ZonePlace(zone=code, name=name, floor="2F" if code == "B" else "1F")
            for code, name in ZONES.items()
        ),
        **hall.paper.in_hall(),
    )


def visit_state(hall: StandInHall, stop: Stop) -> views.VisitState:
    """The visitor's own page."""
    waiting = waiting_of(hall, stop.errand.queue)
    ahead = sum(1 for other in waiting if other.issued_at < stop.issued_at)
    missed = stop.state is StopState.NO_SHOW
    return views.VisitState(
        version=hall.version,
        at=hall.now(),
        hall=HALL,
        number=stop.number,
        language="zh-CN",
        state=stop.state.value,
        zone=ZONES[hall.queues[stop.errand.queue][1]],
        wait=wait_for(hall, stop.errand.queue, ahead) if stop.state is StopState.WAITING else None,
        window=stop.window,
        called_at=stop.called_at,
        issued_at=stop.issued_at,
        come_back_until=stop.since + timedelta(minutes=COME_BACK_MINUTES) if missed else None,
        evacuation=hall.evacuation,
        stops=(
            views.VisitStop(item=stop.errand.name, state=stop.state.value, window=stop.window),
            *(
                views.VisitStop(item=Text(zh=f"第 {n} 项", en=f"Errand {n}"), state="PLANNED")
                for n in range(2, stop.steps + 1)
            ),
        ),
    )
