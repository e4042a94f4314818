"""Panels on a pseudo-terminal, which programs open like a serial line."""

import os
import select
import tty
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread

from display.simulators.line import VirtualLine
from display.simulators.pace import Pace

_NONE = -1
_UNPLUGGED = select.POLLHUP | select.POLLERR | select.POLLNVAL


class SerialCable:
    """Keeps `path` a link to a line's pseudo-terminal, from `start` to `close` or in a `with`."""

    def __init__(self, line: VirtualLine, path: Path, pace: Pace) -> None:
        """Plugged in at once. Raises OSError when `path` cannot be made."""
        self._line = line
        self._path = path
        self._pace = pace
        self._closing = Event()
        self._lock = Lock()
        self._wake_in, self._wake_out = os.pipe()
        self._master = self._slave = _NONE
        self._plug_in()
        self._thread = Thread(target=self._run, name="serial line")

    @property
    def url(self) -> str:
        """What pyserial opens."""
        return str(self._path)

    @property
    def is_plugged(self) -> bool:
        """Whether the path is there."""
        return self._master != _NONE

    def start(self) -> None:
        """Begin to carry bytes."""
        self._thread.start()

    def close(self) -> None:
        """Pull the cable and wait for the thread."""
        self._closing.set()
        self.unplug()
        if self._thread.ident is not None:  # it was started
            self._thread.join()
        for descriptor in (self._wake_in, self._wake_out):
            os.close(descriptor)

    def unplug(self) -> None:
        """Pull the cable: programs see the line end, and its path is gone."""
        with self._lock:
            self._path.unlink(missing_ok=True)
            self._pull()
        os.write(self._wake_out, b"x")

    def plug_in(self) -> None:
        """Put the cable back: the path is there again and leads to a new terminal."""
        with self._lock:
            self._pull()
            self._plug_in()
        os.write(self._wake_out, b"x")

    def __enter__(self) -> "SerialCable":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _pull(self) -> None:
        if self._master != _NONE:
            os.close(self._master)
            os.close(self._slave)
            self._master = self._slave = _NONE

    def _plug_in(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        new = self._path.with_name(f"{self._path.name}.new")
        new.unlink(missing_ok=True)
        new.symlink_to(os.ttyname(self._slave))
        new.replace(self._path)

    def _run(self) -> None:
        self._line.connect(self._send)
        expecting = False
        while not self._closing.is_set():
            data = self._received(self._pace.silence_s if expecting else None)
            if data:
                self._pace.carry(len(data), self._closing)
                self._line.receive(data)
            elif expecting:
                self._line.silence()
            expecting = bool(data)
        self._line.disconnect()

    def _received(self, seconds: float | None) -> bytes:
        line = self._master
        poll = select.poll()
        if line != _NONE:
            poll.register(line, select.POLLIN)
        poll.register(self._wake_in, select.POLLIN)
        ready = dict(poll.poll(None if seconds is None else 1000 * seconds))
        if self._wake_in in ready:
            os.read(self._wake_in, 1)
            return b""
        if ready.get(line, 0) & _UNPLUGGED:
            return b""
        with self._lock, suppress(BlockingIOError):
            return os.read(line, self._pace.chunk) if line == self._master != _NONE else b""
        return b""

    def _send(self, reply: bytes) -> None:
        # A program that does not read fills the line, and one that is gone has none: lost then.
        with self._lock, suppress(OSError):
            if self._master != _NONE:
                os.write(self._master, reply)
