"""What a one-time notice named has come (补正): the case is open again and counts from that day."""

from dataclasses import replace

from hall_server.desk.cases.answer import answer
from hall_server.desk.cases.certificates import verified
from hall_server.desk.cases.check import told
from hall_server.desk.cases.clock import answer_due, today
from hall_server.desk.cases.messages import tell_applicant
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.told import Made, case_now
from hall_server.desk.cases.words import words_of
from hall_server.domain.cases.check_list import require_something_came, said
from hall_server.domain.cases.states import CaseAction
from hall_server.store.cases.rows import (
    case_numbered,
    change_case,
    change_materials,
    materials_of,
)
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def supplement_case(tx: Transaction, number: str, word: w.SupplementCase) -> w.CaseNow:
    """Take what was missing, and answer the case when `then` says how.

    The five days for an answer count anew, and acceptance is from today: 受理日期 = 补齐之日. Raises
    CaseNotReady, NothingHandedIn, the refusals of a check list and those of the answer.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.SUPPLEMENT, tx.now)
    on = today(tx)
    due = answer_due(tx.setup.calendar, on)
    before, words = materials_of(tx.connection, case.id), words_of(word.materials)
    materials = verified(tx, said(before, words, on), case.document_mark, on, before)
    require_something_came(before, words)
    change_materials(tx, case.id, before, materials)
    after = replace(
        after, supplemented_on=on, answer_due=due.on, answer_provisional=due.provisional
    )
    case = change_case(tx, case, after)
    words_told = {"case": number, "materials": told(word), "answer_due": due.on.isoformat()}
    made = Made()
    if word.then is None:
        issue_paper(tx, case, "materials_receipt", made, word)
    tx.record("supplement_case", words_told | made.papers(), case.ticket_id, case.id)
    if word.then is not None:
        case = answer(tx, case, word.then, made)
    else:
        tell_applicant(tx, case, "received")
    return case_now(tx, case, made)
