"""The hall server, asked as the display asks it: is it there, does it know us, do our places exist."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from display.check.finding import Finding
from display.config import DisplayConfig
from display.feed import Feed
from display.parts import CLOCK_OFF
from hall_server.own_token import OwnToken
from hall_server.wire.sockets import DeviceAuth
from hall_server.wire.views import BoardState

PATIENCE_S = 8.0


def look_at_hall(config: DisplayConfig, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Connect, wait for one state, judge it. `clock` is this machine's, aware."""
    token = _token(config)
    if token is None:
        yield Finding("hall", False, "hall.not_paired", {"file": config.token_file})
        return
    heard = _Heard(config.server_url, token, clock)
    if heard.state is None or heard.ahead is None:
        said = "hall.refused" if heard.refused else "hall.unreachable"
        yield Finding("hall", False, said, {"url": config.server_url})
        return
    facts = {"url": config.server_url, "hall": heard.state.hall.zh, "place": _place(heard.state)}
    yield Finding("hall", True, "hall.ok", facts)
    seconds = {"seconds": f"{heard.ahead.total_seconds():+.1f}"}
    right = abs(heard.ahead) < CLOCK_OFF
    yield Finding("clock", right, "clock.ok" if right else "clock.off", seconds)
    yield from places(config, heard.state)


def places(config: DisplayConfig, state: BoardState) -> Iterator[Finding]:
    """What the settings name and the hall does not have, as far as this display is told of it."""
    windows = {each.window for each in state.windows}
    zones = {each.zone for each in state.zones}
    for screen in config.screen:
        known = {"zone": zones, "window": windows}.get(screen.board)
        if known is not None and screen.place not in known:
            yield Finding("screen", False, "place.unknown", {"place": screen.place}, screen.name)
    for speaker in config.loudspeaker:
        for zone in sorted(set(speaker.zones) - zones):
            yield Finding("loudspeaker", False, "place.unknown", {"place": zone}, speaker.name)
    for line in config.line:
        strange = sorted({panel.window for panel in line.panel} - windows)
        if strange:
            facts = {"place": ", ".join(strange)}
            yield Finding("line", False, "place.unknown", facts, line.name)


def _token(config: DisplayConfig) -> str | None:
    if config.token is not None:
        return config.token.get_secret_value()
    return OwnToken(config.token_file).token if config.token_file.exists() else None


def _place(state: BoardState) -> str:
    return state.scope if state.place is None else f"{state.scope} {state.place}"


class _Heard:
    """What comes on one connection, made and ended here."""

    def __init__(self, server_url: str, token: str, clock: Callable[[], datetime]) -> None:
        self.state: BoardState | None = None
        self.ahead: timedelta | None = None
        self.refused = False
        self._clock = clock
        self._done = threading.Event()
        auth = DeviceAuth(token=token)

        def refused() -> DeviceAuth:
            self.refused = True
            self._done.set()
            return auth

        feed = Feed(server_url, auth, self._hear, lambda: None, refused)
        feed.start()
        self._done.wait(PATIENCE_S)
        feed.stop()

    def _hear(self, state: BoardState) -> None:
        if self.state is None:
            self.state, self.ahead = state, state.at - self._clock()
            self._done.set()
