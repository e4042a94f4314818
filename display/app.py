"""Wires the display: the feed into what is shown, and that to the pages, in one process."""

import socket
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication

from display import board
from display.admission import Admission
from display.config import DisplayConfig
from display.cut_cable import cut_cable_options
from display.feed import Feed
from display.hall import Hall
from display.health import Health
from display.layout_watch import LayoutWatch
from display.led.lights import Lights
from display.media import Kept, MediaCache, fetch_from
from display.page.routes import pages
from display.page.screens import edition
from display.page.stream import Source
from display.parts import Screens, disk
from display.rung import Rung
from display.showing import Showing
from display.viewers import Viewers
from display.voice.announcer import Announcer
from display.voice.pack import packs_of
from hall_server.wire.devices import Component
from hall_server.wire.lobby import LobbyState
from hall_server.wire.sockets import DeviceAuth
from hall_server.wire.views import BoardState

PAGES_AT_ONCE = 512
"""Each open page holds a thread, made when it is needed: more than a hall has screens."""

PAGE_AWAY_S = 9
"""A screen whose current was cut gives its thread back after this."""

log = structlog.get_logger(__name__)


def utc_now() -> datetime:
    """This machine's clock."""
    return datetime.now(UTC)


def create_app(
    config: DisplayConfig,
    showing: Showing,
    media: MediaCache,
    layouts: LayoutWatch,
    is_open: Callable[[], bool],
    viewers: Viewers,
    voice: Announcer,
    parts: Callable[[], Sequence[Component]] = tuple,
    clock: Callable[[], datetime] = utc_now,
) -> Flask:
    """The pages alone. `is_open` turns False when the program ends, which ends their streams.

    `parts` says how the parts of this display are.
    """

    def find_medium(key: str) -> Kept | None:
        local = layouts.now().layouts.find(key)
        return local.kept if local is not None else media.find(key)

    app = Flask("display", static_folder=None)
    source = Source(showing, layouts, viewers, is_open, clock, edition(), voice)
    app.register_blueprint(pages(config, source, find_medium, parts))
    return app


def create_media(config: DisplayConfig, showing: Showing, admission: Admission) -> MediaCache:
    """The cache of pictures and films, not started, that tells `showing` what it has."""
    return MediaCache(
        config.media,
        fetch_from(config.server_url, lambda: admission.token),
        lambda cached: showing.change(lambda shown: board.have(shown, cached)),
    )


def create_voice(config: DisplayConfig, showing: Showing) -> Announcer:
    """The loudspeakers, silent until started."""
    said = chain(config.voice.say, *(each.say or () for each in config.loudspeaker))
    packs = packs_of(config.voice, dict.fromkeys(said))
    return Announcer(config.voice, config.loudspeaker, packs, showing.nudge, utc_now)


def create_feed(
    config: DisplayConfig,
    showing: Showing,
    media: MediaCache,
    admission: Admission,
    clock: Callable[[], datetime] = utc_now,
) -> Feed:
    """The feed, not started, that keeps `showing` up to date and lists what `media` is to have."""

    def on_state(state: BoardState) -> None:
        admission.admitted()
        media.want(state.media)
        showing.change(lambda shown: board.advance(shown, state, clock()))

    def on_lobby(lobby: LobbyState) -> None:
        showing.change(lambda shown: board.advance_lobby(shown, lobby))

    def on_loss() -> None:
        showing.change(lambda shown: board.lose(shown, clock()))

    def on_refusal() -> DeviceAuth:
        code = admission.refused()
        showing.change(lambda shown: board.refuse(shown, code))
        return _introduction(admission)

    return Feed(
        config.server_url,
        _introduction(admission),
        on_state=on_state,
        on_lobby=on_lobby,
        on_loss=on_loss,
        on_refusal=on_refusal,
    )


def _introduction(admission: Admission) -> DeviceAuth:
    return DeviceAuth(token=admission.token, also=("lobby",))


def _notice_cut_cables(server: Any) -> None:
    """What a listening socket has been told holds for every page it takes in."""
    for listener in server.LISTENERS:
        if listener.sock.family != socket.AF_UNIX:
            for level, option, value in cut_cable_options(PAGE_AWAY_S):
                listener.sock.setsockopt(level, option, value)


class DisplayProgram(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn with one worker of threads: a page is a connection that stays."""

    def __init__(self, config: DisplayConfig) -> None:
        self._config = config
        self._worker: Any = None
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn what it is to be."""
        settings = {
            "bind": f"{self._config.host}:{self._config.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": PAGES_AT_ONCE,
            # A page asks for a few files once, then holds its stream: nothing to keep alive.
            "keepalive": 0,
            # A stream ends within a beat and LED panels are left without a number within 2 s; a
            # client that does not close its end is not waited for.
            "graceful_timeout": 5,
            "control_socket_disable": True,
            "loglevel": "warning",
            "proc_name": "hall-display",
            "when_ready": _notice_cut_cables,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called in the worker: threads made here live where the pages are served."""
        self._rung = Rung(self._config.rung_file)
        showing = Showing(board.start(utc_now(), self._rung.rings))
        showing.follow(self._rung.show)
        hall = Hall(self._config.server_url)
        admission = Admission(self._config, hall)
        viewers = Viewers()
        self._media = create_media(self._config, showing, admission)
        self._feed = create_feed(self._config, showing, self._media, admission)
        self._layouts = LayoutWatch(self._config.layouts)
        self._lights = Lights(self._config.line, self._config.languages)
        self._voice = create_voice(self._config, showing)
        showing.follow(self._lights.show)
        showing.follow(self._voice.show)
        parts = (
            Screens(self._config.screen, viewers).health,
            self._lights.health,
            self._voice.health,
            lambda: (disk(Path.cwd()),),
        )
        self._health = Health(hall, lambda: admission.token, parts, utc_now)
        return create_app(
            self._config,
            showing,
            self._media,
            self._layouts,
            self._is_open,
            viewers,
            self._voice,
            self._health.components,
        )

    def _begin(self, worker: Any) -> None:
        self._worker = worker
        self._rung.start()
        self._voice.start()
        self._media.start()
        self._layouts.start()
        self._lights.start()
        self._feed.start()
        self._health.start()
        log.info("display", name=self._config.name, port=self._config.port, news="open")

    def _end(self, _server: Any, _worker: Any) -> None:
        # Only who has something to finish; the other threads end with the process.
        self._lights.stop()
        self._rung.stop()
        self._voice.stop()

    def _is_open(self) -> bool:
        return self._worker is None or bool(self._worker.alive)
