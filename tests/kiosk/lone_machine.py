"""What a ticket machine does without the hall, without threads and network: its parts and a settable clock."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from settable_clock import SettableClock
from simulated_hall import MORNING, TOKEN, demo_catalogue
from simulated_lending import Lending

from hall_server.wire.acts import IssueTicket, TicketIssued
from hall_server.wire.catalogue import Catalogue
from hall_server.wire.offline import Lease, OfflineTicket, Reconciled, TakeLease
from hall_server.wire.problem import Problem
from kiosk.alone import Alone
from kiosk.caps import CannotGive
from kiosk.clock import TrustedClock
from kiosk.hall_client import HallFailed, HallRefused, HallUnreachable
from kiosk.kept import Kept
from kiosk.lease import Lending as Renewing
from kiosk.ledger import Ledger
from kiosk.reconcile import Reconciling
from kiosk.server_link import LinkView


@dataclass
class LoneMachine:
    """One life of the program. `clock` is the machine's own, `seconds` its steady one."""

    folder: Path
    hall: Lending
    clock: SettableClock = field(default_factory=lambda: SettableClock(MORNING))
    seconds: float = 0.0
    link: str = "reached"
    catalogue: Catalogue = field(default_factory=demo_catalogue)
    token: str = TOKEN
    keys: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.folder, self.clock)
        self.ledger.open()
        self.trusted = TrustedClock(self.clock, lambda: self.seconds)
        self.view = LinkView(1, "reached", MORNING, catalogue=self.catalogue)
        self.alone = Alone(self.ledger, self.trusted, lambda: self.view, self.token_hash)
        self.renewing = Renewing(
            self.ledger,
            Kept(self.folder),
            self.trusted,
            lambda: self.view,
            self.take_lease,
            self.token_hash,
        )
        self.reconciling = Reconciling(self.ledger, self.tell, lambda: self.view, self.trusted.now)

    def token_hash(self) -> str:
        return sha256(self.token.encode()).hexdigest()

    def take_lease(self, wanted: TakeLease, key: str) -> Lease:
        if self.link != "reached":
            raise HallUnreachable("the cable is cut")
        self.keys.append(key)
        raw = self.catalogue.model_dump_json().encode()
        return self.hall.lend(wanted, self.catalogue, raw, TOKEN)

    def tell(self, ticket: OfflineTicket) -> Reconciled:
        if ticket.press in self.hall.stumble:
            raise HallFailed("500 INTERNAL SERVER ERROR")
        answer = self.hall.take_back(ticket)
        if isinstance(answer, str):
            problem = Problem(type="", title="", status=409, code=answer, detail="")
            raise HallRefused(problem)
        return answer

    def pass_time(self, **span: float) -> None:
        """Both clocks go on, the hall's too."""
        passed = timedelta(**span)
        self.seconds += passed.total_seconds()
        self.clock.now += passed
        self.hall.at += passed

    def give(self, press: str, **wanted: object) -> TicketIssued:
        errand = IssueTicket.model_validate({"items": ("SJ-001",), **wanted})
        return self.alone.give(errand, press)

    def refusal(self, press: str, **wanted: object) -> tuple[str, dict[str, object]]:
        """The code and facts with which a number is refused."""
        try:
            given = self.give(press, **wanted)
        except CannotGive as refused:
            return refused.problem.code, refused.problem.facts
        raise AssertionError(f"given: {given.number}")

    def started_again(self, at: datetime | None = None) -> "LoneMachine":
        """The next life of the program, with its clock at a moment, and without the hall."""
        self.ledger.close()
        clock = SettableClock(at or self.clock.now)
        return LoneMachine(self.folder, self.hall, clock, link="away", catalogue=self.catalogue)
