"""Clients that cost little: one thread, raw keep-alive sockets, requests made beforehand.

A process of its own: `python -m tests.bench.load` reads one order as JSON from stdin and prints one
report. Order: `port`, `seconds` (0: each client does its presses once) and `clients`, each a list
of presses `{name, head, body}`. `KEY` in a head is replaced by a new idempotency key each time.
Report: `seconds` it took, `latencies` in seconds by press name, `refused` answers by status.
"""

import json
import selectors
import socket
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import count, cycle
from typing import Any

READ = 1 << 16
KEY = b"@key@"
STARTED = time.monotonic_ns()


class Client:
    """One keep-alive connection, doing one press after another."""

    def __init__(self, port: int, place: int, presses: list[dict[str, str]], forever: bool) -> None:
        made = [(each["name"], each["head"].encode(), each["body"].encode()) for each in presses]
        self._presses: Iterator[tuple[str, bytes, bytes]] = cycle(made) if forever else iter(made)
        self._prefix = f"{STARTED}-{place}-".encode()
        self._numbers = count()
        self._received = b""
        self._sent = 0.0
        self.name = ""
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def press(self) -> bool:
        """Send the next request; False when there is none."""
        following = next(self._presses, None)
        if following is None:
            return False
        self.name, head, body = following
        key = self._prefix + str(next(self._numbers)).encode()
        self._received = b""
        self._sent = time.perf_counter()
        self.socket.sendall(head.replace(KEY, key) + body)
        return True

    def hear(self) -> tuple[int, float] | None:
        """Status and latency once the answer is whole."""
        more = self.socket.recv(READ)
        if not more:
            raise ConnectionError("the server hung up")
        self._received += more
        head, gap, body = self._received.partition(b"\r\n\r\n")
        if not gap or len(body) < _length(head):
            return None
        return int(head[9:12]), time.perf_counter() - self._sent


def _length(head: bytes) -> int:
    lowered = head.lower()
    at = lowered.index(b"content-length:") + 15
    end = lowered.find(b"\r\n", at)
    return int(lowered[at : end if end > 0 else len(lowered)])


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Carry out an order; see above."""
    seconds = order["seconds"]
    selector = selectors.DefaultSelector()
    clients = [
        Client(order["port"], place, presses, forever=seconds > 0)
        for place, presses in enumerate(order["clients"])
    ]
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
    latencies: dict[str, list[float]] = defaultdict(list)
    refused: dict[int, int] = defaultdict(int)
    begun = time.perf_counter()
    under_way = sum(client.press() for client in clients)
    while under_way:
        for key, _ in selector.select():
            client = key.data
            heard = client.hear()
            if heard is None:
                continue
            status, latency = heard
            latencies[client.name].append(latency)
            if status >= 400:
                refused[status] += 1
            late = seconds and time.perf_counter() - begun >= seconds
            if late or not client.press():
                under_way -= 1
    return {
        "seconds": time.perf_counter() - begun,
        "latencies": latencies,
        "refused": refused,
    }


if __name__ == "__main__":
    print(json.dumps(run(json.load(sys.stdin))))  # noqa: T201  its output
