"""The server's own print station: network printers that no other station drives."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from hall_server.desk import paper
from hall_server.domain.actor import Actor, system
from hall_server.domain.refusals import Refusal, StorageFailed
from hall_server.store.database import Store, halls
from hall_server.store.paper import printers_of_server, queued_for
from hall_server.store.transaction import Transaction
from hall_server.wire import paper as w
from printer.station import (
    SheetOrder,
    SpoolAway,
    SpoolRefused,
    Station,
    StationStart,
    order_of,
    settings_of,
)
from printer.status import PrinterStatus, PrintState

T = TypeVar("T")


class StoreSpool:
    """A hall's spool without HTTP: the same acts, in this process."""

    def __init__(self, store: Store, hall: int, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._server: Actor = system(hall)
        self._clock = clock

    def begin(self) -> StationStart:
        """See printer.station.Spool."""
        begun = self._act(paper.begin_station)
        return StationStart(
            [settings_of(each.model_dump()) for each in begun.printers], begun.uncertain
        )

    def waiting(self) -> Mapping[str, int]:
        """See printer.station.Spool."""
        with self._store.reading() as connection:
            return queued_for(connection, self._server.hall, None)

    def claim(self, printer: str) -> SheetOrder | None:
        """See printer.station.Spool."""
        job = self._act(lambda tx: paper.claim_job(tx, w.ClaimJob(printer=printer))).job
        return order_of(job.model_dump()) if job is not None else None

    def report_job(self, job: int, state: PrintState, trouble: str) -> None:
        """See printer.station.Spool."""
        report = w.ReportJob.model_validate({"state": state.value, "trouble": trouble})
        self._act(lambda tx: paper.report_job(tx, job, report))

    def report_printer(self, printer: str, status: PrinterStatus) -> None:
        """See printer.station.Spool."""
        said = {"troubles": sorted(status.troubles), "paper_low": status.paper_low}
        report = w.ReportPrinter.model_validate(said)
        self._act(lambda tx: paper.report_printer(tx, printer, report))

    def _act(self, act: Callable[[Transaction], T]) -> T:
        try:
            return self._store.act(self._server, self._clock(), act)
        except StorageFailed as error:
            raise SpoolAway(str(error)) from error
        except Refusal as refusal:
            raise SpoolRefused(str(refusal)) from refusal


class ServerStations:
    """One station per hall that has printers of the server's own."""

    def __init__(self, store: Store, clock: Callable[[], datetime], template: Path | None) -> None:
        self._store = store
        self._clock = clock
        self._template = template
        self._stations: list[Station] = []

    def start(self) -> None:
        """Start the stations. A printer added later is served after the next start."""
        with self._store.reading() as connection:
            served = {row.hall_id for row in printers_of_server(connection)}
            known = halls(connection).values()
        for hall in known:
            if hall in served:
                # Imported here: a server without printers need not load the paper library.
                from printer.sheets import SheetMaker

                station = Station(
                    StoreSpool(self._store, hall, self._clock), SheetMaker(self._template)
                )
                station.start()
                self._stations.append(station)

    def stop(self) -> None:
        """Finish the sheets in hand."""
        for station in self._stations:
            station.stop()
