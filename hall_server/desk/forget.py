"""Forgetting visitors: what was kept of phones and cards goes when their day is over."""

from hall_server.domain.opening import local_date
from hall_server.store.lookup import forget_known
from hall_server.store.transaction import Transaction


def forget_visitors(tx: Transaction) -> int:
    """Drop phone tails and card marks of the days before today. Returns of how many tickets.

    The journal keeps the count alone; nothing is recorded when there was nothing to forget.
    """
    count = forget_known(tx, local_date(tx.now, tx.setup.plan.timezone))
    if count:
        tx.record("forget_visitors", {"tickets": count})
    return count
