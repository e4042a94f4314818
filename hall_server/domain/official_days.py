"""The days off of a year: by the State Council's notice, or as far as the law alone tells them.

`chinesecalendar` has the notices, `holidays` computes the statutory holidays of years to come.
"""

from datetime import date
from functools import cache

from hall_server.domain.plan import LegalDay, Text
from hall_server.domain.refusals import LegalYearUnknown


def official_days(year: int) -> tuple[LegalDay, ...]:
    """A year's holidays and make-up workdays by date. Raises LegalYearUnknown.

    The package learns of a year when its notice is out, in November of the year before.
    """
    # Imported here: it is asked for when a hall is set up, and once a year.
    from chinese_calendar.constants import Holiday, holidays, workdays

    days = {
        **{on: (False, name) for on, name in holidays.items() if on.year == year},
        **{on: (True, name) for on, name in workdays.items() if on.year == year},
    }
    if not days:
        raise LegalYearUnknown(year=year)
    return tuple(
        LegalDay(on, working, Text(_chinese(Holiday(name).chinese, working), name))
        for on, (working, name) in sorted(days.items())
    )


def _chinese(name: str, working: bool) -> str:
    return f"{name}调休上班" if working else name


@cache
def computed_days_off(year: int) -> frozenset[date]:
    """The statutory holidays of a year (全国年节及纪念日放假办法), without what a notice would move.

    Which days are taken off beside them, and which weekends are worked, only the notice says.
    """
    from holidays.countries.china import China

    return frozenset(China(years=year))  # type: ignore[no-untyped-call]  # it has none
