"""The day's lease: what the hall lends this machine, renewed before it runs short."""

import threading
import uuid
from collections.abc import Callable
from zoneinfo import ZoneInfo

import structlog

from hall_server.wire.offline import Lease, TakeLease, is_sealed
from kiosk.clock import TrustedClock
from kiosk.hall_client import HallRefused, HallUnreachable, NotAdmitted
from kiosk.kept import Kept
from kiosk.ledger import Ledger, LedgerTrouble
from kiosk.server_link import LinkView

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 1.0
RENEW_EVERY_S = 600.0
SHORT_AGAIN_S = 60.0
"""When the hall has no more to lend, it is not asked every second."""
AFTER_TROUBLE_S = 5.0
PLENTY = 999_999

TakeLeaseNow = Callable[[TakeLease, str], Lease]


class Lending:
    """Renews the lease from its own thread between `start` and `stop`."""

    def __init__(
        self,
        ledger: Ledger,
        kept: Kept,
        clock: TrustedClock,
        view: Callable[[], LinkView],
        take: TakeLeaseNow,
        token_hash: Callable[[], str],
    ) -> None:
        self._ledger = ledger
        self._kept = kept
        self._clock = clock
        self._view = view
        self._take = take
        self._token_hash = token_hash
        self._asked: tuple[TakeLease, str] | None = None
        self._renewed: tuple[float, str, str] | None = None
        self._hall_is_short = False
        self._not_before = 0.0
        self._cause = ""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lending", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, waiting for a request under way."""
        self._stopping.set()
        self._thread.join()

    def step(self) -> None:
        """Renew the lease if it is time. Raises HallUnreachable, HallRefused, NotAdmitted, LedgerTrouble."""
        if self._ledger.trouble:
            self._ledger.try_again()
        view = self._view()
        if view.status != "reached" or view.catalogue is None or not self._is_due():
            return
        self.renew()
        self._tidy()

    def renew(self) -> None:
        """Ask for the lease and keep it. Raises as `step`."""
        lease = self._asked_for(self._ledger.held())
        self._ledger.open_day(lease.date)
        if not self._ledger.has_baseline(lease.date):
            # A ledger that begins anew cannot know which numbers of older blocks are on paper.
            self._ledger.begin(lease)
            lease = self._asked_for({})
        self._ledger.keep_lease(lease)
        self._kept.drop_catalogues_but(lease.catalogue_sha256)
        self._renewed = (self._clock.steady(), lease.catalogue, self._token_hash())
        self._hall_is_short = self._is_short(lease)
        log.info("lease", date=str(lease.date), blocks=len(lease.blocks), left=self._ledger.held())

    def _asked_for(self, left: dict[str, int] | None) -> Lease:
        """The hall's lease, its seal seen to. `left` None: what is held is to be told, nothing more lent."""
        if left is None:
            catalogue = self._view().catalogue
            left = {each.queue: PLENTY for each in catalogue.queues} if catalogue else {}
        wanted = TakeLease(left=left)
        # Without an answer the next try has the same key: the hall lends a block once.
        is_new = self._asked is None or self._asked[0] != wanted
        if self._asked is None or is_new:
            self._asked = (wanted, f"lease:{uuid.uuid4().hex}")
        asked = self._clock.steady()
        lease = self._take(*self._asked)
        self._asked = None
        if not is_sealed(lease, self._token_hash()):
            raise HallUnreachable("a lease with a wrong seal")
        if is_new:
            # A retry may be answered with what was said, and what time it was, at the first try.
            self._clock.heard(lease.issued_at, asked)
        return lease

    def _is_due(self) -> bool:
        lease, now = self._ledger.lease(), self._clock.steady()
        if now < self._not_before:
            return False
        if lease is None or self._renewed is None or self._clock.now() >= lease.ends:
            return True
        at, catalogue, token = self._renewed
        state = self._view().state
        return (
            token != self._token_hash()
            or now - at >= RENEW_EVERY_S
            or (state is not None and state.catalogue != catalogue)
            or (self._is_short(lease) and (not self._hall_is_short or now - at >= SHORT_AGAIN_S))
        )

    def _is_short(self, lease: Lease) -> bool:
        held = self._ledger.held() or {}
        sizes = {block.queue: block.last - block.first + 1 for block in lease.blocks}
        return any(2 * held.get(queue, 0) < size for queue, size in sizes.items())

    def _tidy(self) -> None:
        catalogue = self._view().catalogue
        if catalogue is not None:
            self._ledger.tidy(self._clock.now().astimezone(ZoneInfo(catalogue.timezone)).date())

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.step()
            except (HallUnreachable, HallRefused, NotAdmitted, LedgerTrouble) as error:
                self._tell(str(error))
                self._not_before = self._clock.steady() + AFTER_TROUBLE_S
            except Exception:
                log.exception("lending failed")
                self._not_before = self._clock.steady() + AFTER_TROUBLE_S
            self._stopping.wait(LOOK_EVERY_S)

    def _tell(self, cause: str) -> None:
        """Log a cause once, however often it comes."""
        if cause != self._cause:
            self._cause = cause
            log.info("no lease", cause=cause)
