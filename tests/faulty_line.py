"""A network line that can be cut, lose what is sent, be slow, and lose a part."""

import contextlib
import socket
import threading
from random import Random

_CHUNK = 65536
_DOWN_THE_LINE, _BACK = "to the server", "to the client"


class FaultyLine:
    """Relays TCP from a port of its own to `port` on this machine, as well as it is told to."""

    def __init__(self, port: int, seed: int = 0) -> None:
        self._goal = port
        self._random = Random(seed)
        self._lock = threading.Lock()
        self._ends: set[socket.socket] = set()
        self._refusing = False
        self._losing: tuple[str, ...] = ()
        self._delay = 0.0
        self._share, self._stall = 0.0, 0.0
        self._over = threading.Event()
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._ear.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def heal(self) -> None:
        """All is well again; what had been under way is broken off."""
        self._losing, self._delay, self._share, self._refusing = (), 0.0, 0.0, False
        self._break_off()

    def cut(self) -> None:
        """Hang up on everybody and refuse new callers, as when the server's machine is off."""
        self._refusing = True
        self._break_off()

    def lose_answers(self) -> None:
        """What the client says arrives; what the server answers does not, and nobody is told."""
        self._losing = (_BACK,)

    def lose_all(self) -> None:
        """The cable is out: nothing arrives, nothing is refused."""
        self._losing = (_DOWN_THE_LINE, _BACK)

    def slow(self, seconds: float) -> None:
        """Everything the client says takes so long."""
        self._delay = seconds

    def lose_some(self, share: float, stall: float) -> None:
        """Of a share of what is sent the first try is lost, and the second comes `stall` seconds later."""
        self._share, self._stall = share, stall

    def close(self) -> None:
        """For good."""
        self._over.set()
        _hang_up(self._ear)
        self._break_off()

    def _break_off(self) -> None:
        with self._lock:
            for end in self._ends:
                _hang_up(end)
            self._ends.clear()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                near, _ = self._ear.accept()
            except OSError:
                return
            far = None if self._refusing else self._far_end()
            if far is None:
                _hang_up(near)
                continue
            with self._lock:
                if self._refusing:
                    _hang_up(near)
                    _hang_up(far)
                    continue
                self._ends |= {near, far}
            for source, sink, way in ((near, far, _DOWN_THE_LINE), (far, near, _BACK)):
                threading.Thread(target=self._carry, args=(source, sink, way), daemon=True).start()

    def _far_end(self) -> socket.socket | None:
        try:
            return socket.create_connection(("127.0.0.1", self._goal))
        except OSError:
            return None  # the server is not there

    def _carry(self, source: socket.socket, sink: socket.socket, way: str) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                if way == _DOWN_THE_LINE and self._delay:
                    self._over.wait(self._delay)
                if self._share and self._random.random() < self._share:
                    self._over.wait(self._stall)
                if way not in self._losing:
                    sink.sendall(data)
        with self._lock:
            self._ends -= {source, sink}
        _hang_up(source)
        _hang_up(sink)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
