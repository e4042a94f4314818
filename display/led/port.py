"""The line to the panels, opened: a serial port, or one behind a network converter."""

import select
import socket
import termios
from typing import Protocol
from urllib.parse import urlsplit

import serial

SLICE_S = 0.05
"""A read waits no longer for its first byte."""
CONNECT_S = 2.0
WRITE_S = 1.0
"""Far longer than a frame takes; a line that takes no more bytes is no line any more."""
_CHUNK = 4096
_DRAINED = 16
"""So many reads take away what came unasked; a line that babbles without end has more."""

_GONE_AFTER = (
    ("TCP_KEEPIDLE", 1),
    ("TCP_KEEPINTVL", 1),
    ("TCP_KEEPCNT", 2),
    ("TCP_USER_TIMEOUT", 2000),
)
"""Seconds, tries and milliseconds after which a converter whose cable was pulled counts as gone."""


class PortLost(Exception):
    """The line could not be opened, or it broke; says why."""


class Port(Protocol):
    """An open line. One thread at a time; every method but `close` raises PortLost."""

    def write(self, data: bytes) -> None:
        """Hand all of `data` to the system, within WRITE_S."""

    def read(self) -> bytes:
        """What has come; b"" if nothing did within SLICE_S."""

    def drain(self) -> None:
        """Forget what has come. Raises PortLost when the line was pulled meanwhile."""

    def close(self) -> None:
        """Give the line back. Never raises."""


def open_port(url: str, baud: int) -> Port:
    """The line, for this program alone. Raises PortLost."""
    parts = urlsplit(url)
    if parts.scheme == "socket":
        return NetworkPort(parts.hostname or "", _port_of(url))
    return SerialPort(url, baud)


class SerialPort:
    """Whatever pyserial opens, 8N1."""

    def __init__(self, url: str, baud: int) -> None:
        """A path is held exclusively: two masters on one line garble each other."""
        try:
            self._port = serial.serial_for_url(
                url, baud, timeout=SLICE_S, write_timeout=WRITE_S, do_not_open=True
            )
            if "://" not in url:
                self._port.exclusive = True
            self._port.open()
        except (OSError, ValueError, termios.error) as error:
            raise PortLost(_why(error)) from error

    def write(self, data: bytes) -> None:
        try:
            self._port.write(data)
        except OSError as error:
            raise PortLost(_why(error)) from error

    def read(self) -> bytes:
        try:
            return bytes(self._port.read(max(1, self._port.in_waiting)))
        except OSError as error:
            raise PortLost(_why(error)) from error

    def drain(self) -> None:
        try:
            for _ in range(_DRAINED):
                if not (waiting := self._port.in_waiting):
                    break
                self._port.read(waiting)
        except OSError as error:
            raise PortLost(_why(error)) from error

    def close(self) -> None:
        try:
            # Closing would wait for bytes that a dead adapter will never take.
            self._port.reset_output_buffer()
            self._port.close()
        except (OSError, termios.error):
            return  # unplugged: there is nothing left to give back


class NetworkPort:
    """A converter that carries the bytes of one line over TCP as they are."""

    def __init__(self, host: str, number: int) -> None:
        try:
            self._socket = socket.create_connection((host, number), CONNECT_S)
        except OSError as error:
            raise PortLost(_why(error)) from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _GONE_AFTER:
            if (option := getattr(socket, name, None)) is not None:
                self._socket.setsockopt(socket.IPPROTO_TCP, option, value)
        self._socket.settimeout(WRITE_S)

    def write(self, data: bytes) -> None:
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise PortLost(_why(error)) from error

    def read(self) -> bytes:
        return self._received(SLICE_S)

    def drain(self) -> None:
        for _ in range(_DRAINED):
            if not self._received(0.0):
                break

    def close(self) -> None:
        self._socket.close()

    def _received(self, seconds: float) -> bytes:
        try:
            if not select.select([self._socket], [], [], seconds)[0]:
                return b""
            data = self._socket.recv(_CHUNK)
        except (OSError, ValueError) as error:
            raise PortLost(_why(error)) from error
        if not data:
            raise PortLost("the converter hung up")
        return data


def _port_of(url: str) -> int:
    try:
        number = urlsplit(url).port
    except ValueError as error:
        raise PortLost(f"{url}: {error}") from error
    if number is None:
        raise PortLost(f"{url}: the port's number is missing, as in socket://10.0.0.5:5005")
    return number


def _why(error: Exception) -> str:
    return str(error) or type(error).__name__
