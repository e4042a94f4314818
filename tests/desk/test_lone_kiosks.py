"""Kiosks that gave numbers alone: nobody is lost, nobody overtakes, no number is given twice."""

from dataclasses import replace

import pytest
from lone_kiosk import LoneKiosk, new_press
from small_hall import CAPACITY, GUIDE, PLAN, SUPERVISOR, Day
from sqlalchemy import Table, update
from told_stories import story

from hall_server.desk import call, closures, evacuation, issue, machines, paper, serve, undo
from hall_server.desk import day as hall_day
from hall_server.desk.devices import give_own_printer, register_printer
from hall_server.domain import refusals as r
from hall_server.domain.actor import system
from hall_server.store import schema as t
from hall_server.store.database import Key
from hall_server.store.people import add_device
from hall_server.store.verify import verify
from hall_server.store.windows import bump_setup
from hall_server.wire import acts as w
from hall_server.wire.devices import MoveDevice
from hall_server.wire.offline import OfflineTicket
from hall_server.wire.paper import ClaimJob, Reprint

MARK = "ab" * 32
SEAT = "seat-1-000"


@pytest.fixture
def kiosk(day: Day) -> LoneKiosk:
    """A kiosk with a lease: in the small hall it holds the last two numbers of each queue."""
    machine = LoneKiosk(day)
    machine.renew()
    return machine


def _change(day: Day, table: Table, **values: object) -> None:
    """Another setup, as if the plan had been so all along."""

    def change(tx: object) -> None:
        tx.execute(update(table).values(**values))  # type: ignore[attr-defined]
        bump_setup(tx)  # type: ignore[arg-type]

    day.act("system", change)


def _press(day: Day, press: str, item: str = "a-card") -> str:
    """A press that reaches the hall, whatever becomes of the answer. The number."""
    wish = w.IssueTicket(items=(item,))
    body = wish.model_dump_json().encode()
    answer = day.store.act_once(
        day.kiosk,
        day.now,
        Key.of(press, "POST", "/api/v1/tickets", body),
        lambda tx: issue.issue_ticket(
            tx, wish, f"link-{press}", lambda _queue: None
        ).model_dump_json(),
    )
    return w.TicketIssued.model_validate_json(answer.body).number


def _called(day: Day) -> str:
    return str(day.act("1001", call.call_next, "1", SEAT).current.number)


def _station_prints(day: Day, job: int) -> None:
    """The guide has a sheet printed again at a station, which has begun with it."""
    day.act("system", lambda tx: add_device(tx, "station", "desk", "hall"))
    url, none = "socket://192.0.2.1:9100", None
    day.act("system", register_printer, "P1", "hall", url, {}, "desk", none)
    day.act(GUIDE, paper.reprint, job, Reprint(printer="P1"))
    fresh = Day(day.store, day.hall, day.now)
    fresh.act("desk", paper.claim_job, ClaimJob(printer="P1"))


def _serve_all(day: Day) -> list[str]:
    """The numbers in the order in which window 1 calls them."""
    numbers = []
    while True:
        try:
            numbers.append(_called(day))
        except r.NobodyWaiting:
            return numbers
        day.act("1001", serve.start, "1", SEAT)
        day.act("1001", serve.finish, "1", SEAT, w.Finish())


def test_a_lease_lends_from_the_top_and_the_hall_stays_below(day: Day, kiosk: LoneKiosk) -> None:
    assert kiosk.lease is not None
    assert [(each.queue, each.first, each.last) for each in kiosk.lease.blocks] == [
        (queue, CAPACITY - 1, CAPACITY) for queue in "ABC"
    ]
    assert [day.take("a-card").number for _ in range(3)] == ["A001", "A002", "A003"]
    with pytest.raises(r.SeriesExhausted):
        day.take("a-card")
    day.act(GUIDE, serve.leave, day.stop("A002").id, w.Note())
    assert day.take("a-form").number == "A002"
    entries = len(day.rows(t.journal))
    kiosk.renew()
    assert len(day.rows(t.journal)) == entries, "nothing more was lent"


def test_an_hour_alone_is_merged_by_time_of_issue(day: Day, kiosk: LoneKiosk) -> None:
    first = day.take("a-card").number
    day.forward(minutes=10)
    alone = kiosk.give("a-form")
    given_at = alone.issued_at
    day.forward(minutes=10)
    later = day.take("a-card", who=GUIDE).number
    last = kiosk.give("a-card")
    day.forward(minutes=40)
    # Brought in the wrong order, while a closure and an evacuation are in force.
    day.act(SUPERVISOR, closures.close_issuing, w.CloseIssuing(queue="A", text="full"))
    day.act(SUPERVISOR, evacuation.evacuate, w.Evacuate(text="leave"))
    assert kiosk.bring(last).number == "A005"
    told = kiosk.bring(alone)
    assert (told.number, told.waiting, told.replaced) == ("A004", True, None)
    day.act("system", evacuation.end_evacuation)
    (entry,) = story(day, told.ticket_id).entries
    assert (entry.act, entry.who, entry.at, entry.heard_at) == (
        "reconcile_ticket", "kiosk-1", given_at, day.now,
    )  # fmt: skip
    assert story(day, told.ticket_id).ticket.offline
    assert _serve_all(day) == [first, "A004", later, "A005"]
    with day.store.reading() as connection:
        assert verify(connection).faults == []


def test_a_clock_that_is_wrong_puts_nobody_before_the_lease_or_into_the_future(
    day: Day, kiosk: LoneKiosk
) -> None:
    lent_at = day.now
    early, late = kiosk.give(), kiosk.give()
    hour = day.now - lent_at
    for ticket, shift in ((early, -1), (late, 1)):
        kiosk.bring(ticket.model_copy(update={"issued_at": lent_at + shift * 3600 * hour}))
    assert [row.issued_at for row in day.rows(t.ticket)] == [lent_at, day.now]


def test_a_press_that_reached_the_hall_after_all_has_one_number(day: Day, kiosk: LoneKiosk) -> None:
    day.act("system", lambda tx: give_own_printer(tx, "kiosk", day.kiosk.id, "kiosk-1", "hall"))
    press = new_press()
    unheard = _press(day, press)
    told = kiosk.bring(kiosk.give(press=press, paper="PRINTED"))
    assert (told.number, told.replaced, told.waiting) == ("A004", unheard, True)
    assert day.stop(unheard).state == "LEFT"
    assert [row.state for row in day.rows(t.print_job)] == ["CANCELLED", "PRINTED"]
    void = story(day, day.stop(unheard).ticket_id).entries[-1]
    assert (void.act, void.replaced_by) == ("void_number", "A004")
    assert _serve_all(day) == ["A004"]


def test_a_kiosk_renamed_meanwhile_is_the_same_kiosk(day: Day, kiosk: LoneKiosk) -> None:
    arrived, late = new_press(), new_press()
    unheard = _press(day, arrived)
    numbers = [kiosk.give(press=press) for press in (arrived, late)]
    move = MoveDevice(name="door", place="hall", seen_name="kiosk-1", seen_place="hall")
    day.act("system", machines.move, "kiosk-1", move)
    day.kiosk = day.kiosks["kiosk-1"] = replace(day.kiosk, name="door")
    assert [kiosk.bring(number).replaced for number in numbers] == [unheard, None]
    with pytest.raises(r.KeyReused):
        _press(day, late)


def test_a_number_nobody_was_told_but_that_is_called_is_left_to_the_clerk(
    day: Day, kiosk: LoneKiosk
) -> None:
    press = new_press()
    unheard = _press(day, press)
    assert _called(day) == unheard
    assert kiosk.bring(kiosk.give(press=press)).replaced == unheard
    assert day.stop(unheard).state == "CALLED"
    day.act("1001", serve.no_show, "1", SEAT, w.Note())
    assert _serve_all(day) == ["A004"]


def test_a_press_that_arrives_late_is_refused(day: Day, kiosk: LoneKiosk) -> None:
    ticket = kiosk.give()
    kiosk.bring(ticket)
    before = day.tables()
    with pytest.raises(r.KeyReused):
        _press(day, ticket.press)
    assert day.tables() == before


def test_the_same_number_again_changes_nothing(day: Day, kiosk: LoneKiosk) -> None:
    press = new_press()
    unheard = _press(day, press)
    ticket = kiosk.give(press=press)
    first = kiosk.bring(ticket)
    day.forward(minutes=5)
    before = day.tables()
    assert kiosk.send(ticket).replayed
    assert day.tables() == before
    assert kiosk.bring(ticket, key="another") == first
    assert first.replaced == unheard
    assert {**day.tables(), "reply": ()} == {**before, "reply": ()}


def test_a_link_that_another_hall_has_given_is_taken(day: Day, kiosk: LoneKiosk) -> None:
    theirs = kiosk.give()
    kiosk.bring(theirs)
    hall = day.store.found_hall(replace(PLAN, code="other"), day.now, lambda _tx: None)
    day.store.act(system(hall), day.now, lambda tx: add_device(tx, "kiosk", "kiosk-1", "hall"))
    other = LoneKiosk(Day(day.store, hall, day.now))
    other.day.act("system", hall_day.open_day)
    other.renew()
    with pytest.raises(r.NumberTaken):
        other.bring(other.give(token=theirs.token))


def test_how_a_sheet_ended_may_be_told_later(day: Day, kiosk: LoneKiosk) -> None:
    day.act("system", lambda tx: give_own_printer(tx, "kiosk", day.kiosk.id, "kiosk-1", "hall"))
    ticket = kiosk.give()
    kiosk.bring(ticket)
    (job,) = day.rows(t.print_job)
    assert job.state == "SENDING" and '"wait": null' in job.facts
    kiosk.bring(ticket.model_copy(update={"paper": "UNCERTAIN"}), key="again")
    assert [row.state for row in day.rows(t.print_job)] == ["UNCERTAIN"]
    # A sheet that staff have printed since at another printer is not the kiosk's to tell of.
    _station_prints(day, job.id)
    told = kiosk.bring(ticket.model_copy(update={"paper": "PRINTED"}), key="once more")
    assert told.number == "A004"
    assert [row.state for row in day.rows(t.print_job)] == ["UNCERTAIN", "SENDING"]


def test_only_numbers_lent_to_this_kiosk_for_that_day_are_taken(day: Day, kiosk: LoneKiosk) -> None:
    ticket = kiosk.give()
    other = LoneKiosk(day, "kiosk-2")
    assert other.renew().blocks == (), "what is left is less than half of each series"
    kiosk.bring(ticket)
    wrong: list[tuple[LoneKiosk, dict[str, object], type[r.Refusal]]] = [
        (other, {"number": 5}, r.NumberNotLent),
        (kiosk, {"number": 3}, r.NumberNotLent),
        (kiosk, {"queue": "Z"}, r.Unknown),
        (kiosk, {"items": ("moon",), "number": 5}, r.Unknown),
        (kiosk, {"date": ticket.date.replace(day=24)}, r.OfflineDayUnknown),
        (kiosk, {"number": 4}, r.NumberTaken),
        (kiosk, {"number": 5, "token": ticket.token}, r.NumberTaken),
    ]
    before = day.tables()
    for machine, change, refusal in wrong:
        fresh = {"token": f"{'y' * 24}", "press": new_press()}
        with pytest.raises(refusal):
            machine.bring(ticket.model_copy(update=fresh | change))
    assert day.tables() == before


def test_a_kiosk_that_lost_its_ledger_is_lent_other_numbers(day: Day) -> None:
    _change(day, t.queue, capacity=100)
    kiosk, other = LoneKiosk(day), LoneKiosk(day, "kiosk-2")
    kiosk.renew()
    other.renew()
    spent = kiosk.give()
    fresh = LoneKiosk(day)
    held = [(each.first, each.last) for each in fresh.renew().blocks if each.queue == "A"]
    assert held == [(95, 96), (99, 100)]
    fresh.unused["A"].remove(99)
    numbers = {fresh.give().number for _ in range(3)}
    brought = [*fresh.bring_all(), kiosk.bring(spent), other.bring(other.give())]
    assert len({told.number for told in brought}) == 5
    assert spent.number not in numbers
    _change(day, t.number_block, last=99)
    with day.store.reading() as connection:
        assert any("are lent twice" in fault for fault in verify(connection).faults)


def test_a_day_that_is_over_gets_its_number_as_history(day: Day, kiosk: LoneKiosk) -> None:
    ticket, late = kiosk.give(card_mark=MARK), kiosk.give("shop")
    day.forward(hours=24)
    day.act("system", hall_day.open_day)
    day.take("a-card")
    told = kiosk.bring(ticket)
    kiosk.bring(late)
    assert (told.number, told.waiting) == ("A004", False)
    row, stop = day.rows(t.ticket)[-2], day.stop("A004")
    assert (row.date, row.live, row.card_mark) == (ticket.date, False, None)
    assert (stop.state, stop.ended_at) == ("EXPIRED", day.rows(t.day)[0].closed_at)
    assert all(row.dropped for row in day.rows(t.planned_stop) if row.stop_id is None)
    ends = story(day, told.ticket_id).entries[-1]
    assert (ends.act, ends.at) == ("expire", stop.ended_at)
    assert [row.label for row in day.rows(t.stop) if row.state == "WAITING"] == ["A001"]


def test_a_hall_closed_early_keeps_what_was_given_after_it(day: Day, kiosk: LoneKiosk) -> None:
    day.act(SUPERVISOR, hall_day.close_day)
    day.forward(minutes=1)
    ticket = kiosk.give()
    told = kiosk.bring(ticket)
    assert (told.waiting, day.stop("A004").ended_at) == (False, ticket.issued_at)
    day.act(SUPERVISOR, hall_day.open_day)
    assert kiosk.bring(kiosk.give()).waiting


def test_a_person_who_held_a_number_already_is_pointed_out(day: Day, kiosk: LoneKiosk) -> None:
    first = kiosk.bring(kiosk.give(card_mark=MARK))
    assert first.duplicate_of is None
    other = kiosk.give("a-form", card_mark=MARK)
    assert kiosk.bring(other).duplicate_of is None
    theme = kiosk.give("b-tax", card_mark=MARK)
    assert kiosk.bring(theme).duplicate_of is None
    again = kiosk.give("b-tax", card_mark=MARK)
    assert kiosk.bring(again).duplicate_of == "B004"


def test_a_reason_that_the_hall_has_dropped_costs_nobody_the_number(
    day: Day, kiosk: LoneKiosk
) -> None:
    assert kiosk.bring(kiosk.give(reason="gone")).waiting
    assert kiosk.bring(kiosk.give(reason="elder")).waiting
    day.forward(minutes=1)
    assert [day.stop(number).rate for number in ("A004", "A005")] == [1.0, 2.0]
    assert _serve_all(day) == ["A005", "A004"]


def test_numbers_in_use_or_just_ended_are_not_lent(day: Day) -> None:
    for _ in range(CAPACITY):
        day.take("a-card")
    kiosk = LoneKiosk(day)
    assert "A" not in {each.queue for each in kiosk.renew().blocks}
    for number in ("A004", "A005"):
        day.act("1001", call.call_this, "1", SEAT, w.CallStop(stop=day.stop(number).id))
        day.act("1001", serve.start, "1", SEAT)
        day.act("1001", serve.finish, "1", SEAT, w.Finish())
    assert "A" not in {each.queue for each in kiosk.renew().blocks}
    day.act("1001", undo.undo, "1", SEAT)
    day.act("1001", serve.finish, "1", SEAT, w.Finish())
    day.forward(seconds=11)
    assert "A" in {each.queue for each in kiosk.renew().blocks}
    assert kiosk.bring(kiosk.give()).number == "A004"
    day.act(GUIDE, serve.leave, day.stop("A002").id, w.Note())
    assert day.take("a-card").number == "A002"


def test_what_is_left_of_a_cap_is_shared_by_the_kiosks(day: Day) -> None:
    _change(day, t.item, day_cap=4, half_day_cap=2)
    for _ in range(2):
        day.take("b-tax")
    day.act(GUIDE, serve.leave, day.stop("B001").id, w.Note())
    left = {each.item: (each.day, each.half_day) for each in LoneKiosk(day).renew().left}
    assert left == {"a-card": (2, 1), "a-form": (2, 1), "b-tax": (1, 1), "c-fund": (2, 1)}
    day.forward(hours=4)
    day.take(theme="shop", who=GUIDE)
    left = {each.item: (each.day, each.half_day) for each in LoneKiosk(day).renew().left}
    assert left["b-tax"] == (1, 1) and left["a-card"] == (1, 1) and left["a-form"] == (2, 1)


def test_there_is_no_lease_before_the_day_is_open(closed_day: Day) -> None:
    with pytest.raises(r.DayNotOpen):
        LoneKiosk(closed_day).renew()


def test_a_ticket_of_a_theme_begins_where_its_number_is_from(day: Day, kiosk: LoneKiosk) -> None:
    ticket: OfflineTicket = kiosk.give("shop")
    told = kiosk.bring(ticket)
    assert [row.stop_id is not None for row in day.rows(t.planned_stop)] == [True, False, False]
    assert (told.number, _called(day)) == ("A004", "A004")
