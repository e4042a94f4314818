"""The applicant takes an application back (撤回申请)."""

from dataclasses import replace

from hall_server.desk.cases.ending import end_steps
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.told import Made, case_now
from hall_server.domain.cases.states import CaseAction
from hall_server.store.cases.rows import case_numbered, change_case
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def withdraw_case(tx: Transaction, number: str, word: w.WithdrawCase) -> w.CaseNow:
    """Close a case that is not decided, because its applicant wants it no more. Raises CaseNotReady."""
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.WITHDRAW, tx.now)
    end_steps(tx, case)
    made = Made()
    withdrawn = change_case(tx, case, replace(after, reason=word.reason, ended_at=tx.now))
    issue_paper(tx, withdrawn, "withdrawal", made, word)
    entry = {"case": number, "reason": word.reason} | made.papers()
    tx.record("withdraw_case", entry, case.ticket_id, case.id)
    return case_now(tx, withdrawn, made)
