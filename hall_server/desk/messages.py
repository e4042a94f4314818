"""A supervisor's words to one window or to all, and clerks who have read them."""

from sqlalchemy import insert, select

from hall_server.desk.seat import seated
from hall_server.desk.told import window_now
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.stops import stop_at
from hall_server.store.transaction import Transaction
from hall_server.store.windows import duty_of
from hall_server.wire.acts import MessageSent, SendMessage, WindowNow


def send_message(tx: Transaction, wanted: SendMessage) -> MessageSent:
    """Show words on the console of a window, or of all. Raises Unknown."""
    window = duty_of(tx, wanted.window).window if wanted.window is not None else None
    message = tx.execute(
        insert(t.message)
        .values(
            hall_id=tx.hall,
            window_id=window,
            text=wanted.text,
            at=tx.now,
            sent_by=tx.actor.signature,
        )
        .returning(t.message.c.id)
    ).scalar_one()
    entry = {"message": message, "text": wanted.text}
    tx.record("send_message", entry | ({"window": wanted.window} if wanted.window else {}))
    return MessageSent(message_id=message, version=tx.head.seq)


def read_message(tx: Transaction, window: str, message: int, seat: str | None) -> WindowNow:
    """The clerk at a window has read a message; saying so again changes nothing.

    Raises Unknown when there is no such message for this window.
    """
    duty = seated(tx, window, seat)
    to = tx.execute(
        select(t.message.c.window_id).where(
            t.message.c.id == message, t.message.c.hall_id == tx.hall
        )
    ).one_or_none()
    if to is None or to.window_id not in (None, duty.window):
        raise Unknown(what="message", name=message)
    known = select(t.message_read.c.at).where(
        t.message_read.c.message_id == message, t.message_read.c.window_id == duty.window
    )
    if tx.execute(known).one_or_none() is None:
        tx.execute(
            insert(t.message_read).values(
                message_id=message, window_id=duty.window, at=tx.now, read_by=tx.actor.signature
            )
        )
        tx.record("read_message", {"window": window, "message": message})
    return window_now(tx, duty, stop_at(tx, duty.window))
