"""Closing the issue of numbers for an item or a queue, and opening it again."""

from hall_server.domain.refusals import Unknown
from hall_server.store.transaction import Transaction
from hall_server.store.windows import add_closure, end_closure
from hall_server.wire.acts import Closed, CloseIssuing


def close_issuing(tx: Transaction, wanted: CloseIssuing) -> Closed:
    """No more numbers for an item or a queue; those waiting are served. Raises Unknown, AlreadyClosed."""
    if wanted.item is not None:
        what, name, id = "item", wanted.item, tx.setup.item_ids.get(wanted.item)
    else:
        what, name, id = "queue", wanted.queue or "", tx.setup.queue_ids.get(wanted.queue or "")
    if id is None:
        raise Unknown(what=what, name=name)
    closure = add_closure(
        tx,
        item=id if what == "item" else None,
        queue=id if what == "queue" else None,
        zh=wanted.text,
        en=wanted.text_en,
    )
    words = {"text": wanted.text, "text_en": wanted.text_en}
    tx.record("close_issuing", {what: name, **words, "closure": closure})
    return Closed(closure_id=closure, version=tx.head.seq)


def reopen_issuing(tx: Transaction, closure: int) -> Closed:
    """Numbers again. Raises Unknown when the closure is not in force."""
    row = end_closure(tx, closure)
    if row.item_id is not None:
        subject = {"item": tx.setup.items[row.item_id].code}
    else:
        subject = {"queue": tx.setup.queues[row.queue_id].letter}
    tx.record("reopen_issuing", {**subject, "closure": closure})
    return Closed(closure_id=closure, version=tx.head.seq)
