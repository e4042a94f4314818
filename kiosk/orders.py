"""What the hall orders this one machine: to start its programs anew. Lock and reload are the page's."""

from collections.abc import Callable

import structlog

from hall_server.wire.views import KioskState

log = structlog.get_logger(__name__)


class RestartOrder:
    """Carries out an order to restart, once. What stood in the first state heard is no order."""

    def __init__(self, restart: Callable[[], None]) -> None:
        self._restart = restart
        self._known: int | None = None

    def hear(self, state: KioskState) -> None:
        """Look at a state of the hall; belongs to one thread."""
        wanted = state.orders.restarts
        known, self._known = self._known, wanted
        if known is not None and wanted > known:
            log.info("restart ordered")
            self._restart()
