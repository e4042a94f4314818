"""A USB printer through the kernel's printer driver (usblp), which gives it a node to read too."""

import math
import os
from contextlib import suppress
from pathlib import Path

from printer.ports.descriptor import read_some, write_all
from printer.ports.port import NotConnected


class NodePort:
    """An open printer node. Non-blocking: out of paper, usblp would hold a write for ever."""

    answers = True
    bytes_per_s = math.inf

    def __init__(self, path: Path) -> None:
        """Raises NotConnected; usblp itself lets one program open the node at a time."""
        try:
            self._node = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            raise NotConnected(str(error)) from error

    def write(self, data: bytes, seconds: float) -> None:
        write_all(self._node, data, seconds)

    def read(self, seconds: float) -> bytes:
        return read_some(self._node, seconds)

    def close(self) -> None:
        with suppress(OSError):  # unplugged
            os.close(self._node)
