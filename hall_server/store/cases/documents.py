"""The papers of cases: numbered without a gap, kept word for word, never changed."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction


def next_in_series(tx: Transaction, department: int, kind: str, year: int) -> int:
    """The next number of a department's papers of a kind in a year, from 1."""
    series = t.document_series
    key = (
        (series.c.hall_id == tx.hall)
        & (series.c.department_id == department)
        & (series.c.kind == kind)
        & (series.c.year == year)
    )
    taken = tx.execute(
        update(series).where(key).values(last=series.c.last + 1).returning(series.c.last)
    ).scalar_one_or_none()
    if taken is not None:
        return int(taken)
    first = {"department_id": department, "kind": kind, "year": year, "last": 1}
    tx.execute(insert(series).values(hall_id=tx.hall, **first))
    return 1


def is_taken(tx: Transaction, reference: str) -> bool:
    """Whether a paper of the hall has this number."""
    found = select(t.document.c.id).where(
        t.document.c.hall_id == tx.hall, t.document.c.reference == reference
    )
    return tx.execute(found.limit(1)).one_or_none() is not None


def add_document(tx: Transaction, values: dict[str, Any], issued_on: date) -> AnyRow:
    """Keep a paper; `values` are its columns beside hall, moment and author."""
    kept = {
        **values,
        "hall_id": tx.hall,
        "version": 1,
        "issued_on": issued_on,
        "created_at": tx.now,
        "created_by": tx.actor.signature,
    }
    return tx.execute(insert(t.document).values(**kept).returning(t.document)).one()


def document_of_case(connection: Connection, case: int, document: int) -> AnyRow:
    """A paper of a case, whole. Raises Unknown."""
    row = connection.execute(
        select(t.document).where(t.document.c.id == document, t.document.c.case_id == case)
    ).one_or_none()
    if row is None:
        raise Unknown(what="document", name=document)
    return row


def document_content(connection: Connection, document: int) -> str:
    """The words of a paper that a print job names."""
    kept = select(t.document.c.content).where(t.document.c.id == document)
    return str(connection.execute(kept).scalar_one())
