"""`hall-kiosk run` as it is installed: started, pressed, ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter
from simulated_hall import TOKEN, SimulatedHall
from urllib3.util import Retry

COMMAND = [sys.executable, "-c", "from kiosk.cli import main; main()", "run"]
PATIENCE_S = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def program(hall: SimulatedHall, port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    settings = {
        "HALL_KIOSK_SERVER_URL": hall.url,
        "HALL_KIOSK_TOKEN": TOKEN,
        "HALL_KIOSK_NAME": "1 号机",
        "HALL_KIOSK_PORT": str(port),
        "HALL_KIOSK_STATE_FOLDER": str(folder),
    }
    running = subprocess.Popen(COMMAND, env={**os.environ, **settings})
    try:
        yield running
    finally:
        running.kill()
        running.wait(PATIENCE_S)


def reached(port: int) -> requests.Response:
    """The first answer that says the hall is reached."""
    deadline = time.monotonic() + PATIENCE_S
    patient = Retry(total=100, connect=100, backoff_factor=0.05, backoff_max=0.2)
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=patient))
        while time.monotonic() < deadline:
            answer = session.get(f"http://127.0.0.1:{port}/api/now", timeout=2)
            if answer.json()["link"] == "reached":
                return answer
    raise TimeoutError("the program did not reach the hall")


@pytest.mark.slow
def test_the_program_serves_gives_numbers_and_ends_cleanly(
    simulated_hall: SimulatedHall, tmp_path: Path
) -> None:
    port = free_port()
    with program(simulated_hall, port, tmp_path) as running:
        reached(port)
        answer = requests.post(
            f"http://127.0.0.1:{port}/api/tickets",
            json={"items": ["SJ-001"]},
            headers={"Idempotency-Key": "press-1"},
            timeout=10,
        )
        assert answer.json()["ticket"]["number"] == "A001"
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE_S) == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HALL_KIOSK_PRINTER_URL", "carrier-pigeon://roof", "carrier-pigeon"),
        ("HALL_KIOSK_COLOUR", "blue", "HALL_KIOSK_COLOUR"),
    ],
)
def test_a_wrong_setting_refuses_to_start_and_is_named(name: str, value: str, said: str) -> None:
    settings = {
        "HALL_KIOSK_SERVER_URL": "http://127.0.0.1:9",
        "HALL_KIOSK_TOKEN": TOKEN,
        "HALL_KIOSK_NAME": "1 号机",
        name: value,
    }
    ended = subprocess.run(
        COMMAND, env={**os.environ, **settings}, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert ended.returncode == 2
    assert said in ended.stderr
