"""Several press at once with one card, or for the last numbers of an item: the limit holds."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from hall_at_work import MORNING

from hall_server.desk.day import open_day
from hall_server.desk.issue import issue_ticket
from hall_server.desk.load import load_hall
from hall_server.domain.actor import Actor, system
from hall_server.domain.allowance import AlreadyInLine, ItemCapReached
from hall_server.domain.identity import known_by
from hall_server.domain.plan import HallPlan
from hall_server.domain.refusals import Refusal
from hall_server.store.database import Store
from hall_server.wire.acts import IssueTicket

KIOSKS = 6


def _press_at_once(store: Store, hall: int, wanted: list[IssueTicket]) -> list[str | Refusal]:
    """Each kiosk presses once, all at the same moment: the number, or why not."""
    ready = Barrier(len(wanted))

    def press(at: int) -> str | Refusal:
        kiosk = Actor("device", at, f"kiosk-{at}", hall, frozenset({"kiosk"}), "hall")
        visitor = known_by(b"key", None, wanted[at].card)
        ready.wait()
        try:
            return store.act(
                kiosk,
                MORNING,
                lambda tx: issue_ticket(tx, wanted[at], f"t-{at}", lambda _queue: None, visitor),
            ).number
        except Refusal as refused:
            return refused

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(press, range(len(wanted))))


@pytest.fixture
def open_hall(store: Store, hall: int) -> int:
    store.act(system(hall), MORNING, open_day)
    return hall


def test_a_card_shown_at_six_kiosks_at_once_gets_one_number(store: Store, open_hall: int) -> None:
    told = _press_at_once(
        store, open_hall, [IssueTicket(items=("GA-001",), card="E12345678")] * KIOSKS
    )
    (number,) = [each for each in told if isinstance(each, str)]
    refused = [each for each in told if isinstance(each, AlreadyInLine)]
    assert len(refused) == KIOSKS - 1
    assert {each.facts["number"] for each in refused} == {number}


def test_the_last_numbers_of_an_item_are_not_given_twice(
    store: Store, open_hall: int, demo_plan: HallPlan
) -> None:
    capped = tuple(
        replace(item, day_cap=2) if item.code == "MZ-001" else item for item in demo_plan.items
    )
    load_hall(store, replace(demo_plan, items=capped), MORNING)
    told = _press_at_once(store, open_hall, [IssueTicket(items=("MZ-001",))] * KIOSKS)
    assert sorted(each for each in told if isinstance(each, str)) == ["M001", "M002"]
    assert sum(isinstance(each, ItemCapReached) for each in told) == KIOSKS - 2
