"""Pushing news: after a commit each room with listeners gets its whole new state, at most once per 100 ms.

One thread of a newsroom renders. A room is rendered once however many listen, and sent only when what it shows
has changed. When rendering is slow, the pause grows with it, so that acts keep their speed.
"""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

import structlog
from sqlalchemy import Connection

from hall_server.domain.forecast import Forecast
from hall_server.domain.outlook import Outlook
from hall_server.live.board import board_state
from hall_server.live.desk import desk_state
from hall_server.live.expectation import Expectation
from hall_server.live.guide import guide_state
from hall_server.live.hall import hall_state
from hall_server.live.kiosk import kiosk_state
from hall_server.live.lobby import lobby_state
from hall_server.live.picture import Picture, take_picture
from hall_server.store.database import Store
from hall_server.wire.views import Scope

log = structlog.get_logger()

COALESCE_S = 0.1
LOBBY_COALESCE_S = 1.0
"""The lobby's second view is large, and nobody stands in front of it waiting for the moment."""
SETTLE_S = 0.7
"""After news, rooms are looked at once more: by then the wait forecast has been played anew."""
IDLE_REFRESH_S = 5.0
"""Waits shrink with time alone, so rooms are looked at even when nothing happens."""
COST_FACTOR = 3
"""At most a quarter of this thread's time goes to rendering."""

Send = Callable[[str, dict[str, Any]], None]
Clock = Callable[[], datetime]


class Room(NamedTuple):
    """Where a view is shown: `view` is board, desk, guide, hall, kiosk or lobby, with `scope` and `place`."""

    hall: int
    view: str
    scope: Scope = "hall"
    place: str | None = None

    @property
    def name(self) -> str:
        return f"{self.view}:{self.hall}:{self.scope}:{self.place or ''}"


class Newsroom:
    """Keeps the rooms told. `send(room name, payload)` must be quick and safe from any thread.

    A room hears at most once in `coalesce_s` seconds. Slow views have a newsroom of their own, so
    that no board waits for them.
    """

    def __init__(
        self,
        store: Store,
        expectation: Expectation,
        clock: Clock,
        send: Send,
        coalesce_s: float = COALESCE_S,
    ) -> None:
        self._store = store
        self._expectation = expectation
        self._clock = clock
        self._send = send
        self._coalesce_s = coalesce_s
        self._lock = threading.Lock()
        self._listeners: dict[Room, int] = {}
        self._last: dict[Room, dict[str, Any]] = {}
        self._changed = threading.Event()
        self._halls: set[int] = set()
        """Halls heard of: their forecast is kept fresh even when nobody listens."""
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="newsroom", daemon=True)

    def start(self) -> None:
        """Begin to listen to commits and to push."""
        self._store.on_commit(self._note)
        self._thread.start()

    def stop(self) -> None:
        """Stop pushing; waits for the thread."""
        self._stopped.set()
        self._changed.set()
        self._thread.join()

    def enter(self, room: Room) -> dict[str, Any]:
        """Someone starts to listen; returns the room's whole state for them."""
        with self._lock:
            listening = self._listeners.get(room, 0)
            self._listeners[room] = listening + 1
            last = self._last.get(room) if listening else None
        if last is not None:
            return last | {"at": self._clock().isoformat(timespec="milliseconds")}
        state = self.state_of(room)
        with self._lock:
            pushed = self._last.get(room)
            if pushed is not None and pushed["version"] > state["version"]:
                # The hall went on while this was rendered, and the room has heard so already.
                return pushed
            self._last[room] = state
        return state

    def leave(self, room: Room) -> None:
        """Someone stops listening."""
        with self._lock:
            listening = self._listeners.get(room, 0) - 1
            if listening > 0:
                self._listeners[room] = listening
            else:
                self._listeners.pop(room, None)
                self._last.pop(room, None)

    def state_of(self, room: Room) -> dict[str, Any]:
        """Render a room now."""
        self._halls.add(room.hall)
        now = self._clock()
        played = self._expectation.latest(room.hall, now)
        ahead = self._outlook([room], now)
        with self._store.reading() as connection:
            setup = self._store.setup(connection, room.hall, now)
            picture = take_picture(connection, setup, now)
            return _render(connection, picture, played, ahead, room)

    def _outlook(self, rooms: Iterable[Room], now: datetime) -> Outlook:
        """The next hour, for the rooms that are shown it."""
        hall = next((room.hall for room in rooms if room.view in ("hall", "lobby")), None)
        return self._expectation.outlook(hall, now) if hall is not None else {}

    def _note(self, hall: int) -> None:
        self._halls.add(hall)
        self._changed.set()

    def _run(self) -> None:
        patience = IDLE_REFRESH_S
        while not self._stopped.is_set():
            news = self._changed.wait(patience)
            self._changed.clear()
            patience = SETTLE_S if news else IDLE_REFRESH_S
            begun = time.monotonic()
            try:
                self._tell_all()
            except Exception:
                # The next change is another chance; screens say themselves how old they are.
                log.exception("newsroom_failed")
            cost = time.monotonic() - begun
            self._stopped.wait(max(self._coalesce_s - cost, COST_FACTOR * cost))

    def _tell_all(self) -> None:
        with self._lock:
            rooms = sorted(self._listeners, key=lambda room: (room.hall, room.view != "board"))
        by_hall: dict[int, list[Room]] = {hall: [] for hall in list(self._halls)}
        for room in rooms:
            by_hall.setdefault(room.hall, []).append(room)
        for hall, listened in by_hall.items():
            now = self._clock()
            played = self._expectation.of(hall, now)
            if not listened:
                continue
            ahead = self._outlook(listened, now)
            with self._store.reading() as connection:
                setup = self._store.setup(connection, hall, now)
                picture = take_picture(connection, setup, now)
                for room in listened:
                    self._tell(room, _render(connection, picture, played, ahead, room))

    def _tell(self, room: Room, state: dict[str, Any]) -> None:
        with self._lock:
            if room not in self._listeners:
                return
            last = self._last.get(room)
            self._last[room] = state
        if last is None or _is_news(room, last, state):
            self._send(room.name, state)


def _is_news(room: Room, last: dict[str, Any], state: dict[str, Any]) -> bool:
    """Whether a screen must be told. The lobby's always: it trusts no state that is old."""
    return room.view == "lobby" or _shown(last) != _shown(state)


def _shown(state: dict[str, Any]) -> dict[str, Any]:
    """What a screen draws: the moment of rendering and the version alone are no news."""
    return {name: value for name, value in state.items() if name not in ("at", "version")}


def _render(
    connection: Connection, picture: Picture, played: Forecast, ahead: Outlook, room: Room
) -> dict[str, Any]:
    if room.view == "board":
        state: Any = board_state(picture, played, room.scope, room.place)
    elif room.view == "desk":
        state = desk_state(connection, picture, room.place or "")
    elif room.view == "guide":
        state = guide_state(connection, picture, played)
    elif room.view == "kiosk":
        state = kiosk_state(picture, played)
    elif room.view == "lobby":
        state = lobby_state(connection, picture, played, ahead, room.place)
    else:
        state = hall_state(connection, picture, played, ahead)
    rendered: dict[str, Any] = state.model_dump(mode="json")
    return rendered
