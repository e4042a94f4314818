"""A machine the hall does not know yet shows a code; an administrator enters it, and the machine is in."""

import time
from collections.abc import Callable

import structlog

from hall_server.own_token import OwnToken
from hall_server.release import RELEASE
from hall_server.wire.devices import AskPairing
from kiosk.hall_client import HallClient, HallRefused, HallUnreachable, NotAdmitted
from kiosk.messages import PairingCode

log = structlog.get_logger(__name__)

ASK_AGAIN_S = 9 * 60.0
"""A code lasts ten minutes; a new one is on the screen before the old one ends."""
AFTER_REFUSAL_S = 20.0


class Pairing:
    """Asks for a code while the hall does not admit this machine's own token. One thread only."""

    def __init__(
        self, client: HallClient, own: OwnToken, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._own = own
        self._clock = clock
        self._ask_at = 0.0
        self._shown = PairingCode(code=None, lost=False)

    def admitted(self) -> None:
        """The hall takes the token."""
        self._own.admit()
        self._ask_at = 0.0
        self._shown = PairingCode(code=None, lost=False)

    def refused(self) -> PairingCode:
        """The hall does not take the token: the code to show, None while there is none.

        A token that was good before has been revoked: it is replaced, and `lost` says so.
        """
        if self._own.admitted:
            log.warning("no longer registered")
            self._own.renew()
            self._client.use_token(self._own.token)
            self._ask_at, self._shown = 0.0, PairingCode(code=None, lost=True)
        if self._clock() >= self._ask_at:
            self._ask()
        return self._shown

    def _ask(self) -> None:
        try:
            asked = self._client.ask_pairing(AskPairing(kind="kiosk", version=RELEASE))
        except (HallRefused, HallUnreachable, NotAdmitted) as error:
            log.info("no pairing code", cause=str(error))
            self._ask_at = self._clock() + AFTER_REFUSAL_S
            code = None
        else:
            self._ask_at = self._clock() + ASK_AGAIN_S
            code = asked.code
            log.info("pairing code", code=code)
        self._shown = PairingCode(code=code, lost=self._shown.lost)
