"""What this machine puts on paper: tickets and lists, in the hall's wording; and who hears how they ended."""

from collections.abc import Callable
from datetime import datetime

from hall_server.wire.catalogue import Catalogue, ItemEntry
from kiosk.issuing import Taken
from kiosk.messages import PrintList
from kiosk.paper import PaperNow
from kiosk.reports import Reports
from kiosk.server_link import ServerLink
from kiosk.sheet import list_bytes, ticket_bytes
from kiosk.standalone import Standalone
from printer.template import Template


class Papers:
    """Called in the printing thread. `kiosk` is what the paper calls this machine."""

    def __init__(
        self,
        kiosk: str,
        link: ServerLink,
        standalone: Standalone,
        reports: Reports,
        template: Callable[[], Template],
        now: Callable[[], datetime],
    ) -> None:
        self._kiosk = kiosk
        self._link = link
        self._standalone = standalone
        self._reports = reports
        self._template = template
        self._now = now

    def ticket(self, key: str, taken: Taken) -> bytes:
        """The sheet of a number, noted before its first byte."""
        self._standalone.begin_sheet(key, taken)
        catalogue = self._link.view().catalogue
        return ticket_bytes(taken.ticket, taken.alone, catalogue, self._kiosk, self._template())

    def ticket_ended(self, key: str, taken: Taken, end: PaperNow) -> None:
        """The ledger hears of its own numbers' sheets, the hall of its own."""
        if taken.alone:
            self._standalone.end_sheet(key, end)
        elif taken.ticket.print_job is not None:
            self._reports.sheet(taken.ticket.print_job, end)

    def materials(self, item: ItemEntry, catalogue: Catalogue, wanted: PrintList) -> bytes:
        """What to bring for an item."""
        return list_bytes(item, catalogue, wanted, self._template(), self._now())
