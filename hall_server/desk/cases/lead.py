"""The item that leads a case, as its version of the catalogue has it."""

from hall_server.domain.cases.case import Case
from hall_server.domain.plan import Item
from hall_server.store.cases.rows import steps_of
from hall_server.store.item_versions import version_by_id
from hall_server.store.transaction import Transaction


def lead_item(tx: Transaction, case: Case) -> Item:
    """Of an ordinary case its only item."""
    lead = next(step for step in steps_of(tx.connection, case.id) if step.lead)
    return version_by_id(tx.connection, lead.item_version_id).item
