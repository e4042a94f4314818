"""Many screens in one thread: raw Socket.IO over raw websockets, noting when each state came.

A process of its own: `python -m tests.bench.boards PORT` reads from its first line on stdin a JSON
list of screens `{auth, cookie}`, lobby boards by their token or staff pages by their session, and
prints `connected` when every one has its first state. Then each line on stdin holding a list of
journal versions is answered by a JSON list: for each, the moment (steady clock) when the last
screen had that state or a newer one, or null. An empty line ends it.
"""

import base64
import json
import os
import re
import selectors
import socket
import struct
import sys
import time
from typing import Any

VERSION = re.compile(rb'^42\["state",\{"version":(\d+)')
ANSWER_WITHIN_S = 5.0


class Board:
    """One connection."""

    def __init__(self, port: int, auth: dict[str, str], cookie: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._auth = json.dumps(auth)
        self._received = b""
        self._upgraded = False
        self.seen: list[tuple[int, float]] = []
        """Version and moment of every state."""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\nCookie: {cookie}\r\n\r\n".encode()
        )

    def hear(self) -> None:
        """Take in what has come."""
        more = self.socket.recv(1 << 18)
        if not more:
            raise ConnectionError("the server hung up")
        now = time.monotonic()
        self._received += more
        if not self._upgraded:
            head, gap, rest = self._received.partition(b"\r\n\r\n")
            if not gap:
                return
            if b" 101 " not in head:
                raise ConnectionError(head.decode())
            self._upgraded, self._received = True, rest
        while (frame := self._frame()) is not None:
            self._take(frame, now)

    def _frame(self) -> bytes | None:
        """The next whole message; the server sends none in pieces."""
        received = self._received
        if len(received) < 2:
            return None
        length, at = received[1] & 127, 2
        if length == 126 and len(received) >= 4:
            length, at = struct.unpack(">H", received[2:4])[0], 4
        elif length == 127 and len(received) >= 10:
            length, at = struct.unpack(">Q", received[2:10])[0], 10
        elif length > 125:
            return None
        if len(received) < at + length:
            return None
        self._received = received[at + length :]
        return received[at : at + length]

    def _take(self, message: bytes, now: float) -> None:
        if message.startswith(b"0"):
            self._send(b"40" + self._auth.encode())
        elif message == b"2":
            self._send(b"3")
        elif message.startswith(b"44"):
            raise ConnectionError(message.decode())
        elif found := VERSION.match(message):
            self.seen.append((int(found[1]), now))

    def _send(self, message: bytes) -> None:
        # A mask of zeros is a mask; all that is said here is short.
        assert len(message) < 126
        self.socket.sendall(bytes((0x81, 0x80 | len(message), 0, 0, 0, 0)) + message)


class Hall:
    """All boards and the driver's questions, in one loop."""

    def __init__(self, port: int, screens: list[dict[str, Any]]) -> None:
        self._selector = selectors.DefaultSelector()
        self.boards: list[Board] = []
        for screen in screens:
            board = Board(port, screen["auth"], screen["cookie"])
            self.boards.append(board)
            self._selector.register(board.socket, selectors.EVENT_READ, board)
            while not board.seen:
                self._hear(ANSWER_WITHIN_S)

    def _hear(self, timeout: float) -> bool:
        """Take in what has come; True when the driver asks something."""
        asked = False
        for key, _ in self._selector.select(timeout):
            if key.data is None:
                asked = True
            else:
                key.data.hear()
        return asked

    def serve(self) -> None:
        """Answer the driver until it has no more questions."""
        self._selector.register(sys.stdin, selectors.EVENT_READ, None)
        while True:
            if not self._hear(1.0):
                continue
            question = sys.stdin.readline().strip()
            if not question:
                return
            self._selector.unregister(sys.stdin)
            answer = [self._last(version) for version in json.loads(question)]
            self._selector.register(sys.stdin, selectors.EVENT_READ, None)
            print(json.dumps(answer), flush=True)  # noqa: T201  its output

    def _last(self, version: int) -> Any:
        deadline = time.monotonic() + ANSWER_WITHIN_S
        while time.monotonic() < deadline:
            moments = [_first(board.seen, version) for board in self.boards]
            if None not in moments:
                return max(moment for moment in moments if moment is not None)
            self._hear(0.05)
        return None


def _first(seen: list[tuple[int, float]], version: int) -> float | None:
    return next((moment for had, moment in seen if had >= version), None)


if __name__ == "__main__":
    hall = Hall(int(sys.argv[1]), json.loads(sys.stdin.readline()))
    print("connected", flush=True)  # noqa: T201  its output
    hall.serve()
