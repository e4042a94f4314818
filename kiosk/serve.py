"""Serves the kiosk with gunicorn: one worker process, a few threads, all state in the worker."""

import os
import signal
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from kiosk.app import Kiosk, create_kiosk
from kiosk.config import KioskConfig
from kiosk.screen import page_silence
from kiosk.service_manager import ServiceManager

_THREADS = 8
"""One page polls; a second browser, for a look from the desk, must not wait for a slow press."""


class KioskServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our settings only; no command line and no file of its own."""

    def __init__(self, config: KioskConfig) -> None:
        self._config = config
        self._kiosk: Kiosk | None = None
        self._manager = ServiceManager(self._answers)
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
        # The order ends gunicorn's first process, which ends this one and then itself.
        self._kiosk = create_kiosk(self._config, lambda: os.kill(os.getppid(), signal.SIGTERM))
        self._kiosk.start()
        self._manager.start()
        return self._kiosk.app

    def _answers(self) -> bool:
        """Whether a page would be answered now."""
        host = "127.0.0.1" if self._config.host in ("0.0.0.0", "::") else self._config.host
        return page_silence(f"http://{host}:{self._config.port}") is not None

    def _stop(self, _server: object, _worker: object) -> None:
        self._manager.stop()
        if self._kiosk is not None:
            self._kiosk.stop()
