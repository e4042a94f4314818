"""Whether the page of a configured screen is open, as the display program on this machine tells."""

import time
from collections.abc import Callable

import requests

PATIENCE_S = 5.0


class PageWatch:
    """How long a screen's page has been gone. Made when its browser is started; one thread."""

    def __init__(
        self, address: str, screen: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`address` is that of the program's pages, without a slash at the end."""
        self._address = address
        self._screen = screen
        self._clock = clock
        self._seen = clock()

    def silence(self) -> float | None:
        """Seconds since its page was open; None while the program does not answer."""
        pages = self._pages()
        if pages is None:
            # A page that finds its program again needs a moment: it is not dead for that.
            self._seen = self._clock()
            return None
        if pages:
            self._seen = self._clock()
        return self._clock() - self._seen

    def _pages(self) -> int | None:
        try:
            with requests.Session() as session:
                # A proxy in the environment is for the way out, not for this machine itself.
                session.trust_env = False
                told = session.get(f"{self._address}/health", timeout=PATIENCE_S).json()
            return int(told["pages"].get(self._screen, 0))
        except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError):
            return None
