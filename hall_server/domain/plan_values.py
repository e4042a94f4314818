"""Whether each part of a plan is possible on its own: names, codes, numbers, times."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hall_server.domain.announcing import call_text_problem
from hall_server.domain.periods import begin_minute, end_minute
from hall_server.domain.plan import HallPlan, Hours, Item, Medium, Notice, Period, Text
from hall_server.domain.plan_problem import Path, PlanProblem, problem

Problems = Iterator[PlanProblem]

KINDS = ("instant", "promised", "joint", "forwarded")
NAME_LENGTH = 100
SENTENCE_LENGTH = 1000
CODE_LENGTH = 40
TEMPLATE_LENGTH = 20_000
PERIODS_MOST = 6
YEARS = range(2000, 2101)
MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp", "video/mp4", "video/webm")

_LETTER = re.compile(r"[A-HJ-NP-Z]")
_WINDOW_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_HALL_CODE = re.compile(r"[a-z][a-z0-9-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
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
MEDIUM_SIZE = Range(1, 2**31 - 1, "bytes")


def value_problems(plan: HallPlan) -> Problems:
    """All that is impossible in a part by itself, whatever the other parts say."""
    yield from _hall(plan)
    yield from _places(plan)
    for position, item in enumerate(plan.items):
        yield from _item(("items", position), item)
    yield from _reasons(plan)
    yield from _hours(plan)
    yield from _days(plan)
    yield from _boards(plan)
    yield from _words_of_calls(plan)
    yield from _paper_template(plan)


def _hall(plan: HallPlan) -> Problems:
    if not _HALL_CODE.fullmatch(plan.code) or len(plan.code) > CODE_LENGTH:
        yield problem(("code",), "hall_code_wrong", value=plan.code)
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
        yield problem(("timezone",), "time_zone_unknown", value=name)


def _address(url: str) -> Problems:
    if not url:
        return
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not url.isascii() or any(c.isspace() for c in url) or "?" in url or "#" in url:
        yield problem(("public_url",), "address_wrong", value=url)


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
            yield problem((*path, "number"), "window_number_wrong", value=window.number)
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
        yield problem((*path, "kind"), "kind_unknown", value=item.kind, known=", ".join(KINDS))
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
            yield problem(spot, "material_empty")
        elif ";" in material or "；" in material:
            yield problem(spot, "material_semicolon", value=material)
        yield from _line(spot, material)


def _promise(path: Path, item: Item, days: int) -> Problems:
    if item.statutory_days is not None and days > item.statutory_days:
        yield problem(path, "promise_beyond_law", days=days, limit=item.statutory_days)
    if item.kind == "instant" and days > 0:
        yield problem(path, "promise_of_instant", days=days)


def _reasons(plan: HallPlan) -> Problems:
    for position, reason in enumerate(plan.priority_reasons):
        path: Path = ("priority_reasons", position)
        yield from _code((*path, "code"), reason.code)
        yield from _name((*path, "name"), reason.name)
        if not (math.isfinite(reason.rate) and RATE.low <= reason.rate <= RATE.high):
            yield _beyond((*path, "rate"), reason.rate, RATE)
    for position, pause in enumerate(plan.pause_reasons):
        yield from _code(("pause_reasons", position, "code"), pause.code)
        yield from _name(("pause_reasons", position, "name"), pause.name)


def _hours(plan: HallPlan) -> Problems:
    for position, hours in enumerate(plan.hours):
        path: Path = ("hours", position)
        if not 0 <= hours.weekday <= 6:
            yield problem((*path, "weekday"), "not_a_weekday", value=hours.weekday)
        yield from _span(path, hours)


def _span(path: Path, span: Hours | Period) -> Problems:
    for name, moment in (("begins", span.begins), ("ends", span.ends)):
        if moment.second or moment.microsecond or moment.tzinfo is not None:
            yield problem((*path, name), "not_a_minute", value=str(moment))
    if end_minute(span) <= begin_minute(span):
        yield problem(
            (*path, "ends"),
            "closes_before_it_opens",
            begins=f"{span.begins:%H:%M}",
            ends=f"{span.ends:%H:%M}",
        )


def _days(plan: HallPlan) -> Problems:
    for position, special in enumerate(plan.special_days):
        path: Path = ("special_days", position)
        yield from _year((*path, "date"), special.date)
        yield from _optional_name((*path, "name"), special.name)
        if len(special.periods) > PERIODS_MOST:
            yield problem(
                (*path, "periods"),
                "too_many_periods",
                date=special.date.isoformat(),
                count=len(special.periods),
                most=PERIODS_MOST,
            )
        for at, period in enumerate(special.periods):
            yield from _span((*path, "periods", at), period)
    for position, legal in enumerate(plan.legal_days):
        path = ("legal_days", position)
        yield from _year((*path, "date"), legal.date)
        yield from _optional_name((*path, "name"), legal.name)


def _year(path: Path, on: date) -> Problems:
    if on.year not in YEARS:
        low, high = YEARS[0], YEARS[-1]
        yield problem(path, "year_impossible", date=on.isoformat(), low=low, high=high)


def _boards(plan: HallPlan) -> Problems:
    for position, notice in enumerate(plan.notices):
        path: Path = ("notices", position)
        yield from _dated(path, notice)
        if not notice.text.zh and not notice.text.en:
            yield problem((*path, "text"), "text_empty")
        yield from _sentence((*path, "text"), notice.text)
    for position, medium in enumerate(plan.media):
        path = ("media", position)
        yield from _dated(path, medium)
        if medium.type not in MEDIA_TYPES:
            known = ", ".join(MEDIA_TYPES)
            yield problem((*path, "type"), "not_a_medium", value=medium.type, known=known)
        yield from _number((*path, "size"), medium.size, MEDIUM_SIZE)
        if not _SHA256.fullmatch(medium.sha256):
            yield problem((*path, "sha256"), "not_a_hash", value=medium.sha256[:70])


def _dated(path: Path, shown: Notice | Medium) -> Problems:
    yield from _code((*path, "code"), shown.code)
    yield from _name((*path, "name"), shown.name)
    for name, on in (("begins", shown.begins), ("ends", shown.ends)):
        if on is not None:
            yield from _year((*path, name), on)
    if shown.begins is not None and shown.ends is not None and shown.ends < shown.begins:
        yield problem(
            (*path, "ends"),
            "ends_before_it_begins",
            begins=shown.begins.isoformat(),
            ends=shown.ends.isoformat(),
        )


def _words_of_calls(plan: HallPlan) -> Problems:
    yield from _english_needs_chinese(("call_text",), plan.call_text)
    for path, words in (
        (("call_text",), plan.call_text.zh),
        (("call_text", "en"), plan.call_text.en),
    ):
        yield from _line(path, words)
        wrong = call_text_problem(words)
        if wrong is not None:
            code, facts = wrong
            yield PlanProblem(path, code, facts)


def _paper_template(plan: HallPlan) -> Problems:
    template = plan.paper_template
    if len(template) > TEMPLATE_LENGTH:
        most = TEMPLATE_LENGTH
        yield problem(("paper_template",), "too_long", value=template[:20], most=most)
    if _unprintable(template.replace("\n", "").replace("\t", "")):
        yield problem(("paper_template",), "unprintable", value=template[:20])


def _number(path: Path, value: int, allowed: Range) -> Problems:
    if not allowed.low <= value <= allowed.high:
        yield _beyond(path, value, allowed)


def _beyond(path: Path, value: float, allowed: Range) -> PlanProblem:
    return problem(
        path, "out_of_range", value=value, low=allowed.low, high=allowed.high, unit=allowed.unit
    )


def _letter(path: Path, letter: str) -> Problems:
    if not _LETTER.fullmatch(letter):
        yield problem(path, "letter_wrong", value=letter)


def _code(path: Path, code: str) -> Problems:
    if not code:
        yield problem(path, "code_empty")
    elif len(code) > CODE_LENGTH or any(c.isspace() for c in code) or _unprintable(code):
        yield problem(path, "code_wrong", value=code, most=CODE_LENGTH)


def _name(path: Path, name: Text) -> Problems:
    if not name.zh:
        yield problem(path, "name_empty")
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
        yield problem(path, "chinese_missing", value=text.en)


def _line(path: Path, words: str) -> Problems:
    yield from _written(path, words, words, NAME_LENGTH)


def _written(path: Path, printable: str, words: str, length: int) -> Problems:
    if _unprintable(printable):
        yield problem(path, "unprintable", value=words)
    if words != words.strip():
        yield problem(path, "space_around", value=words)
    if len(words) > length:
        yield problem(path, "too_long", value=words[:20], most=length)


def _unprintable(words: str) -> bool:
    """Whether the text holds what a ticket, a spreadsheet or a TOML file cannot carry."""
    if words.isprintable():  # quick, and true of nearly all
        return False
    return any(unicodedata.category(c) in _UNPRINTABLE or ord(c) & 0xFFFE == 0xFFFE for c in words)
