"""The past held against the tables: the journal's fold must tell what the rows tell, to the millisecond."""

import json
from collections.abc import Mapping
from typing import Any

from random_day import setup_of
from small_hall import Day
from sqlalchemy import select

from hall_server.domain.replay import Entry, HallThen, moment, replay
from hall_server.live.picture import today_begins
from hall_server.store import schema as t
from hall_server.store.setup import Setup
from hall_server.store.windows import duties


class Replayed:
    """A fold that follows a day's journal."""

    def __init__(self) -> None:
        self.then = HallThen()

    def catch_up(self, day: Day) -> HallThen:
        """Fold what has been journaled since."""
        with day.store.reading() as connection:
            rows = connection.execute(
                select(t.journal)
                .where(t.journal.c.seq > self.then.version)
                .order_by(t.journal.c.seq)
            ).all()
        entries = (
            Entry(
                row.seq, round(row.at.timestamp() * 1000), row.act, row.actor, json.loads(row.data)
            )
            for row in rows
        )
        return replay(self.then, entries)

    def check(self, day: Day) -> None:
        """Raises AssertionError when the fold and the tables tell two stories."""
        check_told(self.catch_up(day), day)


def check_told(then: HallThen, day: Day) -> None:
    """Compare a fold up to now with the tables."""
    setup = setup_of(day)
    _check_windows(then, day, setup)
    _check_lines(then, day, setup)
    _check_counts(then, day, setup)
    _check_above(then, day, setup)


def _check_windows(then: HallThen, day: Day, setup: Setup) -> None:
    badges = {row.id: row.badge for row in day.rows(t.staff)}
    with day.store.reading() as connection:
        rows = duties(connection, day.hall)
    stops = day.rows(t.stop)
    for duty in rows:
        told = then.windows.get(duty.number)
        if told is None:
            assert duty.state == "CLOSED" and duty.staff is None
            continue
        reason = setup.pauses.get(duty.pause_reason or 0)
        assert told.state == duty.state
        assert told.clerk == badges.get(duty.staff or 0)
        assert told.pause_reason == (reason.code if reason else None)
        assert told.since is None or moment(told.since) == duty.since, duty.number
    there = {
        setup.windows[row.window_id].number: (row.label, row.state, row.since)
        for row in stops
        if row.state in ("CALLED", "SERVING")
    }
    assert there == {
        number: (stop.number, stop.state, moment(stop.since))
        for number, stop in then.at_window().items()
    }
    pools: dict[str, list[str]] = {}
    for row in stops:
        if row.state == "HELD":
            pools.setdefault(setup.windows[row.window_id].number, []).append(row.label)
    assert {number: sorted(held) for number, held in then.pools().items()} == {
        number: sorted(held) for number, held in pools.items()
    }


def _check_lines(then: HallThen, day: Day, setup: Setup) -> None:
    lines: dict[str, list[tuple[Any, str]]] = {}
    for row in day.rows(t.stop):
        if row.state == "WAITING":
            letter = setup.queues[row.queue_id].letter
            lines.setdefault(letter, []).append((row.basis_at, row.label))
    assert then.waiting() == {queue: sorted(line) for queue, line in lines.items()}


def _check_counts(then: HallThen, day: Day, setup: Setup) -> None:
    midnight = today_begins(setup, day.now)
    stops, tickets = day.rows(t.stop), day.rows(t.ticket)
    assert sum(moment(at) >= midnight for at in then.issued) == sum(
        row.issued_at >= midnight for row in tickets
    )
    for state in ("DONE", "NO_SHOW"):
        assert then.ended_since(midnight, state) == sum(
            row.state == state and row.ended_at >= midnight for row in stops
        )


def _check_above(then: HallThen, day: Day, setup: Setup) -> None:
    closed = {row.id: row.text_zh for row in day.rows(t.closure) if row.ended_at is None}
    assert {id: each.text for id, each in then.closures.items()} == closed
    lent: Mapping[str, Any] = {
        setup.windows[loan.window].number: (setup.queues[loan.queue].letter, loan.until)
        for loan in setup.loans.values()
    }
    assert {number: (loan.queue, moment(loan.until)) for number, loan in then.loans.items()} == lent
    evacuation = setup.evacuation
    if evacuation is None:
        assert then.evacuation is None
    else:
        assert then.evacuation is not None
        assert moment(then.evacuation.since) == evacuation.since
        assert then.evacuation.begun_by == evacuation.begun_by_badge
    open_days = [row.date for row in day.rows(t.day) if row.state == "OPEN"]
    assert then.day_open == bool(open_days)
