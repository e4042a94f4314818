"""Items from before versions were kept get their first one, so that cases have something to keep."""

from hall_server.domain.opening import local_date
from hall_server.store.item_versions import keep_versions
from hall_server.store.transaction import Transaction


def begin_versions(tx: Transaction) -> None:
    """Begin a version, from today, of each item whose newest one is not what the catalogue says."""
    plan = tx.setup.plan
    today = local_date(tx.now, plan.timezone)
    begun = keep_versions(tx.connection, tx.hall, plan, dict(tx.setup.item_ids), today)
    tx.record("begin_versions", {"date": today.isoformat(), "items": begun})
