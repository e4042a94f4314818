"""Every hall that can work passes the check, and each thing that keeps one from it is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

from generated_plans import halls
from hypothesis import given, settings
from hypothesis import strategies as st

from hall_server.domain.plan import (
    Backup,
    Department,
    HallPlan,
    Hours,
    HouseRules,
    Item,
    LegalDay,
    LifeEvent,
    Material,
    Medium,
    Notice,
    PauseReason,
    Period,
    PriorityReason,
    Profile,
    Queue,
    SpecialDay,
    Text,
    Theme,
    ThemeStep,
    Window,
    Zone,
)
from hall_server.domain.plan_check import check
from hall_server.domain.plan_entries import fields_of, part_entries
from hall_server.domain.plan_problem import Path
from hall_server.domain.plan_spot import spot_of

Fault = Callable[[HallPlan], tuple[HallPlan, Path]]


def first(part: str, **changes: Any) -> Fault:
    """The first element of a part, changed; the problem is at the first field given."""

    def spoil(plan: HallPlan) -> tuple[HallPlan, Path]:
        elements = getattr(plan, part)
        spoilt = (replace(elements[0], **changes), *elements[1:])
        return replace(plan, **{part: spoilt}), (part, 0, next(iter(changes)))

    return spoil


def added(part: str, element: Any, *field: str | int) -> Fault:
    """One element more; the problem is at the field of it."""

    def spoil(plan: HallPlan) -> tuple[HallPlan, Path]:
        elements = getattr(plan, part)
        return replace(plan, **{part: (*elements, element)}), (part, len(elements), *field)

    return spoil


def doubled(part: str, field: str) -> Fault:
    """The first element once more at the end; the problem is its code being used twice."""

    def spoil(plan: HallPlan) -> tuple[HallPlan, Path]:
        elements = getattr(plan, part)
        return replace(plan, **{part: (*elements, elements[0])}), (part, len(elements), field)

    return spoil


def whole(field: str, value: Any) -> Fault:
    return lambda plan: (replace(plan, **{field: value}), (field,))


def rule(field: str, value: int) -> Fault:
    return lambda plan: (replace(plan, rules=HouseRules(**{field: value})), ("rules", field))


def item_with(**changes: Any) -> Fault:
    return first("items", **changes)


def theme(*steps: ThemeStep) -> Theme:
    return Theme("spoilt-theme", Text("坏"), steps)


def theme_of_first_item(*steps: int) -> Fault:
    def spoil(plan: HallPlan) -> tuple[HallPlan, Path]:
        errands = tuple(ThemeStep(plan.items[0].code, step) for step in steps)
        spoilt = replace(plan, themes=(theme(*errands),))
        return spoilt, ("themes", 0, "items", len(steps) - 1)

    return spoil


def profile_with(own: str, backup: tuple[Backup, ...], *field: str | int) -> Fault:
    """A second use of the first profile's code would be a fault of its own, so only its queues."""

    def spoil(plan: HallPlan) -> tuple[HallPlan, Path]:
        profile = replace(plan.profiles[0], own=(*plan.profiles[0].own, own), backup=backup)
        return replace(plan, profiles=(profile, *plan.profiles[1:])), ("profiles", 0, *field)

    return spoil


def queue_helped_too_late(plan: HallPlan) -> tuple[HallPlan, Path]:
    queue = plan.queues[0]
    backup = (Backup(queue.letter, queue.max_wait_minutes + 1),)
    profile = replace(plan.profiles[0], own=(), backup=backup)
    spot = ("profiles", 0, "backup", 0, "help_after_minutes")
    return replace(plan, profiles=(profile, *plan.profiles[1:])), spot


def queue_twice_in_a_profile(plan: HallPlan) -> tuple[HallPlan, Path]:
    letter = plan.profiles[0].own[0]
    profile = replace(plan.profiles[0], backup=(Backup(letter),))
    spoilt = replace(plan, profiles=(profile, *plan.profiles[1:]))
    return spoilt, ("profiles", 0, "backup", 0, "queue")


def queue_nobody_serves(plan: HallPlan) -> tuple[HallPlan, Path]:
    letter = next(each for each in "ABCDE" if each not in plan.queue)
    queue = replace(plan.queues[0], letter=letter)
    return replace(plan, queues=(*plan.queues, queue)), ("queues", len(plan.queues))


def zone_without_items(plan: HallPlan) -> tuple[HallPlan, Path]:
    letter = next(each for each in "ABCDE" if each not in plan.zone)
    return replace(plan, zones=(*plan.zones, Zone(letter, Text("空区")))), (
        "zones",
        len(plan.zones),
    )


def pick_up_in_a_theme(plan: HallPlan) -> tuple[HallPlan, Path]:
    item = replace(plan.items[0], pick_up=True, slots=0)
    spoilt = replace(plan, items=(item, *plan.items[1:]), themes=(theme(ThemeStep(item.code, 1)),))
    return spoilt, ("themes", 0, "items", 0)


def overlapping_hours(plan: HallPlan) -> tuple[HallPlan, Path]:
    hours = plan.hours[0]
    return replace(plan, hours=(*plan.hours, hours)), ("hours", len(plan.hours), "begins")


def added_twice(part: str, element: Any) -> Fault:
    """An element twice over; the problem is in the second."""

    def spoil(plan: HallPlan) -> tuple[HallPlan, Path]:
        elements = getattr(plan, part)
        return replace(plan, **{part: (*elements, element, element)}), (part, len(elements) + 1)

    return spoil


def notice(**changes: Any) -> Notice:
    return replace(Notice("spoilt-notice", Text("坏"), Text("坏")), **changes)


def medium(**changes: Any) -> Medium:
    return replace(Medium("spoilt-medium", Text("坏"), "image/png", 1, "0" * 64), **changes)


NATIONAL_DAY = date(2026, 10, 1)
FAULTS: dict[str, Fault] = {
    "hall code with a space": whole("code", "jiang pan"),
    "hall without name": whole("name", Text("")),
    "unknown time zone": whole("timezone", "Asia/Jiangpan"),
    "a folder as time zone": whole("timezone", "Asia"),
    "a path as time zone": whole("timezone", "../../etc/passwd"),
    "address without scheme": whole("public_url", "hall.example.cn"),
    "address with a port that is none": whole("public_url", "http://hall:port"),
    "notice only in English": whole("notice", Text("", "Welcome")),
    "notice too long": whole("notice", Text("长" * 1001)),
    "notice that ends in a line break": whole("ticket_rules", Text("好\n")),
    "no hours": whole("hours", ()),
    "no items": whole("items", ()),
    "coming back never": rule("come_back_minutes", -1),
    "coming back after too many": rule("come_back_after", 101),
    "recall pause too long": rule("recall_pause_seconds", 601),
    "zone letter I": first("zones", code="I"),
    "zone of two letters": first("zones", code="AB"),
    "zone twice": doubled("zones", "code"),
    "zone name twice": doubled("zones", "name"),
    "zone without items": zone_without_items,
    "department twice": doubled("departments", "code"),
    "department name twice": doubled("departments", "name"),
    "department without items": added("departments", Department("没有", Text("没有事项局"))),
    "department with an unprintable name": first("departments", name=Text("税务局\x07")),
    "queue letter O": first("queues", letter="O"),
    "queue letter small": first("queues", letter="a"),
    "queue letter twice": doubled("queues", "letter"),
    "queue in no zone": first("queues", zone="?"),
    "queue with no patience": first("queues", max_wait_minutes=0),
    "queue with five numbers": first("queues", capacity=5),
    "queue nobody serves": queue_nobody_serves,
    "item twice": doubled("items", "code"),
    "item without queue": item_with(queue=""),
    "item in an unknown queue": item_with(queue="?"),
    "item in an unknown zone": item_with(zone="?"),
    "item of an unknown department": item_with(department="无此局"),
    "item of an unknown kind": item_with(kind="later"),
    "item without code": item_with(code=""),
    "item code with a space": item_with(code="SJ 001"),
    "item without name": item_with(name=Text("")),
    "item name of two lines": item_with(name=Text("两\n行")),
    "item that takes no time": item_with(service_minutes=0),
    "item with no day by law": item_with(statutory_days=0),
    "item with days below zero": item_with(promised_days=-1),
    "promise later than the law": item_with(promised_days=9, statutory_days=8, kind="promised"),
    "on the spot in three days": item_with(promised_days=3, kind="instant", statutory_days=None),
    "empty material": item_with(materials=(Material(""),)),
    "two materials in one": item_with(materials=(Material("身份证;户口簿"),)),
    "a material of an unknown kind": item_with(materials=(Material("身份证", "scan"),)),
    "a material in no copy": item_with(materials=(Material("身份证", "copy", 0),)),
    "a material of two lines": item_with(materials=(Material("身份证", standard="两\n行"),)),
    "days of an unknown kind": item_with(day_kind="lunar"),
    "a result that cannot be had": item_with(delivery=()),
    "a result by an unknown way": item_with(delivery=("window", "drone")),
    "a higher body with no day": item_with(higher_days=0),
    "a basis of two lines": item_with(basis="第一条\n第二条"),
    "a department's phone with a space": first("departments", phone=" 12345"),
    "a theme led by another": added(
        "themes", Theme("坏", Text("坏"), (ThemeStep("无", 1),), "别的"), "lead"
    ),
    "a theme promised before it begins": added(
        "themes", Theme("坏", Text("坏"), (), "", -1), "promised_days"
    ),
    "thirteen everyday words": item_with(synonyms=tuple("一二三四五六七八九十甲乙丙")),
    "an empty everyday word": item_with(synonyms=("丢身份证", "")),
    "an everyday word too long": item_with(synonyms=("长" * 21,)),
    "two everyday words in one": item_with(synonyms=("丢身份证;补身份证",)),
    "no numbers at all": item_with(day_cap=0),
    "half a day beyond the day": item_with(half_day_cap=6, day_cap=5),
    "appointments below zero": item_with(slots=-1),
    "a pick-up by appointment": item_with(slots=3, pick_up=True),
    "a pick-up in a theme": pick_up_in_a_theme,
    "life event without anything": added("life_events", LifeEvent("空", Text("空")), "items"),
    "life event of an unknown item": added(
        "life_events", LifeEvent("坏", Text("坏"), ("无",)), "items", 0
    ),
    "life event of an unknown theme": added(
        "life_events", LifeEvent("坏", Text("坏"), (), ("无",)), "themes", 0
    ),
    "life event without name": added("life_events", LifeEvent("坏", Text("")), "name"),
    "life event twice": added_twice("life_events", LifeEvent("双", Text("双"))),
    "an age nobody reaches": added(
        "priority_reasons", PriorityReason("寿", Text("寿"), 2.0, 121), "from_age"
    ),
    "a million numbers for one person": rule("live_tickets_max", 1_000_000),
    "booking for today only": rule("booking_days_ahead", 0),
    "theme without items": added("themes", theme(), "items"),
    "theme of an unknown item": added("themes", theme(ThemeStep("无", 1)), "items", 0),
    "theme that starts at step 2": theme_of_first_item(2),
    "theme with a gap": theme_of_first_item(1, 3),
    "theme that steps back": theme_of_first_item(1, 2, 1),
    "item twice in a theme": theme_of_first_item(1, 1),
    "profile of an unknown queue": profile_with("?", (), "own"),
    "profile helping an unknown queue": profile_with("?", (Backup("?"),), "backup", 0, "queue"),
    "profile without queue": first("profiles", own=()),
    "profile code twice": doubled("profiles", "code"),
    "queue helped too late": queue_helped_too_late,
    "queue twice in a profile": queue_twice_in_a_profile,
    "window number twice": doubled("windows", "number"),
    "window number 0": first("windows", number="0"),
    "window number with a zero before": first("windows", number="07"),
    "window in no zone": first("windows", zone="?"),
    "window with an unknown profile": first("windows", profile="无"),
    "priority slower than ordinary": added(
        "priority_reasons", PriorityReason("慢", Text("慢"), 0.5), "rate"
    ),
    "priority without number": added(
        "priority_reasons", PriorityReason("空", Text("空"), float("nan")), "rate"
    ),
    "pause reason without name": added("pause_reasons", PauseReason("空", Text("")), "name"),
    "a special day twice": added_twice("special_days", SpecialDay(NATIONAL_DAY, Text("国庆"))),
    "a special day whose periods overlap": added(
        "special_days",
        SpecialDay(NATIONAL_DAY, Text(""), (Period(time(9), time(12)), Period(time(11), time(17)))),
        "periods",
    ),
    "a special day that closes before it opens": added(
        "special_days",
        SpecialDay(NATIONAL_DAY, Text(""), (Period(time(9), time(8)),)),
        "periods",
    ),
    "a special day of seven periods": added(
        "special_days",
        SpecialDay(NATIONAL_DAY, Text(""), tuple(Period(time(h), time(h, 30)) for h in range(7))),
        "periods",
    ),
    "a special day of another age": added(
        "special_days", SpecialDay(date(1911, 10, 10), Text("")), "date"
    ),
    "a legal day twice": added_twice("legal_days", LegalDay(NATIONAL_DAY, False)),
    "a legal day only in English": added(
        "legal_days", LegalDay(date(2099, 1, 2), False, Text("", "New Year")), "name"
    ),
    "notice that ends before it begins": added(
        "notices", notice(begins=date(2026, 10, 2), ends=NATIONAL_DAY), "ends"
    ),
    "notice without words": added("notices", notice(text=Text("")), "text"),
    "notice twice": added_twice("notices", notice()),
    "medium of a type no board shows": added("media", medium(type="text/html"), "type"),
    "medium without its file": added("media", medium(sha256="../../etc/passwd"), "sha256"),
    "medium of no size": added("media", medium(size=0), "size"),
    "call without its window": whole("call_text", Text("请 {number} 号")),
    "call with a name": whole("call_text", Text("请{name}（{number}）到{window}")),
    "call that looks inside": whole("call_text", Text("{number.__class__}{window}")),
    "call with a lone brace": whole("call_text", Text("{number} {window} {")),
    "call too long": whole("call_text", Text("{number}{window}" + "长" * 100)),
    "template too long": whole("paper_template", "#" * 20_001),
    "template with a control character": whole("paper_template", "# \x07"),
    "hours twice": overlapping_hours,
    "closing before opening": first("hours", ends=time(8), begins=time(9)),
    "a weekday too many": first("hours", weekday=7),
    "opening on the second": first("hours", begins=time(0, 0, 1)),
}


@given(halls())
def test_a_hall_that_can_work_has_no_problems(plan: HallPlan) -> None:
    assert check(plan) == ()


@given(halls())
def test_every_problem_can_be_told_in_both_languages_and_stands_in_an_entry(plan: HallPlan) -> None:
    for fault in FAULTS.values():
        spoilt, _ = fault(plan)
        for found in check(spoilt):
            assert found.words.zh and found.words.en and found.words.zh != found.words.en
            told_at = spot_of(spoilt, found)
            entries = {entry["code"] for entry in part_entries(spoilt, told_at.part)}
            assert told_at.code in entries or (told_at.code, told_at.field) == ("", "")
            assert told_at.field in ("", "code", *fields_of(told_at.part))


@given(halls())
def test_each_fault_is_found_where_it_is(plan: HallPlan) -> None:
    for name, fault in FAULTS.items():
        spoilt, path = fault(plan)
        found = check(spoilt)
        assert any(problem.path[: len(path)] == path for problem in found), (name, path, found)


@settings(max_examples=30)
@given(halls(), st.lists(st.sampled_from(sorted(FAULTS)), min_size=2, max_size=4, unique=True))
def test_a_check_of_a_broken_plan_never_breaks_itself(plan: HallPlan, names: list[str]) -> None:
    for name in names:
        if all(getattr(plan, part) for part in ("items", "hours")) and plan.profiles[0].own:
            plan, _ = FAULTS[name](plan)
    assert check(plan)


def test_hours_that_touch_do_not_overlap_and_midnight_ends_the_day() -> None:
    plan = replace(
        _smallest(),
        hours=(Hours(0, time(9), time(12)), Hours(0, time(12), time()), Hours(1, time(), time())),
    )
    assert check(plan) == ()


def test_an_item_may_wait_in_a_queue_of_another_zone() -> None:
    plan = _smallest()
    item = replace(plan.items[0], code="SJ-010", zone="B")
    plan = replace(plan, zones=(*plan.zones, Zone("B", Text("乙区"))), items=(*plan.items, item))
    assert check(plan) == ()


def test_a_problem_reads_as_place_and_sentence() -> None:
    problems = check(replace(_smallest(), windows=(Window("1", "A", "none"),)))
    assert "windows[0].profile: There is no profile 'none': add it or correct the spelling." in [
        str(problem) for problem in problems
    ]


def _smallest() -> HallPlan:
    return HallPlan(
        code="small",
        name=Text("小厅"),
        timezone="Asia/Shanghai",
        notice=Text(""),
        ticket_rules=Text(""),
        public_url="",
        rules=HouseRules(),
        hours=(Hours(0, time(9), time(17)),),
        zones=(Zone("A", Text("甲区")),),
        departments=(Department("SJ", Text("市场监督管理局")),),
        queues=(Queue("A", Text("登记"), "A"),),
        items=(Item("SJ-001", Text("设立登记"), "promised", "SJ", "A", "A", 20),),
        themes=(),
        profiles=(Profile("all", Text("综合"), ("A",)),),
        windows=(Window("1", "A", "all"),),
    )
