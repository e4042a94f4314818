"""The result reaches its applicant: made ready, handed over or mailed; and who the applicant is."""

from dataclasses import replace
from typing import NamedTuple

from hall_server.desk.cases.join import joined_to
from hall_server.desk.cases.lead import lead_item
from hall_server.desk.cases.messages import tell_applicant
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.told import Made, case_now
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.delivery import require_collector, require_way
from hall_server.domain.cases.identity import NOBODY, KeptIdentity
from hall_server.domain.cases.refusals import AlreadyReady, NoIdentityKept, ResultNotReady
from hall_server.domain.cases.states import CaseAction
from hall_server.store.cases.rows import case_numbered, change_case
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def ready_case(tx: Transaction, number: str, word: w.ReadyCase) -> w.CaseNow:
    """The result is made and can be collected or mailed. Raises CaseNotReady, AlreadyReady."""
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.READY, tx.now)
    if case.ready_at is not None:
        raise AlreadyReady(number=number)
    ready = change_case(tx, case, replace(after, ready_at=tx.now))
    tx.record("ready_case", {"case": number, "note": word.note}, case.ticket_id, case.id)
    tell_applicant(tx, ready, "ready")
    return case_now(tx, ready)


def deliver_case(
    tx: Transaction, number: str, word: w.DeliverCase, shown: KeptIdentity = NOBODY
) -> w.CaseNow:
    """Hand the result over, or record its mailing. `shown` is the document of whoever collects.

    Raises CaseNotReady, ResultNotReady, WayNotOffered, AddressNeeded, IdentityDiffers, and with a
    ticket as `join_case`.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.DELIVER, tx.now)
    if case.ready_at is None:
        raise ResultNotReady(number=number)
    require_way(lead_item(tx, case), word.way, case.address)
    if word.way == "window":
        require_collector(case.document_mark, shown, word.agent)
    if word.ticket is not None:
        after = replace(after, ticket_id=joined_to(tx, case, word.ticket).ticket_id)
    made = Made()
    handed = change_case(tx, case, _handed(tx, after, word, shown))
    issue_paper(tx, handed, "handover", made, word)
    tx.record("deliver_case", _entry(handed) | made.papers(), handed.ticket_id, case.id)
    tell_applicant(tx, handed, "mailed" if handed.delivery == "mail" else "delivered")
    return case_now(tx, handed, made)


def _handed(tx: Transaction, case: Case, word: w.DeliverCase, shown: KeptIdentity) -> Case:
    return replace(
        case,
        ended_at=tx.now,
        delivery=word.way,
        handed_to=word.agent or case.applicant,
        handed_tail=shown.tail,
        carrier=word.carrier,
        tracking=word.tracking,
    )


def _entry(case: Case) -> dict[str, str]:
    words = {"case": case.number, "way": case.delivery}
    if case.delivery == "mail":
        return words | {"carrier": case.carrier, "tracking": case.tracking}
    # Whose hands is told by the case and its paper; the journal keeps no names of applicants.
    return words | {"to": "applicant" if case.handed_to == case.applicant else "agent"}


class Sealed(NamedTuple):
    """An applicant's document as it is kept; only the server's key opens it."""

    kind: str
    sealed: str


def reveal_identity(tx: Transaction, number: str) -> Sealed:
    """Let somebody see the applicant's document; who and when stays in the journal.

    The number itself is not opened here: what an act answers may be kept for a retry. Raises
    NoIdentityKept.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    if case.document_sealed is None:
        raise NoIdentityKept(number=number)
    tx.record("reveal_identity", {"case": number}, case.ticket_id, case.id)
    return Sealed(case.document_kind, case.document_sealed)
