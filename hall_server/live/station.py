"""The server's own print station: network printers that no other station drives."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from hall_server.desk import paper
from hall_server.domain.actor import Actor, system
from hall_server.domain.refusals import Refusal, StorageFailed
from hall_server.rounds import Rounds
from hall_server.store.database import Store
from hall_server.store.paper import printers_of_server, queued_for
from hall_server.store.transaction import Transaction
from hall_server.wire import paper as w
from printer.config import PrinterSettings
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
Printers = frozenset[tuple[str, str, int, str, str, str]]
"""Printers by what reaches them; a change of any makes their station begin anew."""
LOOK_EVERY_S = 2.0


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


class HallSheets:
    """Makes a hall's sheets: with the template the hall keeps, else with the server's own file."""

    def __init__(
        self, store: Store, hall: int, clock: Callable[[], datetime], template: Path | None
    ) -> None:
        # Imported here: a server without printers need not load the paper library.
        from printer.sheets import SheetMaker

        self._store = store
        self._hall = hall
        self._clock = clock
        self._of_hall = SheetMaker(None, self._text)
        self._of_server = SheetMaker(template)

    def __call__(self, order: SheetOrder, settings: PrinterSettings) -> bytes:
        """See printer.sheets.SheetMaker."""
        make = self._of_hall if self._text() else self._of_server
        return make(order, settings)

    def _text(self) -> str:
        with self._store.reading() as connection:
            setup = self._store.setup(connection, self._hall, self._clock())
        return setup.plan.paper_template


class ServerStations:
    """One station per hall that has printers of the server's own.

    A hall's station is begun anew when its printers have changed, after the sheets in hand.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], template: Path | None) -> None:
        self._store = store
        self._clock = clock
        self._template = template
        self._stations: dict[int, Station] = {}
        self._served: dict[int, Printers] = {}
        self._rounds = Rounds("server-stations", self.look, LOOK_EVERY_S)

    def start(self) -> None:
        """Start the stations, and look after them every two seconds."""
        self.look()
        self._store.on_sheets(self._sheets_ordered)
        self._rounds.start()

    def stop(self) -> None:
        """Finish the sheets in hand."""
        self._rounds.stop()
        for station in self._stations.values():
            station.stop()

    def look(self) -> None:
        """Serve each hall's printers as they are registered now."""
        wanted: dict[int, Printers] = {}
        with self._store.reading() as connection:
            for row in printers_of_server(connection):
                printer = (
                    row.code,
                    row.url,
                    row.paper,
                    row.encoding,
                    row.mode,
                    row.acknowledgement,
                )
                wanted[row.hall_id] = wanted.get(row.hall_id, frozenset()) | {printer}
        for hall in self._served.keys() | wanted.keys():
            if self._served.get(hall) != wanted.get(hall):
                self._serve(hall, wanted.get(hall))

    def _sheets_ordered(self, hall: int) -> None:
        station = self._stations.get(hall)
        if station is not None:
            station.look()

    def _serve(self, hall: int, printers: Printers | None) -> None:
        before = self._stations.pop(hall, None)
        self._served.pop(hall, None)
        if before is not None:
            before.stop()
        if printers is None:
            return
        sheets = HallSheets(self._store, hall, self._clock, self._template)
        station = Station(StoreSpool(self._store, hall, self._clock), sheets)
        station.start()
        self._stations[hall] = station
        self._served[hall] = printers
