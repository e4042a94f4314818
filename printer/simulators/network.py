"""The virtual printer on a TCP port, one line at a time as real network printers have it."""

import socket
from contextlib import suppress
from socketserver import BaseRequestHandler, TCPServer
from threading import Lock, Thread

from printer.simulators.machine import VirtualPrinter

_CHUNK = 4096
_STOP_POLL_S = 0.1


class NetworkPrinter:
    """Listens for a machine, in a thread of its own between `start` and `close`, or in a `with`."""

    def __init__(self, machine: VirtualPrinter, host: str = "127.0.0.1", port: int = 0) -> None:
        """Binds at once; port 0 takes a free one. Raises OSError when the port is taken."""
        self._machine = machine
        self._lock = Lock()
        self._line: socket.socket | None = None
        self._closing = False
        self._server = _Server((host, port), self)
        self._thread = Thread(target=self._server.serve_forever, args=(_STOP_POLL_S,), name="line")

    @property
    def url(self) -> str:
        """The port URL under which programs reach this printer."""
        host, port = self._server.server_address[:2]
        return f"socket://{host!s}:{port}"

    def start(self) -> None:
        """Begin to accept lines."""
        self._thread.start()

    def close(self) -> None:
        """Hang up, stop listening, wait for the thread."""
        with self._lock:
            self._closing = True
        self.hang_up()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def hang_up(self) -> None:
        """Break the present line, if any."""
        with self._lock:
            if self._line is not None:
                _break(self._line)

    def __enter__(self) -> "NetworkPrinter":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def carry(self, line: socket.socket) -> None:
        """Bytes from `line` to the machine and back until one of them goes."""
        with self._lock:
            if self._closing:
                return
            self._line = line
        self._machine.connect(lambda reply: _send(line, reply), lambda: _break(line))
        try:
            while data := _received(line):
                self._machine.receive(data)
        finally:
            self._machine.disconnect()
            with self._lock:
                self._line = None


class _Handler(BaseRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self.server.owner.carry(self.request)


class _Server(TCPServer):
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], owner: NetworkPrinter) -> None:
        super().__init__(address, _Handler)
        self.owner = owner


def _received(line: socket.socket) -> bytes:
    try:
        return line.recv(_CHUNK)
    except OSError:
        return b""  # reset by the other side: as gone as closed


def _send(line: socket.socket, reply: bytes) -> None:
    with suppress(OSError):  # nobody listens any more; the reading side sees that too
        line.sendall(reply)


def _break(line: socket.socket) -> None:
    with suppress(OSError):  # already broken
        line.shutdown(socket.SHUT_RDWR)
