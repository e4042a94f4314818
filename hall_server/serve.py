"""Running the wired server in gunicorn: one process, a thread per request or socket."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.store.migrations import migrate

SPARE_THREADS = 64
"""Beside one thread per socket: for requests."""


class ThreadedServer(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """One worker process with threads; `build` makes the app inside it and `end` undoes it."""

    def __init__(
        self, build: Callable[[], Flask], end: Callable[[], None], address: str, sockets: int
    ) -> None:
        self._build = build
        self._end = end
        self._options: dict[str, Any] = {
            "bind": address,
            "workers": 1,
            "worker_class": "gthread",
            "threads": sockets + SPARE_THREADS,
            "worker_connections": 2 * (sockets + SPARE_THREADS),
            "keepalive": 75,
            "graceful_timeout": 2,
            "timeout": 60,
            "loglevel": "warning",
            "worker_exit": lambda _server, _worker: self._end(),
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._build()


def run(settings: Settings) -> int:
    """Run the server until SIGTERM or SIGINT. Migrates the database first if it must."""
    running: list[Server] = []

    def build() -> Flask:
        server = Server(settings)
        migrate(server.store.engine)
        server.start()
        running.append(server)
        return server.app

    def end() -> None:
        for server in running:
            server.stop()

    ThreadedServer(build, end, f"{settings.host}:{settings.port}", settings.sockets).run()
    return 0
