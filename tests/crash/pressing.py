"""Clients that press until they are answered: the same key, however often the server dies."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Any

PAUSE_S = 0.02
"""Between two tries of an unanswered press, and between two looks at an empty line."""
TRIES = 2000
SEAT = "tab-00001"


@dataclass(frozen=True)
class Answered:
    """A press and its first answer, as the client kept them."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    status: int
    answer: dict[str, Any]


class Caller:
    """One keep-alive connection with its headers. Not shared between threads."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._port = port
        self._headers = dict(headers)
        self._connection = self._connect()
        self.retried = 0

    def _connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self._port, timeout=15)

    def press(self, path: str, words: Mapping[str, Any], key: str) -> Answered:
        """POST until there is an answer that is not 503. Raises AssertionError when there never is."""
        body = json.dumps(words).encode()
        headers = {**self._headers, "Content-Type": "application/json", "Idempotency-Key": key}
        again = threading.Event()
        for _ in range(TRIES):
            answer = self._try(path, body, headers)
            if answer is not None and answer.status != 503:
                return answer
            self.retried += 1
            again.wait(PAUSE_S)
        raise AssertionError(f"no answer to {path}")

    def press_again(self, first: Answered) -> Answered | None:
        """Exactly the same request once more."""
        return self._try(first.path, first.body, first.headers)

    def _try(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answered | None:
        try:
            self._connection.request("POST", path, body, dict(headers))
            response = self._connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, HTTPException, ValueError):
            # Refused, reset or cut off in the middle: unanswered all the same.
            self._connection.close()
            self._connection = self._connect()
            return None
        return Answered("POST", path, headers, body, response.status, answer)

    def close(self) -> None:
        self._connection.close()


class Pressing:
    """What all clients share: when to stop, how much was acknowledged, and everything acknowledged."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.acknowledged: list[Answered] = []
        self._news = threading.Condition()

    def note(self, answered: Answered) -> None:
        with self._news:
            self.acknowledged.append(answered)
            self._news.notify_all()

    def wait_for(self, more: int, deadline_s: float) -> None:
        """Until so many more acts have been acknowledged. Raises AssertionError at the deadline."""
        with self._news:
            goal = len(self.acknowledged) + more
            done = self._news.wait_for(lambda: len(self.acknowledged) >= goal, deadline_s)
        assert done, f"fewer than {more} acts in {deadline_s} s"


def visitor(pressing: Pressing, caller: Caller, name: str, items: list[str]) -> None:
    """Take numbers, one after another, until it is over."""
    random = Random(name)
    count = 0
    while not pressing.over.is_set():
        count += 1
        answered = caller.press(
            "/api/v1/tickets", {"items": [random.choice(items)]}, f"{name}-{count}"
        )
        assert answered.status == 201, answered.answer
        pressing.note(answered)
    caller.close()


def clerk(pressing: Pressing, caller: Caller, window: str) -> None:
    """Call, serve and finish, one after another, until it is over."""
    count = 0

    def press(act: str, words: Mapping[str, Any]) -> Answered:
        nonlocal count
        count += 1
        answered = caller.press(
            f"/api/v1/windows/{window}/{act}", words, f"window-{window}-{count}"
        )
        if answered.status == 200:
            pressing.note(answered)
        return answered

    while not pressing.over.is_set():
        called = press("call-next", {})
        if called.status == 409:
            assert called.answer["code"] == "nobody_waiting", called.answer
            pressing.over.wait(PAUSE_S)
            continue
        for act, words in (("start", {}), ("finish", {"outcome": "done"})):
            done = press(act, words)
            assert done.status == 200, done.answer
    caller.close()
