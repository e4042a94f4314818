"""The parts that let a ticket machine go on without the hall, and tell the hall afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from hall_server.wire.devices import Component
from hall_server.wire.views import KioskState
from kiosk.alone import Alone
from kiosk.caps import number_label
from kiosk.clock import TrustedClock, steady_seconds
from kiosk.day_rows import PaperEnd
from kiosk.hall_client import HallClient
from kiosk.issuing import Issuing, Taken
from kiosk.kept import Kept
from kiosk.lease import Lending
from kiosk.ledger import Ledger, LedgerTrouble
from kiosk.messages import Now, ReaderNow
from kiosk.paper import PaperNow
from kiosk.reconcile import Reconciling
from kiosk.server_link import ServerLink
from printer.device import PrintState

log = structlog.get_logger(__name__)

_ENDS: dict[PrintState, PaperEnd] = {
    PrintState.PRINTED: "PRINTED",
    PrintState.REFUSED: "REFUSED",
    PrintState.UNCERTAIN: "UNCERTAIN",
}


@dataclass(frozen=True)
class Standalone:
    """`start` before the link's thread, so that the page has what is kept; `stop` after it."""

    ledger: Ledger
    clock: TrustedClock
    alone: Alone
    issuing: Issuing
    lending: Lending
    reconciling: Reconciling
    link: ServerLink

    def start(self) -> None:
        """Read what is on disk, then begin to lend and to tell."""
        try:
            self.ledger.open()
        except LedgerTrouble as trouble:
            log.error("no ledger", cause=str(trouble))
        lease = self.ledger.lease()
        if lease is not None:
            self.link.remember(lease)
        self.lending.start()
        self.reconciling.start()

    def stop(self) -> None:
        """End the threads and close the ledger."""
        self.lending.stop()
        self.reconciling.stop()
        self.ledger.close()

    def page_now(self, reader: ReaderNow) -> Now:
        """The present as the page sees it."""
        view = self.link.view()
        return Now(
            link=view.status,
            since=view.since,
            state=self.state(),
            catalogue=view.catalogue.version if view.catalogue else None,
            pairing=view.pairing,
            reader=reader,
            offline=self.alone.now(),
        )

    def state(self) -> KioskState | None:
        """The hall's state: as told while it answers, as far as it is known alone while it does not."""
        view = self.link.view()
        return view.state if view.status in ("reached", "not_admitted") else self.alone.state()

    def begin_sheet(self, key: str, taken: Taken) -> None:
        """Before a sheet's first byte. A number given alone is in the ledger already."""
        if taken.alone:
            return
        try:
            self.ledger.begin_sheet(key, taken.ticket)
        except LedgerTrouble as trouble:
            # Paper is worth more than the proof that it was printed once, if this program is killed now.
            log.warning("sheet not noted", cause=str(trouble))

    def end_sheet(self, key: str, end: PaperNow) -> None:
        """How the sheet of a number given alone ended."""
        ended = _ENDS.get(end.state)
        if ended is None:
            return
        try:
            self.ledger.end_paper(key, ended)
        except LedgerTrouble as trouble:
            log.warning("end of a sheet not noted", cause=str(trouble))

    def components(self) -> tuple[Component, ...]:
        """For the hall's eyes: the ledger, and a jump of the clock."""
        jump = self.clock.component()
        return (self._ledger_component(), *((jump,) if jump else ()))

    def _ledger_component(self) -> Component:
        refused = self.ledger.refused()
        if self.ledger.trouble:
            return Component(kind="ledger", ok=False, word=self.ledger.trouble)
        if self.ledger.set_aside:
            return Component(kind="ledger", ok=False, word="ledger_damaged")
        if refused:
            first = refused[0].ticket
            code = refused[0].answer.refused if refused[0].answer else ""
            word = f"{number_label(first.queue, first.number)}: {code} ({len(refused)})"
            return Component(kind="ledger", ok=False, word=word)
        if self.ledger.waiting():
            return Component(kind="ledger", ok=False, word="untold")
        left = self.ledger.held() or {}
        empty = [queue for queue, numbers in left.items() if numbers == 0]
        if empty:
            return Component(kind="ledger", ok=False, word=f"no_numbers {', '.join(empty)}"[:100])
        return Component(kind="ledger", ok=True, word=f"{sum(left.values())}")


def create_standalone(
    folder: Path, client: HallClient, link: ServerLink, kept: Kept, wall: Callable[[], datetime]
) -> Standalone:
    """Nothing is touched yet. `wall` is the machine's own clock."""
    clock = TrustedClock(wall, steady_seconds)
    ledger = Ledger(folder, wall)
    alone = Alone(ledger, clock, link.view, client.token_hash)

    return Standalone(
        ledger=ledger,
        clock=clock,
        alone=alone,
        issuing=Issuing(client.issue, client.check_in, link, alone, ledger),
        lending=Lending(ledger, kept, clock, link.view, client.take_lease, client.token_hash),
        reconciling=Reconciling(ledger, client.tell_offline_ticket, link.view, clock.now),
        link=link,
    )
