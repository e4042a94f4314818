"""Whether each part of a plan is possible on its own: names, codes, numbers, times."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hall_server.domain.plan import HallPlan, Hours, Item, Text
from hall_server.domain.plan_problem import Path, PlanProblem

Problems = Iterator[PlanProblem]

KINDS = ("instant", "promised", "joint", "forwarded")
NAME_LENGTH = 100
SENTENCE_LENGTH = 1000
CODE_LENGTH = 40

_LETTER = re.compile(r"[A-HJ-NP-Z]")
_WINDOW_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_HALL_CODE = re.compile(r"[a-z][a-z0-9-]*")
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers a hall can mean. `unit` is how the report calls them."""

    low: int
    high: int
    unit: str


MAX_WAIT = Range(1, 480, "minutes")
HELP_AFTER = Range(0, 480, "minutes")
CAPACITY = Range(10, 9999, "numbers")
SERVICE = Range(1, 480, "minutes")
STATUTORY = Range(1, 730, "days")
PROMISED = Range(0, 730, "days")
COME_BACK = Range(0, 1440, "minutes")
COME_BACK_AFTER = Range(0, 100, "tickets")
RECALL_PAUSE = Range(0, 600, "seconds")
RATE = Range(1, 100, "times an ordinary visitor")


def value_problems(plan: HallPlan) -> Problems:
    """All that is impossible in a part by itself, whatever the other parts say."""
    yield from _hall(plan)
    yield from _places(plan)
    for position, item in enumerate(plan.items):
        yield from _item(("items", position), item)
    yield from _reasons(plan)
    yield from _hours(plan)


def _hall(plan: HallPlan) -> Problems:
    if not _HALL_CODE.fullmatch(plan.code) or len(plan.code) > CODE_LENGTH:
        yield PlanProblem(
            ("code",),
            f"{plan.code!r} is not a hall code: use small letters, digits and - (as in jiangpan).",
        )
    yield from _name(("name",), plan.name)
    yield from _time_zone(plan.timezone)
    yield from _sentence(("notice",), plan.notice)
    yield from _sentence(("ticket_rules",), plan.ticket_rules)
    yield from _address(plan.public_url)
    rules = plan.rules
    yield from _number(("rules", "come_back_minutes"), rules.come_back_minutes, COME_BACK)
    yield from _number(("rules", "come_back_after"), rules.come_back_after, COME_BACK_AFTER)
    yield from _number(("rules", "recall_pause_seconds"), rules.recall_pause_seconds, RECALL_PAUSE)


def _time_zone(name: str) -> Problems:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: a folder of the time zone database, such as "Asia", is not a zone.
        yield PlanProblem(
            ("timezone",), f"{name!r} is not a known time zone: write it as in Asia/Shanghai."
        )


def _address(url: str) -> Problems:
    if not url:
        return
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not url.isascii() or any(c.isspace() for c in url) or "?" in url or "#" in url:
        yield PlanProblem(
            ("public_url",),
            f"{url!r} is not an address for the QR code: write it as in https://hall.example.cn,"
            " or leave it empty.",
        )


def _places(plan: HallPlan) -> Problems:
    for position, zone in enumerate(plan.zones):
        path: Path = ("zones", position)
        yield from _letter((*path, "code"), zone.code)
        yield from _name((*path, "name"), zone.name)
        yield from _line((*path, "floor"), zone.floor)
        yield from _sentence((*path, "way"), zone.way)
    for position, department in enumerate(plan.departments):
        yield from _code(("departments", position, "code"), department.code)
        yield from _name(("departments", position, "name"), department.name)
    for position, queue in enumerate(plan.queues):
        path = ("queues", position)
        yield from _letter((*path, "letter"), queue.letter)
        yield from _name((*path, "name"), queue.name)
        yield from _number((*path, "max_wait_minutes"), queue.max_wait_minutes, MAX_WAIT)
        yield from _number((*path, "capacity"), queue.capacity, CAPACITY)
    for position, window in enumerate(plan.windows):
        path = ("windows", position)
        if not _WINDOW_NUMBER.fullmatch(window.number):
            yield PlanProblem(
                (*path, "number"), f"{window.number!r} is not a window number: use 1 to 999."
            )
        yield from _optional_name((*path, "name"), window.name)
    for position, profile in enumerate(plan.profiles):
        path = ("profiles", position)
        yield from _code((*path, "code"), profile.code)
        yield from _name((*path, "name"), profile.name)
        for at, backup in enumerate(profile.backup):
            if backup.help_after_minutes is not None:
                spot = (*path, "backup", at, "help_after_minutes")
                yield from _number(spot, backup.help_after_minutes, HELP_AFTER)
    for position, theme in enumerate(plan.themes):
        yield from _code(("themes", position, "code"), theme.code)
        yield from _name(("themes", position, "name"), theme.name)


def _item(path: Path, item: Item) -> Problems:
    yield from _code((*path, "code"), item.code)
    yield from _name((*path, "name"), item.name)
    if item.kind not in KINDS:
        yield PlanProblem((*path, "kind"), f"{item.kind!r} is not one of {', '.join(KINDS)}.")
    yield from _number((*path, "service_minutes"), item.service_minutes, SERVICE)
    if item.statutory_days is not None:
        yield from _number((*path, "statutory_days"), item.statutory_days, STATUTORY)
    if item.promised_days is not None:
        yield from _number((*path, "promised_days"), item.promised_days, PROMISED)
        yield from _promise((*path, "promised_days"), item, item.promised_days)
    yield from _line((*path, "fee"), item.fee)
    for at, material in enumerate(item.materials):
        spot = (*path, "materials", at)
        if not material:
            yield PlanProblem(spot, "A material is empty: remove the ; too many.")
        elif ";" in material or "；" in material:
            yield PlanProblem(spot, f"{material!r} holds a ; but that separates materials.")
        yield from _line(spot, material)


def _promise(path: Path, item: Item, days: int) -> Problems:
    if item.statutory_days is not None and days > item.statutory_days:
        yield PlanProblem(
            path,
            f"{days} promised days are more than the {item.statutory_days} of the law: lower them.",
        )
    if item.kind == "instant" and days > 0:
        yield PlanProblem(
            path,
            f"{days} promised days for an item done on the spot (即办件): use 0 or another type.",
        )


def _reasons(plan: HallPlan) -> Problems:
    for position, reason in enumerate(plan.priority_reasons):
        path: Path = ("priority_reasons", position)
        yield from _code((*path, "code"), reason.code)
        yield from _name((*path, "name"), reason.name)
        if not (math.isfinite(reason.rate) and RATE.low <= reason.rate <= RATE.high):
            yield PlanProblem(
                (*path, "rate"),
                f"{reason.rate} is not between {RATE.low} and {RATE.high} {RATE.unit}.",
            )
    for position, pause in enumerate(plan.pause_reasons):
        yield from _code(("pause_reasons", position, "code"), pause.code)
        yield from _name(("pause_reasons", position, "name"), pause.name)


def _hours(plan: HallPlan) -> Problems:
    for position, hours in enumerate(plan.hours):
        path: Path = ("hours", position)
        if not 0 <= hours.weekday <= 6:
            yield PlanProblem((*path, "weekday"), f"{hours.weekday} is not a weekday, 0 to 6.")
        for name, moment in (("begins", hours.begins), ("ends", hours.ends)):
            if moment.second or moment.microsecond or moment.tzinfo is not None:
                yield PlanProblem((*path, name), f"{moment} is not an hour and minute, as 09:00.")
        if minute_of_end(hours) <= minute_of_begin(hours):
            yield PlanProblem(
                (*path, "ends"),
                f"Closing at {hours.ends:%H:%M} is not after opening at {hours.begins:%H:%M}:"
                " give each day its own hours.",
            )


def minute_of_begin(hours: Hours) -> int:
    """Minutes from the day's midnight to opening."""
    return hours.begins.hour * 60 + hours.begins.minute


def minute_of_end(hours: Hours) -> int:
    """Minutes from the day's midnight to closing; 00:00 is the next midnight, 1440."""
    return hours.ends.hour * 60 + hours.ends.minute or 1440


def _number(path: Path, value: int, allowed: Range) -> Problems:
    if not allowed.low <= value <= allowed.high:
        yield PlanProblem(
            path, f"{value} is not between {allowed.low} and {allowed.high} {allowed.unit}."
        )


def _letter(path: Path, letter: str) -> Problems:
    if not _LETTER.fullmatch(letter):
        yield PlanProblem(
            path,
            f"{letter!r} is not a letter for tickets: use one of A to Z"
            " but not I or O, which read as 1 and 0.",
        )


def _code(path: Path, code: str) -> Problems:
    if not code:
        yield PlanProblem(path, "The code is empty: give one.")
    elif len(code) > CODE_LENGTH or any(c.isspace() for c in code) or _unprintable(code):
        yield PlanProblem(
            path, f"{code!r} is not a code: at most {CODE_LENGTH} characters, no spaces."
        )


def _name(path: Path, name: Text) -> Problems:
    if not name.zh:
        yield PlanProblem(path, "The name is empty: give one.")
    yield from _line(path, name.zh)
    yield from _line((*path, "en"), name.en)


def _optional_name(path: Path, name: Text) -> Problems:
    yield from _english_needs_chinese(path, name)
    yield from _line(path, name.zh)
    yield from _line((*path, "en"), name.en)


def _sentence(path: Path, text: Text) -> Problems:
    """A text of one or more lines, which may be empty."""
    yield from _english_needs_chinese(path, text)
    for spot, words in ((path, text.zh), ((*path, "en"), text.en)):
        yield from _written(spot, words.replace("\n", ""), words, SENTENCE_LENGTH)


def _english_needs_chinese(path: Path, text: Text) -> Problems:
    if text.en and not text.zh:
        yield PlanProblem(path, f"There is English ({text.en!r}) but no Chinese: give both.")


def _line(path: Path, words: str) -> Problems:
    yield from _written(path, words, words, NAME_LENGTH)


def _written(path: Path, printable: str, words: str, length: int) -> Problems:
    if _unprintable(printable):
        yield PlanProblem(path, f"{words!r} holds a line break or a control character: remove it.")
    if words != words.strip():
        yield PlanProblem(path, f"{words!r} begins or ends with a space: remove it.")
    if len(words) > length:
        yield PlanProblem(
            path, f"{words[:20]!r}... is longer than {length} characters: shorten it."
        )


def _unprintable(words: str) -> bool:
    """Whether the text holds what a ticket, a spreadsheet or a TOML file cannot carry."""
    return any(unicodedata.category(c) in _UNPRINTABLE or ord(c) & 0xFFFE == 0xFFFE for c in words)
