"""A machine without the hall: what it gives, what it refuses and with which word, and its clock."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from lone_machine import LoneMachine
from simulated_hall import MORNING, quiet_morning
from simulated_lending import Lending

from hall_server.domain.numbers import spoken
from hall_server.wire.message import Text
from hall_server.wire.offline import Left, card_mark
from hall_server.wire.views import EvacuationView, ItemClosed
from kiosk.alone import NotAble
from kiosk.caps import number_label
from kiosk.hall_client import HallUnreachable
from kiosk.server_link import LinkView

CARD = "11010519491231002X"
OTHER_CARD = "440524188001010014"


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[LoneMachine]:
    """A machine with the day's lease."""
    made = LoneMachine(tmp_path / "kiosk", Lending(MORNING))
    made.renewing.step()
    yield made
    made.ledger.close()


def state_with(machine: LoneMachine, **changes: object) -> None:
    state = quiet_morning(machine.catalogue).model_copy(update=changes)
    machine.view = machine.view.__class__(
        2, "unreachable", MORNING, state=state, catalogue=machine.catalogue
    )


def test_a_number_alone_says_all_that_is_known(machine: LoneMachine) -> None:
    ticket = machine.give("press-1", reason="elder", language="en", print_size="large")
    queue = next(each for each in machine.catalogue.queues if each.queue == "A")
    assert ticket.number == "A980"
    assert (ticket.windows, ticket.zone_code) == (queue.windows, queue.zone)
    assert ticket.reason is not None and ticket.reason.zh.startswith("老年人")
    assert (ticket.language, ticket.print_size) == ("en", "large")
    assert (ticket.wait.low, ticket.wait.high) == (None, None)
    assert ticket.issued_at == MORNING and ticket.issued_at.utcoffset() == timedelta(hours=8)
    assert len(ticket.link) > len("/t/") + 20
    again, given = machine.alone.find("press-1") or (None, None)
    assert again == ticket and given is not None


def test_a_press_that_comes_twice_at_once_is_one_number(machine: LoneMachine) -> None:
    assert machine.give("press-1").number == machine.give("press-1").number
    assert (machine.ledger.waiting(), machine.ledger.trouble) == (1, "")


def test_numbers_are_written_as_the_hall_writes_them() -> None:
    assert [number_label("A", n) for n in (7, 980, 1234)] == [
        spoken("A", n) for n in (7, 980, 1234)
    ]


def test_a_theme_begins_where_a_number_is_left(machine: LoneMachine) -> None:
    theme = machine.catalogue.themes[0]
    ticket = machine.give("press-1", items=(), theme=theme.code)
    assert len(ticket.items) == len(theme.items)
    queue_of = {item.code: item.queue for item in machine.catalogue.items}
    first = min(step.step for step in theme.items)
    begins = {queue_of[step.item] for step in theme.items if step.step == first}
    assert ticket.number[0] in begins


def test_the_block_ends_with_a_word(machine: LoneMachine) -> None:
    for n in range(20):
        machine.give(f"press-{n}")
    assert machine.refusal("one-more") == ("no_numbers", {})
    assert machine.alone.now().able, "other queues still have numbers"


def test_outside_the_opening_hours_nothing_is_given(machine: LoneMachine) -> None:
    machine.pass_time(hours=7, minutes=1)
    assert machine.refusal("press-1") == ("hall_closed", {})
    state = machine.alone.state()
    assert state is not None and not state.open


def test_what_the_hall_had_closed_stays_closed(machine: LoneMachine) -> None:
    why = Text(zh="系统升级", en="upgrade")
    state_with(machine, items_closed=(ItemClosed(item="SJ-001", closed=why),))
    assert machine.refusal("press-1") == ("issuing_closed", {"name": "有限责任公司设立登记"})
    assert machine.give("press-2", items=("SJ-002",)).number == "A980"
    leave = EvacuationView(text=why, since=MORNING, begun_by="3001")
    state_with(machine, evacuation=leave)
    assert machine.refusal("press-3")[0] == "hall_evacuated"


def test_one_live_number_for_a_person_and_item(machine: LoneMachine) -> None:
    assert machine.give("press-1", card=CARD).number == "A980"
    ticket = machine.ledger.given_on(MORNING.date())[0].ticket
    assert ticket.card_mark == card_mark(machine.hall.leases[-1].card_key, CARD)
    assert CARD not in ticket.model_dump_json()
    assert machine.refusal("press-2", card=" 110105 19491231-002x") == (
        "already_in_line", {"number": "A980", "item": "有限责任公司设立登记"},
    )  # fmt: skip
    assert machine.give("press-3", card=OTHER_CARD).number == "A981"
    assert machine.give("press-4").number == "A982", "without a name there is no limit"


def test_what_the_hall_knows_of_is_its_own_to_decide(machine: LoneMachine) -> None:
    machine.give("press-1", card=CARD)
    machine.ledger.end_paper("press-1", "PRINTED")
    machine.reconciling.step()
    assert machine.give("press-2", card=CARD).number == "A981", "the first may be served by now"


def test_a_person_has_so_many_numbers_and_an_agent_so_many(machine: LoneMachine) -> None:
    machine.hall.live_tickets_max, machine.hall.agent_tickets_max = 2, 3
    machine.renewing.renew()
    codes = ("SJ-001", "SJ-002", "SJ-003")
    for code in codes[:2]:
        machine.give(f"own-{code}", items=(code,), card=CARD)
    assert machine.refusal("own-3", items=codes[2:], card=CARD) == (
        "too_many_tickets", {"limit": 2},
    )  # fmt: skip
    for n in range(3):
        machine.give(f"agent-{n}", card=CARD, agent=True)
    assert machine.refusal("agent-3", card=CARD, agent=True) == ("agent_limit", {"limit": 3})


def test_the_cap_of_an_item_holds_alone(machine: LoneMachine) -> None:
    machine.hall.left = (Left(item="SJ-001", day=3, half_day=2),)
    machine.renewing.renew()
    machine.give("press-1")
    machine.give("press-2")
    facts = {"name": "有限责任公司设立登记", "half": "am"}
    assert machine.refusal("press-3") == ("item_cap_reached", facts)
    machine.pass_time(hours=2)
    machine.give("press-4")
    assert machine.refusal("press-5") == ("item_cap_reached", {**facts, "half": "day"})


def test_hostile_errands_are_refused_and_nothing_is_given(machine: LoneMachine) -> None:
    assert machine.refusal("press-1", items=("'OR/**/1=1--",))[0] == "unknown"
    assert machine.refusal("press-2", reason="royalty")[0] == "unknown"
    assert machine.refusal("press-3", items=(), theme="no-such")[0] == "unknown"
    assert machine.refusal("press-4", receipt="R-1")[0] == "receipt_not_here"
    assert machine.refusal("press-5", card="1" * 18)[0] == "card_not_valid"
    assert machine.refusal("press-6", phone="12")[0] == "phone_not_valid"
    assert machine.ledger.given_on(MORNING.date()) == []


def why_not(machine: LoneMachine) -> str:
    with pytest.raises(NotAble) as unable:
        machine.give("refused")
    assert machine.alone.now().why == unable.value.why
    return unable.value.why


def test_a_machine_that_was_never_lent_anything_says_so(tmp_path: Path) -> None:
    machine = LoneMachine(tmp_path / "kiosk", Lending(MORNING))
    assert why_not(machine) == "no_lease"
    machine.ledger.close()


def test_another_machines_lease_is_none(machine: LoneMachine) -> None:
    machine.token = "of another machine"
    assert why_not(machine) == "no_lease"
    with pytest.raises(HallUnreachable):
        machine.renewing.renew()


def test_yesterdays_lease_is_none(machine: LoneMachine) -> None:
    again = machine.started_again(at=MORNING + timedelta(days=1))
    assert why_not(again) == "other_day"
    again.ledger.close()


def test_after_midnight_the_lease_is_over_while_the_program_runs(machine: LoneMachine) -> None:
    machine.pass_time(hours=13, minutes=37)
    assert why_not(machine) == "other_day"
    machine.renewing.step()
    assert machine.alone.now().why == ""
    assert machine.refusal("press-1")[0] == "hall_closed"


def test_a_restart_without_the_hall_goes_on_where_it_was(machine: LoneMachine) -> None:
    machine.give("press-1")
    again = machine.started_again(at=MORNING + timedelta(minutes=5))
    assert again.give("press-2").number == "A981"
    ticket, given = again.alone.find("press-1") or (None, None)
    assert ticket is not None and given is not None
    assert (ticket.number, given.paper) == ("A980", "UNCERTAIN")
    again.ledger.close()


@pytest.mark.parametrize("back", [timedelta(minutes=3), timedelta(hours=5), timedelta(days=400)])
def test_a_clock_behind_the_ledger_gives_nothing(machine: LoneMachine, back: timedelta) -> None:
    machine.give("press-1")
    again = machine.started_again(at=MORNING - back)
    assert why_not(again) == "clock"
    again.clock.now = MORNING + timedelta(minutes=1)
    assert again.give("press-2").number == "A981", "set right, it goes on"
    again.ledger.close()


def test_small_steps_back_are_levelled(machine: LoneMachine) -> None:
    machine.pass_time(minutes=10)
    machine.give("press-1")
    again = machine.started_again(at=MORNING + timedelta(minutes=9))
    assert again.give("press-2").issued_at == MORNING + timedelta(minutes=10)
    again.ledger.close()


def test_with_the_halls_time_the_machines_clock_may_say_anything(machine: LoneMachine) -> None:
    machine.clock.now -= timedelta(days=3)
    machine.seconds += 60
    assert machine.give("press-1").issued_at == MORNING + timedelta(minutes=1)
    jump = machine.trusted.component()
    assert jump is not None and not jump.ok
    assert jump.word == f"{-3 * 86400 - 60:+d} s"
    machine.seconds += 3700
    machine.clock.now += timedelta(seconds=3700)
    assert machine.trusted.component() is None


def test_started_alone_the_clock_counts_from_the_first_number(machine: LoneMachine) -> None:
    again = machine.started_again(at=MORNING + timedelta(minutes=30))
    again.give("press-1")
    again.clock.now += timedelta(hours=3)
    again.seconds += 60
    assert again.give("press-2").issued_at == MORNING + timedelta(minutes=31)
    again.ledger.close()


def test_the_lease_is_renewed_before_a_queue_runs_short(machine: LoneMachine) -> None:
    leases = len(machine.hall.leases)
    machine.renewing.step()
    assert len(machine.hall.leases) == leases, "nothing is due"
    for n in range(11):
        machine.give(f"press-{n}")
    machine.renewing.step()
    assert (machine.ledger.held() or {})["A"] == 9 + 20
    assert machine.give("next").number == "A960"
    machine.pass_time(minutes=10)
    machine.renewing.step()
    assert len(machine.hall.leases) == leases + 2


def test_a_hall_with_nothing_left_to_lend_is_not_asked_every_second(machine: LoneMachine) -> None:
    machine.hall.room = False
    for n in range(11):
        machine.give(f"press-{n}")
    leases = len(machine.hall.leases)
    for _ in range(30):
        machine.renewing.step()
        machine.pass_time(seconds=1)
    assert len(machine.hall.leases) == leases + 1
    machine.pass_time(minutes=1)
    machine.renewing.step()
    assert len(machine.hall.leases) == leases + 2


def test_a_lost_ledger_gets_other_numbers(machine: LoneMachine) -> None:
    machine.give("press-1")
    machine.ledger.close()
    for file in machine.folder.glob("ledger-*"):
        file.unlink()
    again = LoneMachine(machine.folder, machine.hall)
    assert again.alone.now().why == "no_lease"
    again.renewing.step()
    assert again.give("press-2").number == "A960"
    again.ledger.close()


def test_a_lease_that_got_no_answer_is_asked_for_again_with_the_same_key(
    machine: LoneMachine,
) -> None:
    machine.link = "away"
    with pytest.raises(HallUnreachable):
        machine.renewing.renew()
    machine.link = "reached"
    answered = machine.hall.lend

    def lost(*asked: object) -> None:
        answered(*asked)  # type: ignore[arg-type]
        raise HallUnreachable("the answer was lost")

    machine.hall.lend = lost  # type: ignore[method-assign, assignment]
    with pytest.raises(HallUnreachable):
        machine.renewing.renew()
    machine.hall.lend = answered  # type: ignore[method-assign]
    machine.renewing.renew()
    assert machine.keys[-1] == machine.keys[-2]


def test_a_lease_told_once_more_does_not_set_the_clock_back(machine: LoneMachine) -> None:
    answered, told = machine.hall.lend, []

    def lost(*asked: object) -> None:
        told.append(answered(*asked))  # type: ignore[arg-type]
        raise HallUnreachable("the answer was lost")

    machine.hall.lend = lost  # type: ignore[method-assign, assignment]
    with pytest.raises(HallUnreachable):
        machine.renewing.renew()
    machine.pass_time(minutes=30)
    machine.hall.lend = lambda *_: told[0]  # type: ignore[method-assign]
    machine.renewing.renew()
    assert machine.give("press-1").issued_at == MORNING + timedelta(minutes=30)


def test_a_server_whose_date_was_wrong_for_a_moment_is_forgiven(machine: LoneMachine) -> None:
    machine.give("press-1")
    machine.hall.at += timedelta(days=40)
    machine.renewing.renew()
    machine.hall.at -= timedelta(days=40)
    machine.renewing.renew()
    assert machine.give("press-2").issued_at == MORNING
    assert len(machine.ledger.given_on(MORNING.date())) == 2


def test_a_press_with_a_number_gets_no_other_while_its_names_are_unknown(
    machine: LoneMachine,
) -> None:
    machine.give("press-1")
    machine.view = LinkView(2, "starting", MORNING)
    with pytest.raises(NotAble):
        machine.alone.find("press-1")


def test_one_refused_number_holds_up_no_other(machine: LoneMachine) -> None:
    for n in range(3):
        machine.give(f"press-{n}")
        machine.ledger.end_paper(f"press-{n}", "PRINTED")
        machine.pass_time(seconds=1)
    machine.hall.refuse = {"press-0": "number_taken", "press-1": "hall_evacuated"}
    assert not machine.reconciling.step()
    assert [ticket.press for ticket in machine.hall.told] == ["press-2"]
    assert machine.ledger.waiting() == 1, "one is asked for again, one is refused for good"
    machine.hall.refuse = {}
    assert machine.reconciling.step()
    assert [ticket.press for ticket in machine.hall.told] == ["press-2", "press-1"]
    assert [given.ticket.press for given in machine.ledger.refused()] == ["press-0"]


def test_a_number_over_which_the_hall_stumbles_holds_up_no_other(machine: LoneMachine) -> None:
    for n in range(2):
        machine.give(f"press-{n}")
        machine.ledger.end_paper(f"press-{n}", "PRINTED")
    machine.hall.stumble = {"press-0"}
    assert not machine.reconciling.step()
    assert [ticket.press for ticket in machine.hall.told] == ["press-1"]
    machine.hall.stumble = set()
    assert machine.reconciling.step()
    assert machine.ledger.waiting() == 0


def test_what_the_hall_had_taken_before_a_power_cut_is_not_refused(machine: LoneMachine) -> None:
    machine.give("press-1")
    machine.ledger.end_paper("press-1", "PRINTED")
    machine.hall.refuse = {"press-1": "idempotency_key_reused"}
    assert machine.reconciling.step()
    assert machine.ledger.refused() == [] and machine.ledger.waiting() == 0
