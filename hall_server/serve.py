"""Running the wired server in gunicorn: one process, a thread per request or socket."""

import gc
import sys
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.store.migrations import migrate

SWITCH_S = 0.0005
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
        # Hundreds of threads share the interpreter; the usual 5 ms turns make the slowest answers slow.
        sys.setswitchinterval(SWITCH_S)
        app = self._build()
        # What is there now stays: a full collection that walks it holds every thread up for 0.1 s.
        gc.collect()
        gc.freeze()
        return app


def _log_plainly() -> None:
    """One line per event; tracebacks without the values of variables, which may be tokens."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ]
    )


def _show_first_code(server: Server, settings: Settings) -> None:
    """Tell whoever started a server without a hall how to make one."""
    code = server.first_code()
    if code is not None:
        sys.stdout.write(
            "\n  This server has no hall yet. Open it in a browser and make one:\n"
            f"  http://<this machine>:{settings.port}/first-run   code {code}\n\n"
        )
        sys.stdout.flush()


def run(settings: Settings) -> int:
    """Run the server until SIGTERM or SIGINT. Migrates the database first if it must."""
    running: list[Server] = []

    def build() -> Flask:
        server = Server(settings)
        migrate(server.store.engine)
        server.start()
        running.append(server)
        _show_first_code(server, settings)
        return server.app

    def end() -> None:
        for server in running:
            server.stop()

    _log_plainly()
    ThreadedServer(build, end, f"{settings.host}:{settings.port}", settings.sockets).run()
    return 0
