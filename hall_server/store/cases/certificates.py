"""The built-in certificate library (证照库): who has which certificate, by the mark of a document."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, or_, select

from hall_server.store import schema as t


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
