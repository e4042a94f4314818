"""A case with its check list and its steps: read, added, changed."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from hall_server.domain.cases.case import Case, Checked, Step
from hall_server.domain.cases.refusals import CaseChanged
from hall_server.domain.cases.states import CaseState, MaterialState, StepState
from hall_server.domain.plan import Material
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

_CASE = tuple(field.name for field in fields(Case))
_STEP = tuple(field.name for field in fields(Step))


def case_numbered(connection: Connection, hall: int, number: str) -> Case:
    """The case with a number. Raises Unknown."""
    row = connection.execute(
        select(t.case).where(t.case.c.hall_id == hall, t.case.c.number == number)
    ).one_or_none()
    if row is None:
        raise Unknown(what="case", name=number)
    return case_of(row)


def case_with_token(connection: Connection, token: str) -> tuple[int, Case]:
    """The hall and the case behind an applicant's link. Raises Unknown."""
    row = connection.execute(select(t.case).where(t.case.c.token == token)).one_or_none()
    if row is None:
        raise Unknown(what="case", name="")
    return row.hall_id, case_of(row)


def cases_of_ticket(connection: Connection, ticket: int) -> list[Case]:
    """The cases received on a ticket, newest first."""
    rows = connection.execute(
        select(t.case).where(t.case.c.ticket_id == ticket).order_by(t.case.c.id.desc())
    )
    return [case_of(row) for row in rows]


def unanswered_before(connection: Connection, hall: int, on: date, most: int) -> list[Case]:
    """At most so many cases whose answer was due before a date, the longest due first."""
    rows = connection.execute(
        select(t.case)
        .where(t.case.c.hall_id == hall, t.case.c.state == "RECEIVED", t.case.c.answer_due < on)
        .order_by(t.case.c.answer_due, t.case.c.id)
        .limit(most)
    )
    return [case_of(row) for row in rows]


def case_of(row: AnyRow) -> Case:
    """A row of case as values."""
    values = {name: getattr(row, name) for name in _CASE}
    return Case(**values | {"state": CaseState(row.state)})


def add_case(tx: Transaction, values: dict[str, Any]) -> Case:
    """Insert a case, numbered within the hall's day of receipt."""
    number = _next_number(tx, values["received_on"])
    inserted = tx.execute(
        insert(t.case).values(hall_id=tx.hall, number=number, version=1, **values).returning(t.case)
    )
    return case_of(inserted.one())


def _next_number(tx: Transaction, on: Any) -> str:
    series = t.case_series
    key = (series.c.hall_id == tx.hall) & (series.c.date == on)
    last = tx.execute(select(series.c.last).where(key)).scalar_one_or_none()
    if last is None:
        tx.execute(insert(series).values(hall_id=tx.hall, date=on, last=1))
    else:
        tx.execute(update(series).where(key).values(last=last + 1))
    return f"{on:%Y%m%d}-{(last or 0) + 1:05d}"


def change_case(tx: Transaction, before: Case, after: Case) -> Case:
    """Write what differs; the version moves on. Raises CaseChanged when the row is no longer `before`."""
    changes = {
        name: getattr(after, name)
        for name in _CASE
        if getattr(after, name) != getattr(before, name)
    }
    changes["version"] = before.version + 1
    changed = tx.execute(
        update(t.case)
        .where(t.case.c.id == before.id, t.case.c.version == before.version)
        .values(**changes)
        .returning(t.case)
    ).one_or_none()
    if changed is None:
        raise CaseChanged()
    return case_of(changed)


def materials_of(connection: Connection, case: int) -> tuple[Checked, ...]:
    """A case's check list in its order."""
    rows = connection.execute(
        select(t.case_material)
        .where(t.case_material.c.case_id == case)
        .order_by(t.case_material.c.position)
    )
    return tuple(
        Checked(
            position=row.position,
            material=Material(**json.loads(row.facts)),
            steps=tuple(int(step) for step in row.steps.split(",")),
            state=MaterialState(row.state),
            problem=row.problem,
            promised_until=row.promised_until,
            certificate_number=row.certificate_number,
        )
        for row in rows
    )


def add_materials(tx: Transaction, case: int, materials: Iterable[Checked]) -> None:
    """Insert a case's check list."""
    rows = [
        {
            "case_id": case,
            "position": each.position,
            "facts": json.dumps(asdict(each.material), ensure_ascii=False),
            "steps": ",".join(str(step) for step in each.steps),
            **_said(tx, each),
        }
        for each in materials
    ]
    if rows:
        tx.execute(insert(t.case_material), rows)


def change_materials(
    tx: Transaction, case: int, before: Iterable[Checked], after: Iterable[Checked]
) -> None:
    """Write the materials of which something else is said now."""
    known = {each.position: each for each in before}
    for each in after:
        if each != known[each.position]:
            tx.execute(
                update(t.case_material)
                .where(
                    t.case_material.c.case_id == case,
                    t.case_material.c.position == each.position,
                )
                .values(**_said(tx, each))
            )


def _said(tx: Transaction, checked: Checked) -> dict[str, Any]:
    return {
        "state": checked.state,
        "problem": checked.problem,
        "promised_until": checked.promised_until,
        "certificate_number": checked.certificate_number,
        "since": tx.now,
    }


def steps_of(connection: Connection, case: int) -> tuple[Step, ...]:
    """A case's steps by position."""
    rows = connection.execute(
        select(t.case_step).where(t.case_step.c.case_id == case).order_by(t.case_step.c.position)
    )
    return tuple(step_of(row) for row in rows)


def step_of(row: AnyRow) -> Step:
    """A row of case_step as values."""
    values = {name: getattr(row, name) for name in _STEP}
    return Step(**values | {"state": StepState(row.state)})


def add_step(tx: Transaction, values: dict[str, Any]) -> Step:
    """Insert a step that has not begun."""
    quiet = {"provisional": False, "higher_reference": "", "result": "", "reason": "",
             "handled_by": "", "state": StepState.PLANNED, "since": tx.now}  # fmt: skip
    inserted = tx.execute(
        insert(t.case_step).values(hall_id=tx.hall, **quiet | values).returning(t.case_step)
    )
    return step_of(inserted.one())


def change_step(tx: Transaction, before: Step, after: Step) -> Step:
    """Write what differs. Raises CaseChanged when the row's state is no longer `before`'s."""
    changes = {
        name: getattr(after, name)
        for name in _STEP
        if getattr(after, name) != getattr(before, name)
    }
    if not changes:
        return after
    changed = tx.execute(
        update(t.case_step)
        .where(t.case_step.c.id == before.id, t.case_step.c.state == before.state)
        .values(**changes)
        .returning(t.case_step)
    ).one_or_none()
    if changed is None:
        raise CaseChanged()
    return step_of(changed)
