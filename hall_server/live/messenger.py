"""The messenger: sends what acts have laid out for applicants, until the gateway says it has it.

At least once: a message is marked SENT only after the gateway took it, so one that was sent just
before a crash is sent again, with the same id.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from hall_server.desk.cases.outbox import give_up
from hall_server.domain.actor import system
from hall_server.domain.cases.sending import wait_after
from hall_server.live.gateways import FileGateway, Gateway, HttpGateway, NeverTaken, NotNow
from hall_server.rounds import Rounds
from hall_server.store.cases.outbox import (
    Outgoing,
    anything_due,
    mark_sent,
    put_back,
    put_off,
    take_due,
    too_old,
)
from hall_server.store.database import Store, halls

log = structlog.get_logger()

LOOK_EVERY_S = 2.0
AT_ONCE = 10
"""Messages taken together; with the gateway's patience they must be done within their LEASE."""


def gateway_of(messages: str, secret: Callable[[], bytes]) -> Gateway | None:
    """The gateway a setting names; None when it names none."""
    if not messages:
        return None
    if messages.startswith("file:"):
        return FileGateway(Path(messages.removeprefix("file:")))
    return HttpGateway(messages, secret())


class Messenger:
    """One thread that empties the outboxes of all halls."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], gateway: Gateway | None
    ) -> None:
        self._store = store
        self._clock = clock
        self._gateway = gateway
        self._down = False
        self._stopping = threading.Event()
        self._rounds = Rounds("messenger", self.look, LOOK_EVERY_S)

    def start(self) -> None:
        """Begin; without a gateway nothing is sent, and what acts lay out waits."""
        if self._gateway is not None:
            self._rounds.start()

    def stop(self) -> None:
        """Stop sending; waits for the message under way."""
        self._stopping.set()
        if self._gateway is not None:
            self._rounds.stop()

    def look(self) -> None:
        """Send what is due in every hall; a hall's round ends when the gateway does not answer."""
        if self._gateway is None:
            return
        with self._store.reading() as connection:
            known = halls(connection)
        for code, hall in known.items():
            self._give_up_old(hall)
            while self._send_some(self._gateway, code, hall):
                pass

    def _send_some(self, gateway: Gateway, code: str, hall: int) -> bool:
        """Whether there may be more to send now."""
        now = self._clock()
        with self._store.reading() as connection:
            if not anything_due(connection, hall, now):
                return False
            zone = ZoneInfo(self._store.setup(connection, hall, now).plan.timezone)
        taken = self._store.keep(hall, partial(take_due, hall=hall, now=now, most=AT_ONCE))
        tried = 0
        for message in taken:
            if self._stopping.is_set():
                break
            tried += 1
            if not self._sent(gateway, code, hall, message, zone):
                break
        else:
            return bool(taken)
        rest = [each.id for each in taken[tried:]]
        self._store.keep(hall, partial(put_back, messages=rest, now=now))
        return False

    def _sent(
        self, gateway: Gateway, code: str, hall: int, message: Outgoing, zone: ZoneInfo
    ) -> bool:
        """Send one and mark what came of it; False when the gateway takes nothing now."""
        now = self._clock()
        try:
            gateway.send(code, message, now.astimezone(zone))
        except NeverTaken as refused:
            self._given_up(hall, [message], str(refused))
            return True
        except NotNow as trouble:
            self._trouble(str(trouble))
            wait = wait_after(message.attempts + 1)
            if wait is None:
                self._given_up(hall, [message], str(trouble))
            else:
                self._store.keep(
                    hall,
                    partial(put_off, message=message.id, until=now + wait, trouble=str(trouble)),
                )
            return False
        self._store.keep(hall, partial(mark_sent, message=message.id, now=now))
        if self._down:
            self._down = False
            log.info("message_gateway_back")
        return True

    def _give_up_old(self, hall: int) -> None:
        now = self._clock()
        with self._store.reading() as connection:
            old = too_old(connection, hall, now, AT_ONCE)
        if old:
            self._given_up(hall, old, "no gateway in time")

    def _given_up(self, hall: int, messages: list[Outgoing], trouble: str) -> None:
        self._store.act(
            system(hall), self._clock(), partial(give_up, messages=messages, trouble=trouble)
        )

    def _trouble(self, trouble: str) -> None:
        if not self._down:
            self._down = True
            log.warning("message_gateway_trouble", trouble=trouble)
