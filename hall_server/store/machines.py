"""Devices as rows: pairing codes, places, and what devices say of themselves."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    String,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from hall_server.domain.admission import DeviceNameTaken, PairingCodeUnknown, TooManyPairings
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared
from hall_server.store.replies import rename_actor
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

PAIRING_LASTS = timedelta(minutes=10)
MOST_PAIRINGS = 20


def pairing_of(connection: Connection, token_hash: str, now: datetime) -> AnyRow | None:
    """The pairing asked for with a token, unless it has expired."""
    row: AnyRow | None = connection.execute(
        select(t.pairing).where(
            t.pairing.c.token_hash == token_hash, t.pairing.c.asked_at > now - PAIRING_LASTS
        )
    ).one_or_none()
    return row


def ask_pairing(
    connection: Connection, values: dict[str, Any], codes: Iterable[str], now: datetime
) -> None:
    """Keep a device's wish under the first of `codes` that is free. Raises TooManyPairings.

    `values` are its kind, token_hash, version and address. Expired wishes are forgotten.
    """
    connection.execute(delete(t.pairing).where(t.pairing.c.asked_at <= now - PAIRING_LASTS))
    taken = set(connection.execute(select(t.pairing.c.code)).scalars())
    if len(taken) >= MOST_PAIRINGS:
        raise TooManyPairings(count=len(taken))
    code = next(each for each in codes if each not in taken)
    connection.execute(insert(t.pairing).values(code=code, asked_at=now, **values))


def take_pairing(tx: Transaction, code: str) -> AnyRow:
    """The device that shows this code; the code is used up. Raises PairingCodeUnknown."""
    row = tx.execute(
        delete(t.pairing)
        .where(t.pairing.c.code == code, t.pairing.c.asked_at > tx.now - PAIRING_LASTS)
        .returning(t.pairing.c.kind, t.pairing.c.token_hash, t.pairing.c.version)
    ).one_or_none()
    if row is None:
        raise PairingCodeUnknown(what="device with the code", name=code, code=code)
    return row


def device_by_name(tx: Transaction, name: str) -> AnyRow:
    """The device with a name, revoked or not. Raises Unknown."""
    row = None if "\0" in name else _named(tx, name)
    if row is None:
        raise Unknown(what="device", name=name)
    return row


def _named(tx: Transaction, name: str) -> AnyRow | None:
    return tx.execute(
        select(t.device).where(t.device.c.hall_id == tx.hall, t.device.c.name == name)
    ).one_or_none()


def register_paired(tx: Transaction, kind: str, name: str, place: str, pairing: AnyRow) -> int:
    """Give a device its name and place; a revoked one of the same name and kind lives on in it.

    Raises DeviceNameTaken.
    """
    known = _named(tx, name)
    # A revoked device that asks again with its old token is another one now.
    tx.execute(
        update(t.device)
        .where(t.device.c.token_hash == pairing.token_hash, t.device.c.revoked_at.is_not(None))
        .values(token_hash=literal("given up ") + cast(t.device.c.id, String))
    )
    values = {
        "place": place,
        "token_hash": pairing.token_hash,
        "version": pairing.version,
        "seen_at": tx.now,
        "health": "[]",
        "locked": False,
    }
    if known is None:
        values |= {"hall_id": tx.hall, "kind": kind, "name": name, "created_at": tx.now}
        added = tx.execute(insert(t.device).values(values).returning(t.device.c.id))
        return int(added.scalar_one())
    if known.revoked_at is None or known.kind != kind:
        raise DeviceNameTaken(name=name)
    tx.execute(update(t.device).where(t.device.c.id == known.id).values(revoked_at=None, **values))
    return int(known.id)


def move_device(tx: Transaction, device: int, name: str, place: str) -> None:
    """Another name and place. Raises DeviceNameTaken.

    The answers kept for its retries follow it: a press from before is still the same press.
    """
    other = _named(tx, name)
    if other is not None and other.id != device:
        raise DeviceNameTaken(name=name)
    before = device_row(tx.connection, device).name
    if before != name:
        rename_actor(tx.connection, tx.hall, f"device:{before}", f"device:{name}")
    tx.execute(update(t.device).where(t.device.c.id == device).values(name=name, place=place))


def places_of_tokens(connection: Connection, tokens: Sequence[str]) -> dict[str, str]:
    """The place of each registered device, by its token's hash; others are left out."""
    rows = connection.execute(
        select(t.device.c.token_hash, t.device.c.place).where(
            t.device.c.token_hash.in_(tokens), t.device.c.revoked_at.is_(None)
        )
    )
    return {row.token_hash: row.place for row in rows}


def device_row(connection: Connection, device: int) -> AnyRow:
    """One device."""
    return connection.execute(select(t.device).where(t.device.c.id == device)).one()


def write_lock(tx: Transaction, device: int, *, locked: bool, zh: str, en: str) -> None:
    """Keep whether a kiosk is locked, and its words."""
    tx.execute(
        update(t.device)
        .where(t.device.c.id == device)
        .values(locked=locked, lock_zh=zh, lock_en=en)
    )


def count_reload(tx: Transaction, device: int) -> None:
    """One more order to a kiosk's page to read itself anew."""
    tx.execute(
        update(t.device).where(t.device.c.id == device).values(reloads=t.device.c.reloads + 1)
    )


def count_restart(tx: Transaction, device: int) -> None:
    """One more order to a kiosk's program to start anew."""
    tx.execute(
        update(t.device).where(t.device.c.id == device).values(restarts=t.device.c.restarts + 1)
    )


class Orders(NamedTuple):
    """What the hall has ordered a kiosk."""

    locked: bool
    lock_zh: str
    lock_en: str
    reloads: int
    restarts: int


_ORDERS = Prepared(
    select(t.device.c.locked, t.device.c.lock_zh, t.device.c.lock_en, t.device.c.reloads,
           t.device.c.restarts).where(t.device.c.id == bindparam("device"))
)  # fmt: skip


def orders_of(connection: Connection, device: int) -> Orders:
    """A kiosk's orders now. Asked with every look of every kiosk, so it is one prepared statement."""
    row = _ORDERS.row(connection, {"device": device})
    return Orders(*row) if row is not None else Orders(False, "", "", 0, 0)


def write_health(
    connection: Connection, device: int, version: str, components: Sequence[Any], now: datetime
) -> None:
    """Keep what a device says of itself, and that it was heard."""
    connection.execute(
        update(t.device)
        .where(t.device.c.id == device)
        .values(
            version=version,
            seen_at=now,
            health=json.dumps(components, ensure_ascii=False, separators=(",", ":")),
        )
    )


def move_printer_row(tx: Transaction, printer: int, place: str, url: str) -> None:
    """Keep a printer's place and address."""
    tx.execute(update(t.printer).where(t.printer.c.id == printer).values(place=place, url=url))


def retire_printer(tx: Transaction, printer: int) -> None:
    """The printer is gone; its jobs still name it."""
    tx.execute(update(t.printer).where(t.printer.c.id == printer).values(active=False))


def open_jobs(tx: Transaction, printer: int) -> int:
    """How many sheets wait for a printer or are under way."""
    return int(
        tx.execute(
            select(func.count()).where(
                t.print_job.c.printer_id == printer, t.print_job.c.state.in_(("QUEUED", "SENDING"))
            )
        ).scalar_one()
    )


def printer_row(tx: Transaction, name: str) -> AnyRow | None:
    """The printer with a name, also one that is gone."""
    return tx.execute(
        select(t.printer).where(t.printer.c.hall_id == tx.hall, t.printer.c.code == name)
    ).one_or_none()


def insert_printer(tx: Transaction, name: str, values: dict[str, Any]) -> int:
    """Keep a new printer; `values` are its columns beside hall and name."""
    added = tx.execute(
        insert(t.printer).values(hall_id=tx.hall, code=name, **values).returning(t.printer.c.id)
    )
    return int(added.scalar_one())


def revive_printer(tx: Transaction, printer: int, values: dict[str, Any]) -> None:
    """A printer that was gone is back under its name, perhaps elsewhere."""
    tx.execute(update(t.printer).where(t.printer.c.id == printer).values(active=True, **values))


def printers_standing_by(tx: Transaction, printer: int) -> str | None:
    """A printer whose sheets come here when it refuses them."""
    found: str | None = tx.execute(
        select(t.printer.c.code).where(t.printer.c.stand_by_id == printer, t.printer.c.active)
    ).scalar()
    return found
