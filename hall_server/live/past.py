"""Any moment of any day, replayed from the journal and shown with today's names."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from hall_server.desk.told import text
from hall_server.domain import plan as p
from hall_server.domain.opening import local_date
from hall_server.domain.replay import (
    ClosureThen,
    HallThen,
    StopThen,
    WindowThen,
    moment,
    replay,
)
from hall_server.live.board import closed_text
from hall_server.live.hall import journal_entries
from hall_server.live.picture import today_begins
from hall_server.store.past import beginning, day_bounds, entries_between, in_force_before
from hall_server.store.people import names_of_staff
from hall_server.store.setup import Setup
from hall_server.wire.message import Text
from hall_server.wire.views import (
    EvacuationView,
    ItemClosed,
    LoanView,
    PastQueue,
    PastState,
    PastWindow,
    ZonePlace,
)

JOURNAL_SHOWN = 20
NUMBERS_MOST = 60
STEP = timedelta(minutes=5)
UNHEARD = WindowThen()


def hall_then(connection: Connection, setup: Setup, at: datetime) -> HallThen:
    """The hall at a moment. Ten thousand entries take about a tenth of a second."""
    on = local_date(at, setup.plan.timezone)
    begin = beginning(connection, setup.hall, on, today_begins(setup, at), at)
    known = in_force_before(connection, setup.hall, begin)
    return replay(known, entries_between(connection, setup.hall, begin, at))


def past_state(connection: Connection, setup: Setup, at: datetime) -> PastState:
    """The hall at a moment not to come, for the page that looks back."""
    plan = setup.plan
    then = hall_then(connection, setup, at)
    midnight = today_begins(setup, at)
    # By the calendar, not by hours: a day may have 23 or 25.
    tomorrow = midnight.replace(tzinfo=None) + timedelta(days=1)
    following = tomorrow.replace(tzinfo=ZoneInfo(plan.timezone))
    bounds = day_bounds(connection, setup.hall, midnight, following, STEP)
    return PastState(
        version=then.version,
        at=at,
        hall=text(plan.name),
        timezone=plan.timezone,
        date=local_date(at, plan.timezone).isoformat(),
        day_open=then.day_open,
        zones=tuple(
            ZonePlace(zone=zone.code, name=text(zone.name), floor=zone.floor) for zone in plan.zones
        ),
        windows=_windows(connection, setup, then),
        queues=_queues(setup, then, at),
        items_closed=tuple(
            ItemClosed(item=closure.item, closed=_words(closure))
            for closure in then.closures.values()
            if closure.item is not None
        ),
        issued_today=sum(moment(given) >= midnight for given in then.issued),
        served_today=then.ended_since(midnight, "DONE"),
        missed_today=then.ended_since(midnight, "NO_SHOW"),
        evacuation=_evacuation(then),
        journal=journal_entries(connection, setup.hall, then.version + 1, JOURNAL_SHOWN),
        midnight=midnight,
        first_at=bounds.first,
        last_at=bounds.last,
        density_minutes=int(STEP.total_seconds() // 60),
        density=bounds.density,
    )


def _windows(connection: Connection, setup: Setup, then: HallThen) -> tuple[PastWindow, ...]:
    names = dict(names_of_staff(connection, setup.hall).values())
    there, pools = then.at_window(), then.pools()
    return tuple(
        _window(
            setup,
            planned,
            then.windows.get(planned.number, UNHEARD),
            there.get(planned.number),
            {
                "clerk_name": names.get(then.windows.get(planned.number, UNHEARD).clerk or ""),
                "held": tuple(pools.get(planned.number, ())),
                "loan": _loan(setup, then, planned.number),
            },
        )
        for planned in setup.plan.windows
    )


def _window(
    setup: Setup,
    planned: p.Window,
    window: WindowThen,
    stop: StopThen | None,
    more: Mapping[str, Any],
) -> PastWindow:
    if stop is not None:
        state = "calling" if stop.state == "CALLED" else "serving"
    else:
        state = "idle" if window.state == "OPEN" else window.state.lower()
    since = stop.since if stop is not None else window.since
    reason = setup.plan.pause_reason.get(window.pause_reason or "")
    return PastWindow.model_validate(
        {
            "window": planned.number,
            "zone": planned.zone,
            "name": text(planned.name),
            "state": state,
            "number": stop.number if stop is not None else None,
            "since": moment(since) if since is not None else None,
            "pause_reason": text(reason.name) if reason is not None else None,
            "clerk": window.clerk,
            **more,
        }
    )


def _loan(setup: Setup, then: HallThen, number: str) -> LoanView | None:
    loan = then.loans.get(number)
    if loan is None:
        return None
    queue = setup.plan.queue.get(loan.queue)
    name = text(queue.name) if queue is not None else Text(zh=loan.queue, en=loan.queue)
    return LoanView(queue=loan.queue, name=name, until=moment(loan.until))


def _queues(setup: Setup, then: HallThen, at: datetime) -> tuple[PastQueue, ...]:
    lines = then.waiting()
    closed = {each.queue: _words(each) for each in then.closures.values()}
    queues = []
    for queue in setup.plan.queues:
        line = lines.get(queue.letter, [])
        longest = (at - line[0][0]).total_seconds() if line else 0
        queues.append(
            PastQueue(
                queue=queue.letter,
                name=text(queue.name),
                zone=queue.zone,
                waiting=len(line),
                longest_s=max(0, int(longest)),
                limit_minutes=queue.max_wait_minutes,
                numbers=tuple(number for _, number in line[:NUMBERS_MOST]),
                closed=closed.get(queue.letter),
            )
        )
    return tuple(queues)


def _words(closure: ClosureThen) -> Text:
    return closed_text(closure.text, closure.text_en)


def _evacuation(then: HallThen) -> EvacuationView | None:
    known = then.evacuation
    if known is None:
        return None
    words = Text(zh=known.text, en=known.text_en or known.text)
    return EvacuationView(text=words, since=moment(known.since), begun_by=known.begun_by)
