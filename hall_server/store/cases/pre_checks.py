"""Pre-checks as rows."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

_ROWS = select(t.pre_check)


def add_pre_check(tx: Transaction, values: dict[str, Any]) -> AnyRow:
    """Insert one."""
    inserted = insert(t.pre_check).values(hall_id=tx.hall, **values).returning(t.pre_check)
    return tx.execute(inserted).one()


def pre_check_coded(connection: Connection, hall: int, code: str) -> AnyRow:
    """The pre-check with a code, in capitals or not. Raises Unknown."""
    row = connection.execute(
        _ROWS.where(t.pre_check.c.hall_id == hall, t.pre_check.c.code == code.upper())
    ).one_or_none()
    if row is None:
        raise Unknown(what="pre-check", name=code)
    return row


def is_code_of_pre_check(tx: Transaction, code: str) -> bool:
    """Whether a code was given before."""
    known = select(t.pre_check.c.id).where(
        t.pre_check.c.hall_id == tx.hall, t.pre_check.c.code == code
    )
    return tx.execute(known).one_or_none() is not None


def open_pre_checks_of(connection: Connection, hall: int, mark: str, on: date) -> list[AnyRow]:
    """What the holder of a document had checked and may still bring, newest first."""
    return list(
        connection.execute(
            _ROWS.where(
                t.pre_check.c.hall_id == hall,
                t.pre_check.c.document_mark == mark,
                t.pre_check.c.case_id.is_(None),
                t.pre_check.c.expires_on >= on,
            ).order_by(t.pre_check.c.id.desc())
        )
    )


def open_pre_checks_on(connection: Connection, hall: int, ticket: int, on: date) -> list[AnyRow]:
    """What a number was taken with and may still become a case."""
    return list(
        connection.execute(
            _ROWS.where(
                t.pre_check.c.hall_id == hall,
                t.pre_check.c.ticket_id == ticket,
                t.pre_check.c.case_id.is_(None),
                t.pre_check.c.expires_on >= on,
            ).order_by(t.pre_check.c.id.desc())
        )
    )


def change_pre_check(tx: Transaction, pre_check: int, **values: Any) -> None:
    """Its ticket, or the case it became."""
    tx.execute(update(t.pre_check).where(t.pre_check.c.id == pre_check).values(**values))


def case_link_of(connection: Connection, row: AnyRow) -> str:
    """Path of the page of the case it became; empty before."""
    if row.case_id is None:
        return ""
    token = connection.execute(select(t.case.c.token).where(t.case.c.id == row.case_id))
    return f"/c/{token.scalar_one()}"
