"""A printer on the network: raw bytes over TCP."""

import math
import socket
import time

from printer.ports.port import CHUNK, Disconnected, NotConnected, WriteFailed

_GONE_AFTER = (
    ("TCP_KEEPIDLE", 20),
    ("TCP_KEEPINTVL", 5),
    ("TCP_KEEPCNT", 3),
    ("TCP_USER_TIMEOUT", 30_000),
)
"""Seconds, tries and milliseconds after which a printer whose cable was pulled counts as gone."""


class SocketPort:
    """An open TCP line."""

    answers = True
    bytes_per_s = math.inf

    def __init__(self, host: str, number: int, connect_s: float) -> None:
        """Raises NotConnected."""
        try:
            self._socket = socket.create_connection((host, number), connect_s)
        except OSError as error:
            raise NotConnected(f"{host}:{number}: {error}") from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _GONE_AFTER:
            if (option := getattr(socket, name, None)) is not None:
                self._socket.setsockopt(socket.IPPROTO_TCP, option, value)

    def write(self, data: bytes, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        rest = memoryview(data)
        while rest:
            sent = len(data) - len(rest)
            left = deadline - time.monotonic()
            if left <= 0:
                raise WriteFailed(sent, "the printer takes no more")
            self._socket.settimeout(left)
            try:
                rest = rest[self._socket.send(rest[:CHUNK]) :]
            except OSError as error:
                raise WriteFailed(sent, str(error)) from error

    def read(self, seconds: float) -> bytes:
        # Zero would mean "do not block" and turn a mere lack of bytes into another exception type.
        self._socket.settimeout(max(seconds, 0.001))
        try:
            data = self._socket.recv(CHUNK)
        except TimeoutError:
            return b""
        except OSError as error:
            raise Disconnected(str(error)) from error
        if not data:
            raise Disconnected("closed by the printer")
        return data

    def close(self) -> None:
        self._socket.close()
