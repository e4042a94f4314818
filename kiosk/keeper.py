"""The keeper of the machine: who may look inside, by a PIN, and for how long."""

import hmac
import secrets
import threading
from collections.abc import Callable

LASTS_S = 180.0
"""So long after the last act the door closes by itself."""
TRIES = 5
WAIT_S = 60.0
"""After so many wrong PINs in a row nobody gets in for a while."""


class WrongPin(Exception):
    """Not the PIN. `left`: tries before a pause."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


class TooManyTries(Exception):
    """Nobody is let in now. `seconds`: until when."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.0f} s")
        self.seconds = seconds


class Keeper:
    """One door, one keeper at a time. `clock` counts seconds steadily. Any thread may call."""

    def __init__(self, pin: str, clock: Callable[[], float]) -> None:
        self._pin = pin
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong = 0
        self._shut_until = 0.0
        self._pass: str | None = None
        self._seen = 0.0

    def let_in(self, pin: str) -> str:
        """A pass for whoever knows the PIN; an earlier one ends. Raises WrongPin, TooManyTries."""
        with self._lock:
            now = self._clock()
            if now < self._shut_until:
                raise TooManyTries(self._shut_until - now)
            if not hmac.compare_digest(pin.encode(), self._pin.encode()):
                self._wrong += 1
                if self._wrong >= TRIES:
                    self._wrong, self._shut_until = 0, now + WAIT_S
                    raise TooManyTries(WAIT_S)
                raise WrongPin(TRIES - self._wrong)
            self._wrong, self._pass, self._seen = 0, secrets.token_urlsafe(24), now
            return self._pass

    def knows(self, shown: str) -> bool:
        """Whether a pass is good now; using it keeps it good."""
        with self._lock:
            now = self._clock()
            good = (
                self._pass is not None
                and now - self._seen <= LASTS_S
                and hmac.compare_digest(shown.encode(), self._pass.encode())
            )
            if good:
                self._seen = now
            return good

    def leave(self) -> None:
        """The door is closed."""
        with self._lock:
            self._pass = None
