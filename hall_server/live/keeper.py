"""Keeping the hall's days: opened at local midnight without anyone pressing, old answers dropped,
lent windows returned on time, missed appointments settled, visitors of past days forgotten."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import structlog

from hall_server.desk.booking_bans import forget_appointments, kept_from, settle_past
from hall_server.desk.day import end_forgotten_day, open_day
from hall_server.desk.forget import forget_visitors
from hall_server.desk.item_versions import begin_versions
from hall_server.desk.loans import return_window
from hall_server.desk.paper import lose_job
from hall_server.domain.actor import system
from hall_server.domain.opening import local_date, periods_on
from hall_server.domain.refusals import DayAlreadyClosed, DayAlreadyOpen, JobNotReady, NotLent
from hall_server.rounds import Rounds
from hall_server.store.appointments import anything_to_forget, booked_before
from hall_server.store.database import Store, halls
from hall_server.store.days import day_of, open_date
from hall_server.store.item_versions import lacks_versions
from hall_server.store.loans import loans_in_force
from hall_server.store.lookup import anybody_known_before
from hall_server.store.paper import jobs_sending_since_before

log = structlog.get_logger()

LOOK_EVERY_S = 1.0
KEEP_REPLIES = timedelta(days=2)
SHEET_PATIENCE = timedelta(minutes=5)
"""Longer than any sheet takes, on the slowest line."""


class DayKeeper:
    """One thread that turns the day over in every hall of the database."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._cleaned: date | None = None
        self._forgotten: dict[int, date] = {}
        """Up to which date each hall's old appointments were looked through."""
        self._versioned: set[int] = set()
        """Halls whose items are known to have versions."""
        self._rounds = Rounds("day-keeper", self.look, LOOK_EVERY_S)

    def start(self) -> None:
        """Look now, so that the first request finds the day open; then every second."""
        self.look()
        self._rounds.start()

    def stop(self) -> None:
        """Stop looking; waits for the thread."""
        self._rounds.stop()

    def look(self) -> None:
        """Open today where it should be open, end what an earlier date left open."""
        now = self._clock()
        with self._store.reading() as connection:
            known = halls(connection)
        for hall in known.values():
            self._begin_versions(hall, now)
            self._turn_over(hall, now)
            self._lose_old_jobs(hall, now)
            self._return_windows(hall, now)
            self._forget_visitors(hall, now)
            self._settle_appointments(hall, now)
        if self._cleaned != now.date():
            self._store.forget_replies(now - KEEP_REPLIES)
            self._cleaned = now.date()

    def _begin_versions(self, hall: int, now: datetime) -> None:
        """Once after the start: a hall from before items had versions gets them."""
        if hall in self._versioned:
            return
        with self._store.reading() as connection:
            lacking = lacks_versions(connection, hall)
        if lacking:
            self._store.act(system(hall), now, begin_versions)
        self._versioned.add(hall)

    def _turn_over(self, hall: int, now: datetime) -> None:
        with self._store.reading() as connection:
            plan = self._store.setup(connection, hall, now).plan
            today = local_date(now, plan.timezone)
            already = open_date(connection, hall)
            was_opened = day_of(connection, hall, today) is not None
        opens_today = bool(periods_on(today, plan.hours, plan.special_days))
        try:
            if opens_today and not was_opened:
                self._store.act(system(hall), now, open_day)
            elif already is not None and already != today:
                self._store.act(system(hall), now, end_forgotten_day)
        except (DayAlreadyOpen, DayAlreadyClosed):
            log.info("day_turned_elsewhere", hall=hall)

    def _forget_visitors(self, hall: int, now: datetime) -> None:
        with self._store.reading() as connection:
            plan = self._store.setup(connection, hall, now).plan
            known = anybody_known_before(connection, hall, local_date(now, plan.timezone))
        if known:
            self._store.act(system(hall), now, forget_visitors)

    def _settle_appointments(self, hall: int, now: datetime) -> None:
        """Those of past days nobody came to; once a day, those whose people are to be forgotten."""
        with self._store.reading() as connection:
            plan = self._store.setup(connection, hall, now).plan
            today = local_date(now, plan.timezone)
            unsettled = booked_before(connection, hall, today, 1)
            old = self._forgotten.get(hall) != today and anything_to_forget(
                connection, hall, *kept_from(today, plan.rules.booking_ban_days)
            )
        if unsettled:
            self._store.act(system(hall), now, settle_past)
        if old:
            self._store.act(system(hall), now, forget_appointments)
        self._forgotten[hall] = today

    def _lose_old_jobs(self, hall: int, now: datetime) -> None:
        """A station or kiosk that has not reported for minutes is gone; its sheet is uncertain."""
        with self._store.reading() as connection:
            gone = jobs_sending_since_before(connection, hall, now - SHEET_PATIENCE)
        for job in gone:
            try:
                self._store.act(system(hall), now, partial(lose_job, job_id=job))
            except JobNotReady:
                log.info("job_reported_meanwhile", job=job)

    def _return_windows(self, hall: int, now: datetime) -> None:
        """End loans whose time is over, and those whose window or queue the plan has dropped."""
        with self._store.reading() as connection:
            known = loans_in_force(connection, hall)
            stands = self._store.setup(connection, hall, now).loans if known else {}
        for loan in known:
            if loan.until > now and loan.window in stands:
                continue
            try:
                self._store.act(system(hall), now, partial(return_window, loan=loan.id))
            except NotLent:
                log.info("window_returned_meanwhile", loan=loan.id)
