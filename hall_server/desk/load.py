"""Loading a hall: its whole plan in one transaction, or nothing."""

from datetime import datetime
from typing import NamedTuple

from hall_server.desk.plan_in_use import end_closures, require_free
from hall_server.domain import plan as p
from hall_server.domain.actor import system
from hall_server.domain.plan_check import check
from hall_server.domain.plan_spot import told
from hall_server.domain.refusals import HallFounded, PlanRefused, Unknown
from hall_server.store.database import Store, halls
from hall_server.store.passwords import hash_password
from hall_server.store.people import add_staff, staff_of
from hall_server.store.plan_saving import save_plan
from hall_server.store.transaction import Transaction

FIRST_ROLES = frozenset({"admin", "supervisor"})


class FirstStaff(NamedTuple):
    """The first administrator of a new hall."""

    badge: str
    name: str
    password: str


def load_hall(store: Store, plan: p.HallPlan, now: datetime) -> int:
    """Load a new hall, or replace the plan of the hall with the same code. Returns its id.

    Raises PlanRefused when the plan contradicts itself; QueueInUse, ItemInUse or WindowInUse when
    it drops what people depend on now.
    """
    _require_sound(plan)
    with store.reading() as connection:
        known = halls(connection).get(plan.code)
    if known is None:
        return store.found_hall(plan, now, lambda tx: _record(tx, plan))
    store.act(system(known), now, lambda tx: _replace(tx, plan))
    return known


def found_first_hall(store: Store, plan: p.HallPlan, first: FirstStaff, now: datetime) -> int:
    """Make the first hall of a database and its administrator, both or neither. Returns its id.

    Raises PlanRefused, HallFounded when there is a hall.
    """
    _require_sound(plan)
    with store.reading() as connection:
        if halls(connection):
            raise HallFounded()

    hashed = hash_password(first.password)

    def begin(tx: Transaction) -> None:
        _record(tx, plan)
        add_staff(tx, first.badge, first.name, hashed, FIRST_ROLES)

    return store.found_hall(plan, now, begin)


def _require_sound(plan: p.HallPlan) -> None:
    problems = check(plan)
    if problems:
        raise PlanRefused(
            why="; ".join(str(each) for each in problems),
            problems=[told(plan, each) for each in problems],
        )


def _replace(tx: Transaction, plan: p.HallPlan) -> None:
    require_free(tx, plan)
    end_closures(tx, plan)
    save_plan(tx.connection, plan, tx.now)
    _record(tx, plan)


def _record(tx: Transaction, plan: p.HallPlan) -> None:
    tx.record(
        "load_plan",
        {
            "hall": plan.code,
            "zones": len(plan.zones),
            "queues": len(plan.queues),
            "items": len(plan.items),
            "windows": len(plan.windows),
        },
    )


def add_first_administrator(store: Store, hall: int, password: str, now: datetime) -> bool:
    """Register badge `admin` when the hall has no staff. Returns whether it did."""
    with store.reading() as connection:
        if staff_of(connection, hall):
            return False
    hashed = hash_password(password)
    store.act(system(hall), now, lambda tx: add_staff(tx, "admin", "管理员", hashed, FIRST_ROLES))
    return True


def require_place(plan: p.HallPlan, place: str) -> None:
    """Raises Unknown unless `place` is `hall`, `zone:<letter>` or `window:<number>` of the plan."""
    kind, _, code = place.partition(":")
    known = {"zone": plan.zone.keys(), "window": plan.window.keys()}
    if place != "hall" and code not in known.get(kind, ()):
        raise Unknown(what="place", name=place)
