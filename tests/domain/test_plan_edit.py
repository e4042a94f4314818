"""A plan edited entry by entry: what was done can be told, taken back, and never overwrites."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

from generated_plans import halls

from hall_server.domain.plan import HallPlan, Period, SpecialDay, Text
from hall_server.domain.plan_check import check
from hall_server.domain.plan_edit import Edit, apply, difference, edits_between
from hall_server.domain.plan_entries import DAYS, PART_NAMES, PARTS, entries_of, part_entries
from hall_server.domain.plan_spot import told
from hall_server.domain.refusals import ChangedMeanwhile, EditMalformed, Refusal

PATIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Whole halls take a while to make up."""
HOSTILE: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, 10**30, float("nan"), "", "x" * 10_000, "\x00", "\ud800", "\u202eabc",
    "<script>", "=1+1", "👩\u200d👩\u200d👧", [], [[]], ["09:00-12:00"] * 3000, {}, {"zh": 1},
    {"zh": "好", "en": None}, [{"item": "x", "step": 10**20}], ["9-5"], ["25:00-26:00"],
)  # fmt: skip


def _inverse(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    return tuple(edit.inverse for edit in edits)


@PATIENT
@given(halls(), halls())
def test_edits_between_two_halls_make_the_one_of_the_other_and_back(
    one: HallPlan, other: HallPlan
) -> None:
    there = edits_between(one, other)
    made = apply(one, there)
    assert entries_of(made) == entries_of(other)
    assert entries_of(apply(made, _inverse(there))) == entries_of(one)


@PATIENT
@given(halls(), halls())
def test_there_is_a_difference_exactly_when_something_differs(
    one: HallPlan, other: HallPlan
) -> None:
    assert edits_between(one, one) == ()
    assert (edits_between(one, other) == ()) == (entries_of(one) == entries_of(other))
    for entry in difference(edits_between(one, other)):
        assert entry["fields"] or entry["kind"] == "moved"


@PATIENT
@given(halls())
def test_edits_survive_being_written_down(plan: HallPlan) -> None:
    edits = edits_between(plan, replace(plan, items=tuple(reversed(plan.items)), themes=()))
    kept = json.loads(json.dumps([edit.plain() for edit in edits]))
    assert tuple(Edit(**values) for values in kept) == edits


@PATIENT
@given(halls(), st.randoms(use_true_random=False))
def test_any_new_order_is_told_by_the_fewest_moves_and_can_be_taken_back(
    plan: HallPlan, chance: Any
) -> None:
    mixed = list(plan.items)
    chance.shuffle(mixed)
    after = replace(plan, items=tuple(mixed))
    edits = edits_between(plan, after)
    assert len(edits) < max(2, len(mixed))
    assert apply(plan, edits) == after
    assert apply(after, _inverse(edits)) == plan


@PATIENT
@given(halls(), st.data())
def test_whatever_is_sent_as_an_edit_is_done_or_refused(plan: HallPlan, data: Any) -> None:
    part = data.draw(st.sampled_from((*PART_NAMES, "printers")))
    entries = part_entries(plan, part) if part in PART_NAMES else ()
    before = data.draw(st.sampled_from([None, *entries]))
    after = data.draw(st.none() | st.sampled_from(entries) if entries else st.none())
    if after is not None:
        field = data.draw(st.sampled_from(sorted(after)))
        after = {**after, field: data.draw(st.sampled_from(HOSTILE))}
    code = data.draw(st.sampled_from([*(entry["code"] for entry in entries), "new", ""]))
    place = data.draw(st.none() | st.integers(0, 2**31))
    try:
        made = apply(plan, [Edit(part, code, before, after, place)])
    except Refusal:
        return
    for problem in check(made):
        json.dumps(told(made, problem))
    json.dumps(difference(edits_between(plan, made)), allow_nan=False)


def _edit(plan: HallPlan, part: str, code: str, **changes: Any) -> Edit:
    before = next(entry for entry in part_entries(plan, part) if entry["code"] == code)
    return Edit(part, code, before, {**before, **changes})


def _renamed(plan: HallPlan, name: str) -> Edit:
    return _edit(plan, "windows", plan.windows[0].number, name={"zh": name, "en": ""})


def test_two_people_who_edit_different_entries_both_succeed(demo_plan: HallPlan) -> None:
    first = _renamed(demo_plan, "甲")
    second = _edit(demo_plan, "hall", "hall", notice={"zh": "今日盘点", "en": ""})
    both = apply(apply(demo_plan, [first]), [second])
    assert both.windows[0].name == Text("甲")
    assert both.notice == Text("今日盘点")


def test_the_second_who_edits_an_entry_is_told_and_nothing_is_overwritten(
    demo_plan: HallPlan,
) -> None:
    first, second = _renamed(demo_plan, "甲"), _renamed(demo_plan, "乙")
    after = apply(demo_plan, [first])
    with pytest.raises(ChangedMeanwhile) as refused:
        apply(after, [second], lambda _part, _code: {"by": "王芳", "at": "10:00"})
    assert refused.value.facts["by"] == "王芳"
    assert refused.value.facts["now"] == first.after


MALFORMED: dict[str, Callable[[HallPlan], list[Edit]]] = {
    "a part that is none": lambda _plan: [Edit("printers", "x", None, {"code": "x"})],
    "nothing before and nothing after": lambda _plan: [Edit("zones", "Z", None, None)],
    "a code that is renamed": lambda plan: [
        Edit("windows", "777", None, {**part_entries(plan, "windows")[0], "code": "778"})
    ],
    "an entry edited twice": lambda plan: [_renamed(plan, "甲"), _renamed(plan, "乙")],
    "a field nobody knows": lambda plan: [
        _edit(plan, "windows", plan.windows[0].number, colour="red")
    ],
    "a hall without hall": lambda plan: [
        Edit("hall", "hall", part_entries(plan, "hall")[0], None)
    ],
    "an eighth weekday": lambda _plan: [
        Edit("hours", "day", {"code": "day"}, {"code": "day", "periods": []})
    ],
    "a date that is none": lambda _plan: [
        Edit(
            "special_days", "2026-02-30", None,
            {"code": "2026-02-30", "name": {"zh": "", "en": ""}, "periods": []},
        )
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MALFORMED))
def test_an_edit_that_makes_no_sense_is_refused(name: str, demo_plan: HallPlan) -> None:
    with pytest.raises((EditMalformed, ChangedMeanwhile)):
        apply(demo_plan, MALFORMED[name](demo_plan))


def test_a_holiday_is_put_where_its_date_belongs(demo_plan: HallPlan) -> None:
    demo_plan = replace(demo_plan, special_days=(SpecialDay(date(2026, 10, 8), Text("节后")),))
    holiday = {"code": "2026-10-01", "name": {"zh": "国庆节", "en": ""}, "periods": []}
    after = apply(demo_plan, [Edit("special_days", "2026-10-01", None, holiday)])
    assert [each.date.day for each in after.special_days] == [1, 8]


def test_a_day_gets_other_hours_and_the_rest_of_the_week_keeps_its_own(demo_plan: HallPlan) -> None:
    before = {entry["code"]: entry for entry in part_entries(demo_plan, "hours")}
    late = _edit(demo_plan, "hours", "thu", periods=["09:00-12:00", "13:30-24:00"])
    after = apply(demo_plan, [late])
    spans = [Period(each.begins, each.ends) for each in after.hours if each.weekday == 3]
    assert spans == [Period(time(9), time(12)), Period(time(13, 30), time())]
    for entry in part_entries(after, "hours"):
        assert entry["code"] == "thu" or entry == before[entry["code"]]


def test_every_part_of_a_plan_can_be_edited() -> None:
    lists = {
        name
        for name, field in HallPlan.__dataclass_fields__.items()
        if str(field.type).startswith("tuple") and name != "hours"
    }
    assert lists == set(PARTS)
    assert len(DAYS) == 7
