"""Nobody answered in time: the application is accepted by law from the day it was handed in.

行政许可法 32(4): 逾期不告知的，自收到申请材料之日起即为受理, whatever the check list says.
"""

from dataclasses import replace

from hall_server.desk.cases.clock import begin_stage, today, with_dues
from hall_server.desk.cases.events import note_event
from hall_server.desk.cases.messages import tell_applicant
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.told import Made
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.states import CaseAction
from hall_server.store.cases.rows import change_case, steps_of, unanswered_before
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w

MOST = 50
"""Cases of one act, which must stay short."""


def deem_accepted(tx: Transaction) -> tuple[Case, ...]:
    """Accept the cases whose answer was due before today; those it accepted, at most MOST.

    Each has a journal entry of its own. Doing it again changes nothing once all are accepted.
    """
    late = unanswered_before(tx.connection, tx.hall, today(tx), MOST)
    return tuple(_deemed(tx, case) for case in late)


def _deemed(tx: Transaction, case: Case) -> Case:
    since = case.complete_since
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
