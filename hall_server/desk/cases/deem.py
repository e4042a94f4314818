"""Nobody answered in time: the application is accepted by law from the day it was handed in.

行政许可法 32(4): 逾期不告知的，自收到申请材料之日起即为受理, whatever the check list says.
"""

from dataclasses import replace
from datetime import timedelta

from hall_server.desk.cases.clock import begin_stage, today, with_dues
from hall_server.desk.cases.events import note_event
from hall_server.desk.cases.messages import tell_applicant
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.told import Made
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.states import CaseAction, CaseState
from hall_server.store.cases.due import unanswered_by
from hall_server.store.cases.rows import case_numbered, change_case, steps_of
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def deem_accepted(tx: Transaction) -> tuple[Case, ...]:
    """Accept all cases whose answer was due before today; those it accepted.

    Each has a journal entry of its own. Doing it again changes nothing once all are accepted.
    """
    late = unanswered_by(tx.connection, tx.hall, today(tx) - timedelta(days=1))
    return tuple(_deemed(tx, case) for case in late)


def deem_case_accepted(tx: Transaction, number: str) -> bool:
    """Accept one case whose answer was due before today; whether it still was to be."""
    case = case_numbered(tx.connection, tx.hall, number)
    if case.state is not CaseState.RECEIVED or case.answer_due >= today(tx):
        return False
    _deemed(tx, case)
    return True


def _deemed(tx: Transaction, case: Case) -> Case:
    since = case.answer_from
    after = replace(case.after(CaseAction.DEEM, tx.now), accepted_on=since, deemed=True)
    steps = begin_stage(tx, case, steps_of(tx.connection, case.id), 1, since)
    deemed = change_case(tx, case, with_dues(tx, after, steps))
    made = Made()
    issue_paper(tx, deemed, "acceptance", made, w.Print(paper=False))
    tx.record(
        "deem_accepted",
        {
            "case": case.number,
            "accepted_on": since.isoformat(),
            "answer_due": case.answer_due.isoformat(),
            **made.papers(),
        },
        case.ticket_id,
        case.id,
    )
    evidence = {"due": case.answer_due.isoformat(), "accepted_on": since.isoformat()}
    note_event(
        tx, "answer_overdue", "red", f"{case.number}/{case.answer_due}", evidence, case=deemed
    )
    tell_applicant(tx, deemed, "deemed")
    return deemed
