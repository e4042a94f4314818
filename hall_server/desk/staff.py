"""Who works in the hall: added, changed, given a password or a card, sent away and taken back."""

from typing import Any

from sqlalchemy import select

from hall_server.desk.duty import unpin_all
from hall_server.desk.told import window_entry
from hall_server.desk.transfer import send_back
from hall_server.domain.admission import (
    AlreadyActive,
    LastAdministrator,
    NotActive,
    NotYourself,
)
from hall_server.domain.refusals import ChangedMeanwhile
from hall_server.domain.states import WindowState
from hall_server.store import roster
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.stops import stop_at
from hall_server.store.transaction import Transaction
from hall_server.store.windows import change_duty, duty_of, window_of_clerk
from hall_server.wire.people import AddStaff, ChangeStaff, LastAct, SeenStaff, StaffMember, StaffNow

CLERK = "clerk"
ADMINISTRATOR = "admin"


def member_view(row: AnyRow, window: str | None, last: AnyRow | None) -> StaffMember:
    """A person as administrators see one."""
    return StaffMember(
        badge=row.badge,
        name=row.name,
        roles=tuple(row.roles.split(",")),
        active=row.active,
        has_card=row.card_mark is not None,
        password_once=row.password_once,
        window=window,
        last_act=LastAct(act=last.act, at=last.at) if last is not None else None,
        seen=roster.seen_mark(row),
    )


def add(tx: Transaction, wanted: AddStaff, password_hash: str) -> StaffNow:
    """Somebody new, whose password is to be changed at the first log-in. Raises BadgeTaken."""
    roles = sorted(wanted.roles)
    roster.insert_staff(tx, wanted.badge, wanted.name, password_hash, ",".join(roles), once=True)
    tx.record("staff_added", {"badge": wanted.badge, "name": wanted.name, "roles": roles})
    return _now(tx, wanted.badge)


def change(tx: Transaction, badge: str, wanted: ChangeStaff) -> StaffNow:
    """Another name or other roles; with other roles every session of the person ends.

    Raises ChangedMeanwhile, NotActive, NotYourself, LastAdministrator.
    """
    row = _as_seen(tx, badge, wanted.seen)
    _require_active(row)
    roles = ",".join(sorted(wanted.roles))
    put_back = None
    if roles != row.roles:
        _require_another(tx, row)
        if ADMINISTRATOR not in wanted.roles:
            _require_an_administrator(tx, row)
        put_back = None if CLERK in wanted.roles else _get_up(tx, row)
        roster.change_rights(tx, row.id, {"roles": roles})
    roster.rename(tx, row.id, wanted.name)
    before = {"name": row.name, "roles": row.roles.split(",")}
    after = {"name": wanted.name, "roles": roles.split(",")}
    tx.record("staff_changed", {"badge": badge, "before": before, "after": after})
    return _now(tx, badge, put_back)


def renew_password(tx: Transaction, badge: str, wanted: SeenStaff, password_hash: str) -> StaffNow:
    """A new password, to be changed at the next log-in. Raises ChangedMeanwhile, NotActive."""
    row = _as_seen(tx, badge, wanted.seen)
    _require_active(row)
    roster.change_rights(tx, row.id, {"password_hash": password_hash, "password_once": True})
    tx.record("staff_password_set", {"badge": badge})
    return _now(tx, badge)


def change_own_password(tx: Transaction, password_hash: str) -> AnyRow:
    """The actor's own new password; the actor's other sessions end. Returns the person's row."""
    row = roster.member(tx, tx.actor.name)
    roster.change_rights(tx, row.id, {"password_hash": password_hash, "password_once": False})
    tx.record("staff_password_changed", {"badge": row.badge})
    return roster.member(tx, row.badge)


def set_card(tx: Transaction, badge: str, seen: str, card_mark: str) -> StaffNow:
    """This card opens the door to the person. Raises ChangedMeanwhile, NotActive, CardTaken."""
    row = _as_seen(tx, badge, seen)
    _require_active(row)
    roster.change_rights(tx, row.id, {"card_mark": card_mark})
    tx.record("staff_card_set", {"badge": badge})
    return _now(tx, badge)


def remove_card(tx: Transaction, badge: str) -> StaffNow:
    """No card opens the door to the person any longer; sessions it opened end."""
    row = roster.member(tx, badge)
    if row.card_mark is not None:
        roster.change_rights(tx, row.id, {"card_mark": None})
        tx.record("staff_card_removed", {"badge": badge})
    return _now(tx, badge)


def deactivate(tx: Transaction, badge: str, wanted: SeenStaff) -> StaffNow:
    """The person no longer works here: sessions end, the card is free, the window is vacated.

    Raises ChangedMeanwhile, NotActive, NotYourself, LastAdministrator.
    """
    row = _as_seen(tx, badge, wanted.seen)
    _require_active(row)
    _require_another(tx, row)
    _require_an_administrator(tx, row)
    put_back = _get_up(tx, row)
    roster.change_rights(tx, row.id, {"active": False, "card_mark": None})
    tx.record("staff_deactivated", {"badge": badge})
    return _now(tx, badge, put_back)


def reactivate(tx: Transaction, badge: str, wanted: SeenStaff, password_hash: str) -> StaffNow:
    """The person is back, with a new password that is told once. Raises ChangedMeanwhile, AlreadyActive."""
    row = _as_seen(tx, badge, wanted.seen)
    if row.active:
        raise AlreadyActive(badge=badge)
    values = {"active": True, "password_hash": password_hash, "password_once": True}
    roster.change_rights(tx, row.id, values)
    tx.record("staff_reactivated", {"badge": badge})
    return _now(tx, badge)


def _get_up(tx: Transaction, row: AnyRow) -> str | None:
    """Vacate the person's window, if any, and close it. Returns the number that was in hand.

    Whoever was called to it or served there goes to the front of the same line, so that the next
    free window takes them; those set aside stay in the window's pool for whoever sits there next.
    """
    number = window_of_clerk(tx, row.id)
    if number is None:
        return None
    duty = duty_of(tx, number)
    stop = stop_at(tx, duty.window)
    if stop is not None:
        send_back(tx, stop)
    if duty.state is not WindowState.CLOSED:
        duty = duty.close(tx.now)
        unpin_all(tx, duty)
    duty = change_duty(tx, duty.vacated())
    tx.record("sign_out", window_entry(tx, duty) | {"clerk": row.badge})
    return stop.label if stop is not None else None


def _as_seen(tx: Transaction, badge: str, seen: str) -> AnyRow:
    row = roster.member(tx, badge)
    if roster.seen_mark(row) != seen:
        raise ChangedMeanwhile(part="staff", code=badge, by=_last_editor(tx, badge))
    return row


_EDITS = ("staff_changed", "staff_password_set", "staff_password_changed", "staff_card_set",
          "staff_card_removed", "staff_deactivated", "staff_reactivated", "staff_added")  # fmt: skip
_EDITS_LOOKED_AT = 50


def _last_editor(tx: Transaction, badge: str) -> str:
    """Who changed the person last, as the journal signs it; empty when that is long ago."""
    rows = tx.execute(
        select(t.journal.c.actor, t.journal.c.data)
        .where(
            t.journal.c.hall_id == tx.hall,
            t.journal.c.seq > tx.head.seq - roster.LOOK_BACK,
            t.journal.c.act.in_(_EDITS),
        )
        .order_by(t.journal.c.seq.desc())
        .limit(_EDITS_LOOKED_AT)
    )
    return next((row.actor for row in rows if f'"badge":"{badge}"' in row.data), "")


def _require_active(row: AnyRow) -> None:
    if not row.active:
        raise NotActive(badge=row.badge)


def _require_another(tx: Transaction, row: AnyRow) -> None:
    if tx.actor.kind == "staff" and tx.actor.id == row.id:
        raise NotYourself()


def _require_an_administrator(tx: Transaction, row: AnyRow) -> None:
    if ADMINISTRATOR in row.roles.split(",") and not roster.other_administrators(tx, row.id):
        raise LastAdministrator(badge=row.badge)


def _now(tx: Transaction, badge: str, put_back: str | None = None) -> StaffNow:
    row: Any = roster.member(tx, badge)
    view = member_view(row, window_of_clerk(tx, row.id), None)
    return StaffNow(version=tx.head.seq, member=view, put_back=put_back)
