"""The virtual printer on a pseudo-terminal, which programs open like a serial line."""

import os
import select
import tty
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread

from printer.simulators.line_end import LineEnd
from printer.simulators.line_rate import LineRate

_NONE = -1
_UNPLUGGED = select.POLLHUP | select.POLLERR | select.POLLNVAL


class SerialPrinter:
    """Keeps `path` a link to a machine's serial line, from `start` to `close` or in a `with`.

    A line that breaks is at once there again, as when a cable is pulled and put back.
    """

    def __init__(self, machine: LineEnd, path: Path, baud: int = 115200) -> None:
        """Raises OSError when `path` cannot be made."""
        self._machine = machine
        self._path = path
        self._baud = baud
        self._rate = LineRate(baud)
        self._closing = Event()
        self._lock = Lock()
        self._wake_in, self._wake_out = os.pipe()
        self._master = self._slave = _NONE
        self._plug_in()
        self._thread = Thread(target=self._run, name="serial line")

    @property
    def url(self) -> str:
        """The port URL under which programs reach this printer."""
        return f"{self._path}?baud={self._baud}"

    def start(self) -> None:
        """Begin to carry bytes."""
        self._thread.start()

    def close(self) -> None:
        """Pull the cable and wait for the thread."""
        self._closing.set()
        os.write(self._wake_out, b"x")
        self._thread.join()
        self._path.unlink(missing_ok=True)
        self._pull()
        for descriptor in (self._wake_in, self._wake_out):
            os.close(descriptor)

    def hang_up(self) -> None:
        """Pull the cable and put it back, so fast that the path is never missing."""
        self.plug_in()

    def unplug(self) -> None:
        """Pull the cable: programs see the line end, and its path is gone."""
        with self._lock:
            self._path.unlink(missing_ok=True)
            self._pull()
        os.write(self._wake_out, b"x")

    def plug_in(self) -> None:
        """Put the cable back; the thread goes on with the new line."""
        with self._lock:
            self._pull()
            self._plug_in()
        os.write(self._wake_out, b"x")

    def __enter__(self) -> "SerialPrinter":
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
        self._machine.connect(self._send, self.hang_up)
        while not self._closing.is_set():
            if data := self._received():
                self._rate.carry(len(data), self._closing)
                self._machine.receive(data)
        self._machine.disconnect()

    def _received(self) -> bytes:
        line = self._master
        poll = select.poll()
        if line != _NONE:
            poll.register(line, select.POLLIN)
        poll.register(self._wake_in, select.POLLIN)
        ready = dict(poll.poll())
        if self._wake_in in ready:
            os.read(self._wake_in, 1)
            return b""
        if ready.get(line, 0) & _UNPLUGGED:
            return b""
        with self._lock, suppress(BlockingIOError):
            return os.read(line, self._rate.chunk) if line == self._master else b""
        return b""

    def _send(self, reply: bytes) -> None:
        with suppress(
            OSError
        ):  # a program that does not read fills the line; replies are lost then
            os.write(self._master, reply)
