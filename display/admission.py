"""How a display gets into the hall: the settings' token, or one of its own and a code to show."""

import time
from collections.abc import Callable

import structlog

from display.board import PairingCode
from display.config import DisplayConfig
from display.hall import Hall, NotHeard
from hall_server.own_token import OwnToken
from hall_server.release import RELEASE
from hall_server.wire.devices import AskPairing

log = structlog.get_logger(__name__)

ASK_AGAIN_S = 9 * 60.0
"""A code lasts ten minutes; a new one is on the screen before the old one ends."""
AFTER_REFUSAL_S = 20.0


class Admission:
    """The token to connect with, and what to show while the hall does not take it. One thread only."""

    def __init__(
        self, config: DisplayConfig, hall: Hall, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._given = config.token.get_secret_value() if config.token is not None else None
        self._own = OwnToken(config.token_file) if self._given is None else None
        self._hall = hall
        self._clock = clock
        self._ask_at = 0.0
        self._shown = PairingCode(code=None, lost=False)

    @property
    def token(self) -> str:
        """The token to connect with now."""
        return self._own.token if self._own is not None else self._given or ""

    def admitted(self) -> None:
        """The hall takes the token."""
        if self._own is not None:
            self._own.admit()
        self._ask_at = 0.0
        self._shown = PairingCode(code=None, lost=False)

    def refused(self) -> PairingCode:
        """The hall does not take the token. What to show: a code, for a token of its own.

        A token that was good before has been revoked: it is replaced, and `lost` says so.
        """
        if self._own is None:
            return PairingCode(code=None, lost=True)
        if self._own.admitted:
            log.warning("no longer registered")
            self._own.renew()
            self._ask_at, self._shown = 0.0, PairingCode(code=None, lost=True)
        if self._clock() >= self._ask_at:
            self._ask()
        return self._shown

    def _ask(self) -> None:
        code = None
        try:
            asked = self._hall.ask_pairing(self.token, AskPairing(kind="display", version=RELEASE))
        except NotHeard as error:
            log.info("no pairing code", cause=str(error))
            self._ask_at = self._clock() + AFTER_REFUSAL_S
        else:
            code = asked.code
            self._ask_at = self._clock() + ASK_AGAIN_S
            log.info("pairing code", code=code)
        self._shown = PairingCode(code=code, lost=self._shown.lost)
