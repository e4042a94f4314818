"""Orders to one kiosk: locked with words on it, unlocked, its page read anew, its program started anew."""

from hall_server.desk.machines import device_now
from hall_server.domain.admission import DeviceRevoked, NotAKiosk
from hall_server.domain.refusals import NothingChanged
from hall_server.store import machines
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction
from hall_server.wire import devices as w


def lock_kiosk(tx: Transaction, name: str, wanted: w.LockKiosk) -> w.DeviceNow:
    """The kiosk shows these words and gives no numbers; those given stay good. Again: other words.

    Raises Unknown, NotAKiosk, DeviceRevoked.
    """
    kiosk = _kiosk(tx, name)
    machines.write_lock(tx, kiosk.id, locked=True, zh=wanted.text, en=wanted.text_en)
    tx.record("device_locked", {"name": name, "text": wanted.text, "text_en": wanted.text_en})
    return device_now(tx, kiosk.id)


def unlock_kiosk(tx: Transaction, name: str) -> w.DeviceNow:
    """The kiosk gives numbers again. Raises NothingChanged when it is not locked, and as above."""
    kiosk = _kiosk(tx, name)
    if not kiosk.locked:
        raise NothingChanged()
    machines.write_lock(tx, kiosk.id, locked=False, zh="", en="")
    tx.record("device_unlocked", {"name": name})
    return device_now(tx, kiosk.id)


def reload_kiosk(tx: Transaction, name: str) -> w.DeviceNow:
    """The kiosk's page reads itself anew, between two visitors. Raises as `lock_kiosk`."""
    kiosk = _kiosk(tx, name)
    machines.count_reload(tx, kiosk.id)
    tx.record("device_reload", {"name": name})
    return device_now(tx, kiosk.id)


def restart_kiosk(tx: Transaction, name: str) -> w.DeviceNow:
    """The kiosk's program starts anew, between two visitors. Raises as `lock_kiosk`."""
    kiosk = _kiosk(tx, name)
    machines.count_restart(tx, kiosk.id)
    tx.record("device_restart", {"name": name})
    return device_now(tx, kiosk.id)


def _kiosk(tx: Transaction, name: str) -> AnyRow:
    row = machines.device_by_name(tx, name)
    if row.kind != "kiosk":
        raise NotAKiosk(name=name)
    if row.revoked_at is not None:
        raise DeviceRevoked(name=name)
    return row
