"""The virtual printer on a TCP port, one line at a time as real network printers have it."""

import socket
from contextlib import suppress
from enum import StrEnum
from socketserver import BaseRequestHandler, TCPServer, ThreadingMixIn
from threading import Condition, Event, Thread

from printer.simulators.line_end import LineEnd
from printer.simulators.line_rate import LineRate

_STOP_POLL_S = 0.1
_SMALL_BUFFER = 4096
"""A paced line takes no more than this ahead, so that the sender feels the rate."""


class Others(StrEnum):
    """What happens to a second caller while the line is taken."""

    QUEUED = "queued"
    """Accepted and left waiting; its bytes are printed when its turn comes."""
    REFUSED = "refused"
    """Accepted and hung up on."""


class NetworkPrinter:
    """Listens for a machine, in a thread of its own between `start` and `close`, or in a `with`."""

    def __init__(
        self,
        machine: LineEnd,
        host: str = "127.0.0.1",
        port: int = 0,
        rate: LineRate | None = None,
        others: Others = Others.QUEUED,
    ) -> None:
        """Binds at once; port 0 takes a free one. Raises OSError when the port is taken."""
        self._machine = machine
        self._rate = rate or LineRate()
        self._others = others
        self._changed = Condition()
        self._line: socket.socket | None = None
        self._closing = Event()
        self._server = _Server((host, port), self)
        if rate is not None:
            self._server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
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
        """Hang up, stop listening, wait for the threads."""
        with self._changed:
            self._closing.set()
            self._changed.notify_all()
        self.hang_up()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def hang_up(self) -> None:
        """Break the present line, if any."""
        with self._changed:
            if self._line is not None:
                _break(self._line)

    def __enter__(self) -> "NetworkPrinter":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def carry(self, line: socket.socket) -> None:
        """Bytes from `line` to the machine and back until one of them goes."""
        if not self._its_turn(line):
            return
        self._machine.connect(lambda reply: _send(line, reply), lambda: _break(line))
        try:
            while data := _received(line, self._rate.chunk):
                self._rate.carry(len(data), self._closing)
                self._machine.receive(data)
        finally:
            self._machine.disconnect()
            with self._changed:
                self._line = None
                self._changed.notify_all()

    def _its_turn(self, line: socket.socket) -> bool:
        with self._changed:
            if self._line is not None and self._others is Others.REFUSED:
                return False
            self._changed.wait_for(lambda: self._line is None or self._closing.is_set())
            if self._closing.is_set():
                return False
            self._line = line
            return True


class _Handler(BaseRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self.server.owner.carry(self.request)


class _Server(ThreadingMixIn, TCPServer):
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], owner: NetworkPrinter) -> None:
        super().__init__(address, _Handler)
        self.owner = owner


def _received(line: socket.socket, count: int) -> bytes:
    try:
        return line.recv(count)
    except OSError:
        return b""  # reset by the other side: as gone as closed


def _send(line: socket.socket, reply: bytes) -> None:
    with suppress(OSError):  # nobody listens any more; the reading side sees that too
        line.sendall(reply)


def _break(line: socket.socket) -> None:
    with suppress(OSError):  # already broken
        line.shutdown(socket.SHUT_RDWR)
