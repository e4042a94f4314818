"""What is kept of applicants no longer than it is of use: pre-checks that ran out, phones of messages sent."""

from datetime import timedelta

from sqlalchemy import or_, text, update

from hall_server.desk.cases.clock import today
from hall_server.store import schema as t
from hall_server.store.transaction import Transaction

KEEP_PHONES = timedelta(days=30)
"""So long it can be told where a message went."""
LOOK_BACK = timedelta(days=400)
"""Older ones were forgotten before; a server may have been off for months."""

_SENT = text("case_message.state = 'SENT'")
_NOBODY = {
    "applicant": "",
    "contact": "",
    "phone": "",
    "agent": "",
    "document_tail": "",
    "document_mark": None,
    "document_sealed": None,
}


def forget_applicants(tx: Transaction) -> int:
    """Forget who made the pre-checks that have run out, and phones of messages long sent; how many.

    What was checked stays; a case keeps its own applicant.
    """
    pre = tx.execute(
        update(t.pre_check)
        .where(
            t.pre_check.c.hall_id == tx.hall,
            t.pre_check.c.expires_on < today(tx),
            or_(t.pre_check.c.applicant != "", t.pre_check.c.document_mark.is_not(None)),
        )
        .values(**_NOBODY)
    ).rowcount
    sent = tx.execute(
        update(t.case_message)
        .where(
            t.case_message.c.hall_id == tx.hall,
            _SENT,
            t.case_message.c.sent_at.between(tx.now - LOOK_BACK, tx.now - KEEP_PHONES),
            t.case_message.c.phone != "",
        )
        .values(phone="")
    ).rowcount
    if pre or sent:
        tx.record("forget_applicants", {"pre_checks": pre, "phones": sent})
    return pre + sent
