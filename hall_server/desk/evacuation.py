"""Telling everybody to leave, and that it is over."""

from sqlalchemy import insert, update

from hall_server.domain.refusals import EvacuationInForce, NeedsSecondPerson, NoEvacuation
from hall_server.store import schema as t
from hall_server.store.transaction import Transaction
from hall_server.store.windows import bump_standing
from hall_server.wire.acts import Evacuate, EvacuationNow
from hall_server.wire.message import Text
from hall_server.wire.views import EvacuationView


def evacuate(tx: Transaction, wanted: Evacuate) -> EvacuationNow:
    """Every screen and voice tells everybody to leave; nobody is given a number or called.

    Raises EvacuationInForce.
    """
    known = tx.setup.evacuation
    if known is not None:
        raise EvacuationInForce(by=known.begun_by_badge)
    tx.execute(
        insert(t.evacuation).values(
            hall_id=tx.hall,
            text_zh=wanted.text,
            text_en=wanted.text_en,
            since=tx.now,
            begun_by=tx.actor.signature,
        )
    )
    bump_standing(tx)
    tx.record("evacuate", {"text": wanted.text, "text_en": wanted.text_en})
    view = EvacuationView(
        text=Text(zh=wanted.text, en=wanted.text_en or wanted.text),
        since=tx.now,
        begun_by=tx.actor.name,
    )
    return EvacuationNow(version=tx.head.seq, evacuation=view)


def end_evacuation(tx: Transaction) -> EvacuationNow:
    """The hall goes on. Raises NoEvacuation, and NeedsSecondPerson for whoever began it."""
    known = tx.setup.evacuation
    if known is None:
        raise NoEvacuation()
    if known.begun_by == tx.actor.signature:
        raise NeedsSecondPerson(by=known.begun_by_badge)
    tx.execute(
        update(t.evacuation)
        .where(t.evacuation.c.id == known.id)
        .values(ended_at=tx.now, ended_by=tx.actor.signature)
    )
    bump_standing(tx)
    lasted = int((tx.now - known.since).total_seconds())
    tx.record("end_evacuation", {"begun_by": known.begun_by_badge, "lasted_s": lasted})
    return EvacuationNow(version=tx.head.seq, evacuation=None)
