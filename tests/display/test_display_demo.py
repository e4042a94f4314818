"""hall-display demo, the whole program: a call is on the board, over its window and in the air, and all agree."""

import json
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests
from running_hall import until
from warm_process import WarmProcess

from display.cli import main

pytestmark = pytest.mark.slow
PORTS = 4


def free_ports() -> int:
    """The first of four free ports in a row."""
    for first in range(18_110, 19_000, PORTS):
        with ExitStack() as held:
            try:
                for port in range(first, first + PORTS):
                    held.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
    raise AssertionError("no four free ports in a row")


class Demo:
    def __init__(self, data: Path) -> None:
        self.first = free_ports()
        self.data = data
        arguments = ["demo", "--data", str(data), "--port", str(self.first), "--speed", "12"]
        self.process = WarmProcess(main, arguments)

    def get(self, path: str, port: int = 0) -> Any:
        answer = requests.get(f"http://127.0.0.1:{self.first + port}{path}", timeout=5)
        answer.raise_for_status()
        return answer.json()

    def picture(self) -> Any:
        """What a board is told."""
        address = f"http://127.0.0.1:{self.first + 1}/stream?screen=hall"
        with requests.get(address, stream=True, timeout=5) as stream:
            lines = stream.iter_lines()
            next(line for line in lines if line == b"event: picture")
            return json.loads(next(lines).removeprefix(b"data: "))

    def order(self, subject: str, wish: bool) -> None:
        address = f"http://127.0.0.1:{self.first}/orders/{subject}"
        requests.put(address, json={"wish": wish}, timeout=10).raise_for_status()

    def answers(self) -> bool:
        try:
            return bool(self.get("/stage")["parts"])
        except requests.RequestException:
            return False

    def heard(self) -> list[Any]:
        kept = self.data / "heard" / "heard.jsonl"
        return [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []

    def shown_over(self, window: str) -> list[str]:
        """All that the strips over a window have shown."""
        panels = self.get("/layout", 2)["panels"]
        keys = [key for key, fixed in panels.items() if fixed["window"] == window]
        stories = [self.get(f"/panels/{key}", 2) for key in keys]
        return [shown["text"] for story in stories for shown in story["shown"]]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    running = Demo(tmp_path / "demo")
    until(running.answers, deadline_s=60)
    yield running
    running.process.signal(signal.SIGTERM)
    assert running.process.wait(20) == 0


def test_one_call_on_the_board_over_the_window_and_in_the_air(demo: Demo) -> None:
    calls: dict[tuple[str, str], Any] = {}

    def heard_and_seen() -> bool:
        state = demo.picture()["state"]
        for call in state["calls"] if state is not None else ():
            calls[call["number"], call["window"]] = call
        return bool(demo.heard())

    until(heard_and_seen, deadline_s=60)
    sound = demo.heard()[0]
    number, window = sound["title"].split(" → ")
    assert (number, window) in calls, "what was said is on the board"
    assert calls[number, window]["zone"] in ("C", "D"), "this loudspeaker's zones"
    assert sound["seconds"] > 4
    assert any(number[1:] in text for text in demo.shown_over(window)), "it lit over its window"

    demo.order("line", False)
    until(lambda: demo.picture()["lost_since"] is not None)
    # No strip shows what nobody knows any more.
    until(lambda: number[1:] not in demo.shown_over(window)[0])
    demo.order("line", True)
    until(lambda: demo.picture()["lost_since"] is None)
    demo.order("leaving", True)
    until(lambda: demo.picture()["state"]["evacuation"] is not None)
    demo.order("leaving", False)
    demo.order("display", False)
    assert not demo.answers()
    demo.order("display", True)
    until(lambda: demo.answers() and demo.picture()["lost_since"] is None, deadline_s=20)
