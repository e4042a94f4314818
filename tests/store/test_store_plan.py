"""A hall's plan comes out of the database as it went in, and a changed one keeps its history's ids."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hall_at_work import MORNING
from sqlalchemy import event, select

from hall_server.domain.plan import (
    HallPlan,
    LegalDay,
    Material,
    Medium,
    Notice,
    Period,
    SpecialDay,
    Text,
)
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.engine import writing
from hall_server.store.plan_reading import load_plan
from hall_server.store.plan_saving import save_plan


def _save(store: Store, plan: HallPlan) -> int:
    with writing(store.engine) as connection:
        return save_plan(connection, plan, MORNING)


def _load(store: Store, hall: int) -> HallPlan:
    with store.reading() as connection:
        return load_plan(connection, hall)


def test_a_plan_comes_out_as_it_went_in(empty_store: Store, demo_plan: HallPlan) -> None:
    assert _load(empty_store, _save(empty_store, demo_plan)) == demo_plan


def test_a_changed_plan_replaces_the_first_whole(empty_store: Store, demo_plan: HallPlan) -> None:
    changed = replace(
        demo_plan,
        items=tuple(reversed(demo_plan.items[1:])),
        windows=demo_plan.windows[:-1],
        themes=(),
        life_events=(),
        hours=demo_plan.hours[:1],
        pause_reasons=demo_plan.pause_reasons[1:],
    )
    hall = _save(empty_store, demo_plan)
    assert _save(empty_store, changed) == hall
    assert _load(empty_store, hall) == changed


@pytest.fixture
def full_plan(demo_plan: HallPlan) -> HallPlan:
    """The demo hall with one of everything it may have."""
    return replace(
        demo_plan,
        special_days=(
            SpecialDay(date(2026, 10, 1), Text("国庆节", "National Day")),
            SpecialDay(
                date(2026, 10, 10), Text(""), (Period(time(9), time(12)), Period(time(13), time()))
            ),
        ),
        legal_days=(LegalDay(date(2026, 10, 1), False), LegalDay(date(2026, 10, 10), True)),
        notices=(Notice("n1", Text("停电"), Text("两行\n的通知 𠮷"), None, date(2026, 12, 31)),),
        media=(Medium("m1", Text("宣传"), "video/mp4", 5, "0" * 64, date(2026, 1, 1), None),),
        call_text=Text("请{number}到{window}号", "{number}: {window}"),
        paper_template="[ticket.zh-CN]\nfooter = '再见'\n",
    )


def test_days_notices_media_and_words_come_out_as_they_went_in(
    empty_store: Store, demo_plan: HallPlan, full_plan: HallPlan
) -> None:
    hall = _save(empty_store, full_plan)
    assert _load(empty_store, hall) == full_plan
    less = replace(
        full_plan,
        special_days=full_plan.special_days[1:],
        legal_days=(LegalDay(date(2026, 10, 10), False, Text("改")),),
        notices=(),
        media=(*full_plan.media, replace(full_plan.media[0], code="m0")),
    )
    _save(empty_store, less)
    assert _load(empty_store, hall) == less
    _save(empty_store, demo_plan)
    assert _load(empty_store, hall) == demo_plan


def test_only_what_differs_is_written(empty_store: Store, full_plan: HallPlan) -> None:
    """A city's catalogue has thousands of rows; an edit of one touches one."""
    _save(empty_store, full_plan)
    item = replace(full_plan.items[3], fee="免费", materials=(Material("身份证", "original"),))
    changed = replace(full_plan, items=(*full_plan.items[:3], item, *full_plan.items[4:]))
    written: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, given: Any, _context: Any, many: bool) -> None:
        if not statement.lstrip().startswith("SELECT"):
            written.extend([statement.split()[1]] * (len(given) if many else 1))

    event.listen(empty_store.engine, "before_cursor_execute", note)
    hall = _save(empty_store, changed)
    event.remove(empty_store.engine, "before_cursor_execute", note)
    assert _load(empty_store, hall) == changed
    assert len(written) < 8, written


def test_what_comes_back_has_its_old_id(empty_store: Store, demo_plan: HallPlan) -> None:
    """Statistics of an item dropped for a month go on where they were."""
    dropped = demo_plan.items[0]

    def id_of_dropped() -> int:
        with empty_store.reading() as connection:
            return connection.execute(
                select(t.item.c.id).where(t.item.c.code == dropped.code)
            ).scalar_one()

    hall = _save(empty_store, demo_plan)
    before = id_of_dropped()
    without = replace(demo_plan, items=demo_plan.items[1:], themes=(), life_events=())
    _save(empty_store, without)
    assert dropped.code not in _load(empty_store, hall).item
    _save(empty_store, demo_plan)
    assert _load(empty_store, hall) == demo_plan
    assert id_of_dropped() == before


def test_two_halls_in_one_database_do_not_mix(empty_store: Store, demo_plan: HallPlan) -> None:
    other = replace(
        demo_plan, code="other", themes=(), life_events=(), windows=demo_plan.windows[:3]
    )
    first, second = _save(empty_store, demo_plan), _save(empty_store, other)
    assert first != second
    assert _load(empty_store, first) == demo_plan
    assert _load(empty_store, second) == other


def test_a_hall_that_is_not_there_is_said_so(empty_store: Store) -> None:
    with pytest.raises(LookupError, match="no hall 7"):
        _load(empty_store, 7)


def test_every_process_reads_a_changed_plan_at_its_next_act(
    store: Store, hall: int, demo_plan: HallPlan
) -> None:
    elsewhere = Store(store.engine.url.render_as_string(hide_password=False))
    with elsewhere.reading() as connection:
        assert elsewhere.setup(connection, hall, MORNING).plan == demo_plan
    renamed = replace(demo_plan, windows=demo_plan.windows[:5])
    _save(store, renamed)
    with elsewhere.reading() as connection:
        assert elsewhere.setup(connection, hall, MORNING).plan == renamed
    elsewhere.close()
