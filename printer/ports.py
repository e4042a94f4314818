"""The line to a printer, opened by URL. Every connect, read and write has an end.

`socket://host:port` is a network printer (port 9100 if none is named) or the simulator;
`file:/path` appends the bytes to a file, which never answers.
"""

import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

RAW_PRINTING_PORT = 9100
_CHUNK = 4096


class PortError(Exception):
    """The line to a printer failed."""


class BadPortUrl(PortError, ValueError):
    """No such kind of port, or its URL lacks something."""


class NotConnected(PortError):
    """The printer could not be reached; nothing was sent."""


class Disconnected(PortError):
    """The other side closed the line, or it broke."""


class WriteFailed(PortError):
    """The line broke or stalled while sending; `sent` bytes had left before."""

    def __init__(self, sent: int, cause: str) -> None:
        super().__init__(f"after {sent} bytes: {cause}")
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Patience:
    """Longest waits in seconds. `write_s` is for the whole write, not for each byte."""

    connect_s: float = 3.0
    write_s: float = 10.0


class Port(Protocol):
    """An open line. One thread at a time; the caller holds the lock."""

    @property
    def answers(self) -> bool:
        """Whether anything can ever come back on this line."""

    def write(self, data: bytes) -> None:
        """Send all of `data`. Raises WriteFailed, which knows how much had gone."""

    def read(self, seconds: float) -> bytes:
        """What has arrived, waiting at most `seconds`; b"" if nothing did. Raises Disconnected."""

    def close(self) -> None:
        """Give the line back. Never raises."""


def open_port(url: str, patience: Patience = Patience()) -> Port:
    """The port behind `url`. Raises BadPortUrl or NotConnected."""
    parts = urlsplit(url)
    try:
        number = parts.port or RAW_PRINTING_PORT
    except ValueError as error:
        raise BadPortUrl(f"{url}: {error}") from error
    if parts.scheme == "socket" and parts.hostname:
        return SocketPort(parts.hostname, number, patience)
    if parts.scheme == "file" and parts.path:
        return FilePort(Path(parts.path))
    raise BadPortUrl(f"{url}: expected socket://host:port or file:/path")


class SocketPort:
    """A printer on the network."""

    answers = True

    def __init__(self, host: str, number: int, patience: Patience) -> None:
        self._patience = patience
        try:
            self._socket = socket.create_connection((host, number), patience.connect_s)
        except OSError as error:
            raise NotConnected(f"{host}:{number}: {error}") from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes) -> None:
        deadline = time.monotonic() + self._patience.write_s
        rest = memoryview(data)
        while rest:
            sent = len(data) - len(rest)
            seconds = deadline - time.monotonic()
            if seconds <= 0:
                raise WriteFailed(sent, "the printer takes no more")
            self._socket.settimeout(seconds)
            try:
                rest = rest[self._socket.send(rest[:_CHUNK]) :]
            except OSError as error:
                raise WriteFailed(sent, str(error)) from error

    def read(self, seconds: float) -> bytes:
        # Zero would mean "do not block" and turn a mere lack of bytes into another exception type.
        self._socket.settimeout(max(seconds, 0.001))
        try:
            data = self._socket.recv(_CHUNK)
        except TimeoutError:
            return b""
        except OSError as error:
            raise Disconnected(str(error)) from error
        if not data:
            raise Disconnected("closed by the printer")
        return data

    def close(self) -> None:
        self._socket.close()


class FilePort:
    """A file that keeps the bytes, for looking at them or for a write-only device node."""

    answers = False

    def __init__(self, path: Path) -> None:
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise NotConnected(f"{path}: {error}") from error

    def write(self, data: bytes) -> None:
        sent = 0
        while sent < len(data):
            try:
                sent += self._file.write(data[sent:]) or 0
            except OSError as error:
                raise WriteFailed(sent, str(error)) from error

    def read(self, seconds: float) -> bytes:  # noqa: ARG002 - a file never has anything to say
        return b""

    def close(self) -> None:
        self._file.close()
