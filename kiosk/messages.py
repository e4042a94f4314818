"""What the kiosk tells its own page, beyond the messages of the hall server."""

from typing import Literal

from hall_server.wire.acts import TicketIssued
from hall_server.wire.message import Instant, State
from hall_server.wire.views import KioskState
from printer.device import PrintState, Trouble

LinkStatus = Literal["starting", "reached", "unreachable", "not_admitted"]


class PairingCode(State):
    """What a machine shows that the hall does not admit."""

    code: str | None
    """Six digits for the administrator; None while the hall gave none."""
    lost: bool
    """It was registered before, and is no longer."""


class Now(State):
    """The page's view of the present: the link, and the last good state of the hall."""

    link: LinkStatus
    since: Instant
    """Since when the link has been as it is."""
    state: KioskState | None
    catalogue: str | None
    """Version of the catalogue that this kiosk holds; the page fetches it when it differs."""
    pairing: PairingCode | None = None
    """While the hall does not admit this machine's own token."""


class VisitNow(State):
    """A number given here, and where its paper is."""

    visit: str
    """The key of the press, under which the page asks again."""
    ticket: TicketIssued
    paper: PrintState
    trouble: Trouble | None
    """Why nothing was printed, if the printer said so."""
    qr: str | None
    """Path of the QR picture on this kiosk; None when the hall has no address for phones."""
