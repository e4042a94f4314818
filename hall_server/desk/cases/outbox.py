"""Messages that no gateway took: given up, and tried again when somebody says so."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from hall_server.store import schema as t
from hall_server.store.cases.outbox import Outgoing
from hall_server.store.transaction import Transaction
from hall_server.wire.cases import MessagesRetried


def give_up(tx: Transaction, messages: Sequence[Outgoing], trouble: str) -> None:
    """Say that these will not be sent: once each that still waits; with an entry in the case's story."""
    for message in messages:
        given_up = tx.execute(
            update(t.case_message)
            .where(t.case_message.c.id == message.id, t.case_message.c.state == "QUEUED")
            .values(state="GIVEN_UP", attempts=t.case_message.c.attempts + 1, trouble=trouble[:200])
        )
        if given_up.rowcount:
            tx.record("message_given_up", _entry(message, trouble), None, message.case_id)


def _entry(message: Outgoing, trouble: str) -> dict[str, Any]:
    words = {"case": message.case, "message": message.message_id, "kind": message.kind}
    return words | {"trouble": trouble}


def retry_messages(tx: Transaction) -> MessagesRetried:
    """Try again what was given up, from the first wait on. Doing it again does nothing."""
    retried = tx.execute(
        update(t.case_message)
        .where(t.case_message.c.hall_id == tx.hall, t.case_message.c.state == "GIVEN_UP")
        .values(state="QUEUED", attempts=0, next_at=tx.now)
    ).rowcount
    if retried:
        tx.record("retry_messages", {"messages": retried})
    return MessagesRetried(messages=retried)
