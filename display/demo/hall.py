"""The played hall as its displays meet it: the pushed views by Socket.IO, and an ear for their health."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO, emit
from pydantic import ValidationError

from display.demo.day import Day
from display.demo.told import board_state, lobby_state
from hall_server.rounds import Rounds
from hall_server.wire.devices import Heard, ReportHealth
from hall_server.wire.sockets import LOBBY, STATE, DeviceAuth

STEP_S = 0.2
TOKEN = "played-hall"


class PlayedHall:
    """Plays a day by the clock and tells who listens. Safe for any thread."""

    def __init__(self, day: Day, speed: float, clock: Callable[[], datetime]) -> None:
        self._day = day
        self._speed = speed
        self._clock = clock
        self._played_to = clock()
        self._lock = Lock()
        self._version = 1
        self._leave_since: datetime | None = None
        self._away = False
        self._ears: set[str] = set()
        self.health: ReportHealth | None = None
        """What the display said of itself last."""
        self.app = Flask("played_hall", static_folder=None)
        self._sockets = SocketIO(self.app, async_mode="threading", transports=["websocket"])
        self._sockets.on_event("connect", self._welcome)
        self._sockets.on_event("disconnect", self._miss)
        self.app.add_url_rule("/api/v1/device/health", view_func=self._hear, methods=["POST"])
        self._rounds = Rounds("played hall", self.play, STEP_S)

    def start(self) -> None:
        """Begin the day."""
        self._rounds.start()

    def stop(self) -> None:
        """No more news."""
        self._rounds.stop()

    def play(self) -> None:
        """Play on to the present moment, and tell what has changed."""
        with self._lock:
            now = self._clock()
            seconds, self._played_to = (now - self._played_to).total_seconds(), now
            # While people are told to leave, nobody is called.
            if self._leave_since is None and self._day.step(seconds * self._speed, now):
                self._tell()

    @property
    def is_away(self) -> bool:
        """Whether its line is cut."""
        return self._away

    @property
    def leaving(self) -> bool:
        """Whether everybody is told to leave."""
        return self._leave_since is not None

    def begin_evacuation(self) -> None:
        """Tell everybody to leave."""
        with self._lock:
            self._leave_since = self._leave_since or self._clock()
            self._tell()

    def end_evacuation(self) -> None:
        """It was a drill."""
        with self._lock:
            self._leave_since = None
            self._tell()

    def cut(self) -> None:
        """End all connections and take none, as a pulled cable does; the day goes on."""
        with self._lock:
            self._away = True
            ears = tuple(self._ears)
        for ear in ears:
            self._sockets.server.disconnect(ear)

    def mend(self) -> None:
        """Take connections again."""
        self._away = False

    def _tell(self) -> None:
        self._version += 1
        if not self._away:
            self._sockets.emit(STATE, self._board())
            self._sockets.emit(LOBBY, self._lobby())

    def _board(self) -> Any:
        now = self._clock()
        state = board_state(self._day, self._version, now, self._leave_since)
        return state.model_dump(mode="json")

    def _lobby(self) -> Any:
        return lobby_state(self._day, self._version, self._clock()).model_dump(mode="json")

    def _welcome(self, auth: Any = None) -> None:
        if self._away or not _is_ours(auth):
            raise ConnectionRefusedError("away")
        with self._lock:
            self._ears.add(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO adds it
            emit(STATE, self._board())
            emit(LOBBY, self._lobby())

    def _miss(self, *_: object) -> None:
        with self._lock:
            self._ears.discard(request.sid)  # type: ignore[attr-defined]  # as above

    def _hear(self) -> tuple[str, int, dict[str, str]]:
        if self._away:
            return "", 503, {}
        self.health = ReportHealth.model_validate_json(request.get_data())
        heard = Heard(at=self._clock())
        return heard.model_dump_json(), 200, {"Content-Type": "application/json"}


def _is_ours(auth: Any) -> bool:
    try:
        return DeviceAuth.model_validate(auth).token == TOKEN
    except ValidationError:
        return False
