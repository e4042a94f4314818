"""Levels by hour, such as a loudspeaker's volume: from each hour of the day to the next. Pure."""

from datetime import time

from display.devices import ByHour


def level_at(levels: ByHour, at: time, otherwise: int) -> int:
    """The percent in force at this time of day; before the first hour, the last one's of yesterday.

    `otherwise` where no level is given at all.
    """
    if not levels:
        return otherwise
    begun = [hour for hour in levels if hour <= at]
    return levels[max(begun) if begun else max(levels)]
