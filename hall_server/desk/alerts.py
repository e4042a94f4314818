"""Alerts: the watch begins and ends them, supervisors take them."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, update

from hall_server.domain.alarms import Facts, Key
from hall_server.domain.refusals import AlertNotTaken, AlertTaken, Unknown
from hall_server.store import schema as t
from hall_server.store.alerts import ALERTS, Alert, alert_from_row
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import AlertNow


def begin_alert(tx: Transaction, key: Key, facts: Facts) -> None:
    """Something is wrong from now on. Does nothing when the alert is in force already."""
    known = tx.execute(ALERTS.where(*_about(tx, key))).one_or_none()
    if known is not None:
        return
    alert = tx.execute(
        insert(t.alert)
        .values(
            hall_id=tx.hall,
            kind=key.kind,
            subject=key.subject,
            facts=json.dumps(facts, ensure_ascii=False),
            since=tx.now,
        )
        .returning(t.alert.c.id)
    ).scalar_one()
    tx.record("alert_begins", _entry(alert, key, facts))


def change_alert(tx: Transaction, key: Key, facts: Facts) -> None:
    """The same alert for another reason. Does nothing when the alert is over."""
    row = tx.execute(ALERTS.where(*_about(tx, key))).one_or_none()
    if row is None:
        return
    words = json.dumps(facts, ensure_ascii=False)
    tx.execute(update(t.alert).where(t.alert.c.id == row.id).values(facts=words))
    tx.record("alert_changes", _entry(row.id, key, facts))


def end_alert(tx: Transaction, key: Key) -> None:
    """It is over by itself. Does nothing when the alert is over already."""
    row = tx.execute(ALERTS.where(*_about(tx, key))).one_or_none()
    if row is None:
        return
    tx.execute(update(t.alert).where(t.alert.c.id == row.id).values(ended_at=tx.now))
    tx.record("alert_ends", _entry(row.id, key, alert_from_row(row).facts))


def take_alert(tx: Transaction, alert: int) -> AlertNow:
    """A supervisor looks after it. Raises Unknown once it is over, AlertTaken with who has it."""
    known = _in_force(tx, alert)
    if known.taken_by is not None:
        raise AlertTaken(by=known.taken_by.partition(":")[2])
    return _given(tx, known, "take_alert", tx.actor.signature)


def release_alert(tx: Transaction, alert: int) -> AlertNow:
    """Nobody looks after it any more; any supervisor may say so. Raises Unknown, AlertNotTaken."""
    known = _in_force(tx, alert)
    if known.taken_by is None:
        raise AlertNotTaken()
    return _given(tx, known, "release_alert", None)


def _given(tx: Transaction, alert: Alert, act: str, to: str | None) -> AlertNow:
    taken_at = tx.now if to is not None else None
    tx.execute(
        update(t.alert).where(t.alert.c.id == alert.id).values(taken_by=to, taken_at=taken_at)
    )
    tx.record(act, _entry(alert.id, Key(alert.kind, alert.subject), alert.facts))
    return AlertNow(
        alert_id=alert.id, taken_by=tx.actor.name if to is not None else None, version=tx.head.seq
    )


def _in_force(tx: Transaction, alert: int) -> Alert:
    row = tx.execute(
        ALERTS.where(t.alert.c.id == alert, t.alert.c.hall_id == tx.hall)
    ).one_or_none()
    if row is None:
        raise Unknown(what="alert", name=alert)
    return alert_from_row(row)


def _about(tx: Transaction, key: Key) -> tuple[Any, ...]:
    return (
        t.alert.c.hall_id == tx.hall,
        t.alert.c.kind == key.kind,
        t.alert.c.subject == key.subject,
    )


def _entry(alert: int, key: Key, facts: Facts) -> Mapping[str, Any]:
    entry = {"alert": alert, "kind": key.kind, "subject": key.subject, "facts": dict(facts)}
    return entry | ({"window": facts["window"]} if "window" in facts else {})
