"""The network cable of a machine, simulated: a TCP relay that can be pulled out, or be slow."""

import socket
import threading
from contextlib import suppress
from enum import StrEnum

_PIECE = 65_536
_CONNECT_S = 5.0


class Condition(StrEnum):
    """How the cable is."""

    WHOLE = "whole"
    CUT = "cut"
    """Nothing arrives and nobody is told: what is sent waits, as with a cable that was pulled out."""
    SLOW = "slow"
    """Each piece arrives two seconds late."""


SLOW_S = 2.0


class Cable:
    """Relays `host:port` on a port of its own, from `start` to `close`. Any thread may change it."""

    def __init__(self, host: str, port: int, own_port: int = 0) -> None:
        """Binds at once. Raises OSError when `own_port` is taken."""
        self._goal = (host, port)
        self._ends: set[socket.socket] = set()
        self._changed = threading.Condition()
        self._condition = Condition.WHOLE
        self._closing = False
        self._ear = socket.create_server(("127.0.0.1", own_port))
        self._thread = threading.Thread(target=self._listen, name="cable", daemon=True)

    @property
    def address(self) -> str:
        """Where the far end is reached through this cable."""
        return f"http://127.0.0.1:{self._ear.getsockname()[1]}"

    @property
    def condition(self) -> Condition:
        return self._condition

    def become(self, condition: Condition) -> None:
        """Change the cable under whatever runs over it; what waited on a cut one then arrives."""
        with self._changed:
            self._condition = condition
            self._changed.notify_all()

    def start(self) -> None:
        """Begin to relay."""
        self._thread.start()

    def close(self) -> None:
        """Hang up everything."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            ends = list(self._ends)
        for end in (self._ear, *ends):
            _hang_up(end)
        self._thread.join()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._ear.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        with self._changed:
            self._ends.add(near)
        if not self._passes():
            return
        try:
            far = socket.create_connection(self._goal, _CONNECT_S)
        except OSError:
            self._end(near)
            return
        far.settimeout(None)
        with self._changed:
            self._ends.add(far)
        back = threading.Thread(target=self._carry, args=(far, near), daemon=True)
        back.start()
        self._carry(near, far)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while (piece := source.recv(_PIECE)) and self._passes():
                sink.sendall(piece)
        self._end(source)
        self._end(sink)

    def _passes(self) -> bool:
        """Wait as the cable wants; False when it is closed meanwhile."""
        with self._changed:
            if self._condition is Condition.SLOW:
                self._changed.wait_for(lambda: self._closing, SLOW_S)
            self._changed.wait_for(lambda: self._closing or self._condition is not Condition.CUT)
            return not self._closing

    def _end(self, end: socket.socket) -> None:
        with self._changed:
            self._ends.discard(end)
        _hang_up(end)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
