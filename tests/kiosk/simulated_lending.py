"""The simulated hall's numbers lent to a kiosk, and their return: as the server does, without a database."""

from datetime import datetime, timedelta
from hashlib import sha256

from flask import Flask, Response, request

from hall_server.domain.blocks import next_block, wants_block
from hall_server.wire.catalogue import Catalogue
from hall_server.wire.offline import (
    Block,
    Lease,
    Left,
    OfflineTicket,
    Reconciled,
    Span,
    TakeLease,
    sealed,
)

CAPACITY = 999
CARD_KEY = sha256(b"the key of the day").hexdigest()


class Lending:
    """What one kiosk holds and gave back. All attributes may be changed while the hall runs."""

    def __init__(self, opened: datetime) -> None:
        self.lends = False
        """Whether the hall knows of lending at all; a test of a machine alone sets it."""
        self.at = opened
        """The hall's time."""
        self.opening = (Span(begins=opened - timedelta(hours=1), ends=opened + timedelta(hours=7)),)
        self.left: tuple[Left, ...] = ()
        self.live_tickets_max = 3
        self.agent_tickets_max = 5
        self.room = True
        self.blocks: list[Block] = []
        self.border: dict[str, int] = {}
        self.leases: list[Lease] = []
        self.told: list[OfflineTicket] = []
        self.refuse: dict[str, str] = {}
        """Codes by press: those numbers are not taken."""
        self.stumble: set[str] = set()
        """Presses whose numbers the hall answers with an error of its own."""

    def lend(self, wanted: TakeLease, catalogue: Catalogue, raw: bytes, token: str) -> Lease:
        for queue in catalogue.queues:
            if self.room and wants_block(CAPACITY, wanted.left.get(queue.queue)):
                block = next_block(CAPACITY, self.border.get(queue.queue))
                assert block is not None
                self.border[queue.queue] = block.first
                self.blocks.append(Block(queue=queue.queue, first=block.first, last=block.last))
        midnight = self.at.replace(hour=0, minute=0) + timedelta(days=1)
        lease = Lease(
            hall="jiangpan",
            device="k1",
            date=self.at.date(),
            issued_at=self.at,
            ends=midnight,
            opening=self.opening,
            catalogue=catalogue.version,
            catalogue_sha256=sha256(raw).hexdigest(),
            card_key=CARD_KEY,
            blocks=tuple(self.blocks),
            left=self.left,
            live_tickets_max=self.live_tickets_max,
            agent_tickets_max=self.agent_tickets_max,
            seal="",
        )
        self.leases.append(sealed(lease, sha256(token.encode()).hexdigest()))
        return self.leases[-1]

    def take_back(self, ticket: OfflineTicket) -> Reconciled | str:
        """The answer, or the code of the refusal."""
        lent = any(
            block.queue == ticket.queue and block.first <= ticket.number <= block.last
            for block in self.blocks
        )
        if ticket.press in self.refuse:
            return self.refuse[ticket.press]
        if not lent:
            return "number_not_lent"
        same = [each for each in self.told if each.press == ticket.press]
        if not same and any(
            (each.queue, each.number) == (ticket.queue, ticket.number) for each in self.told
        ):
            return "number_taken"
        if not same:
            self.told.append(ticket)
        number = f"{ticket.queue}{ticket.number:03d}"
        return Reconciled(ticket_id=len(self.told), number=number, waiting=True)


def lease_for(lending: Lending, catalogue: Catalogue, token: str, **left: int) -> Lease:
    """A lease as over the wire, for tests that need no hall beside it."""
    raw = catalogue.model_dump_json().encode()
    return lending.lend(TakeLease(left=left), catalogue, raw, token)


def add_routes(app: Flask, hall: "object") -> None:
    """`hall` is the simulated hall: its catalogue, token, lending and refusals."""
    from simulated_hall import SimulatedHall, refusal

    assert isinstance(hall, SimulatedHall)

    @app.post("/api/v1/kiosk/lease")
    def lease() -> Response:
        if not hall.lending.lends:
            return refusal(409, "day_not_open", "The day is not open.")
        wanted = TakeLease.model_validate_json(request.get_data())
        raw = hall.catalogue.model_dump_json().encode()
        told = hall.lending.lend(wanted, hall.catalogue, raw, hall.token)
        return Response(told.model_dump_json(), mimetype="application/json")

    @app.post("/api/v1/kiosk/offline-tickets")
    def take_back() -> Response:
        ticket = OfflineTicket.model_validate_json(request.get_data())
        assert request.headers["Idempotency-Key"] == f"offline:{ticket.press}"
        answer = hall.lending.take_back(ticket)
        if isinstance(answer, str):
            return refusal(409, answer, "Not taken.")
        hall.tickets.pop(ticket.press, None)
        return Response(answer.model_dump_json(), mimetype="application/json")
