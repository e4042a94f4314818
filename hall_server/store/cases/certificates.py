"""The built-in certificate library (证照库): who has which certificate, by the mark of a document."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction
from hall_server.wire.cases import CertificateView


def held_for(
    connection: Connection, hall: int, mark: str | None, kinds: Collection[str], on: date
) -> dict[str, str]:
    """The numbers, by kind, of the certificates that the holder of a document has on a date.

    Of several of a kind the one that is valid longest. Nothing for somebody unknown (`mark` None).
    """
    wanted = set(kinds) - {""}
    if mark is None or not wanted:
        return {}
    c = t.certificate.c
    rows = connection.execute(
        select(c.kind, c.number)
        .where(
            c.hall_id == hall,
            c.document_mark == mark,
            c.kind.in_(wanted),
            c.active,
            or_(c.valid_from.is_(None), c.valid_from <= on),
            or_(c.valid_until.is_(None), c.valid_until >= on),
        )
        .order_by(c.valid_until.is_(None), c.valid_until, c.id)
    )
    return {row.kind: row.number for row in rows}


def certificates_of(connection: Connection, hall: int, mark: str) -> list[AnyRow]:
    """What the library has of the holder of a document, also what is no longer or not yet valid."""
    c = t.certificate.c
    rows = connection.execute(
        select(t.certificate)
        .where(c.hall_id == hall, c.document_mark == mark, c.active)
        .order_by(c.kind, c.id)
    )
    return list(rows)


def certificate_numbered(tx: Transaction, kind: str, number: str) -> AnyRow | None:
    """The certificate of a kind with a number, withdrawn or not."""
    c = t.certificate.c
    return tx.execute(
        select(t.certificate).where(c.hall_id == tx.hall, c.kind == kind, c.number == number)
    ).one_or_none()


def certificate_by_id(tx: Transaction, id: int) -> AnyRow:
    """A certificate of the hall. Raises Unknown."""
    c = t.certificate.c
    row = tx.execute(select(t.certificate).where(c.hall_id == tx.hall, c.id == id)).one_or_none()
    if row is None:
        raise Unknown(what="certificate", name=id)
    return row


def put_certificate(tx: Transaction, known: int | None, values: dict[str, Any]) -> AnyRow:
    """Insert one, or write one that is known anew."""
    whole = values | {"added_at": tx.now, "active": True}
    if known is None:
        added = insert(t.certificate).values(hall_id=tx.hall, **whole)
        return tx.execute(added.returning(t.certificate)).one()
    changed = update(t.certificate).where(t.certificate.c.id == known).values(**whole)
    return tx.execute(changed.returning(t.certificate)).one()


def withdraw(tx: Transaction, id: int) -> AnyRow:
    """It stands for nothing any more."""
    changed = update(t.certificate).where(t.certificate.c.id == id).values(active=False)
    return tx.execute(changed.returning(t.certificate)).one()


def certificate_view(row: AnyRow) -> CertificateView:
    """A certificate without its holder."""
    return CertificateView(
        certificate_id=row.id,
        kind=row.kind,
        number=row.number,
        issuer=row.issuer,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
