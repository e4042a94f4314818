"""What stops or lengthens the clock of a step, as rows."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, case, func, insert, select, update

from hall_server.domain.cases.standstill import Span
from hall_server.store import schema as t
from hall_server.store.transaction import Transaction


def spans_of(connection: Connection, step: int) -> list[Span]:
    """The suspensions of a step that are over, in their order."""
    rows = connection.execute(
        select(t.step_suspension.c.began_on, t.step_suspension.c.ended_on)
        .where(t.step_suspension.c.step_id == step, t.step_suspension.c.ended_on.is_not(None))
        .order_by(t.step_suspension.c.id)
    )
    return [Span(*row) for row in rows]


def extended_days(connection: Connection, step: int) -> int:
    """How many days a step was given in addition."""
    days = select(func.coalesce(func.sum(t.step_extension.c.days), 0))
    return int(connection.execute(days.where(t.step_extension.c.step_id == step)).scalar_one())


class Pauses(NamedTuple):
    """What stopped and what lengthened the clocks of steps, by step."""

    stood: Mapping[int, list[Span]]
    more: Mapping[int, int]


def pauses_of_running(connection: Connection, hall: int) -> Pauses:
    """Those of every step of a hall that is open or suspended."""
    step, stood, more = t.case_step.c, t.step_suspension.c, t.step_extension.c
    running = (step.hall_id == hall) & step.state.in_(["OPEN", "SUSPENDED"])
    spans: dict[int, list[Span]] = defaultdict(list)
    suspensions = select(stood.step_id, stood.began_on, stood.ended_on).join(
        t.case_step, step.id == stood.step_id
    )
    for id, began, ended in connection.execute(
        suspensions.where(running, stood.ended_on.is_not(None)).order_by(stood.id)
    ):
        spans[id].append(Span(began, ended))
    extensions = select(more.step_id, func.sum(more.days)).join(
        t.case_step, step.id == more.step_id
    )
    days = connection.execute(extensions.where(running).group_by(more.step_id))
    return Pauses(spans, {id: int(sum_) for id, sum_ in days})


def add_suspension(
    tx: Transaction, step: int, ground: str, began_on: date, expected_days: int, note: str
) -> None:
    """The clock of a step stands from now on."""
    tx.execute(
        insert(t.step_suspension).values(
            step_id=step,
            ground=ground,
            began_on=began_on,
            expected_days=expected_days,
            note=note,
            begun_by=tx.actor.signature,
            ended_by="",
        )
    )


def end_suspension(tx: Transaction, step: int, ended_on: date) -> None:
    """The clock of a step runs on; by a clock set back, not before it was stopped."""
    stood = t.step_suspension.c
    tx.execute(
        update(t.step_suspension)
        .where(stood.step_id == step, stood.ended_on.is_(None))
        .values(
            ended_on=case((stood.began_on > ended_on, stood.began_on), else_=ended_on),
            ended_by=tx.actor.signature,
        )
    )


def add_extension(tx: Transaction, step: int, days: int, reason: str, asked_by: str) -> None:
    """A step is given more days, approved by the actor."""
    tx.execute(
        insert(t.step_extension).values(
            step_id=step,
            days=days,
            reason=reason,
            asked_by=asked_by,
            approved_by=tx.actor.signature,
            at=tx.now,
        )
    )
