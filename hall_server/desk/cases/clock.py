"""The clocks of a case: when an answer is due, when its steps begin and by when they must be done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.states import StepAction
from hall_server.domain.opening import local_date
from hall_server.domain.working_days import Due, LegalCalendar
from hall_server.store.cases.rows import change_step
from hall_server.store.item_versions import version_by_id
from hall_server.store.transaction import Transaction

ANSWER_DAYS = 5
"""行政许可法 32(1)(4): on the spot or within five days."""


def today(tx: Transaction) -> date:
    """The hall's date."""
    return local_date(tx.now, tx.setup.plan.timezone)


def answer_due(calendar: LegalCalendar, complete_since: date) -> Due:
    """By when an application must be answered; after it, it is deemed accepted."""
    return calendar.after(complete_since, ANSWER_DAYS)


def begin_stage(tx: Transaction, steps: Sequence[Step], stage: int, on: date) -> tuple[Step, ...]:
    """Start the clocks of a stage's steps; `on` is not counted. Gives all steps back."""
    return tuple(_begun(tx, each, on) if each.stage == stage else each for each in steps)


def _begun(tx: Transaction, step: Step, on: date) -> Step:
    item = version_by_id(tx.connection, step.item_version_id).item
    calendar = tx.setup.calendar
    dues = [
        calendar.due(on, days, item.day_kind) if days is not None else None
        for days in (item.statutory_days, item.promised_days)
    ]
    begun = replace(
        step.after(StepAction.BEGIN, tx.now),
        began_on=on,
        statutory_due=dues[0].on if dues[0] else None,
        promised_due=dues[1].on if dues[1] else None,
        provisional=any(due.provisional for due in dues if due is not None),
    )
    return change_step(tx, step, begun)


def with_dues(case: Case, steps: Sequence[Step]) -> Case:
    """The case due as its running steps are: the latest of them."""
    statutory = [each.statutory_due for each in steps if each.statutory_due is not None]
    promised = [each.promised_due for each in steps if each.promised_due is not None]
    return replace(
        case,
        statutory_due=max(statutory, default=None),
        promised_due=max(promised, default=None),
        provisional=any(each.provisional for each in steps),
    )
