"""`hall-kiosk demo`: one machine against simulated devices; each order of its panel does what it says."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from open_hall import PATIENCE_S, answers, free_ports, until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("e2e")]


class _Trial:
    """The demo in a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.first = free_ports()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "demo", "--data", str(data),
             "--port", str(self.first), "--speed", "0"],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )  # fmt: skip

    def url(self, place: int, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.first + place}{path}"

    def order(self, subject: str, wish: object) -> requests.Response:
        return requests.put(
            self.url(0, f"/orders/{subject}"), json={"wish": wish}, timeout=PATIENCE_S
        )

    def now(self) -> dict[str, Any]:
        told: dict[str, Any] = requests.get(self.url(1, "/api/now"), timeout=PATIENCE_S).json()
        return told

    def take(self, press: str) -> dict[str, Any]:
        answer = requests.post(
            self.url(1, "/api/tickets"),
            json={"items": ["SJ-001"]},
            headers={"Idempotency-Key": press},
            timeout=PATIENCE_S,
        )
        told: dict[str, Any] = answer.json()
        return told

    def sheets(self) -> list[Any]:
        told: list[Any] = requests.get(self.url(2, "/state"), timeout=PATIENCE_S).json()["sheets"]
        return told


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[_Trial]:
    started = _Trial(tmp_path / "data")
    try:
        until("the panel answers", lambda: answers(started.url(0)))
        until("the hall is reached", lambda: started.now()["link"] == "reached")
        yield started
    finally:
        started.process.send_signal(signal.SIGINT)
        said, _ = started.process.communicate(timeout=PATIENCE_S)
    assert started.process.returncode == 0, said
    assert "The machine:" in said
    for place in range(5):
        assert not answers(started.url(place)), f"something still listens beside {started.first}"


def test_the_machine_meets_its_troubles_and_gets_over_them(trial: _Trial) -> None:
    number = trial.take("first-press")["ticket"]["number"]
    until("it is on paper", lambda: len(trial.sheets()) == 1)
    assert number.startswith("A")

    trial.order("card", "elder")
    until("the card is read", lambda: trial.now()["reader"]["state"] == "card")
    assert trial.now()["reader"]["person"]["name"].endswith("*")
    own = {"Idempotency-Key": "of-the-farewell"}
    assert requests.post(trial.url(1, "/api/farewell"), headers=own, timeout=PATIENCE_S).ok
    trial.order("plugged", False)
    until("the reader is away", lambda: trial.now()["reader"]["state"] == "away")
    trial.order("card", None)
    trial.order("plugged", True)
    until("the reader is back", lambda: trial.now()["reader"]["state"] == "ready")

    for subject, off, on in (("server", False, True), ("cable", "cut", "whole")):
        trial.order(subject, off)
        until("the hall is away", lambda: trial.now()["link"] == "unreachable")
        trial.order(subject, on)
        until("the hall is back", lambda: trial.now()["link"] == "reached")

    trial.order("machine", False)
    until("the machine is off", lambda: not answers(trial.url(1, "/api/page")))
    trial.order("machine", True)
    until("the machine is on", lambda: answers(trial.url(1, "/api/page")))
    until("the hall is reached again", lambda: trial.now()["link"] == "reached")
    assert trial.take("first-press")["ticket"]["number"] == number, (
        "the same press, the same number"
    )

    for subject, wish in (("cable", "knotted"), ("server", "yes"), ("card", "mine"),
                          ("roof", True), ("card", ["elder"])):  # fmt: skip
        assert trial.order(subject, wish).status_code == 422, (subject, wish)
