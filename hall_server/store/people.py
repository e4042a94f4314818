"""Staff and devices as rows: who may come in."""

import hashlib
import secrets
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from hall_server.domain.actor import Actor
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.passwords import hash_password, is_password
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction


@cache
def _nobody() -> str:
    """Checked when the badge is unknown, so that both refusals take the same time."""
    return hash_password(secrets.token_hex(8))


class NewDevice(NamedTuple):
    """A device just registered; the token is told once and kept only as a hash."""

    id: int
    token: str


def token_hash(token: str) -> str:
    """Tokens are long and random, so a plain SHA-256 keeps them."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_staff(
    tx: Transaction, badge: str, name: str, password_hash: str, roles: frozenset[str]
) -> int:
    """Register a member of staff. Returns the id."""
    inserted = tx.execute(
        insert(t.staff)
        .values(
            hall_id=tx.hall,
            badge=badge,
            name=name,
            password_hash=password_hash,
            roles=",".join(sorted(roles)),
            active=True,
            created_at=tx.now,
        )
        .returning(t.staff.c.id)
    )
    tx.record("staff_added", {"badge": badge, "name": name, "roles": sorted(roles)})
    return int(inserted.scalar_one())


def set_password(tx: Transaction, badge: str, password_hash: str) -> None:
    """Give a member of staff a new password; the person's sessions end. Raises Unknown."""
    done = tx.execute(
        update(t.staff)
        .where(t.staff.c.hall_id == tx.hall, t.staff.c.badge == badge)
        .values(
            password_hash=password_hash,
            password_once=False,
            session_epoch=t.staff.c.session_epoch + 1,
        )
    )
    if done.rowcount != 1:
        raise Unknown(what="staff badge", name=badge)
    tx.record("staff_password_set", {"badge": badge})


def staff_by_password(connection: Connection, badge: str, password: str) -> AnyRow | None:
    """The active member of staff with this badge and password, or None; takes the same time either way."""
    row = connection.execute(
        select(t.staff).where(t.staff.c.badge == badge, t.staff.c.active)
    ).one_or_none()
    return row if is_password(row.password_hash if row else _nobody(), password) else None


def staff_of(connection: Connection, hall: int) -> list[AnyRow]:
    """All active staff of a hall, by badge."""
    return list(
        connection.execute(
            select(t.staff)
            .where(t.staff.c.hall_id == hall, t.staff.c.active)
            .order_by(t.staff.c.badge)
        )
    )


def staff_actor(row: AnyRow) -> Actor:
    """A staff row as an actor."""
    return Actor("staff", row.id, row.badge, row.hall_id, frozenset(row.roles.split(",")))


def add_device(tx: Transaction, kind: str, name: str, place: str) -> NewDevice:
    """Register a device at a place (`hall`, `zone:A`, `window:5`) and give it a token."""
    token = secrets.token_urlsafe(32)
    inserted = tx.execute(
        insert(t.device)
        .values(
            hall_id=tx.hall,
            kind=kind,
            name=name,
            place=place,
            token_hash=token_hash(token),
            created_at=tx.now,
        )
        .returning(t.device.c.id)
    )
    tx.record("device_added", {"kind": kind, "name": name, "place": place})
    return NewDevice(int(inserted.scalar_one()), token)


def device_named(tx: Transaction, name: str) -> AnyRow:
    """The device with a name that is not revoked. Raises Unknown."""
    row = tx.execute(
        select(t.device).where(
            t.device.c.hall_id == tx.hall, t.device.c.name == name, t.device.c.revoked_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        raise Unknown(what="device", name=name)
    return row


def revoke_device(tx: Transaction, name: str) -> None:
    """The device's token is no longer good. Raises Unknown."""
    done = tx.execute(
        update(t.device)
        .where(
            t.device.c.hall_id == tx.hall, t.device.c.name == name, t.device.c.revoked_at.is_(None)
        )
        .values(revoked_at=tx.now)
    )
    if done.rowcount != 1:
        raise Unknown(what="device", name=name)
    tx.record("device_revoked", {"name": name})


def devices_of(connection: Connection, hall: int) -> list[AnyRow]:
    """All devices of a hall, revoked ones too, by name."""
    return list(
        connection.execute(
            select(t.device).where(t.device.c.hall_id == hall).order_by(t.device.c.name)
        )
    )


def device_actor(connection: Connection, token: str) -> Actor | None:
    """The device with this token, if it is not revoked."""
    row = connection.execute(
        select(t.device).where(
            t.device.c.token_hash == token_hash(token), t.device.c.revoked_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        return None
    return Actor("device", row.id, row.name, row.hall_id, frozenset({row.kind}), row.place)


def names_of_staff(connection: Connection, hall: int) -> dict[int, tuple[str, str]]:
    """Badge and name by staff id."""
    rows = connection.execute(
        select(t.staff.c.id, t.staff.c.badge, t.staff.c.name).where(t.staff.c.hall_id == hall)
    )
    return {row.id: (row.badge, row.name) for row in rows}


def name_of_signature(connection: Connection, hall: int, signature: str) -> str:
    """The name of the member of staff who signed `staff:1001`; any other signature as it is."""
    kind, _, badge = signature.partition(":")
    if kind != "staff":
        return signature
    name = connection.execute(
        select(t.staff.c.name).where(t.staff.c.hall_id == hall, t.staff.c.badge == badge)
    ).scalar()
    return str(name) if name else badge
