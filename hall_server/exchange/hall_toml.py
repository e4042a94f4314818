"""A plan as the text of hall.toml, in the short forms a person would write."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import time
from itertools import groupby

from hall_server.domain.periods import period_written
from hall_server.domain.plan import (
    HallPlan,
    Hours,
    Medium,
    Notice,
    Profile,
    Queue,
    Text,
    Theme,
    Window,
)
from hall_server.domain.plan_entries import DEPARTMENT_FACTS
from hall_server.exchange.number_list import days_shortened, shortened
from hall_server.exchange.toml_text import Keys, Value, assignments, table

_Pairs = Iterator[tuple[str, Value]]


def hall_toml(plan: HallPlan) -> str:
    """The text which, read with the plan's catalogue, gives an equal plan.

    The plan is one that `plan_check` finds nothing wrong with.
    """
    return "\n".join(_lines(plan)) + "\n"


def item_tables(plan: HallPlan, fields: Collection[str]) -> str:
    """What to add to `hall_toml` where the catalogue has no columns for these fields of items."""
    lines: list[str] = []
    for item in plan.items:
        said = [pair for field in fields for pair in _if(field, getattr(item, field))]
        if said:
            lines += table("[[item]]", (("code", item.code), *said))
    return "\n".join(lines) + "\n"


def _lines(plan: HallPlan) -> Iterator[str]:
    common = [item.code for item in plan.items if item.common]
    yield from assignments(_if("common", common))
    yield from table("[hall]", _hall(plan))
    yield from table("[rules]", _rules(plan))
    voice = list(_words("call_text", plan.call_text))
    if voice:
        yield from table("[voice]", voice)
    for header, keys in _arrays(plan):
        yield from table(f"[[{header}]]", keys)


def _arrays(plan: HallPlan) -> Iterator[tuple[str, Keys]]:
    for span, run in groupby(plan.hours, lambda hours: (hours.begins, hours.ends)):
        yield "hours", _hours(span, list(run))
    for zone in plan.zones:
        named = (("code", zone.code), *_words("name", zone.name))
        yield "zone", (*named, *_if("floor", zone.floor), *_words("way", zone.way))
    places = _waiting_places(plan)
    for queue in plan.queues:
        yield "queue", _queue(plan, queue, places)
    for profile in plan.profiles:
        yield "profile", _profile(profile)
    for alike, group in groupby(plan.windows, lambda each: (each.zone, each.profile, each.name)):
        yield "window", _windows(alike, list(group))
    for theme in plan.themes:
        yield "theme", _theme(theme)
    for event in plan.life_events:
        named = (("code", event.code), *_words("name", event.name))
        yield "life_event", (*named, *_if("themes", event.themes), *_if("items", event.items))
    for reason in plan.priority_reasons:
        named = (("code", reason.code), *_words("name", reason.name))
        age = () if reason.from_age is None else (("from_age", reason.from_age),)
        yield "priority_reason", (*named, ("rate", float(reason.rate)), *age)
    for pause in plan.pause_reasons:
        yield "pause_reason", (("code", pause.code), *_words("name", pause.name))
    for department in plan.departments:
        facts = ((fact, getattr(department, fact)) for fact in DEPARTMENT_FACTS)
        named = (("code", department.code), *_words("name", department.name))
        yield "department", (*named, *(fact for fact in facts if fact[1]))
    for special in plan.special_days:
        periods = [period_written(each) for each in special.periods]
        named = (("date", special.date), *_words("name", special.name))
        yield "special_day", (*named, *_if("periods", periods))
    for legal in plan.legal_days:
        dated = (("date", legal.date), ("working", legal.working))
        yield "legal_day", (*dated, *_words("name", legal.name))
    for notice in plan.notices:
        named = (("code", notice.code), *_words("name", notice.name))
        yield "notice", (*named, *_words("text", notice.text), *_shown(notice))
    for medium in plan.media:
        named = (("code", medium.code), *_words("name", medium.name))
        file = (("type", medium.type), ("size", medium.size), ("sha256", medium.sha256))
        yield "medium", (*named, *file, *_shown(medium))


def _shown(shown: Notice | Medium) -> _Pairs:
    if shown.begins is not None:
        yield "begins", shown.begins
    if shown.ends is not None:
        yield "ends", shown.ends


def _hall(plan: HallPlan) -> _Pairs:
    yield "code", plan.code
    yield from _words("name", plan.name)
    yield "timezone", plan.timezone
    yield from _words("notice", plan.notice)
    yield from _words("ticket_rules", plan.ticket_rules)
    yield from _if("public_url", plan.public_url)
    yield from _words("address", plan.address)


def _rules(plan: HallPlan) -> _Pairs:
    yield from asdict(plan.rules).items()


def _hours(span: tuple[time, time], run: list[Hours]) -> _Pairs:
    begins, ends = span
    yield "days", days_shortened(hours.weekday for hours in run)
    yield "from", f"{begins:%H:%M}"
    yield "to", f"{ends:%H:%M}" if ends != time() else "24:00"


def _waiting_places(plan: HallPlan) -> dict[str, str]:
    """For each department the queue where most of its items wait."""
    queues: dict[str, Counter[str]] = {}
    for item in plan.items:
        queues.setdefault(item.department, Counter())[item.queue] += 1
    return {code: counted.most_common(1)[0][0] for code, counted in queues.items()}


def _queue(plan: HallPlan, queue: Queue, places: dict[str, str]) -> _Pairs:
    yield "letter", queue.letter
    yield from _words("name", queue.name)
    yield "zone", queue.zone
    yield "max_wait_minutes", queue.max_wait_minutes
    yield "capacity", queue.capacity
    yield from _if(
        "departments",
        [each.name.zh for each in plan.departments if places.get(each.code) == queue.letter],
    )
    yield from _if(
        "items",
        [item.code for item in plan.items if item.queue == queue.letter != places[item.department]],
    )


def _profile(profile: Profile) -> _Pairs:
    yield "code", profile.code
    yield from _words("name", profile.name)
    yield "own", profile.own
    backup: list[Value] = [
        each.queue
        if each.help_after_minutes is None
        else {"queue": each.queue, "help_after_minutes": each.help_after_minutes}
        for each in profile.backup
    ]
    yield from _if("backup", backup)


def _windows(alike: tuple[str, str, Text], group: list[Window]) -> _Pairs:
    zone, profile, name = alike
    yield "numbers", shortened(int(window.number) for window in group)
    yield "zone", zone
    yield "profile", profile
    yield from _words("name", name)


def _theme(theme: Theme) -> _Pairs:
    yield "code", theme.code
    yield from _words("name", theme.name)
    steps: list[Value] = []
    for _, errands in groupby(theme.items, lambda errand: errand.step):
        items = [errand.item for errand in errands]
        steps.append(items[0] if len(items) == 1 else items)
    yield "steps", steps
    yield from _if("lead", theme.lead)
    if theme.promised_days is not None:
        yield "promised_days", theme.promised_days


def _words(key: str, words: Text) -> _Pairs:
    yield from _if(key, words.zh)
    yield from _if(f"{key}_en", words.en)


def _if(key: str, value: Value) -> _Pairs:
    """The key, unless it would say nothing."""
    if value:
        yield key, value
