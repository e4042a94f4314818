"""A kiosk of the small hall that gives numbers alone and brings them when the hall answers again."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from small_hall import Day

from hall_server.desk.lending import lend_numbers
from hall_server.desk.reconcile import reconcile_ticket
from hall_server.store.database import Answer, Key
from hall_server.wire.offline import Block, Lease, OfflineTicket, Reconciled, TakeLease

QUEUES = {"a-card": "A", "a-form": "A", "b-tax": "B", "c-fund": "C", "shop": "A"}
_presses = count(1)


def new_press() -> str:
    """The key of one press."""
    return f"press-{next(_presses)}"


@dataclass
class LoneKiosk:
    """One machine: what it was lent, and what it has given that the hall may not know of."""

    day: Day
    name: str = "kiosk-1"
    lease: Lease | None = None
    unused: dict[str, list[int]] = field(default_factory=dict)
    given: list[OfflineTicket] = field(default_factory=list)

    def renew(self) -> Lease:
        """Take a lease; what it had given from earlier ones stays given."""
        lease: Lease = self.day.act(self.name, lend_numbers, self.wish(), "small-1", "00")
        self.take_in(lease)
        return lease

    def wish(self) -> TakeLease:
        """What it asks for."""
        return TakeLease(left={queue: len(numbers) for queue, numbers in self.unused.items()})

    def take_in(self, lease: Lease) -> None:
        """Work from a new lease. Numbers of another day are worth nothing."""
        before = self.lease if self.lease and self.lease.date == lease.date else None
        if before is None:
            self.unused.clear()
        known = {(block.queue, block.first) for block in before.blocks} if before else set()
        for block in lease.blocks:
            if (block.queue, block.first) not in known:
                self._holds(block)
        self.lease = lease

    def _holds(self, block: Block) -> None:
        self.unused.setdefault(block.queue, []).extend(range(block.first, block.last + 1))

    def give(self, item: str = "a-card", press: str | None = None, **more: Any) -> OfflineTicket:
        """A number to a visitor, who sees it at once; a second later the next may press."""
        assert self.lease is not None
        queue = QUEUES[item]
        press = press or new_press()
        ticket = OfflineTicket.model_validate(
            {
                "press": press,
                "date": self.lease.date,
                "queue": queue,
                "number": self.unused[queue].pop(0),
                **({"theme": item} if item == "shop" else {"items": [item]}),
                "token": f"{press}-{'x' * 24}"[:30],
                "issued_at": self.day.now,
                **more,
            }
        )
        self.given.append(ticket)
        self.day.forward(seconds=1)
        return ticket

    def bring(self, ticket: OfflineTicket, key: str | None = None) -> Reconciled:
        """One number to the hall."""
        return Reconciled.model_validate_json(self.send(ticket, key).body)

    def send(self, ticket: OfflineTicket, key: str | None = None) -> Answer:
        """As the kiosk posts it."""
        words = Key.of(
            key or f"offline:{ticket.press}", "POST", "/", ticket.model_dump_json().encode()
        )
        return self.day.store.act_once(
            self.day.actor(self.name),
            self.day.now,
            words,
            lambda tx: reconcile_ticket(tx, ticket).model_dump_json(),
        )

    def bring_all(self) -> list[Reconciled]:
        """Everything it has given, in its order."""
        brought = [self.bring(ticket) for ticket in self.given]
        self.given.clear()
        return brought
