"""Messages to applicants, laid out within the act that gives rise to them; the messenger sends them.

A message is a row of the same transaction: it is there exactly when the act is. See
`hall_server.live.messenger`.
"""

from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import func, insert, select

from hall_server.domain.cases.case import Case
from hall_server.domain.cases.message_words import Fact, message_text
from hall_server.store import schema as t
from hall_server.store.transaction import Transaction


def tell_applicant(tx: Transaction, case: Case, kind: str, **facts: Fact) -> None:
    """Tell the applicant what has become of the case; `kind` and facts as in `message_words`.

    `case` is as the act leaves it: its due dates need not be given. Without a phone nobody is told.
    """
    if not case.phone:
        return
    known = select(func.count()).where(t.case_message.c.case_id == case.id)
    ordinal = tx.execute(known).scalar_one()
    words, named = _worded(case, kind, facts)
    tx.execute(
        insert(t.case_message).values(
            hall_id=tx.hall,
            case_id=case.id,
            message_id=str(uuid5(NAMESPACE_URL, f"{case.token}/{ordinal}")),
            kind=kind,
            phone=case.phone,
            text=message_text(case, words, _link(tx, case), named),
            state="QUEUED",
            attempts=0,
            next_at=tx.now,
            created_at=tx.now,
            trouble="",
        )
    )


def _worded(case: Case, kind: str, facts: dict[str, Fact]) -> tuple[str, dict[str, Fact]]:
    """The kind that has words, and the facts they name."""
    due = case.promised_due or case.statutory_due
    match kind:
        case "received":
            return kind, {"due": case.answer_due}
        case "accepted" | "resumed" | "extended" if due is None:
            return "accepted_open", {}
        case "accepted" | "resumed" | "extended" if due is not None:
            return kind, {"due": due}
        case "deemed":
            return kind, {"since": case.answer_from}
        case "decided":
            return case.result or "approved", {}
        case "ready" if case.delivery == "mail":
            return "ready_mail", {}
        case "mailed":
            return kind, {"carrier": case.carrier, "tracking": case.tracking}
    return kind, facts


def _link(tx: Transaction, case: Case) -> str:
    url = tx.setup.plan.public_url.rstrip("/")
    return f" {url}/c/{case.token}" if url else ""
