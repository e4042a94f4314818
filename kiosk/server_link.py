"""The link to the hall server: a thread that keeps the last good catalogue and state."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from hall_server.wire.catalogue import Catalogue
from hall_server.wire.offline import Lease
from hall_server.wire.views import KioskState
from kiosk.hall_client import HallClient, HallRefused, HallUnreachable, NotAdmitted
from kiosk.kept import Kept
from kiosk.messages import LinkStatus, PairingCode
from kiosk.pairing import Pairing

log = structlog.get_logger(__name__)

POLL_EVERY_S = 1.0
# Quicker while the server is away, so that the page is back within 2 s of the server's return.
RETRY_EVERY_S = 0.5
PAIRING_LOOK_S = 2.0
"""How often a machine that shows its code asks whether it is in."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """What the link knows. `revision` grows with every change. `since` is when `status` began."""

    revision: int
    status: LinkStatus
    since: datetime
    state: KioskState | None = None
    catalogue: Catalogue | None = None
    template: str = ""
    """The hall's own paper template; empty if it has none."""
    pairing: PairingCode | None = None


class ServerLink:
    """Polls the server from its own thread between `start` and `stop`; any may read `view`."""

    def __init__(
        self,
        client: HallClient,
        now: Callable[[], datetime],
        kept: Kept,
        pairing: Pairing | None = None,
        hear: Callable[[KioskState], None] | None = None,
    ) -> None:
        """`kept` is what the hall told before; `pairing` is for a machine with a token of its own.
        `hear` is told each new state.
        """
        self._kept = kept
        self._pairing = pairing
        self._hear = hear
        self._client = client
        self._now = now
        self._view = LinkView(0, "starting", now())
        self._state_etag: str | None = None
        self._catalogue_etag: str | None = None
        self._template_etag: str | None = None
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="server-link", daemon=True)

    def start(self) -> None:
        """Begin to poll."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, waiting for a poll under way."""
        self._stopping.set()
        self._thread.join()

    def view(self) -> LinkView:
        """The newest view."""
        return self._view

    def remember(self, lease: Lease) -> None:
        """Before `start`: what the hall told when it gave this lease stands until it tells anew."""
        catalogue = self._kept.catalogue(lease.catalogue_sha256)
        if catalogue is not None:
            self._become(
                catalogue=catalogue, state=self._kept.state(), template=self._kept.template()
            )

    def lost(self, cause: str) -> None:
        """Somebody else has found that the hall does not answer; the next good poll corrects it."""
        self._tell("unreachable", cause=cause)

    def wait_for(self, wanted: Callable[[LinkView], bool], seconds: float) -> LinkView:
        """The first view that is `wanted`. Raises TimeoutError when none comes within `seconds`."""
        with self._changed:
            if not self._changed.wait_for(lambda: wanted(self._view), seconds):
                raise TimeoutError(f"still {self._view.status} after {seconds} s")
            return self._view

    def poll(self) -> None:
        """Ask the server once and take what it says. Raises nothing that belongs to the network."""
        try:
            self._ask()
        except (HallUnreachable, HallRefused) as error:
            self._tell("unreachable", cause=str(error))
        except NotAdmitted as error:
            self._tell("not_admitted", cause=str(error))
            if self._pairing is not None:
                self._show(self._pairing.refused())
        else:
            self._tell("reached")
            if self._pairing is not None:
                self._pairing.admitted()
                self._show(None)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.poll()
            except Exception:
                # The thread must outlive a fault of ours: a page that never heals is worse.
                log.exception("poll failed")
                self._tell("unreachable", cause="fault in the kiosk")
            self._stopping.wait(self._pause())

    def _pause(self) -> float:
        if self._view.status == "reached":
            return POLL_EVERY_S
        return RETRY_EVERY_S if self._view.pairing is None else PAIRING_LOOK_S

    def _show(self, code: PairingCode | None) -> None:
        if code != self._view.pairing:
            self._become(pairing=code)

    def _ask(self) -> None:
        fetched = self._client.kiosk_state(self._state_etag)
        state = fetched.message if fetched else self._view.state
        held = self._view.catalogue
        if state and (held is None or held.version != state.catalogue):
            self._ask_catalogue()
        if fetched:
            # The tag is kept only now: a catalogue that failed to come is asked for again.
            self._state_etag = fetched.etag
            self._kept.keep_state(fetched.message)
            self._become(state=fetched.message)
            if self._hear is not None:
                self._hear(fetched.message)

    def _ask_catalogue(self) -> None:
        # Both change with the hall's setup, and the catalogue's version is how that is noticed.
        self._ask_template()
        fetched = self._client.catalogue(self._catalogue_etag)
        if fetched:
            self._catalogue_etag = fetched.etag
            self._kept.keep_catalogue(fetched.raw)
            self._become(catalogue=fetched.message)

    def _ask_template(self) -> None:
        try:
            fetched = self._client.paper_template(self._template_etag)
        except HallRefused:
            return  # an older server keeps no template
        if fetched:
            self._template_etag = fetched.etag
            self._kept.keep_template(fetched.message.template)
            self._become(template=fetched.message.template)

    def _tell(self, status: LinkStatus, **why: str) -> None:
        if self._view.status == status:
            return
        log.info("server link", status=status, **why)
        self._become(status=status, since=self._now())

    def _become(self, **changes: Any) -> None:
        with self._changed:
            self._view = replace(self._view, revision=self._view.revision + 1, **changes)
            self._changed.notify_all()
