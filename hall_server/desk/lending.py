"""Lending numbers to a kiosk for a day, with all it needs to give them alone."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hall_server.domain.blocks import Span, is_free, next_block, wants_block
from hall_server.domain.opening import MIDNIGHT, local_date, periods_on
from hall_server.domain.refusals import DayNotOpen
from hall_server.store.blocks import blocks_of, border_of, carried_in, kiosks_of, lend_block
from hall_server.store.caps import Given, given_on, noon_of
from hall_server.store.days import open_date
from hall_server.store.transaction import Transaction
from hall_server.wire import offline as w


def lend_numbers(tx: Transaction, wanted: w.TakeLease, catalogue: str, sha256: str) -> w.Lease:
    """Give the kiosk that acts its lease of today, and another block of each queue that runs low.

    `catalogue` and `sha256` are of the catalogue as last sent. The day's key and the seal are left
    out: the answer is kept for retries, and they are not. Journaled only when something was lent.
    Raises DayNotOpen.
    """
    today = local_date(tx.now, tx.setup.plan.timezone)
    if open_date(tx.connection, tx.hall) != today:
        raise DayNotOpen()
    fresh = [each for queue in tx.setup.queues if (each := _lend(tx, queue, today, wanted))]
    if fresh:
        tx.record("lend_numbers", {"date": today.isoformat(), "blocks": fresh})
    return _lease(tx, today, catalogue, sha256)


def _lend(tx: Transaction, queue: int, on: date, wanted: w.TakeLease) -> str | None:
    """Lend the next block of a queue if the kiosk needs one and it can be had; the journal's word."""
    planned = tx.setup.queues[queue]
    if not wants_block(planned.capacity, wanted.left.get(planned.letter)):
        return None
    block = next_block(planned.capacity, border_of(tx.connection, queue, on))
    if block is None or not is_free(block, carried_in(tx, queue, on, block)):
        return None
    lend_block(tx, queue, on, block)
    return f"{planned.letter}{block.first}-{block.last}"


def _lease(tx: Transaction, today: date, catalogue: str, sha256: str) -> w.Lease:
    plan = tx.setup.plan
    held = blocks_of(tx.connection, tx.actor.id, today)
    return w.Lease(
        hall=plan.code,
        device=tx.actor.name,
        date=today,
        issued_at=tx.now,
        ends=_moment(tx, today + timedelta(days=1), MIDNIGHT),
        opening=tuple(_opening(tx, today)),
        catalogue=catalogue,
        catalogue_sha256=sha256,
        card_key="",
        blocks=tuple(_blocks(tx, ((lent.queue, lent.span) for lent in held))),
        left=tuple(_left(tx, today)),
        live_tickets_max=plan.rules.live_tickets_max,
        agent_tickets_max=plan.rules.agent_tickets_max,
        seal="",
    )


def _blocks(tx: Transaction, held: Iterable[tuple[int, Span]]) -> Iterable[w.Block]:
    for queue, span in held:
        if queue in tx.setup.queue_ids.values():
            yield w.Block(queue=tx.setup.queues[queue].letter, first=span.first, last=span.last)


def _opening(tx: Transaction, on: date) -> Iterable[w.Span]:
    plan = tx.setup.plan
    for period in periods_on(on, plan.hours, plan.special_days):
        last = on + timedelta(days=1) if period.ends == MIDNIGHT else on
        yield w.Span(begins=_moment(tx, on, period.begins), ends=_moment(tx, last, period.ends))


def _moment(tx: Transaction, on: date, at: time) -> datetime:
    return datetime.combine(on, at, ZoneInfo(tx.setup.plan.timezone))


def _left(tx: Transaction, today: date) -> Iterable[w.Left]:
    """What is left of each item's caps: an even share of the kiosks, at least one while there is any."""
    capped = [
        each
        for each in tx.setup.plan.items
        if each.day_cap is not None or each.half_day_cap is not None
    ]
    if not capped:
        return
    ids = tx.setup.item_ids
    given = given_on(tx.connection, tx.setup, today, [ids[each.code] for each in capped])
    kiosks = kiosks_of(tx.connection, tx.hall)
    morning = tx.now < noon_of(tx.setup, today)
    for item in capped:
        so_far = given.get(ids[item.code], Given())
        half = so_far.am if morning else so_far.pm
        yield w.Left(
            item=item.code,
            day=_share(item.day_cap, so_far.day, kiosks),
            half_day=_share(item.half_day_cap, half, kiosks),
        )


def _share(cap: int | None, given: int, kiosks: int) -> int | None:
    if cap is None:
        return None
    left = max(0, cap - given)
    return max(min(left, 1), left // max(kiosks, 1))
