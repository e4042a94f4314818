"""Random weeks of booking: whatever people press in whatever order, the promises hold."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from replayed_day import Replayed
from small_hall import GUIDE, SUPERVISOR, Day
from test_keeping_appointments import PEOPLE, Booking

from hall_server.desk import booking_bans
from hall_server.domain.refusals import Refusal
from hall_server.store import schema as t
from hall_server.store.verify import verify

PLACES = 2
HALVES = ("am", "pm")
PRESSES = 200


class Weeks:
    """People who press at random, and what must be true after each press."""

    def __init__(self, hall: Booking, seed: int) -> None:
        self.hall = hall
        self.chance = Random(seed)
        self.booked: list[Any] = []
        self.refused: Counter[str] = Counter()
        self.ended: dict[int, str] = {}

    def press(self) -> None:
        act = self.chance.choices(
            (self._book, self._move, self._cancel, self._come, self._wait, self._lift),
            (8, 2, 1, 4, 2, 2),
        )[0]
        try:
            act()
        except Refusal as refused:
            self.refused[refused.code] += 1
        self.check()

    def _a_day(self) -> date:
        local = self.hall.day.now + timedelta(hours=8)
        return local.date() + timedelta(days=self.chance.randrange(-1, 7))

    def _book(self) -> None:
        who = self.chance.choice(list(PEOPLE))
        self.booked.append(
            self.hall.books(who, self._a_day(), self.chance.choice(HALVES), by=self._who())
        )

    def _who(self) -> str:
        return self.chance.choice(("portal", "portal", GUIDE))

    def _move(self) -> None:
        if self.booked:
            one = self.chance.choice(self.booked)
            self.hall.moves(one, self._a_day(), self.chance.choice(HALVES), by=self._who())

    def _cancel(self) -> None:
        if self.booked:
            self.hall.cancels(self.chance.choice(self.booked), by=self._who())

    def _come(self) -> None:
        """At any time of the appointment's day, or when it suits."""
        if self.booked:
            one = self.chance.choice(self.booked[-6:])
            when = one.begins + timedelta(hours=self.chance.randrange(-2, 6))
            if when > self.hall.day.now and self.chance.random() < 0.6:
                self.hall.at(when.date(), when.hour)
            self.hall.checks_in(one)

    def _wait(self) -> None:
        later = self.hall.day.now + timedelta(hours=self.chance.choice((1, 3, 7, 20)))
        local = later + timedelta(hours=8)
        self.hall.at(local.date(), local.hour, local.minute)

    def _lift(self) -> None:
        bans = [row for row in self.hall.day.rows(t.booking_ban) if row.lifted_at is None]
        if bans:
            ban = self.chance.choice(bans)
            self.hall.day.act(SUPERVISOR, booking_bans.lift_ban, ban.id)

    def check(self) -> None:
        rows = self.hall.day.rows(t.appointment)
        taken = Counter((row.date, row.half) for row in rows if row.state != "CANCELLED")
        assert all(count <= PLACES for count in taken.values())
        open_ones = Counter(row.card_mark for row in rows if row.state == "BOOKED")
        assert all(count == 1 for count in open_ones.values())
        tickets = {row.id: row for row in self.hall.day.rows(t.ticket)}
        for row in rows:
            if row.state == "CHECKED_IN":
                assert tickets[row.ticket_id].date == row.date
            if row.state != "BOOKED":
                assert self.ended.setdefault(row.id, row.state) == row.state
        self._check_bans(rows)

    def _check_bans(self, rows: list[Any]) -> None:
        """Nobody is banned with fewer than two misses of their own for each ban."""
        misses = Counter(row.card_mark for row in rows if row.state == "MISSED")
        bans = Counter(row.card_mark for row in self.hall.day.rows(t.booking_ban))
        assert all(misses[mark] >= 2 * count for mark, count in bans.items())


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_pressed_the_promises_hold(day: Day, seed: int) -> None:
    weeks = Weeks(Booking(day), seed)
    for _ in range(PRESSES):
        weeks.press()
    states = Counter(weeks.hall.states())
    assert min(states[each] for each in ("CHECKED_IN", "MISSED", "CANCELLED")) > 0, states
    assert weeks.refused["slot_unknown"] and weeks.refused["already_booked"]
    Replayed().check(day)
    with day.store.reading() as connection:
        assert verify(connection).faults == []
