"""A network cable between a browser and a server: it can be pulled out and put back."""

from __future__ import annotations

import contextlib
import socket
import threading


class Cable:
    """Relays TCP from a port of its own to `port` on this machine while it is plugged in.

    `unplug` drops every connection and refuses new ones; `plug` lets them through again.
    """

    def __init__(self, port: int) -> None:
        self._goal = port
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._plugged = True
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._ear.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def unplug(self) -> None:
        with self._lock:
            self._plugged = False
            for end in self._ends:
                _hang_up(end)
            self._ends.clear()

    def plug(self) -> None:
        with self._lock:
            self._plugged = True

    def cut(self) -> None:
        """For good: nothing listens any more."""
        self.unplug()
        _hang_up(self._ear)

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._ear.accept()
            except OSError:
                return
            with self._lock:
                if not self._plugged:
                    _hang_up(near)
                    continue
                far = socket.create_connection(("127.0.0.1", self._goal))
                self._ends |= {near, far}
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        with self._lock:
            self._ends -= {source, sink}
        _hang_up(source)
        _hang_up(sink)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
