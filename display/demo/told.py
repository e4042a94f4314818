"""What the played hall tells its displays: the two pushed views, from the day as it stands. Pure."""

from datetime import datetime

from display.demo.day import Call, Counter, Day
from display.demo.plan import HALL, LEAVE, LIMIT_MINUTES, NOTICES, QUEUES, ZONES, Queue
from hall_server.wire.lobby import NEXT_MOST, LobbyItem, LobbyQueue, LobbyState
from hall_server.wire.message import Text, Wait
from hall_server.wire.views import BoardCall, BoardState, BoardWindow, BoardZone, EvacuationView


def board_state(day: Day, version: int, now: datetime, leave_since: datetime | None) -> BoardState:
    """The whole hall's boards at `now` (aware); people are told to leave since `leave_since`."""
    return BoardState(
        version=version,
        at=now,
        hall=HALL,
        scope="hall",
        place=None,
        day_open=True,
        calls=tuple(_call(day, call) for call in reversed(day.calls)),
        zones=tuple(_zone(day, zone) for zone in ZONES),
        windows=tuple(_window(day, counter) for counter in day.counters),
        notice=NOTICES[0],
        notices=NOTICES,
        evacuation=EvacuationView(text=LEAVE, since=leave_since, begun_by="9001")
        if leave_since
        else None,
    )


def lobby_state(day: Day, version: int, now: datetime) -> LobbyState:
    """Next numbers, waits and limits at `now` (aware)."""
    return LobbyState(
        version=version,
        at=now,
        hall=HALL,
        day_open=True,
        queues=tuple(_queue(day, queue) for queue in QUEUES),
        items=tuple(
            LobbyItem(
                item=f"{queue.letter}{position}",
                name=name,
                queue=queue.letter,
                zone=queue.zone,
                waiting=len(day.lines[queue.letter]) // len(queue.items),
            )
            for queue in QUEUES
            for position, name in enumerate(queue.items, start=1)
        ),
    )


def _call(day: Day, call: Call) -> BoardCall:
    window, number = call.counter.window, call.visitor.number
    return BoardCall(
        call_id=call.call_id,
        number=number,
        window=window.number,
        zone=window.zone,
        zone_name=ZONES[window.zone],
        at=call.at,
        recall=call.recall,
        live=day.is_live(call),
        spoken=Text(
            zh=f"请{number}号到{window.number}号窗口办理",
            en=f"Number {number}, please go to window {window.number}",
        ),
    )


def _zone(day: Day, zone: str) -> BoardZone:
    queues = [queue for queue in QUEUES if queue.zone == zone]
    waiting = sum(len(day.lines[queue.letter]) for queue in queues)
    return BoardZone(
        zone=zone,
        name=ZONES[zone],
        waiting=waiting,
        wait=_wait(day, max(queues, key=lambda queue: len(day.lines[queue.letter]))),
        windows_open=sum(
            counter.state != "closed" and counter.window.zone == zone for counter in day.counters
        ),
    )


def _window(day: Day, counter: Counter) -> BoardWindow:
    window, visitor = counter.window, counter.visitor
    away = counter.state in ("closed", "paused")
    return BoardWindow(
        window=window.number,
        zone=window.zone,
        name=ZONES[window.zone],
        state=counter.state,
        number=visitor.number if visitor is not None else None,
        call_id=counter.call_id,
        called_at=counter.called_at,
        pause_reason=counter.pause,
        clerk=None if counter.state == "closed" else counter.clerk,
        queues=tuple(queue.name for queue in QUEUES if queue.letter in window.queues),
        instead=tuple(each.window.number for each in _working(day, window.queues)[:3])
        if away
        else (),
    )


def _queue(day: Day, queue: Queue) -> LobbyQueue:
    line = day.lines[queue.letter]
    return LobbyQueue(
        queue=queue.letter,
        name=queue.name,
        zone=queue.zone,
        waiting=len(line),
        wait=_wait(day, queue),
        longest=line[0].number if line else None,
        longest_s=int(day.elapsed - line[0].since) if line else 0,
        limit_minutes=LIMIT_MINUTES,
        windows=tuple(each.window.number for each in _working(day, queue.letter)),
        served_today=day.served[queue.letter],
        next=tuple(visitor.number for visitor in list(line)[:NEXT_MOST]),
    )


def _wait(day: Day, queue: Queue) -> Wait:
    ahead, windows = len(day.lines[queue.letter]), len(_working(day, queue.letter))
    if not windows:
        return Wait(ahead=ahead)
    minutes = ahead * queue.serve_s / windows / 60
    return Wait(ahead=ahead, low=int(minutes * 0.8), high=int(minutes * 1.3) + 1)


def _working(day: Day, letters: str) -> list[Counter]:
    """Open windows whose first queue is one of these."""
    return [
        each
        for each in day.counters
        if each.window.queues[0] in letters and each.state not in ("closed", "paused")
    ]
