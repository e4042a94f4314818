"""A file that keeps the bytes, for looking at them or for a spooler that reads it."""

import math
from pathlib import Path

from printer.ports.port import NotConnected, WriteFailed


class FilePort:
    """A file opened for appending."""

    answers = False
    bytes_per_s = math.inf

    def __init__(self, path: Path) -> None:
        """Raises NotConnected."""
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise NotConnected(f"{path}: {error}") from error

    def write(self, data: bytes, seconds: float) -> None:  # noqa: ARG002 - a disk does not stall
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
