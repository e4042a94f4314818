"""Serving somebody who stands at the window without a ticket."""

from hall_server.desk.issue import take_ticket, taken_entry
from hall_server.desk.seat import ready_to_call
from hall_server.desk.told import text, window_now
from hall_server.domain.refusals import ItemNotHere, Unknown
from hall_server.store.stops import change_stop
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import IssueTicket, WalkIn, WindowNow


def walk_in(
    tx: Transaction, window: str, seat: str | None, wanted: WalkIn, token: str
) -> WindowNow:
    """A number of the item's queue, served here at once; nobody is rung.

    `token` becomes the visitor's link. Raises ItemNotHere for an item that the window does not
    serve, the refusals of issuing a number, WindowNotOpen, WindowBusy and seat refusals.
    """
    duty = ready_to_call(tx, window, seat)
    item = tx.setup.plan.item.get(wanted.item)
    if item is None:
        raise Unknown(what="item", name=wanted.item)
    if tx.setup.queue_ids[item.queue] not in tx.setup.serves[duty.window].queues:
        raise ItemNotHere(window=window, name=text(item.name).zh)
    ticket = IssueTicket(items=(item.code,), reason=wanted.reason)
    taken = take_ticket(tx, ticket, token)
    served = taken.stop.walk_in(duty.window, wanted.note, tx.now)
    change_stop(tx, taken.stop, served)
    entry = taken_entry(tx, taken._replace(stop=served), ticket, note=wanted.note)
    tx.record("walk_in", entry, served.ticket)
    return window_now(tx, duty, served)
