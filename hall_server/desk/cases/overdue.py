"""What the hall itself does when a date has passed: it tells supervision, and approves by silence."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from hall_server.desk.cases.clock import today
from hall_server.desk.cases.decide import decide_case, decide_step
from hall_server.desk.cases.events import note_event
from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.check_list import require_in_order
from hall_server.domain.cases.nodes import ANSWER_NEAR_DAYS, NODES, is_near
from hall_server.domain.cases.refusals import StepNotReady
from hall_server.domain.cases.states import StepState
from hall_server.domain.working_days import LegalCalendar
from hall_server.store.cases.clocks import spans_of
from hall_server.store.cases.due import AtWork, steps_at_work, unanswered_by, unclosed
from hall_server.store.cases.events import known_events
from hall_server.store.cases.rows import case_numbered, materials_of, steps_of
from hall_server.store.item_versions import version_by_id
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w

BY_SILENCE = "承诺的办理期限届满未作决定，按超时默许视为同意。"


class Seen(NamedTuple):
    """An event to note: its node, whose it is, and what shows it."""

    node: str
    case: Case
    step: Step | None
    evidence: dict[str, Any]

    @property
    def subject(self) -> str:
        """A date that moved is another date to pass."""
        place = "" if self.step is None else f"/{self.step.position}"
        return f"{self.case.number}{place}/{self.evidence['due']}"


def seen(connection: Connection, hall: int, calendar: LegalCalendar, on: date) -> list[Seen]:
    """Everything near its date or past it on a date of the hall, noted before or not."""
    answers = unanswered_by(connection, hall, calendar.after(on, ANSWER_NEAR_DAYS).on)
    found = [
        Seen("answer_due_soon", case, None, {"due": case.answer_due.isoformat()})
        for case in answers
        if case.answer_due >= on
    ]
    for work in steps_at_work(connection, hall):
        found += _of_step(connection, calendar, on, work)
    for case in unclosed(connection, hall):
        found += _of_case(case, on)
    return found


def _of_case(case: Case, on: date) -> Iterator[Seen]:
    if _past(case.statutory_due, on):
        yield Seen("statutory_passed", case, None, {"due": str(case.statutory_due)})
    if _past(case.promised_due, on):
        yield Seen("promise_passed", case, None, {"due": str(case.promised_due)})


def new_among(connection: Connection, hall: int, events: Iterable[Seen]) -> list[Seen]:
    """Those that were not noted yet."""
    events = list(events)
    known = known_events(connection, hall, [(each.node, each.subject) for each in events])
    return [each for each in events if (each.node, each.subject) not in known]


def _of_step(
    connection: Connection, calendar: LegalCalendar, on: date, work: AtWork
) -> Iterator[Seen]:
    case, step = work
    if step.state is StepState.FORWARDED:
        if step.higher_due is not None and step.higher_due < on:
            yield Seen("higher_overdue", case, step, {"due": step.higher_due.isoformat()})
        return
    if step.state is not StepState.OPEN:
        return
    if _past(case.statutory_due, on):
        yield Seen("statutory_passed", case, None, {"due": str(case.statutory_due)})
    elif _past(step.statutory_due, on):
        yield Seen("statutory_passed", case, step, {"due": str(step.statutory_due)})
    if _past(case.promised_due, on):
        yield Seen("promise_passed", case, None, {"due": str(case.promised_due)})
    elif _past(step.promised_due, on):
        yield Seen("step_over_time", case, step, {"due": str(step.promised_due)})
    elif _near(connection, calendar, on, step):
        yield Seen("promise_near", case, step, {"due": str(step.promised_due)})


def _past(due: date | None, on: date) -> bool:
    return due is not None and due < on


def _near(connection: Connection, calendar: LegalCalendar, on: date, step: Step) -> bool:
    """Whether what is left of a promise is little beside the days that counted."""
    if step.promised_due is None or step.began_on is None:
        return False
    left = calendar.between(on, step.promised_due)
    days = calendar.between(step.began_on, step.promised_due)
    if not is_near(days, left):
        return False
    stood = spans_of(connection, step.id)
    return is_near(days - sum(calendar.between(*span) for span in stood), left)


def supervise(tx: Transaction, events: Iterable[Seen]) -> int:
    """Note what is new among events; how many were. Nothing is journaled when none was."""
    new = [
        event
        for event in events
        if note_event(
            tx,
            event.node,
            NODES[event.node],
            event.subject,
            event.evidence,
            case=event.case,
            step=event.step,
        )
    ]
    if new:
        tx.record("supervise", {"events": [[event.node, event.subject] for event in new]})
    return len(new)


def approved_by_silence(connection: Connection, hall: int, on: date) -> list[tuple[str, int]]:
    """Case number and position of the steps whose promise is over and whose item then is approved."""
    return [
        (case.number, step.position)
        for case, step in steps_at_work(connection, hall)
        if step.state is StepState.OPEN
        and step.promised_due is not None
        and step.promised_due < on
        and version_by_id(connection, step.item_version_id).item.deemed_approval
    ]


def deem_approved(tx: Transaction, number: str, position: int) -> w.CaseNow:
    """The promise is over and nobody decided: approved, as the item says (超时默许).

    Nobody is approved with a paper that is missing, wrong or owed. Raises StepNotReady when it was
    decided meanwhile or given more time, MaterialLacking, MaterialUndecided, MaterialPromised.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    step = steps_of(tx.connection, case.id)[position]
    if step.state is not StepState.OPEN or not _past(step.promised_due, today(tx)):
        raise StepNotReady(state=step.state.value, action="deem_approved")
    wanted = materials_of(tx.connection, case.id)
    require_in_order(each for each in wanted if position in each.steps)
    due = str(step.promised_due)
    words = {"case": number, "position": position, "promised_due": due, "on": str(today(tx))}
    tx.record("deem_approved", words, case.ticket_id, case.id)
    subject = f"{number}/{position}"
    note_event(tx, "deemed_approved", "red", subject, {"due": due}, case=case, step=step)
    if len(steps_of(tx.connection, case.id)) == 1:
        whole = w.DecideCase(result="approved", reason=BY_SILENCE, paper=False)
        return decide_case(tx, number, whole)
    return decide_step(tx, number, position, w.DecideStep(result="approved", reason=BY_SILENCE))
