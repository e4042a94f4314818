"""The one connection to the hall server, held for as long as the program runs."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import socketio
import structlog
from pydantic import ValidationError

from display.cut_cable import cut_cable_options
from hall_server.wire.lobby import LobbyState
from hall_server.wire.message import State
from hall_server.wire.sockets import LOBBY, STATE, DeviceAuth
from hall_server.wire.views import BoardState

PAUSE_S = 0.5
"""Between two attempts. With CONNECT_S it keeps the board's return within 3 s of the server's."""

REFUSED_PAUSE_S = 2.0
"""Between two attempts while the hall does not know this display."""

CUT_CABLE_S = 3
"""So long after its cable was cut a connection is taken for lost."""

CONNECT_S = 2.0
"""How long an attempt may take: a server whose machine is off does not answer at all."""

log = structlog.get_logger(__name__)

Heard = TypeVar("Heard", bound=State)


class Feed:
    """Hears the hall. `on_state`, `on_lobby` and `on_loss` are called from the feed's threads, never at once.

    `on_loss` is called whenever an attempt or a connection ends, so possibly many times in a row.
    """

    def __init__(
        self,
        server_url: str,
        auth: DeviceAuth,
        on_state: Callable[[BoardState], None],
        on_loss: Callable[[], None],
        on_refusal: Callable[[], DeviceAuth] | None = None,
        on_lobby: Callable[[LobbyState], None] = lambda _: None,
    ) -> None:
        """`on_refusal` hears that the hall does not know the token; returns the one to try next."""
        self._on_refusal = on_refusal
        self._refused = False
        self._server_url = server_url
        self._auth = auth
        self._on_state = on_state
        self._on_lobby = on_lobby
        self._on_loss = on_loss
        self._turn = threading.Lock()
        self._stopped = threading.Event()
        self._client: socketio.Client | None = None
        self._told = ""

    def start(self) -> None:
        """Begin, in a thread of its own that does not keep the process alive."""
        threading.Thread(target=self._run, name="feed", daemon=True).start()

    def stop(self) -> None:
        """End the connection; what comes after is not told any more once this has returned."""
        self._stopped.set()
        with self._turn:
            client = self._client
        # One that is still connecting is disconnected by its own thread as soon as it is: from here
        # the library would wait for it in vain.
        if client is not None and client.connected:
            client.disconnect()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._refused = False
            self._tell(self._hold_one_connection())
            if self._refused and self._on_refusal is not None:
                self._auth = self._on_refusal()
            self._stopped.wait(REFUSED_PAUSE_S if self._refused else PAUSE_S)

    def _hold_one_connection(self) -> str:
        """Connect, hear until it ends, report the loss. Returns why it ended."""
        # Made anew each time: the library's own reconnection backs off, and forgets a server that
        # refused the namespace once.
        client = socketio.Client(
            reconnection=False,
            handle_sigint=False,
            request_timeout=CONNECT_S,
            websocket_extra_options={"sockopt": cut_cable_options(CUT_CABLE_S)},
        )
        client.on(STATE, self._hearing(client, BoardState, self._on_state))
        client.on(LOBBY, self._hearing(client, LobbyState, self._on_lobby))
        client.on("connect_error", self._hear_refusal)
        with self._turn:
            self._client = client
        try:
            client.connect(
                self._server_url,
                auth=self._auth.model_dump(mode="json"),
                transports=["websocket"],
                wait_timeout=CONNECT_S,
            )
            self._tell("connected")
            if self._stopped.is_set():
                client.disconnect()
            client.eio.wait()
            return "connection ended"
        except socketio.exceptions.ConnectionError as refusal:
            return f"not connected: {refusal}"
        except Exception as surprise:  # noqa: BLE001  top of the thread; the boards need it
            return f"failed: {surprise!r}"
        finally:
            with self._turn:
                self._client = None
                self._on_loss()

    def _hear_refusal(self, said: Any = None) -> None:
        self._refused = isinstance(said, dict) and said.get("message") == "not_signed_in"

    def _hearing(
        self, client: socketio.Client, form: type[Heard], tell: Callable[[Heard], None]
    ) -> Callable[[dict[str, Any]], None]:
        def hear(payload: dict[str, Any]) -> None:
            # The library runs each message in a thread of its own, which may come after the end.
            with self._turn:
                if not self._is_held(client):
                    return
                try:
                    tell(form.model_validate(payload))
                    return
                except ValidationError as unreadable:
                    self._tell(f"state not understood: {unreadable.errors(include_input=False)}")
                # What cannot be read cannot be shown: say so on the boards, and try a new line.
                self._client = None
                self._on_loss()
            client.disconnect()

        return hear

    def _is_held(self, client: socketio.Client) -> bool:
        return self._client is client and not self._stopped.is_set()

    def _tell(self, what: str) -> None:
        """Log a change of fortune once, not at every attempt."""
        if what != self._told:
            self._told = what
            log.info("feed", server=self._server_url, news=what)
