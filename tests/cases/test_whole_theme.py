"""A theme as a whole: its papers each asked once, and by when all of it is done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from case_hall import PLAN, CaseDay
from hypothesis import given, settings
from hypothesis import strategies as st

from hall_server.desk.cases.decide import decide_step
from hall_server.domain import plan as p
from hall_server.domain.cases.channels import promised_days
from hall_server.domain.cases.check_list import union
from hall_server.domain.cases.whole import Leg, delay, expected, stage_by_stage, within
from hall_server.domain.plan_check import check
from hall_server.domain.working_days import LegalCalendar
from hall_server.wire import cases as w

MONDAY = date(2026, 11, 23)
CALENDAR = LegalCalendar(PLAN.legal_days)
APPROVED = w.DecideStep(result="approved")

materials = st.builds(
    p.Material,
    name=st.sampled_from(["身份证", "申请书", "营业执照（副本）", "营业执照(副本)", "Form A", "form a"]),
    kind=st.sampled_from(["", "original", "copy", "both"]),
    copies=st.integers(1, 9),
    medium=st.sampled_from(["", "paper", "electronic", "either"]),
    deferrable=st.booleans(),
    certificate=st.sampled_from(["", "id_card"]),
)  # fmt: skip
lists = st.lists(st.lists(materials, max_size=5), min_size=1, max_size=5)
ALIKE = {"营业执照（副本）": "营业执照(副本)", "form a": "Form A"}


def _items(wanted: list[list[p.Material]]) -> list[p.Item]:
    blank = p.Item("x", p.Text("x"), "promised", "d", "A", "A", 5)
    return [replace(blank, materials=tuple(each)) for each in wanted]


def _name(material: p.Material) -> str:
    return ALIKE.get(material.name, material.name)


@settings(max_examples=60)
@given(lists)
def test_every_paper_of_every_item_is_asked_once_by_its_strictest_wish(
    wanted: list[list[p.Material]],
) -> None:
    asked = union(_items(wanted))
    assert [each.position for each in asked] == list(range(len(asked)))
    by_name = {_name(each.material): each for each in asked}
    assert len(by_name) == len(asked)
    assert set(by_name) == {_name(material) for each in wanted for material in each}
    for name, one in by_name.items():
        # An item that names a paper twice is heard the first time.
        firsts = {
            step: next(m for m in each if _name(m) == name)
            for step, each in enumerate(wanted)
            if any(_name(m) == name for m in each)
        }
        assert one.steps == tuple(firsts)
        assert one.material.copies == max(each.copies for each in firsts.values())
        assert one.material.deferrable == all(each.deferrable for each in firsts.values())
        kinds = {each.kind for each in firsts.values()} - {""}
        assert one.material.kind == ("both" if len(kinds) > 1 else "".join(kinds))
        assert one.material.medium == "paper" or all(
            each.medium != "paper" for each in firsts.values()
        )


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 400))
@settings(max_examples=60)
def test_stages_come_one_after_another_day_by_day(days: list[int], later: int) -> None:
    """Against a count of single days."""
    accepted = date(2026, 1, 5) + timedelta(later)
    legs = [Leg(at, at + 1, each, "working") for at, each in enumerate(days)]
    day, left = accepted, sum(days)
    while left:
        day += timedelta(1)
        left -= CALENDAR.is_working(day)
    due = stage_by_stage(legs, accepted, CALENDAR)
    assert due is not None and due.on == day
    assert expected(legs, accepted, CALENDAR) == {}, "nothing has begun, so nothing is expected"


def test_of_a_stage_the_longest_counts_and_what_is_unknown_stays_so() -> None:
    legs = [Leg(0, 1, 3, "working"), Leg(1, 1, 5, "working"), Leg(2, 2, 2, "calendar")]
    due = stage_by_stage(legs, MONDAY, CALENDAR)
    assert due is not None and due.on == date(2026, 12, 2)
    assert stage_by_stage([*legs, Leg(3, 2, None, "working")], MONDAY, CALENDAR) is None


def test_days_that_do_not_count_move_the_whole() -> None:
    calm = Leg(0, 1, 3, "working", MONDAY, date(2026, 11, 26))
    stood = calm._replace(due=date(2026, 11, 30))
    assert (delay(calm, CALENDAR), delay(stood, CALENDAR)) == (0, 2)
    second = Leg(1, 2, 5, "working")
    due = stage_by_stage([stood, second], MONDAY, CALENDAR)
    assert due is not None and due.on == date(2026, 12, 7)
    assert within(10, [stood, second], MONDAY, CALENDAR).on == date(2026, 12, 9)


def test_a_theme_promises_its_stages_one_after_another(cases: CaseDay) -> None:
    case = cases.receive(theme="restaurant").case
    assert [step.expected_on for step in case.steps] == [None] * 4
    case = cases.receive(theme="restaurant", then={"act": "accept"}).case
    assert case.promised_due == date(2026, 12, 8), "three days, then the longest: eight"
    assert [step.expected_on for step in case.steps] == [
        None, date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 8),
    ]  # fmt: skip
    with cases.store.reading() as connection:
        calendar = cases.store.setup(connection, cases.hall, cases.now).calendar
    # 行政许可法 42(2), for the tax office's limit is unknown.
    assert (case.statutory_due, case.provisional) == calendar.after(MONDAY, 45)


def test_neither_haste_nor_delay_of_a_department_moves_the_promise(cases: CaseDay) -> None:
    case = cases.receive(theme="restaurant", then={"act": "accept"}).case
    cases.on("2026-12-04")
    late = cases.do(decide_step, case, 0, APPROVED).case
    assert late.promised_due == case.promised_due
    assert late.steps[3].promised_due == date(2026, 12, 16)


def test_a_themes_own_promise_is_kept_as_of_receipt(cases: CaseDay) -> None:
    case = cases.receive(theme="construction").case
    assert case.promised_due is None
    case = cases.receive(theme="construction", then={"act": "accept"}).case
    assert case.promised_due == date(2026, 12, 14)
    assert cases.do(decide_step, case, 5, APPROVED).case.promised_due == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("days", "channel", "promise"),
    [(8, "project", 2), (1, "project", 1), (None, "project", 2), (8, "vulnerable", 8),
     (None, "", None)],
)  # fmt: skip
def test_what_the_channel_of_projects_promises(
    days: int | None, channel: str, promise: int | None
) -> None:
    assert promised_days(days, channel) == promise


def test_a_theme_is_led_by_one_of_its_own_items() -> None:
    wrong = replace(PLAN.theme["restaurant"], lead="passport")
    plan = replace(PLAN, themes=(wrong,))
    (found,) = [each for each in check(plan) if each.code == "lead_not_in_theme"]
    assert found.path == ("themes", 0, "lead")
    assert "passport" in found.words.en and "passport" in found.words.zh
