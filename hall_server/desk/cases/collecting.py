"""A number for collecting a result: not given in vain for a case whose result is not there."""

from sqlalchemy import or_, select

from hall_server.domain.cases.refusals import ResultNotReady
from hall_server.domain.cases.states import CaseState
from hall_server.store import schema as t
from hall_server.store.transaction import Transaction


def receipt_to_collect(tx: Transaction, receipt: str) -> str:
    """The receipt as a ticket keeps it: a case's number, also when its code was scanned.

    A receipt of which no case is known is another system's, and stays as it is. Raises
    ResultNotReady, with the case's state.
    """
    row = tx.execute(
        select(t.case.c.number, t.case.c.state, t.case.c.ready_at).where(
            t.case.c.hall_id == tx.hall, or_(t.case.c.number == receipt, t.case.c.token == receipt)
        )
    ).one_or_none()
    if row is None:
        return receipt
    if row.state != CaseState.DECIDED or row.ready_at is None:
        raise ResultNotReady(number=row.number, state=row.state)
    number: str = row.number
    return number
