"""The pages of a display served by the test's own process: any state, any layout, at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from hall_states import utc_now
from werkzeug.serving import WSGIRequestHandler, make_server

from display import board
from display.app import create_app, create_voice
from display.config import DisplayConfig
from display.devices import Screen
from display.layout_watch import LayoutWatch
from display.media import MediaCache
from display.showing import Showing
from display.viewers import Viewers
from hall_server.wire.lobby import LobbyState
from hall_server.wire.views import BoardState


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        """Says nothing."""


class OpenBoards:
    """A display that hears the hall from its test."""

    def __init__(self, folder: Path, layouts: str = "", screens: tuple[Screen, ...] = ()) -> None:
        """`layouts` is what the hall's own file says; its pictures are looked for in `folder`."""
        self.file = folder / "layouts.toml"
        self.file.write_text(layouts, encoding="utf-8")
        self.watch = LayoutWatch(self.file)
        self.showing = Showing(board.start(utc_now()))
        self._open = True
        config = DisplayConfig(server_url="http://127.0.0.1:1", screen=screens)
        app = create_app(
            config,
            self.showing,
            MediaCache(folder / "media", _nothing_to_fetch, lambda cached: None),
            self.watch,
            lambda: self._open,
            Viewers(),
            create_voice(config, self.showing),
        )
        self._server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def say(self, state: BoardState) -> None:
        """The hall's newest state has come."""
        self.showing.change(lambda shown: board.advance(shown, state, utc_now()))

    def say_second(self, lobby: LobbyState) -> None:
        """The hall's newest second view has come."""
        self.showing.change(lambda shown: board.advance_lobby(shown, lobby))

    def lose(self) -> None:
        """The hall is no longer heard."""
        self.showing.change(lambda shown: board.lose(shown, utc_now()))

    def edit(self, layouts: str) -> None:
        """The hall saves another text as its file, and the display looks."""
        self.file.write_text(layouts, encoding="utf-8")
        self.watch.look()

    def close(self) -> None:
        self._open = False
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def open_boards(
    folder: Path, layouts: str = "", screens: tuple[Screen, ...] = ()
) -> Iterator[OpenBoards]:
    """A display for the length of the block."""
    boards = OpenBoards(folder, layouts, screens)
    try:
        yield boards
    finally:
        boards.close()


def _nothing_to_fetch(sha256: str) -> AbstractContextManager[Iterator[bytes]]:
    return nullcontext(iter(()))
