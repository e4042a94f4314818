"""Pushing news: after a commit each room with listeners gets its whole new state, soon and not too often.

A room is rendered once however many listen, and sent only when what it shows has changed. Boards
come first, in a rhythm of their own; staff and kiosks follow at a pace that spares the acts, and
the lobby's second view at leisure.
"""

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

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
from hall_server.live.rhythm import Considerate, Eager, Rhythm
from hall_server.store.database import Store
from hall_server.wire.views import Scope

LOBBY_COALESCE_S = 1.0
"""The lobby's second view is large, and nobody stands in front of it waiting for the moment."""
SETTLE_S = 0.7
"""After news, rooms are looked at once more: by then the wait forecast is played anew."""
IDLE_REFRESH_S = 5.0
"""Waits shrink with time alone, so rooms are looked at even when nothing happens."""

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


Send = Callable[[Room, dict[str, Any]], None]


class Newsroom:
    """Keeps the rooms told. `send(room, payload)` must be quick and safe from any thread."""

    def __init__(self, store: Store, expectation: Expectation, clock: Clock, send: Send) -> None:
        self._store = store
        self._expectation = expectation
        self._clock = clock
        self._send = send
        self._lock = threading.Lock()
        self._listeners: dict[Room, int] = {}
        self._last: dict[Room, dict[str, Any]] = {}
        self._halls: set[int] = set()
        """Halls heard of: their forecast is kept fresh even when nobody listens."""
        self._rhythms = tuple(
            Rhythm(name, tell, pace, SETTLE_S, IDLE_REFRESH_S)
            for name, tell, pace in (
                ("boards", self._tell_boards, Eager()),
                ("newsroom", self._tell_staff_and_kiosks, Considerate()),
                ("lobby", self._tell_lobby, Considerate(LOBBY_COALESCE_S)),
            )
        )

    def start(self) -> None:
        """Begin to listen to commits and to push."""
        self._store.on_commit(self._note)
        for rhythm in self._rhythms:
            rhythm.start()

    def stop(self) -> None:
        """Stop pushing; waits for the threads."""
        for rhythm in self._rhythms:
            rhythm.stop()

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
        for rhythm in self._rhythms:
            rhythm.note()

    def _tell_boards(self, news: bool) -> None:
        """News go out with the last forecast, however old: a call does not wait for it to be played."""
        for hall, rooms in self._listened("board").items():
            now = self._clock()
            forecast = self._expectation.latest if news else self._expectation.of
            self._tell_all(hall, rooms, now, forecast(hall, now))

    def _tell_staff_and_kiosks(self, _news: bool) -> None:
        listened = self._listened("desk", "guide", "hall", "kiosk")
        for hall in self._halls | listened.keys():
            now = self._clock()
            played = self._expectation.of(hall, now)
            if rooms := listened.get(hall):
                self._tell_all(hall, rooms, now, played)

    def _tell_lobby(self, _news: bool) -> None:
        for hall, rooms in self._listened("lobby").items():
            now = self._clock()
            self._tell_all(hall, rooms, now, self._expectation.of(hall, now))

    def _listened(self, *views: str) -> dict[int, list[Room]]:
        """The rooms of these views that somebody listens to, by hall."""
        by_hall: dict[int, list[Room]] = {}
        with self._lock:
            for room in self._listeners:
                if room.view in views:
                    by_hall.setdefault(room.hall, []).append(room)
        return by_hall

    def _tell_all(self, hall: int, rooms: list[Room], now: datetime, played: Forecast) -> None:
        ahead = self._outlook(rooms, now)
        with self._store.reading() as connection:
            setup = self._store.setup(connection, hall, now)
            picture = take_picture(connection, setup, now)
            for room in rooms:
                self._tell(room, _render(connection, picture, played, ahead, room))

    def _tell(self, room: Room, state: dict[str, Any]) -> None:
        with self._lock:
            if room not in self._listeners:
                return
            last = self._last.get(room)
            self._last[room] = state
        # Without a last one somebody is just entering, and is given this one or a newer there.
        if last is not None and _is_news(room, last, state):
            self._send(room, state)


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
