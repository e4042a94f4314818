"""Days and moments as each language writes them, always with the weekday."""

from datetime import date, datetime

from printer.texts import Sentences


def moment(at: datetime, say: Sentences) -> str:
    """Date, weekday and time to the minute, in the zone of `at`."""
    return say("date.time", hour=at.hour, minute=at.minute, **_parts(at, say))


def day(on: date, say: Sentences) -> str:
    """Date and weekday, such as 2026年9月24日 星期四."""
    return say("date.day", **_parts(on, say))


def day_and_time(at: datetime, say: Sentences) -> str:
    """The day as `day` writes it, and the time to the minute, in the zone of `at`."""
    return say("date.day.time", day=day(at, say), hour=at.hour, minute=at.minute)


def _parts(on: date, say: Sentences) -> dict[str, str | int]:
    return {
        "year": on.year,
        "month": on.month,
        "monthname": say(f"month.{on.month}"),
        "day": on.day,
        "weekday": say(f"weekday.{on.isoweekday()}"),
    }
