"""The State Council's yearly notice of holidays and make-up workdays, as the package knows it."""

from hall_server.domain.plan import LegalDay, Text
from hall_server.domain.refusals import LegalYearUnknown


def official_days(year: int) -> tuple[LegalDay, ...]:
    """A year's holidays and make-up workdays by date. Raises LegalYearUnknown.

    The package learns of a year when its notice is out, in November of the year before.
    """
    # Imported here: only an administrator's press asks for it.
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
