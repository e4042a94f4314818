"""The hall's plan together with its database ids: what every act needs to read, kept in memory.

Loaded once and again whenever the hall's `setup_version` has moved on. What stands over the plan for
a while (loans, an evacuation) has a version of its own, so that a window lent costs no reading of
the whole plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, func, select

from hall_server.domain import plan as p
from hall_server.domain.appointments import APPOINTMENT_RATE
from hall_server.domain.discipline import Serves
from hall_server.domain.official_days import computed_days_off
from hall_server.domain.service_time import EMPTY_CALL_S, LONGEST_FACTOR, expected_seconds
from hall_server.domain.states import StopState
from hall_server.domain.working_days import LegalCalendar
from hall_server.store import schema as t
from hall_server.store.evacuations import Evacuation, evacuation_in_force
from hall_server.store.loans import Loan, loans_in_force
from hall_server.store.plan_reading import load_plan
from hall_server.store.retired import Remembered, retired_items, retired_queues

LEARN_FROM_DAYS = 14


@dataclass(frozen=True)
class Setup:
    """A hall's plan and ids. Maps go from code to id (`queue_ids["A"]`) and back (`queues[3]`)."""

    hall: int
    version: int
    standing_version: int
    plan: p.HallPlan
    zone_ids: Mapping[str, int]
    queue_ids: Mapping[str, int]
    item_ids: Mapping[str, int]
    theme_ids: Mapping[str, int]
    profile_ids: Mapping[str, int]
    window_ids: Mapping[str, int]
    priority_ids: Mapping[str, int]
    pause_ids: Mapping[str, int]
    queues: Mapping[int, p.Queue]
    items: Mapping[int, p.Item]
    windows: Mapping[int, p.Window]
    priorities: Mapping[int, p.PriorityReason]
    pauses: Mapping[int, p.PauseReason]
    serves: Mapping[int, Serves]
    """What each window may call, by window id: its profile, and the queue it is lent to."""
    loans: Mapping[int, Loan]
    """The loan in force of each lent window, by window id."""
    evacuation: Evacuation | None
    limits: Mapping[int, float]
    """`max_wait` in seconds by queue id."""
    service: Mapping[int, float]
    """Expected service in seconds by item id: the catalogue's word blended with what was learned."""
    queue_service: Mapping[int, float]
    """The same for an unknown item of a queue: the mean over its items."""
    rates: tuple[float, ...]
    """Every rate a waiting stop can have."""
    departments: Mapping[int, p.Department]
    calendar: LegalCalendar = field(compare=False)
    """The legal working days, as the plan has them."""


def load_setup(connection: Connection, hall: int, now: datetime) -> Setup:
    """Read the hall's plan and ids. Raises LookupError when the hall does not exist."""
    plan = load_plan(connection, hall)
    ids = {table.name: _ids(connection, table, hall) for table in _CODED}
    service = _service(connection, plan, ids["item"], hall, now)
    version, standing = connection.execute(
        select(t.hall.c.setup_version, t.hall.c.standing_version).where(t.hall.c.id == hall)
    ).one()
    planned = Setup(
        hall=hall,
        version=version,
        standing_version=standing,
        plan=plan,
        zone_ids=ids["zone"],
        queue_ids=ids["queue"],
        item_ids=ids["item"],
        theme_ids=ids["theme"],
        profile_ids=ids["profile"],
        window_ids=ids["window"],
        priority_ids=ids["priority_reason"],
        pause_ids=ids["pause_reason"],
        queues=Remembered(
            {ids["queue"][each.letter]: each for each in plan.queues},
            retired_queues(connection, hall, plan),
        ),
        items=Remembered(
            {ids["item"][each.code]: each for each in plan.items},
            retired_items(connection, hall, plan),
        ),
        windows={ids["window"][each.number]: each for each in plan.windows},
        priorities={ids["priority_reason"][each.code]: each for each in plan.priority_reasons},
        pauses={ids["pause_reason"][each.code]: each for each in plan.pause_reasons},
        serves={},
        loans={},
        evacuation=None,
        limits={ids["queue"][each.letter]: each.max_wait_minutes * 60.0 for each in plan.queues},
        service=service,
        queue_service=_queue_service(plan, ids["queue"], ids["item"], service),
        rates=tuple(
            sorted({1.0, APPOINTMENT_RATE, *(each.rate for each in plan.priority_reasons)})
        ),
        departments={ids["department"][each.code]: each for each in plan.departments},
        calendar=LegalCalendar(plan.legal_days, computed_days_off),
    )
    return with_standing(connection, planned, standing)


def with_standing(connection: Connection, setup: Setup, version: int) -> Setup:
    """The setup with the loans and the evacuation in force now, which have this version."""
    # A loan of a window or to a queue that the plan has dropped counts no more; the keeper ends it.
    loans = {
        loan.window: loan
        for loan in loans_in_force(connection, setup.hall)
        if loan.window in setup.windows and loan.queue in setup.queues
    }
    return replace(
        setup,
        standing_version=version,
        loans=loans,
        evacuation=evacuation_in_force(connection, setup.hall),
        serves={
            id: _serves(id, setup.plan.profile[window.profile], setup.plan, setup.queue_ids, loans)
            for id, window in setup.windows.items()
        },
    )


_CODED = (t.zone, t.department, t.queue, t.item, t.theme, t.profile, t.window, t.priority_reason,
          t.pause_reason)  # fmt: skip


def _ids(connection: Connection, table: Table, hall: int) -> dict[str, int]:
    rows = connection.execute(
        select(table.c.code, table.c.id).where(table.c.hall_id == hall, table.c.active)
    )
    return {code: id for code, id in rows}


def _serves(
    window: int,
    profile: p.Profile,
    plan: p.HallPlan,
    queues: Mapping[str, int],
    loans: Mapping[int, Loan],
) -> Serves:
    lent = {loans[window].queue} if window in loans else set()
    return Serves(
        window=window,
        own=frozenset(queues[letter] for letter in profile.own) | lent,
        backup={
            queues[each.queue]: 60.0
            * (
                plan.queue[each.queue].max_wait_minutes
                if each.help_after_minutes is None
                else each.help_after_minutes
            )
            for each in profile.backup
            if queues[each.queue] not in lent
        },
    )


def _service(
    connection: Connection, plan: p.HallPlan, items: Mapping[str, int], hall: int, now: datetime
) -> dict[int, float]:
    """Expected seconds per item: services of the last fourteen days, empty calls and outliers left out."""
    lasted = (t.stop.c.ended_at.cast(t.ID) - t.stop.c.started_at.cast(t.ID)) / 1000.0
    minutes = t.item.c.service_minutes
    learned = connection.execute(
        select(t.stop.c.item_id, func.count(), func.avg(lasted))
        .join(t.item, t.item.c.id == t.stop.c.item_id)
        .where(
            t.stop.c.hall_id == hall,
            t.stop.c.ended_at > now - timedelta(days=LEARN_FROM_DAYS),
            t.stop.c.state == StopState.DONE,
            lasted >= EMPTY_CALL_S,
            lasted <= minutes * 60 * LONGEST_FACTOR,
        )
        .group_by(t.stop.c.item_id)
    )
    observed = {item: (count, float(mean)) for item, count, mean in learned}
    return {
        items[each.code]: expected_seconds(
            each.service_minutes, *observed.get(items[each.code], (0, 0.0))
        )
        for each in plan.items
    }


def _queue_service(
    plan: p.HallPlan,
    queues: Mapping[str, int],
    items: Mapping[str, int],
    service: Mapping[int, float],
) -> dict[int, float]:
    means = {}
    for queue in plan.queues:
        known = [service[items[item.code]] for item in plan.items if item.queue == queue.letter]
        means[queues[queue.letter]] = sum(known) / len(known) if known else 600.0
    return means
