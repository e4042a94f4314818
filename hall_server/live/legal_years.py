"""The years of the law as an administrator sees them: announced, or computed and what rests on that."""

from datetime import date

from sqlalchemy import Connection

from hall_server.domain.official_days import computed_days_off
from hall_server.store.cases.due import resting_on
from hall_server.store.setup import Setup
from hall_server.wire import setup as w

AHEAD = 3
"""Years after this one."""


def legal_years(connection: Connection, setup: Setup, today: date) -> w.LegalYears:
    """This year and those to come."""
    return w.LegalYears(
        years=tuple(
            _year(connection, setup, year) for year in range(today.year, today.year + AHEAD + 1)
        )
    )


def _year(connection: Connection, setup: Setup, year: int) -> w.LegalYear:
    announced = year in setup.calendar.confirmed
    return w.LegalYear(
        year=year,
        announced=announced,
        computed_off=() if announced else tuple(sorted(computed_days_off(year))),
        cases=0 if announced else resting_on(connection, setup.hall, year),
    )
