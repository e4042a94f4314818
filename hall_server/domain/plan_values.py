"""Whether each part of a plan is possible on its own: names, codes, numbers, times."""

import math
import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hall_server.domain import value_checks as v
from hall_server.domain.announcing import call_text_problem
from hall_server.domain.periods import begin_minute, end_minute
from hall_server.domain.plan import HallPlan, Hours, Item, Material, Medium, Notice, Period
from hall_server.domain.plan_entries import DEPARTMENT_FACTS, ITEM_TEXTS
from hall_server.domain.plan_problem import Path, PlanProblem, problem
from hall_server.domain.value_checks import Problems, Range

DAY_KINDS = ("working", "calendar")
DELIVERIES = ("window", "mail")
MATERIAL_KINDS = ("", "original", "copy", "both")
MEDIA_OF_MATERIALS = ("", "paper", "electronic", "either")
SENTENCE_LENGTH = 300
GUIDE_LENGTH = 2000
KINDS = ("instant", "promised", "joint", "forwarded")
TEMPLATE_LENGTH = 20_000
PERIODS_MOST = 6
SYNONYMS_MOST = 12
SYNONYM_LENGTH = 20
YEARS = range(2000, 2101)
MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp", "video/mp4", "video/webm")

_WINDOW_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_HALL_CODE = re.compile(r"[a-z][a-z0-9-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


MAX_WAIT = Range(1, 480, "minutes")
HELP_AFTER = Range(0, 480, "minutes")
CAPACITY = Range(10, 9999, "numbers")
SERVICE = Range(1, 480, "minutes")
STATUTORY = Range(1, 730, "days")
PROMISED = Range(0, 730, "days")
CAP = Range(1, 9999, "numbers")
COPIES = Range(1, 99, "copies")
SLOTS = Range(0, 500, "appointments")
AGE = Range(1, 120, "years")
RULES: Mapping[str, Range] = {
    "come_back_minutes": Range(0, 1440, "minutes"),
    "come_back_after": Range(0, 100, "tickets"),
    "recall_pause_seconds": Range(0, 600, "seconds"),
    "live_tickets_max": Range(0, 20, "tickets"),
    "agent_tickets_max": Range(0, 100, "tickets"),
    "booking_days_ahead": Range(1, 60, "days"),
    "booking_cancel_hours": Range(0, 168, "hours"),
    "booking_early_minutes": Range(0, 480, "minutes"),
    "booking_late_minutes": Range(0, 480, "minutes"),
    "booking_misses_max": Range(0, 20, "times"),
    "booking_ban_days": Range(1, 366, "days"),
}
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
    if not _HALL_CODE.fullmatch(plan.code) or len(plan.code) > v.CODE_LENGTH:
        yield problem(("code",), "hall_code_wrong", value=plan.code)
    yield from v.name(("name",), plan.name)
    yield from _time_zone(plan.timezone)
    yield from v.sentence(("notice",), plan.notice)
    yield from v.sentence(("ticket_rules",), plan.ticket_rules)
    yield from v.optional_name(("address",), plan.address)
    yield from _address(plan.public_url)
    for name, allowed in RULES.items():
        yield from v.number(("rules", name), getattr(plan.rules, name), allowed)


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
        yield from v.letter((*path, "code"), zone.code)
        yield from v.name((*path, "name"), zone.name)
        yield from v.line((*path, "floor"), zone.floor)
        yield from v.sentence((*path, "way"), zone.way)
    for position, department in enumerate(plan.departments):
        yield from v.code(("departments", position, "code"), department.code)
        yield from v.name(("departments", position, "name"), department.name)
        for fact in DEPARTMENT_FACTS:
            words = getattr(department, fact)
            yield from v.line(("departments", position, fact), words, SENTENCE_LENGTH)
    for position, queue in enumerate(plan.queues):
        path = ("queues", position)
        yield from v.letter((*path, "letter"), queue.letter)
        yield from v.name((*path, "name"), queue.name)
        yield from v.number((*path, "max_wait_minutes"), queue.max_wait_minutes, MAX_WAIT)
        yield from v.number((*path, "capacity"), queue.capacity, CAPACITY)
    for position, window in enumerate(plan.windows):
        path = ("windows", position)
        if not _WINDOW_NUMBER.fullmatch(window.number):
            yield problem((*path, "number"), "window_number_wrong", value=window.number)
        yield from v.optional_name((*path, "name"), window.name)
    for position, profile in enumerate(plan.profiles):
        path = ("profiles", position)
        yield from v.code((*path, "code"), profile.code)
        yield from v.name((*path, "name"), profile.name)
        for at, backup in enumerate(profile.backup):
            if backup.help_after_minutes is not None:
                spot = (*path, "backup", at, "help_after_minutes")
                yield from v.number(spot, backup.help_after_minutes, HELP_AFTER)
    for position, theme in enumerate(plan.themes):
        yield from v.code(("themes", position, "code"), theme.code)
        yield from v.name(("themes", position, "name"), theme.name)
        if theme.promised_days is not None:
            promise: Path = ("themes", position, "promised_days")
            yield from v.number(promise, theme.promised_days, PROMISED)
    for position, event in enumerate(plan.life_events):
        yield from v.code(("life_events", position, "code"), event.code)
        yield from v.name(("life_events", position, "name"), event.name)


def _item(path: Path, item: Item) -> Problems:
    yield from v.code((*path, "code"), item.code)
    yield from v.name((*path, "name"), item.name)
    if item.kind not in KINDS:
        yield problem((*path, "kind"), "kind_unknown", value=item.kind, known=", ".join(KINDS))
    yield from v.number((*path, "service_minutes"), item.service_minutes, SERVICE)
    if item.statutory_days is not None:
        yield from v.number((*path, "statutory_days"), item.statutory_days, STATUTORY)
    if item.promised_days is not None:
        yield from v.number((*path, "promised_days"), item.promised_days, PROMISED)
        yield from _promise((*path, "promised_days"), item, item.promised_days)
    yield from v.line((*path, "fee"), item.fee)
    for at, material in enumerate(item.materials):
        yield from _material((*path, "materials", at), material)
    yield from _service_guide(path, item)
    yield from _synonyms((*path, "synonyms"), item.synonyms)
    yield from _limits(path, item)


def _material(path: Path, material: Material) -> Problems:
    if not material.name:
        yield problem(path, "material_empty")
    elif ";" in material.name or "；" in material.name:
        yield problem(path, "material_semicolon", value=material.name)
    yield from v.line(path, material.name)
    yield from _one_of((*path, "kind"), material.kind, MATERIAL_KINDS)
    yield from _one_of((*path, "medium"), material.medium, MEDIA_OF_MATERIALS)
    yield from v.number((*path, "copies"), material.copies, COPIES)
    yield from v.line((*path, "source"), material.source, SENTENCE_LENGTH)
    yield from v.line((*path, "standard"), material.standard, SENTENCE_LENGTH)
    yield from v.line((*path, "certificate"), material.certificate)


def _service_guide(path: Path, item: Item) -> Problems:
    yield from _one_of((*path, "day_kind"), item.day_kind, DAY_KINDS)
    for name in ITEM_TEXTS:
        yield from v.line((*path, name), getattr(item, name), GUIDE_LENGTH)
    if not item.delivery:
        yield problem((*path, "delivery"), "delivery_empty")
    for way in item.delivery:
        yield from _one_of((*path, "delivery"), way, DELIVERIES)
    yield from v.line((*path, "higher_body"), item.higher_body)
    if item.higher_days is not None:
        yield from v.number((*path, "higher_days"), item.higher_days, STATUTORY)


def _one_of(path: Path, value: str, known: tuple[str, ...]) -> Problems:
    if value not in known:
        yield problem(path, "choice_unknown", value=value, known=", ".join(filter(None, known)))


def _synonyms(path: Path, synonyms: tuple[str, ...]) -> Problems:
    if len(synonyms) > SYNONYMS_MOST:
        yield problem(path, "too_many_synonyms", count=len(synonyms), most=SYNONYMS_MOST)
    for at, synonym in enumerate(synonyms):
        spot = (*path, at)
        if not synonym:
            yield problem(spot, "synonym_empty")
        elif ";" in synonym or "；" in synonym:
            yield problem(spot, "synonym_semicolon", value=synonym)
        yield from v.line(spot, synonym, SYNONYM_LENGTH)


def _limits(path: Path, item: Item) -> Problems:
    for name, cap in (("day_cap", item.day_cap), ("half_day_cap", item.half_day_cap)):
        if cap is not None:
            yield from v.number((*path, name), cap, CAP)
    if item.day_cap is not None and (item.half_day_cap or 0) > item.day_cap:
        spot = (*path, "half_day_cap")
        yield problem(spot, "half_day_beyond_day", cap=item.half_day_cap, limit=item.day_cap)
    yield from v.number((*path, "slots"), item.slots, SLOTS)
    if item.pick_up and item.slots:
        yield problem((*path, "slots"), "pick_up_not_booked", item=item.code)


def _promise(path: Path, item: Item, days: int) -> Problems:
    if item.statutory_days is not None and days > item.statutory_days:
        yield problem(path, "promise_beyond_law", days=days, limit=item.statutory_days)
    if item.kind == "instant" and days > 0:
        yield problem(path, "promise_of_instant", days=days)


def _reasons(plan: HallPlan) -> Problems:
    for position, reason in enumerate(plan.priority_reasons):
        path: Path = ("priority_reasons", position)
        yield from v.code((*path, "code"), reason.code)
        yield from v.name((*path, "name"), reason.name)
        if not (math.isfinite(reason.rate) and RATE.low <= reason.rate <= RATE.high):
            yield v.beyond((*path, "rate"), reason.rate, RATE)
        if reason.from_age is not None:
            yield from v.number((*path, "from_age"), reason.from_age, AGE)
    for position, pause in enumerate(plan.pause_reasons):
        yield from v.code(("pause_reasons", position, "code"), pause.code)
        yield from v.name(("pause_reasons", position, "name"), pause.name)


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
        yield from v.optional_name((*path, "name"), special.name)
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
        yield from v.optional_name((*path, "name"), legal.name)


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
        yield from v.sentence((*path, "text"), notice.text)
    for position, medium in enumerate(plan.media):
        path = ("media", position)
        yield from _dated(path, medium)
        if medium.type not in MEDIA_TYPES:
            known = ", ".join(MEDIA_TYPES)
            yield problem((*path, "type"), "not_a_medium", value=medium.type, known=known)
        yield from v.number((*path, "size"), medium.size, MEDIUM_SIZE)
        if not _SHA256.fullmatch(medium.sha256):
            yield problem((*path, "sha256"), "not_a_hash", value=medium.sha256[:70])


def _dated(path: Path, shown: Notice | Medium) -> Problems:
    yield from v.code((*path, "code"), shown.code)
    yield from v.name((*path, "name"), shown.name)
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
    yield from v.english_needs_chinese(("call_text",), plan.call_text)
    for path, words in (
        (("call_text",), plan.call_text.zh),
        (("call_text", "en"), plan.call_text.en),
    ):
        yield from v.line(path, words)
        wrong = call_text_problem(words)
        if wrong is not None:
            code, facts = wrong
            yield PlanProblem(path, code, facts)


def _paper_template(plan: HallPlan) -> Problems:
    template = plan.paper_template
    if len(template) > TEMPLATE_LENGTH:
        most = TEMPLATE_LENGTH
        yield problem(("paper_template",), "too_long", value=template[:20], most=most)
    if v.unprintable(template.replace("\n", "").replace("\t", "")):
        yield problem(("paper_template",), "unprintable", value=template[:20])
