"""An administrator changes the running hall: now, for an opening, and back again."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from small_hall import CLERKS, MORNING, PLAN, SUPERVISOR, Day
from sqlalchemy import select, update

from hall_server.desk.administration import cancel_change, make_change, preview, undo_change
from hall_server.desk.call import call_next
from hall_server.desk.closures import close_issuing
from hall_server.desk.day import close_day, open_day
from hall_server.desk.duty import open_window, sign_in
from hall_server.desk.load import load_hall
from hall_server.desk.serve import leave
from hall_server.domain import plan as p
from hall_server.domain.actor import system
from hall_server.domain.forecast import Forecast
from hall_server.domain.plan_edit import edits_between
from hall_server.domain.plan_entries import part_entries
from hall_server.domain.refusals import (
    ChangedMeanwhile,
    ChangeSettled,
    HallClosed,
    ItemInUse,
    NotAllowed,
    NothingChanged,
    PlanRefused,
    QueueInUse,
    TooEarly,
    Unknown,
    WindowInUse,
)
from hall_server.live.visit import visit_state
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.migrations import migrate
from hall_server.store.people import add_device, add_staff
from hall_server.store.transaction import Transaction
from hall_server.wire import setup as w
from hall_server.wire.acts import CloseIssuing, Note, SignIn

ADMIN, OTHER_ADMIN, AUDITOR = "9001", "9002", "9003"
ROOMY = replace(PLAN, queues=tuple(replace(queue, capacity=999) for queue in PLAN.queues))
"""The small hall as a real one might be: its numbers wrap later."""


@pytest.fixture(scope="session")
def roomy_hall_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the hall on an open Monday at nine, and its people, to copy."""
    file = tmp_path_factory.mktemp("roomy") / "hall.db"
    store = Store(f"sqlite:///{file}")
    migrate(store.engine)
    id = load_hall(store, ROOMY, MORNING)
    people = {ADMIN: "admin", OTHER_ADMIN: "admin", AUDITOR: "auditor", SUPERVISOR: "supervisor"}
    for badge, role in {**people, CLERKS[0]: "clerk"}.items():
        name = {ADMIN: "王芳", OTHER_ADMIN: "李敏"}.get(badge, badge)
        added = partial(
            add_staff, badge=badge, name=name, password_hash="-", roles=frozenset({role})
        )
        store.act(system(id), MORNING, added)
    store.act(system(id), MORNING, partial(add_device, kind="kiosk", name="kiosk-1", place="hall"))
    store.act(system(id), MORNING, open_day)
    store.close()
    return file


@pytest.fixture
def hall(roomy_hall_file: Path, tmp_path: Path) -> Iterator[Day]:
    """Monday at nine, the day open; two administrators, an auditor, a supervisor, a clerk."""
    file = tmp_path / "hall.db"
    file.write_bytes(roomy_hall_file.read_bytes())
    store = Store(f"sqlite:///{file}")
    yield Day(store, 1, MORNING)
    store.close()


def plan_of(day: Day) -> p.HallPlan:
    with day.store.reading() as connection:
        return day.store.setup(connection, day.hall, day.now).plan


def change(
    day: Day,
    to: Callable[[p.HallPlan], p.HallPlan],
    who: str = ADMIN,
    when: str = "now",
    seen: p.HallPlan | None = None,
) -> w.ChangeView:
    """Somebody edits the plan as they `seen` it, by default as it is."""
    before = plan_of(day) if seen is None else seen
    edits = tuple(
        w.Edit.model_validate({k: v for k, v in edit.plain().items() if k != "was"})
        for edit in edits_between(before, to(before))
    )
    told: w.ChangeView = day.act(
        who, make_change, w.MakeChange(edits=edits, summary="试一试", when=when)
    )
    return told


def with_window_4(plan: p.HallPlan) -> p.HallPlan:
    return replace(plan, windows=(*plan.windows, p.Window("4", "A", "front")))


def renamed(name: str) -> Callable[[p.HallPlan], p.HallPlan]:
    def rename(plan: p.HallPlan) -> p.HallPlan:
        return replace(
            plan, windows=(replace(plan.windows[0], name=p.Text(name)), *plan.windows[1:])
        )

    return rename


def without_queue_c(plan: p.HallPlan) -> p.HallPlan:
    """Its item goes with it."""
    everything = replace(plan.profile["all"], own=("A", "B"))
    return replace(
        without_item("c-fund")(plan),
        queues=plan.queues[:2],
        profiles=(*plan.profiles[:2], everything),
    )


def without_item(code: str) -> Callable[[p.HallPlan], p.HallPlan]:
    def drop(plan: p.HallPlan) -> p.HallPlan:
        items = tuple(item for item in plan.items if item.code != code)
        return replace(plan, items=items, themes=())

    return drop


def holiday(plan: p.HallPlan) -> p.HallPlan:
    return replace(plan, special_days=(p.SpecialDay(date(2026, 11, 23), p.Text("停电")),))


def acts(day: Day) -> list[str]:
    return [row.act for row in sorted(day.rows(t.journal), key=lambda row: row.seq)]


def test_a_new_window_calls_people_a_moment_after_it_was_added(hall: Day) -> None:
    told = change(hall, with_window_4)
    assert told.state == "APPLIED" and told.undoable and told.made_by_name == "王芳"
    assert [(each.part, each.code, each.kind) for each in told.difference] == [
        ("windows", "4", "added")
    ]
    hall.take("a-card")
    hall.act(CLERKS[0], sign_in, "4", SignIn(seat="seat-4-000"))
    hall.act(CLERKS[0], open_window, "4", "seat-4-000")
    assert hall.act(CLERKS[0], call_next, "4", "seat-4-000").current.number == "A001"


def test_a_change_is_in_the_journal_with_its_difference(hall: Day) -> None:
    change(hall, renamed("导办"))
    entry = max(hall.rows(t.journal), key=lambda row: row.seq)
    assert entry.act == "change_plan" and entry.actor == f"staff:{ADMIN}"
    assert '"before":{"zh":"","en":""},"after":{"zh":"导办","en":""}' in entry.data


def test_a_change_that_would_break_the_hall_is_refused_whole(hall: Day) -> None:
    before = hall.tables()

    def broken(plan: p.HallPlan) -> p.HallPlan:
        return replace(with_window_4(plan), profiles=plan.profiles[:2])

    with pytest.raises(PlanRefused) as refused:
        change(hall, broken)
    told = refused.value.facts["problems"]
    assert {(each["part"], each["code"], each["field"]) for each in told} == {
        ("queues", "C", ""),
        ("windows", "3", "profile"),
    }
    assert told[0]["text"]["zh"] == "没有窗口办理队列 C：请把它加到某个窗口所用的业务范围。"
    assert hall.tables() == before


def test_a_preview_tells_the_same_problems_and_changes_nothing(hall: Day) -> None:
    plan, before = plan_of(hall), hall.tables()
    after = replace(plan, windows=plan.windows[:2], paper_template="[ticket.zh-CN]\nheader = 1\n")
    told = preview(plan, edits_between(plan, after))
    assert {(each.part, each.code, each.field) for each in told.problems} == {
        ("queues", "C", ""),
        ("hall", "hall", "paper_template"),
    }
    assert [(each.part, each.kind) for each in told.difference] == [
        ("hall", "changed"),
        ("windows", "removed"),
    ]
    assert hall.tables() == before


def test_nothing_changed_is_no_change(hall: Day) -> None:
    with pytest.raises(NothingChanged):
        change(hall, lambda plan: plan)
    same = part_entries(plan_of(hall), "windows")[0]
    edit = w.Edit(part="windows", code="1", before=dict(same), after=dict(same))
    with pytest.raises(NothingChanged):
        hall.act(ADMIN, make_change, w.MakeChange(edits=(edit,)))


def test_two_administrators_edit_different_windows_and_both_succeed(hall: Day) -> None:
    seen = plan_of(hall)
    change(hall, renamed("导办"), seen=seen)
    change(hall, with_window_4, who=OTHER_ADMIN, seen=seen)
    assert plan_of(hall).window["1"].name == p.Text("导办")
    assert "4" in plan_of(hall).window


def test_the_second_who_edits_the_same_window_is_told_by_whom_and_what_it_is_now(
    hall: Day,
) -> None:
    seen = plan_of(hall)
    change(hall, renamed("导办"), seen=seen)
    hall.forward(minutes=3)
    before = hall.tables()
    with pytest.raises(ChangedMeanwhile) as refused:
        change(hall, renamed("咨询"), who=OTHER_ADMIN, seen=seen)
    facts = refused.value.facts
    assert (facts["part"], facts["code"], facts["by"]) == ("windows", "1", "王芳")
    assert facts["at"].startswith("2026-11-23T01:00")
    assert facts["now"]["name"] == {"zh": "导办", "en": ""}
    assert hall.tables() == before


def test_a_change_is_undone_and_everything_is_as_it_was(hall: Day) -> None:
    before = plan_of(hall)
    first = change(hall, lambda plan: replace(with_window_4(plan), windows=plan.windows[::-1]))
    undone = hall.act(ADMIN, undo_change, first.change_id)
    assert plan_of(hall) == before
    assert undone.state == "APPLIED"
    states = {row.id: row.state for row in hall.rows(t.plan_change)}
    assert states == {first.change_id: "UNDONE", undone.change_id: "APPLIED"}
    with pytest.raises(ChangeSettled):
        hall.act(ADMIN, undo_change, first.change_id)
    hall.act(ADMIN, undo_change, undone.change_id)
    assert [window.number for window in plan_of(hall).windows] == ["3", "2", "1"]


def test_what_somebody_changed_since_is_not_undone_over_their_head(hall: Day) -> None:
    first = change(hall, renamed("导办"))
    change(hall, renamed("咨询"), who=OTHER_ADMIN)
    with pytest.raises(ChangedMeanwhile) as refused:
        hall.act(ADMIN, undo_change, first.change_id)
    assert refused.value.facts["by"] == "李敏"
    assert plan_of(hall).window["1"].name == p.Text("咨询")


def test_an_undo_that_would_drop_a_window_at_work_waits_for_the_clerk(hall: Day) -> None:
    added = change(hall, with_window_4)
    hall.act(CLERKS[0], sign_in, "4", SignIn(seat="seat-4-000"))
    with pytest.raises(WindowInUse):
        hall.act(ADMIN, undo_change, added.change_id)
    assert "4" in plan_of(hall).window


def test_a_queue_with_people_in_it_cannot_be_dropped_and_says_who_waits(hall: Day) -> None:
    hall.take("c-fund")
    with pytest.raises(QueueInUse) as refused:
        change(hall, without_queue_c)
    assert refused.value.facts == {"queue": "C", "numbers": "C001"}


def test_an_item_that_is_a_later_errand_of_somebody_cannot_be_dropped(hall: Day) -> None:
    hall.take("a-card", "b-tax")
    with pytest.raises(ItemInUse) as refused:
        change(hall, without_item("b-tax"))
    assert refused.value.facts == {"item": "b-tax", "numbers": "A001"}


def test_a_ticket_of_an_item_that_is_no_more_can_still_be_told(hall: Day) -> None:
    ticket = hall.take("c-fund")
    hall.act(SUPERVISOR, leave, hall.stop("C001").id, Note())
    change(hall, without_queue_c)
    with hall.store.reading() as connection:
        setup = hall.store.setup(connection, hall.hall, hall.now)
        (row,) = [row for row in hall.rows(t.ticket) if row.id == ticket.ticket_id]
        told = visit_state(connection, setup, row, Forecast({}, {}), hall.now)
    assert told.state == "LEFT"
    assert [errand.item.zh for errand in told.stops] == ["c-fund"]
    assert "c-fund" not in {item.code for item in setup.items.values()}


def test_dropping_a_queue_nobody_waits_in_ends_its_closure_too(hall: Day) -> None:
    hall.act(SUPERVISOR, close_issuing, CloseIssuing(queue="C", text="系统维护"))
    change(hall, without_queue_c)
    assert [row.ended_at is None for row in hall.rows(t.closure)] == [False]


def test_a_closed_special_day_gives_no_numbers_from_that_moment(hall: Day) -> None:
    hall.take("a-card")
    change(hall, holiday, who=SUPERVISOR)
    with pytest.raises(HallClosed):
        hall.take("a-card")


@pytest.mark.parametrize("who", [SUPERVISOR, AUDITOR, CLERKS[0]])
def test_only_an_administrator_adds_windows(hall: Day, who: str) -> None:
    with pytest.raises(NotAllowed):
        change(hall, with_window_4, who=who)
    made = change(hall, with_window_4)
    with pytest.raises(NotAllowed):
        hall.act(who, undo_change, made.change_id)


def test_a_scheduled_change_takes_effect_at_the_next_opening_before_the_first_number(
    hall: Day,
) -> None:
    told = change(hall, with_window_4, when="next_opening")
    assert (told.state, told.due) == ("SCHEDULED", "2026-11-24")
    assert "4" not in plan_of(hall).window
    hall.now += timedelta(days=1)
    hall.act("system", open_day)
    assert "4" in plan_of(hall).window
    assert acts(hall)[-2:] == ["apply_change", "open_day"]
    assert hall.take("a-card").number == "A001"


def test_a_change_from_before_items_had_everyday_words_takes_effect_and_can_be_taken_back(
    hall: Day,
) -> None:
    before = plan_of(hall)

    def dearer(plan: p.HallPlan) -> p.HallPlan:
        return replace(plan, items=(replace(plan.items[0], fee="10 元"), *plan.items[1:]))

    def forget_later_fields(tx: Transaction) -> None:
        newest = select(t.plan_change).order_by(t.plan_change.c.id.desc())
        row = tx.execute(newest).first()
        assert row is not None
        edits = json.loads(row.edits)
        for entry in (edits[0]["before"], edits[0]["after"]):
            for name in ("synonyms", "day_cap", "half_day_cap", "slots", "pick_up"):
                del entry[name]
        mine = t.plan_change.c.id == row.id
        tx.execute(update(t.plan_change).where(mine).values(edits=json.dumps(edits)))

    change(hall, lambda plan: replace(plan, items=tuple(replace(i, slots=0) for i in plan.items)))
    told = change(hall, dearer, when="next_opening")
    hall.act("system", forget_later_fields)
    hall.now += timedelta(days=1)
    hall.act("system", open_day)
    assert plan_of(hall).items[0].fee == "10 元"
    hall.act(ADMIN, undo_change, told.change_id)
    assert plan_of(hall).items[0].fee == before.items[0].fee


def test_the_next_opening_is_after_the_holiday(hall: Day) -> None:
    closed = tuple(p.SpecialDay(date(2026, 11, day), p.Text("假日")) for day in (24, 25))
    change(hall, lambda plan: replace(plan, special_days=closed))
    assert change(hall, with_window_4, when="next_opening").due == "2026-11-26"


def test_changes_made_one_upon_the_other_take_effect_in_their_order(hall: Day) -> None:
    change(hall, renamed("导办"), when="2026-11-25")
    with pytest.raises(ChangedMeanwhile) as refused:
        change(hall, renamed("咨询"), who=OTHER_ADMIN, when="2026-11-26")
    assert refused.value.facts["by"] == "王芳"
    assert refused.value.facts["now"]["name"]["zh"] == "导办"
    hall.now += timedelta(days=3)
    hall.act("system", open_day)
    assert plan_of(hall).window["1"].name == p.Text("导办")


def test_a_scheduled_change_that_no_longer_fits_fails_whole_and_the_hall_opens(hall: Day) -> None:
    def both(plan: p.HallPlan) -> p.HallPlan:
        return renamed("导办")(with_window_4(plan))

    waiting = change(hall, both, when="next_opening")
    change(hall, renamed("咨询"), who=OTHER_ADMIN)
    hall.now += timedelta(days=1)
    hall.act("system", open_day)
    (row,) = [row for row in hall.rows(t.plan_change) if row.id == waiting.change_id]
    assert row.state == "FAILED"
    assert '"code":"changed_meanwhile"' in row.trouble and "李敏" in row.trouble
    assert "4" not in plan_of(hall).window
    assert plan_of(hall).window["1"].name == p.Text("咨询")
    assert hall.take("a-card").number == "A001"


def test_one_that_fails_does_not_keep_the_others_from_taking_effect(hall: Day) -> None:
    change(hall, renamed("导办"), when="next_opening")
    change(hall, with_window_4, who=OTHER_ADMIN, when="next_opening")
    change(hall, renamed("咨询"))
    hall.now += timedelta(days=1)
    hall.act("system", open_day)
    assert [row.state for row in hall.rows(t.plan_change)] == ["FAILED", "APPLIED", "APPLIED"]
    assert "4" in plan_of(hall).window


def test_a_scheduled_change_is_cancelled_and_never_happens(hall: Day) -> None:
    waiting = change(hall, with_window_4, when="next_opening")
    assert hall.act(ADMIN, cancel_change, waiting.change_id).state == "CANCELLED"
    with pytest.raises(ChangeSettled):
        hall.act(ADMIN, cancel_change, waiting.change_id)
    hall.now += timedelta(days=1)
    hall.act("system", open_day)
    assert "4" not in plan_of(hall).window


@pytest.mark.parametrize("when", ["2026-11-23", "2026-11-22", "2026-13-01", "2036-01-01"])
def test_a_change_is_not_scheduled_for_today_the_past_or_no_day(hall: Day, when: str) -> None:
    with pytest.raises(TooEarly):
        change(hall, with_window_4, when=when)


def test_a_change_that_is_not_there_cannot_be_undone(hall: Day) -> None:
    with pytest.raises(Unknown):
        hall.act(ADMIN, undo_change, 7)


def test_a_day_opened_again_the_same_day_does_not_apply_tomorrows_changes(hall: Day) -> None:
    change(hall, with_window_4, when="next_opening")
    hall.act(SUPERVISOR, close_day)
    hall.act(SUPERVISOR, open_day)
    assert "4" not in plan_of(hall).window


def test_an_import_of_thousands_leaves_a_short_journal_entry(hall: Day) -> None:
    many = tuple(
        replace(PLAN.items[0], code=f"n-{n}", name=p.Text(f"事项{n}")) for n in range(2000)
    )
    told = change(hall, lambda plan: replace(plan, items=(*plan.items, *many)))
    assert told.entries == 2000 and len(told.difference) == 200
    entry: Any = max(hall.rows(t.journal), key=lambda row: row.seq)
    assert len(entry.data) < 40_000 and '"entries":2000' in entry.data
