"""Kiosks that were alone come back all at once, on both databases: no number twice, none lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from hall_at_work import MORNING, Steps
from sqlalchemy import select

from hall_server.desk.day import open_day
from hall_server.desk.issue import issue_ticket
from hall_server.desk.lending import lend_numbers
from hall_server.desk.reconcile import reconcile_ticket
from hall_server.domain.actor import Actor, system
from hall_server.domain.refusals import KeyReused
from hall_server.store import schema as t
from hall_server.store.database import Key, Store
from hall_server.store.people import add_device
from hall_server.store.verify import verify
from hall_server.wire.acts import IssueTicket, TicketIssued
from hall_server.wire.offline import Lease, OfflineTicket, Reconciled, TakeLease

ITEM = "SJ-001"
ALONE = 12
"""Numbers that each lone kiosk gives."""


class Press:
    """One press at a kiosk, with all that the machine may send for it."""

    def __init__(self, store: Store, kiosk: Actor, clock: Steps, name: str) -> None:
        self.store, self.kiosk, self.clock, self.name = store, kiosk, clock, name

    def ask(self) -> str | None:
        """The request as it reaches the hall. The number; None when it comes too late."""
        wish = IssueTicket(items=(ITEM,))
        key = Key.of(self.name, "POST", "/api/v1/tickets", wish.model_dump_json().encode())
        try:
            answer = self.store.act_once(
                self.kiosk,
                self.clock(),
                key,
                lambda tx: issue_ticket(
                    tx, wish, f"asked-{self.name}", lambda _: None
                ).model_dump_json(),
            )
        except KeyReused:
            return None
        return TicketIssued.model_validate_json(answer.body).number

    def bring(self, lease: Lease, queue: str, number: int, after_s: int) -> Reconciled:
        """The number that the kiosk gave instead."""
        ticket = OfflineTicket.model_validate(
            {
                "press": self.name,
                "date": lease.date,
                "queue": queue,
                "number": number,
                "items": [ITEM],
                "token": f"alone-{self.name}".ljust(24, "x"),
                "issued_at": lease.issued_at + timedelta(seconds=after_s),
            }
        )
        key = Key.of(f"offline:{self.name}", "POST", "/", ticket.model_dump_json().encode())
        answer = self.store.act_once(
            self.kiosk,
            self.clock(),
            key,
            lambda tx: reconcile_ticket(tx, ticket).model_dump_json(),
        )
        return Reconciled.model_validate_json(answer.body)


def _kiosk(store: Store, hall: int, name: str) -> Actor:
    added = store.act(system(hall), MORNING, lambda tx: add_device(tx, "kiosk", name, "hall"))
    return Actor("device", added.id, name, hall, frozenset({"kiosk"}), "hall")


def _alone(store: Store, kiosk: Actor, clock: Steps, queue: str) -> dict[str, str | None]:
    """Every third press reaches the hall before its number is brought, every third after. By press:
    the number the hall had given."""
    lease = store.act(kiosk, clock(), lambda tx: lend_numbers(tx, TakeLease(), "jiangpan-1", "00"))
    (block,) = (each for each in lease.blocks if each.queue == queue)
    heard = {}
    for place in range(ALONE):
        press = Press(store, kiosk, clock, f"{kiosk.name}-{place}")
        asked = press.ask() if place % 3 == 0 else None
        told = press.bring(lease, queue, block.first + place, place)
        assert (told.number, told.replaced, told.waiting) == (
            f"{queue}{block.first + place}", asked, True,
        )  # fmt: skip
        assert press.bring(lease, queue, block.first + place, place) == told
        if place % 3 == 1:
            assert press.ask() is None
        heard[told.number] = asked
    return heard


def test_kiosks_come_back_while_others_go_on(store: Store, hall: int) -> None:
    clock = Steps(MORNING)
    store.act(system(hall), clock(), open_day)
    kiosks = [_kiosk(store, hall, f"alone-{place}") for place in range(3)]
    online = _kiosk(store, hall, "online")
    with store.reading() as connection:
        queue = store.setup(connection, hall, MORNING).plan.item[ITEM].queue
    with ThreadPoolExecutor() as people:
        lone = [people.submit(_alone, store, kiosk, clock, queue) for kiosk in kiosks]
        others = [
            people.submit(Press(store, online, clock, f"online-{place}").ask) for place in range(30)
        ]
    brought: dict[str, str | None] = {}
    for each in lone:
        brought |= each.result()
    given = [each.result() for each in others]
    void = {number for number in brought.values() if number is not None}
    assert len(brought) == 3 * ALONE and len(void) == 3 * ALONE / 3
    with store.reading() as connection:
        assert verify(connection).faults == []
        tickets = list(connection.execute(select(t.ticket)))
        stops = list(connection.execute(select(t.stop)))
    assert Counter([*given, *void, *brought]) == Counter(row.label for row in tickets)
    waiting = [row.label for row in stops if row.state == "WAITING"]
    assert sorted(waiting) == sorted([*brought, *filter(None, given)])
    assert {row.label for row in stops if row.state == "LEFT"} == void
    issued = {row.id: row.issued_at for row in tickets}
    assert all(row.basis_at == issued[row.ticket_id] for row in stops)
