"""Levels by hour, such as a loudspeaker's volume: from each hour of the day to the next. Pure."""

from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from display.board import Shown
from display.devices import ByHour


def level_at(levels: ByHour, at: time, otherwise: int) -> int:
    """The percent in force at this time of day; before the first hour, the last one's of yesterday.

    `otherwise` where no level is given at all.
    """
    if not levels:
        return otherwise
    begun = [hour for hour in levels if hour <= at]
    return levels[max(begun) if begun else max(levels)]


def hall_time(shown: Shown, now: datetime) -> time:
    """The hall's time of day at `now` (aware), by its own clock and zone as far as they are known."""
    moment = now + shown.ahead
    try:
        return moment.astimezone(ZoneInfo(shown.state.timezone) if shown.state else None).time()
    except (ZoneInfoNotFoundError, ValueError):
        # A zone this machine has no data of: its own is the best guess.
        return moment.astimezone(None).time()
