"""A printer on a serial line, opened and configured by pyserial."""

import termios
from contextlib import suppress
from pathlib import Path

import serial

from printer.ports.descriptor import read_some, write_all
from printer.ports.port import NotConnected

_BITS_PER_BYTE = 10
"""Start bit, eight data bits, stop bit."""
_LONGEST_WRITE_S = 10.0
"""pyserial's own limit. Writes here carry their own; this one guards what pyserial might write."""


class SerialPort:
    """An open serial line, 8N1, held exclusively so that no second program mixes into a sheet."""

    answers = True

    def __init__(self, path: Path, baud: int, flow: str) -> None:
        """`flow` is none, rtscts or xonxoff. Raises NotConnected."""
        try:
            self._line = serial.Serial(
                str(path),
                baud,
                timeout=0,
                write_timeout=_LONGEST_WRITE_S,
                rtscts=flow == "rtscts",
                xonxoff=flow == "xonxoff",
                exclusive=True,
            )
        except (OSError, ValueError, termios.error) as error:
            raise NotConnected(f"{path}: {error}") from error
        self.bytes_per_s = baud / _BITS_PER_BYTE

    def write(self, data: bytes, seconds: float) -> None:
        write_all(self._line.fileno(), data, seconds)

    def read(self, seconds: float) -> bytes:
        return read_some(self._line.fileno(), seconds)

    def close(self) -> None:
        with suppress(OSError, termios.error):  # unplugged: there is nothing left to give back
            # Closing waits up to half a minute for bytes that a stopped printer will not take.
            self._line.reset_output_buffer()
        with suppress(OSError):
            self._line.close()
