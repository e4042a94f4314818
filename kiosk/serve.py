"""Serves the kiosk with gunicorn: one worker process, a few threads, all state in the worker."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from kiosk.app import Kiosk, create_kiosk
from kiosk.config import KioskConfig

_THREADS = 8
"""One page polls; a second browser, for a look from the desk, must not wait for a slow press."""


class KioskServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our settings only; no command line and no file of its own."""

    def __init__(self, config: KioskConfig) -> None:
        self._config = config
        self._kiosk: Kiosk | None = None
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn when it starts."""
        settings: dict[str, Any] = {
            "bind": [f"{self._config.host}:{self._config.port}"],
            "worker_class": "gthread",
            "workers": 1,
            "threads": _THREADS,
            "proc_name": "hall-kiosk",
            "loglevel": "warning",
            "graceful_timeout": 5,
            "control_socket_disable": True,
            "worker_exit": self._stop,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called in the worker, where threads may start: they would not survive the fork."""
        self._kiosk = create_kiosk(self._config)
        self._kiosk.start()
        return self._kiosk.app

    def _stop(self, _server: object, _worker: object) -> None:
        if self._kiosk is not None:
            self._kiosk.stop()
