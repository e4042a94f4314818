"""Who may take how many numbers: per person, for others, per item; and who goes beyond."""

import json
from dataclasses import replace
from typing import Any

import pytest
from small_hall import GUIDE, PLAN, SUPERVISOR, Day
from told_stories import story

from hall_server.desk import call, serve
from hall_server.desk.day import close_day, open_day
from hall_server.desk.issue import add_errand, issue_ticket
from hall_server.desk.walk_in import walk_in
from hall_server.domain import allowance as no
from hall_server.domain import refusals as r
from hall_server.domain.identity import KnownBy
from hall_server.domain.plan import HouseRules
from hall_server.store import schema as t
from hall_server.store.plan_saving import save_plan
from hall_server.store.transaction import Transaction
from hall_server.wire import acts as w

WANG, LI = "11010519491231002X", "E12345678"
SEAT = "seat-1-000"


def _rules(day: Day, items: dict[str, dict[str, Any]] | None = None, **rules: Any) -> None:
    """The hall decides otherwise; the day goes on."""
    changed = tuple(replace(item, **(items or {}).get(item.code, {})) for item in PLAN.items)
    plan = replace(PLAN, rules=replace(PLAN.rules, **rules), items=changed)
    day.act("system", lambda tx: save_plan(tx.connection, plan, tx.now))


def _issued(day: Day) -> dict[str, Any]:
    """The journal's words of the newest number."""
    entries = [row for row in day.rows(t.journal) if row.act in ("issue", "walk_in")]
    told: dict[str, Any] = json.loads(max(entries, key=lambda row: row.seq).data)
    return told


def test_one_card_stands_in_a_line_once_however_it_was_written(day: Day) -> None:
    first = day.take("a-form", card=WANG)
    for again, who in ((WANG, "kiosk"), ("110105 1949 1231 002x", "kiosk"), (WANG, GUIDE)):
        with pytest.raises(no.AlreadyInLine) as refused:
            day.take("a-form", who=who, card=again)
        assert refused.value.facts == {"number": first.number, "item": "a-form"}
    assert day.take("a-form", card=LI).number == "A002"
    assert day.take("a-form").number == "A003"
    assert day.take("b-tax", card=WANG).number == "B001"


def test_an_errand_that_is_planned_or_was_missed_a_moment_ago_is_in_line_and_a_done_one_is_not(
    day: Day,
) -> None:
    shop = day.take(theme="shop", card=WANG)
    with pytest.raises(no.AlreadyInLine):
        day.take("c-fund", card=WANG)
    stop = day.act("1001", call.call_next, "1", SEAT).current.stop_id
    day.act("1001", serve.no_show, "1", SEAT, w.Note())
    with pytest.raises(no.AlreadyInLine) as refused:
        day.take("a-card", card=WANG)
    assert refused.value.facts["number"] == shop.number
    day.forward(minutes=31)
    # Too late to come back: nobody is left without a way.
    assert day.take("a-card", card=WANG).number == "A002"
    assert stop == day.stops_of(shop.number)[0].id
    day.act("1001", call.call_next, "1", SEAT)
    day.act("1001", serve.start, "1", SEAT)
    day.act("1001", serve.finish, "1", SEAT, w.Finish())
    assert day.take("a-card", card=WANG).number == "A003"


def test_yesterdays_number_holds_nobody_up_today(day: Day) -> None:
    day.take("a-form", card=WANG)
    day.act(SUPERVISOR, close_day)
    day.forward(days=1)
    day.act("system", open_day)
    assert day.take("a-form", card=WANG).number


def test_a_person_has_so_many_numbers_at_a_time_over_all_items(day: Day) -> None:
    _rules(day, live_tickets_max=2)
    day.take("a-form", card=WANG)
    day.take("b-tax", card=WANG)
    with pytest.raises(no.TooManyTickets) as refused:
        day.take("c-fund", card=WANG)
    assert refused.value.facts == {"limit": 2}
    _rules(day, live_tickets_max=0)
    assert day.take("c-fund", card=WANG).number == "C001"


def test_staff_go_beyond_a_persons_limit_and_the_journal_says_so(day: Day) -> None:
    _rules(day, live_tickets_max=1)
    assert day.take("a-form", card=WANG) and "beyond" not in _issued(day)
    beyond = day.take("b-tax", who=GUIDE, card=WANG)
    assert _issued(day)["beyond"] == ["too_many_tickets"]
    assert story(day, beyond.ticket_id).entries[0].beyond == ("too_many_tickets",)


def test_who_acts_for_others_takes_several_of_one_item_but_only_so_many_a_day(day: Day) -> None:
    _rules(day, agent_tickets_max=3)
    mine = day.take("a-form", card=WANG)
    for _ in range(3):
        assert day.take("b-tax", card=WANG, agent=True)
    with pytest.raises(no.AgentLimit) as refused:
        day.take("c-fund", card=WANG, agent=True)
    assert refused.value.facts == {"limit": 3}
    # Their own errands are counted apart, and others' numbers are not theirs.
    assert day.take("b-tax", card=WANG).number == "B004"
    assert day.take("c-fund", card=LI, agent=True)
    assert [row.agent for row in day.rows(t.ticket)] == [False, *[True] * 3, False, True]
    current = day.act("1002", call.call_next, "2", "seat-2-000").current
    assert (current.number, current.agent) == ("B001", True)
    assert mine.number == "A001"


def test_an_item_has_so_many_numbers_in_half_a_day_and_in_the_day(day: Day) -> None:
    _rules(day, {"b-tax": {"half_day_cap": 2, "day_cap": 3}})
    day.take("b-tax")
    day.take(theme="shop")
    with pytest.raises(no.ItemCapReached) as refused:
        day.take("b-tax")
    assert refused.value.facts == {"name": "b-tax", "half": "am"}
    day.now = day.now.replace(hour=3, minute=59, second=59)  # a second before noon in Shanghai
    with pytest.raises(no.ItemCapReached):
        day.take(theme="shop")
    day.forward(seconds=1)
    assert day.take("b-tax").number == "B002"
    with pytest.raises(no.ItemCapReached) as refused:
        day.take("b-tax")
    assert refused.value.facts["half"] == "day"
    assert day.take("a-form")


def test_who_leaves_gives_the_place_back(day: Day) -> None:
    _rules(day, {"b-tax": {"day_cap": 1}})
    first = day.take("b-tax")
    day.act(GUIDE, serve.leave, day.stop(first.number).id, w.Note())
    assert day.take("b-tax").number == "B002"


def test_staff_go_beyond_the_cap_at_their_desk_and_at_the_window(day: Day) -> None:
    _rules(day, {"b-tax": {"day_cap": 1}})
    day.take("b-tax")
    day.take("b-tax", who=SUPERVISOR)
    assert _issued(day)["beyond"] == ["item_cap_reached"]
    day.act("1002", walk_in, "2", "seat-2-000", w.WalkIn(item="b-tax"), "token-walk")
    assert _issued(day)["beyond"] == ["item_cap_reached"]
    other = day.take("a-form")
    day.act(GUIDE, add_errand, other.ticket_id, w.AddStop(item="b-tax"))
    assert story(day, other.ticket_id).entries[-1].beyond == ("item_cap_reached",)


def test_a_number_without_card_and_cap_costs_no_query_more(day: Day) -> None:
    _rules(day, {"b-tax": {"day_cap": 9}})
    day.take("a-form")
    asked: list[str] = []

    def take(tx: Transaction, item: str, visitor: KnownBy) -> None:
        driver = tx.connection.connection.driver_connection
        assert driver is not None
        asked.clear()
        driver.set_trace_callback(asked.append)
        wanted = w.IssueTicket(items=(item,))
        issue_ticket(tx, wanted, f"token-{item}", lambda _queue: None, visitor)
        driver.set_trace_callback(None)

    day.act("kiosk", take, "a-form", KnownBy())
    plain = len(asked)
    assert not [each for each in asked if "FROM ticket" in each]
    day.act("kiosk", take, "b-tax", KnownBy())
    assert len([each for each in asked if "FROM ticket" in each]) == 1
    day.act("kiosk", take, "c-fund", KnownBy(None, "0" * 64))
    # The first number of a queue's day writes its series where a later one moves it on.
    assert len(asked) == plain + 2


def test_a_certificate_is_collected_by_its_receipt_which_the_clerk_sees(day: Day) -> None:
    _rules(day, {"a-form": {"pick_up": True}})
    for items, receipt in ((["a-form"], None), (["b-tax"], "JP-2026-000123")):
        with pytest.raises(no.ReceiptNotHere):
            day.take(*items, receipt=receipt)
    day.take("a-form", receipt="JP-2026-000123")
    assert _issued(day)["receipt"] == "JP-2026-000123"
    current = day.act("1001", call.call_next, "1", SEAT).current
    assert (current.number, current.receipt) == ("A001", "JP-2026-000123")
    assert day.take("a-form", who=GUIDE).number == "A002"


def test_a_hall_that_does_not_give_numbers_says_so_before_all_else(day: Day) -> None:
    day.take("a-form", card=WANG)
    day.now = day.now.replace(hour=10)
    with pytest.raises(r.HallClosed):
        day.take("a-form", card=WANG)


def test_the_limits_shipped_are_the_halls_usual_ones() -> None:
    assert (HouseRules().live_tickets_max, HouseRules().agent_tickets_max) == (3, 5)
