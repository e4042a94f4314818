"""Dates counted anew when the legal calendar has changed: a notice came, or a day was corrected."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from hall_server.desk.cases.clock import answer_due, due_as, due_by, with_dues, with_step_dues
from hall_server.desk.cases.events import note_event
from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.states import CaseState, StepState
from hall_server.domain.plan import Item
from hall_server.domain.working_days import LegalCalendar
from hall_server.store.cases.clocks import Pauses, pauses_of_running
from hall_server.store.cases.due import steps_at_work, unanswered_by
from hall_server.store.cases.rows import case_numbered, change_case, change_step, steps_of
from hall_server.store.item_versions import version_by_id
from hall_server.store.transaction import Transaction

MOST = 50
"""Cases of one act, which must stay short."""
RUNNING_HERE = frozenset({StepState.OPEN, StepState.SUSPENDED})


def counted_otherwise(connection: Connection, hall: int, calendar: LegalCalendar) -> list[str]:
    """Numbers of the cases of which a date would be another by this calendar, or surer."""
    numbers = {
        case.number: None
        for case in unanswered_by(connection, hall, date.max)
        if _answer_anew(calendar, case) != case
    }
    pauses = pauses_of_running(connection, hall)
    items: dict[int, Item] = {}
    for case, step in steps_at_work(connection, hall):
        version = step.item_version_id
        if version not in items:
            items[version] = version_by_id(connection, version).item
        if case.number in numbers:
            continue
        if _step_anew(calendar, case, step, items[version], pauses) != step or (
            case.theme_id is not None and _whole_anew(connection, calendar, case) != case
        ):
            numbers[case.number] = None
    return list(numbers)


def recompute_dues(tx: Transaction, numbers: Iterable[str]) -> tuple[str, ...]:
    """Count the dates of some cases anew; those that changed, each with a journal entry of its own."""
    return tuple(number for number in numbers if _recomputed(tx, number))


def _recomputed(tx: Transaction, number: str) -> bool:
    calendar = tx.setup.calendar
    before = case_numbered(tx.connection, tx.hall, number)
    known = steps_of(tx.connection, before.id)
    steps = [
        with_step_dues(tx.connection, calendar, before.green, step)
        if step.state in RUNNING_HERE
        else _higher_anew(calendar, step, version_by_id(tx.connection, step.item_version_id).item)
        for step in known
    ]
    for step, anew in zip(known, steps, strict=True):
        change_step(tx, step, anew)
    after = _answer_anew(calendar, before)
    if before.accepted_on is not None and before.decided_on is None:
        after = with_dues(tx, after, steps)
    if after == before and steps == list(known):
        return False
    changed = change_case(tx, before, after)
    words = {"case": number, "before": _dates(before), "after": _dates(changed)}
    tx.record("recompute_dues", words, changed.ticket_id, changed.id)
    if _dates(before) != _dates(changed):
        subject = f"{number}/calendar/{changed.version}"
        note_event(tx, "deadline_changed", "note", subject, _dates(changed), case=changed)
    return True


def _whole_anew(connection: Connection, calendar: LegalCalendar, case: Case) -> Case:
    """A joint case may be due otherwise although its steps at work are not."""
    return due_as(connection, calendar, case, steps_of(connection, case.id))


def _answer_anew(calendar: LegalCalendar, case: Case) -> Case:
    if case.state is not CaseState.RECEIVED:
        return case
    due = answer_due(calendar, case.answer_from)
    return replace(case, answer_due=due.on, answer_provisional=due.provisional)


def _step_anew(calendar: LegalCalendar, case: Case, step: Step, item: Item, pauses: Pauses) -> Step:
    if step.state in RUNNING_HERE:
        more, stood = pauses.more.get(step.id, 0), pauses.stood.get(step.id, ())
        return due_by(calendar, case.green, step, item, more, stood)
    return _higher_anew(calendar, step, item)


def _higher_anew(calendar: LegalCalendar, step: Step, item: Item) -> Step:
    if (
        step.state is not StepState.FORWARDED
        or item.higher_days is None
        or step.forwarded_on is None
    ):
        return step
    due = calendar.due(step.forwarded_on, item.higher_days, item.day_kind)
    return replace(step, higher_due=due.on)


def _dates(case: Case) -> dict[str, str | None]:
    return {
        "answer_due": case.answer_due.isoformat(),
        "promised_due": case.promised_due.isoformat() if case.promised_due else None,
        "statutory_due": case.statutory_due.isoformat() if case.statutory_due else None,
    }
