"""What stands beside a case: suspensions and extensions of its steps, its papers, what supervision saw, its story."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, literal, select, tuple_

from hall_server.domain.cases.stages import clock_runs
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.schema.columns import Moment


def suspensions_of(connection: Connection, steps: Iterable[int]) -> dict[int, list[AnyRow]]:
    """Rows of step_suspension by step, oldest first."""
    return _by_step(connection, t.step_suspension.c.step_id, steps)


def extensions_of(connection: Connection, steps: Iterable[int]) -> dict[int, list[AnyRow]]:
    """Rows of step_extension by step, oldest first."""
    return _by_step(connection, t.step_extension.c.step_id, steps)


def _by_step(
    connection: Connection, step: ColumnElement[int], steps: Iterable[int]
) -> dict[int, list[AnyRow]]:
    table = step.table
    found: dict[int, list[AnyRow]] = defaultdict(list)
    query = select(table).where(step.in_(list(steps))).order_by(table.c.id)
    for row in connection.execute(query):
        found[row.step_id].append(row)
    return found


def documents_of(connection: Connection, case: int) -> list[AnyRow]:
    """A case's papers without their words, oldest first."""
    d = t.document.c
    told = (d.id, d.kind, d.reference, d.version, d.sha256, d.issued_on, d.created_at, d.created_by)
    query = select(*told, d.reason).where(d.case_id == case).order_by(d.id)
    return list(connection.execute(query))


def journal_of_case(connection: Connection, case: int) -> list[AnyRow]:
    """The acts on a case, oldest first."""
    query = select(t.journal).where(t.journal.c.case_id == case).order_by(t.journal.c.seq)
    return list(connection.execute(query))


def _events() -> Select[*tuple[object, ...]]:
    lead = t.case_step.alias("lead")
    e = t.supervision_event
    return (
        select(
            e.c.id,
            e.c.node,
            e.c.grade,
            e.c.at,
            e.c.evidence,
            t.case.c.number,
            t.case.c.theme_id,
            lead.c.item_version_id,
        )
        .outerjoin(t.case, t.case.c.id == e.c.case_id)
        .outerjoin(lead, (lead.c.case_id == e.c.case_id) & lead.c.lead)
    )


def events_of_case(connection: Connection, case: int) -> list[AnyRow]:
    """What supervision saw of a case, newest first."""
    e = t.supervision_event.c
    return list(connection.execute(_events().where(e.case_id == case).order_by(e.id.desc())))


def events_of_hall(
    connection: Connection,
    hall: int,
    grade: str | None,
    after: tuple[datetime, int] | None,
    most: int,
) -> list[AnyRow]:
    """What supervision saw in a hall, newest first: `most` events before the moment and id `after`."""
    e = t.supervision_event.c
    query = _events().where(e.hall_id == hall).order_by(e.at.desc(), e.id.desc())
    if grade is not None:
        query = query.where(e.grade == grade)
    if after is not None:
        last = tuple_(literal(after[0], Moment), literal(after[1]))
        query = query.where(e.at <= after[0], tuple_(e.at, e.id) < last)
    return list(connection.execute(query.limit(most)))


def leads_of(connection: Connection, cases: Iterable[int]) -> dict[int, AnyRow]:
    """The leading step of each case, by case."""
    step = t.case_step
    rows = connection.execute(select(step).where(step.c.case_id.in_(list(cases)), step.c.lead))
    return {row.case_id: row for row in rows}


class Standing(NamedTuple):
    """How the steps of a case stand: how many there are, whether one is suspended, whether a clock runs."""

    parts: int
    suspended: bool
    runs: bool


def standing_of(connection: Connection, cases: Iterable[int]) -> dict[int, Standing]:
    """How each case stands, by case."""
    step = t.case_step.c
    found: dict[int, list[str]] = defaultdict(list)
    query = select(step.case_id, step.state).where(step.case_id.in_(list(cases)))
    for row in connection.execute(query):
        found[row.case_id].append(row.state)
    return {
        case: Standing(len(states), "SUSPENDED" in states, clock_runs(states))
        for case, states in found.items()
    }
