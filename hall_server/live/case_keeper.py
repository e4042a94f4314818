"""Keeping the clocks of cases without anyone pressing: deemed acceptance and approval, supervision's events,
the yearly calendar, and dates counted anew when it changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import structlog

from hall_server.desk.administration import take_in
from hall_server.desk.cases.deem import deem_case_accepted
from hall_server.desk.cases.forget import forget_applicants
from hall_server.desk.cases.overdue import (
    approved_by_silence,
    deem_approved,
    new_among,
    seen,
    supervise,
)
from hall_server.desk.cases.recompute import counted_otherwise, recompute_dues
from hall_server.domain.actor import system
from hall_server.domain.official_days import official_days
from hall_server.domain.opening import local_date
from hall_server.domain.plan import HallPlan, LegalDay
from hall_server.domain.plan_edit import edits_between
from hall_server.domain.refusals import LegalYearUnknown, Refusal, StorageFailed
from hall_server.rounds import Rounds
from hall_server.store.cases.due import unanswered_by
from hall_server.store.database import Store, halls
from hall_server.store.transaction import Transaction

log = structlog.get_logger()

LOOK_EVERY_S = 2.0
EVENTS_AT_ONCE = 50
NOTICE = "国务院办公厅{year}年节假日安排"
"""What a year's legal days are taken in for, in the history of changes."""


class CaseKeeper:
    """One thread for every hall of the database. A date passes at the hall's midnight.

    What a stopped server missed, or a clock that was set forward, is made up for at the next look.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._kept: dict[int, date] = {}
        """Up to which date each hall's clocks were kept."""
        self._counted: dict[int, tuple[LegalDay, ...]] = {}
        """The legal days by which each hall's dates were last counted."""
        self._rounds = Rounds("case-keeper", self.look, LOOK_EVERY_S, at_once=True)

    def start(self) -> None:
        """Look at once, then every two seconds."""
        self._rounds.start()

    def stop(self) -> None:
        """Stop looking; waits for the thread."""
        self._rounds.stop()

    def look(self) -> None:
        """Do what is due in every hall; cheap when no date has passed and no day has changed."""
        now = self._clock()
        with self._store.reading() as connection:
            known = halls(connection)
        for hall in known.values():
            try:
                self._keep(hall, now)
            except Exception:
                # One hall's trouble is not another's; the next look is another chance.
                log.exception("clocks_not_kept", hall=hall)

    def _keep(self, hall: int, now: datetime) -> None:
        plan = self._plan(hall, now)
        today = local_date(now, plan.timezone)
        if self._kept.get(hall) != today:
            self._import_years(hall, plan, today, now)
            plan = self._plan(hall, now)
        if self._counted.get(hall) != plan.legal_days:
            self._count_anew(hall, now)
            self._counted[hall] = plan.legal_days
            self._kept.pop(hall, None)
        if self._kept.get(hall) != today:
            self._pass_midnight(hall, today, now)
            self._kept[hall] = today

    def _plan(self, hall: int, now: datetime) -> HallPlan:
        with self._store.reading() as connection:
            return self._store.setup(connection, hall, now).plan

    def _import_years(self, hall: int, plan: HallPlan, today: date, now: datetime) -> None:
        """Years that the package knows by now and of which nobody has entered anything."""
        entered = {each.date.year for each in plan.legal_days}
        for year in (today.year, today.year + 1):
            if year in entered:
                continue
            try:
                days = official_days(year)
            except LegalYearUnknown:
                continue
            everything = tuple(sorted((*plan.legal_days, *days), key=lambda each: each.date))
            after = replace(plan, legal_days=everything)
            edits = edits_between(plan, after)
            summary = NOTICE.format(year=year)
            try:
                self._store.act(system(hall), now, partial(take_in, edits=edits, summary=summary))
            except Refusal as refusal:
                # Taken in elsewhere meanwhile, or the plan needs an administrator first.
                log.warning("legal_year_not_taken_in", hall=hall, year=year, why=refusal.code)
                return
            plan = after

    def _count_anew(self, hall: int, now: datetime) -> None:
        with self._store.reading() as connection:
            calendar = self._store.setup(connection, hall, now).calendar
            numbers = counted_otherwise(connection, hall, calendar)
        for number in numbers:
            self._act(hall, now, number, partial(recompute_dues, numbers=[number]))

    def _pass_midnight(self, hall: int, today: date, now: datetime) -> None:
        with self._store.reading() as connection:
            unanswered = unanswered_by(connection, hall, today - timedelta(days=1))
        for case in unanswered:
            self._act(hall, now, case.number, partial(deem_case_accepted, number=case.number))
        with self._store.reading() as connection:
            calendar = self._store.setup(connection, hall, now).calendar
            silent = approved_by_silence(connection, hall, today)
        for number, position in silent:
            self._act(hall, now, number, partial(deem_approved, number=number, position=position))
        with self._store.reading() as connection:
            events = new_among(connection, hall, seen(connection, hall, calendar, today))
        for place in range(0, len(events), EVENTS_AT_ONCE):
            batch = events[place : place + EVENTS_AT_ONCE]
            self._act(hall, now, batch[0].case.number, partial(supervise, events=batch))

        self._store.act(system(hall), now, forget_applicants)

    def _act(
        self, hall: int, now: datetime, number: str, act: Callable[[Transaction], object]
    ) -> None:
        """What befalls one case hinders no other; without room to store, all wait for the next look."""
        try:
            self._store.act(system(hall), now, act)
        except StorageFailed:
            raise
        except Refusal as refusal:
            # A paper is owed, or somebody decided meanwhile: supervision sees the date passed.
            log.info("clock_not_kept", case=number, why=refusal.code)
        except Exception:
            log.exception("clock_not_kept", case=number)
