"""Panels behind a network converter: a TCP port that carries one line's bytes."""

import socket
from contextlib import suppress
from threading import Event, Lock, Thread

from display.simulators.line import VirtualLine
from display.simulators.pace import Pace

_SMALL_BUFFER = 4096
"""A paced line takes little ahead, so that the sender feels the rate."""


class NetworkCable:
    """Listens for a line, from `start` to `close` or in a `with`; one caller at a time, as cheap
    converters have it."""

    def __init__(self, line: VirtualLine, host: str, port: int, pace: Pace) -> None:
        """Binds at once; port 0 takes a free one. Raises OSError when the port is taken."""
        self._line = line
        self._host = host
        self._pace = pace
        self._lock = Lock()
        self._caller: socket.socket | None = None
        self._unplugged = Event()
        self._thread: Thread | None = None
        self._ear: socket.socket | None = self._listening(port)
        self._port = int(self._ear.getsockname()[1])

    @property
    def url(self) -> str:
        """What pyserial opens."""
        return f"socket://{self._host}:{self._port}"

    @property
    def is_plugged(self) -> bool:
        """Whether the port is there."""
        return self._ear is not None

    def start(self) -> None:
        """Begin to take callers."""
        if self._ear is not None:
            self._unplugged = Event()
            arguments = (self._ear, self._unplugged)
            self._thread = Thread(target=self._listen, args=arguments, name="network line")
            self._thread.start()

    def close(self) -> None:
        """Hang up, stop listening, wait for the thread."""
        self.unplug()

    def unplug(self) -> None:
        """Pull the network cable: the caller's line ends, and new calls are refused."""
        with self._lock:
            self._unplugged.set()
            ear, self._ear = self._ear, None
            if self._caller is not None:
                _break(self._caller)
        if ear is not None:
            _break(ear)
            ear.close()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def plug_in(self) -> None:
        """Put it back, at the same address. Raises OSError when somebody took the port."""
        self.unplug()
        self._ear = self._listening(self._port)
        self.start()

    def __enter__(self) -> "NetworkCable":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _listening(self, port: int) -> socket.socket:
        ear = socket.create_server((self._host, port))
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
        return ear

    def _listen(self, ear: socket.socket, unplugged: Event) -> None:
        while True:
            try:
                caller, _ = ear.accept()
            except OSError:
                return
            with caller:
                with self._lock:
                    if unplugged.is_set():
                        return
                    self._caller = caller
                self._carry(caller, unplugged)
                with self._lock:
                    self._caller = None

    def _carry(self, caller: socket.socket, unplugged: Event) -> None:
        caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._line.connect(lambda reply: _send(caller, reply))
        expecting = False
        while True:
            caller.settimeout(self._pace.silence_s if expecting else None)
            try:
                data = caller.recv(self._pace.chunk)
            except TimeoutError:
                self._line.silence()
                expecting = False
                continue
            except OSError:
                break  # reset by the caller: as gone as hung up
            if not data:
                break
            self._pace.carry(len(data), unplugged)
            self._line.receive(data)
            expecting = True
        self._line.disconnect()


def _send(caller: socket.socket, reply: bytes) -> None:
    with suppress(OSError):  # nobody listens any more; the reading side sees that too
        caller.sendall(reply)


def _break(end: socket.socket) -> None:
    with suppress(OSError):  # already broken
        end.shutdown(socket.SHUT_RDWR)
