"""The check list after receipt: more is said of it, an error is corrected, what was owed comes."""

from collections.abc import Sequence
from dataclasses import replace

from hall_server.desk.cases.certificates import verified
from hall_server.desk.cases.clock import today
from hall_server.desk.cases.told import case_now
from hall_server.desk.cases.words import words_of
from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.check_list import lacking, require_owed, said
from hall_server.domain.cases.states import IN_ORDER, CaseAction, CaseState
from hall_server.store.cases.rows import (
    case_numbered,
    change_case,
    change_materials,
    materials_of,
)
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def check_materials(tx: Transaction, number: str, word: w.CheckMaterials) -> w.CaseNow:
    """Say more of the check list; of an accepted case only that what was owed has come.

    What was missing and comes on a later day makes that the day the application was complete; the five
    days for an answer run on.
    Raises CaseNotReady, NotOwed and the refusals of a check list.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.CHECK, tx.now)
    before, words = materials_of(tx.connection, case.id), words_of(word.materials)
    if case.state is CaseState.ACCEPTED:
        require_owed(before, words)
    on = today(tx)
    after_words = verified(tx, said(before, words, on), case.document_mark, on, before)
    change_materials(tx, case.id, before, after_words)
    if case.state is CaseState.RECEIVED and on > case.complete_since and _came(before, after_words):
        after = replace(after, supplemented_on=on)
    checked = change_case(tx, case, after)
    tx.record("check_materials", {"case": number, "materials": told(word)}, case.ticket_id, case.id)
    return case_now(tx, checked)


def _came(before: Sequence[Checked], after: Sequence[Checked]) -> bool:
    """Whether something that was missing or wrong is in order now."""
    wanting = {each.position for each in lacking(before)}
    return any(each.position in wanting and each.state in IN_ORDER for each in after)


def correct_case(tx: Transaction, number: str, word: w.CorrectCase) -> w.CaseNow:
    """An error is corrected on the spot (当场更正, 行政许可法 32(3)). Raises CaseNotReady."""
    case = case_numbered(tx.connection, tx.hall, number)
    corrected = change_case(tx, case, case.after(CaseAction.CORRECT, tx.now))
    tx.record("correct_case", {"case": number, "what": word.what}, case.ticket_id, case.id)
    return case_now(tx, corrected)


def told(word: w.CheckMaterials | w.SupplementCase) -> dict[str, str]:
    """What the journal keeps of words on materials: the state by position."""
    return {str(each.position): each.state for each in word.materials}
