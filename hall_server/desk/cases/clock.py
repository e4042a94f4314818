"""The clocks of a case: when an answer is due, when its steps begin and by when they must be done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from hall_server.domain.cases import whole
from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.channels import promised_days
from hall_server.domain.cases.standstill import Span, due_after
from hall_server.domain.cases.states import StepAction, StepState
from hall_server.domain.cases.whole import Leg
from hall_server.domain.opening import local_date
from hall_server.domain.plan import Item
from hall_server.domain.working_days import Due, LegalCalendar
from hall_server.store.cases.clocks import extended_days, spans_of
from hall_server.store.cases.rows import change_step
from hall_server.store.item_versions import version_by_id
from hall_server.store.transaction import Transaction

ANSWER_DAYS = 5
"""行政许可法 32(1)(4): on the spot or within five days."""

_DONE = frozenset({StepState.FORWARDED, StepState.DECIDED})


def today(tx: Transaction) -> date:
    """The hall's date."""
    return local_date(tx.now, tx.setup.plan.timezone)


def answer_due(calendar: LegalCalendar, complete_since: date) -> Due:
    """By when an application must be answered; after it, it is deemed accepted."""
    return calendar.after(complete_since, ANSWER_DAYS)


def begin_stage(
    tx: Transaction, case: Case, steps: Sequence[Step], stage: int, on: date
) -> tuple[Step, ...]:
    """Start the clocks of a stage's steps; `on` is not counted. Gives all steps back."""
    return tuple(_begun(tx, case, each, on) if each.stage == stage else each for each in steps)


def begin_rest(tx: Transaction, case: Case, steps: Sequence[Step], on: date) -> tuple[Step, ...]:
    """Start whatever has not begun, whichever its stage. Gives all steps back."""
    steps = tuple(steps)
    for stage in sorted({step.stage for step in steps if step.state is StepState.PLANNED}):
        steps = begin_stage(tx, case, steps, stage, on)
    return steps


def _begun(tx: Transaction, case: Case, step: Step, on: date) -> Step:
    begun = replace(step.after(StepAction.BEGIN, tx.now), began_on=on)
    return change_step(
        tx, step, with_step_dues(tx.connection, tx.setup.calendar, case.green, begun)
    )


def with_step_dues(
    connection: Connection, calendar: LegalCalendar, channel: str, step: Step
) -> Step:
    """A step that has begun with the dates it is due on, counted anew from its beginning.

    What stood still does not count, what was given in addition does.
    """
    if step.began_on is None:
        return step
    item = version_by_id(connection, step.item_version_id).item
    more, stood = extended_days(connection, step.id), spans_of(connection, step.id)
    return due_by(calendar, channel, step, item, more, stood)


def due_by(
    calendar: LegalCalendar,
    channel: str,
    step: Step,
    item: Item,
    more: int,
    stood: Sequence[Span],
) -> Step:
    """The same, with what is known of the step: `more` days given, and when it `stood`."""
    if step.began_on is None:
        return step
    statutory, promised = (
        due_after(calendar, step.began_on, days + more, item.day_kind, stood)
        if days is not None
        else None
        for days in (item.statutory_days, promised_days(item.promised_days, channel))
    )
    return replace(
        step,
        statutory_due=statutory.on if statutory else None,
        promised_due=promised.on if promised else None,
        provisional=any(due.provisional for due in (statutory, promised) if due is not None),
    )


def with_dues(tx: Transaction, case: Case, steps: Sequence[Step]) -> Case:
    """An accepted case due as its steps are: one as its step, several as `whole` says."""
    return due_as(tx.connection, tx.setup.calendar, case, steps)


def due_as(
    connection: Connection, calendar: LegalCalendar, case: Case, steps: Sequence[Step]
) -> Case:
    """The same by a calendar."""
    if len(steps) == 1 or case.accepted_on is None:
        statutory, promised = steps[0].statutory_due, steps[0].promised_due
        provisional = steps[0].provisional
    else:
        by_law, promise = _whole_dues(connection, calendar, case, steps, case.accepted_on)
        statutory, promised = by_law.on, promise.on if promise else None
        provisional = by_law.provisional or any(step.provisional for step in steps)
    return replace(case, statutory_due=statutory, promised_due=promised, provisional=provisional)


def _whole_dues(
    connection: Connection,
    calendar: LegalCalendar,
    case: Case,
    steps: Sequence[Step],
    accepted_on: date,
) -> tuple[Due, Due | None]:
    # What is done keeps its dates; if the calendar has changed since, they tell of no delay.
    steps = [
        with_step_dues(connection, calendar, case.green, step) if step.state in _DONE else step
        for step in steps
    ]
    items = [version_by_id(connection, step.item_version_id).item for step in steps]
    by_law = legs_by_law(steps, items)
    joint = whole.within(whole.JOINT_DAYS, by_law, accepted_on, calendar)
    statutory = whole.earliest(whole.stage_by_stage(by_law, accepted_on, calendar), joint)
    promised = legs_promised(steps, items, case.green)
    promise = whole.stage_by_stage(promised, accepted_on, calendar)
    if case.promised_days is not None:
        own = whole.within(case.promised_days, promised, accepted_on, calendar)
        promise = whole.earliest(own, promise) if case.green == "project" else own
    return statutory or joint, promise


def legs_by_law(steps: Sequence[Step], items: Sequence[Item]) -> list[Leg]:
    """The steps with their statutory limits."""
    return [
        Leg(each.position, each.stage, item.statutory_days, item.day_kind, each.began_on,
            each.statutory_due)
        for each, item in zip(steps, items, strict=True)
    ]  # fmt: skip


def legs_promised(steps: Sequence[Step], items: Sequence[Item], channel: str) -> list[Leg]:
    """The steps with the limits promised to a case of a green channel, or of none."""
    return [
        Leg(each.position, each.stage, promised_days(item.promised_days, channel), item.day_kind,
            each.began_on, each.promised_due)
        for each, item in zip(steps, items, strict=True)
    ]  # fmt: skip
