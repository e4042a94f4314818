"""The steps of a case as staff see them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from hall_server.desk.cases.clock import legs_promised
from hall_server.desk.told import text
from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.may import acts_on_step
from hall_server.domain.cases.whole import expected
from hall_server.store.cases import beside
from hall_server.store.item_versions import ItemVersion
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.wire import cases as w


def step_views(
    connection: Connection,
    setup: Setup,
    case: Case,
    steps: Sequence[Step],
    versions: Mapping[int, ItemVersion],
    on: date,
    roles: frozenset[str],
) -> tuple[w.StepView, ...]:
    """All steps of a case as of a date, with the acts that somebody of these roles may do on each."""
    items = [versions[step.position].item for step in steps]
    legs = legs_promised(steps, items, case.green)
    soon = expected(legs, on, setup.calendar)
    ids = [step.id for step in steps]
    suspensions = beside.suspensions_of(connection, ids)
    extensions = beside.extensions_of(connection, ids)
    return tuple(
        _step_view(setup, step, versions[step.position], on).model_copy(
            update={
                "expected_on": soon.get(step.position) if step.state == "PLANNED" else None,
                "suspensions": tuple(_suspension(row) for row in suspensions.get(step.id, ())),
                "extensions": tuple(_extension(row) for row in extensions.get(step.id, ())),
                "may": acts_on_step(
                    case, step, steps, roles, sent_up=items[step.position].kind == "forwarded"
                ),
            }
        )
        for step in steps
    )


def _suspension(row: AnyRow) -> w.SuspensionView:
    return w.SuspensionView(
        ground=row.ground,
        began_on=row.began_on,
        expected_days=row.expected_days,
        ended_on=row.ended_on,
        note=row.note,
    )


def _extension(row: AnyRow) -> w.ExtensionView:
    return w.ExtensionView(
        days=row.days,
        reason=row.reason,
        asked_by=row.asked_by,
        approved_by=row.approved_by,
        at=row.at,
    )


def _step_view(setup: Setup, step: Step, version: ItemVersion, on: date) -> w.StepView:
    return w.StepView(
        position=step.position,
        stage=step.stage,
        lead=step.lead,
        department=text(version.department.name),
        item=text(version.item.name),
        item_code=version.item.code,
        state=step.state.value,
        began_on=step.began_on,
        statutory_due=step.statutory_due,
        promised_due=step.promised_due,
        provisional=step.provisional,
        days_left=days_left(
            setup, step.promised_due or step.statutory_due, step.decided_on or step.forwarded_on, on
        ),
        forwarded_on=step.forwarded_on,
        higher_body=version.item.higher_body,
        higher_due=step.higher_due,
        higher_reference=step.higher_reference,
        decided_on=step.decided_on,
        result=step.result,
        reason=step.reason,
        handled_by=step.handled_by,
    )


def days_left(setup: Setup, due: date | None, ended: date | None, on: date) -> int | None:
    """Working days until a due date; negative when it is past, None when nothing runs."""
    if due is None or ended is not None:
        return None
    return setup.calendar.between(on, due)
