"""A print station without a token: it says a code, prints once paired, takes a new printer at once."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_hall import RealHall

from hall_server.desk.devices import register_printer
from hall_server.domain.plan import HallPlan
from printer.station_program import StationProgram, StationSettings

PATIENCE_S = 20.0


class Terminal:
    """What the station said, waited for."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._more = threading.Condition()

    def say(self, line: str) -> None:
        with self._more:
            self.said.append(line)
            self._more.notify_all()

    def wait_for(self, beginning: str, times: int = 1) -> str:
        def found() -> list[str]:
            return [line for line in self.said if line.startswith(beginning)]

        with self._more:
            assert self._more.wait_for(lambda: len(found()) >= times, PATIENCE_S), self.said
            return found()[-1]


@pytest.fixture
def hall(tmp_path: Path, demo_plan: HallPlan) -> Iterator[RealHall]:
    hall = RealHall(tmp_path, demo_plan)
    hall.start()
    yield hall
    hall.stop()


@pytest.fixture
def terminal(hall: RealHall, tmp_path: Path) -> Iterator[Terminal]:
    """A running station's terminal."""
    terminal, stop = Terminal(), threading.Event()
    settings = StationSettings(hall.url, None, tmp_path / "state" / "station.token")
    program = StationProgram(settings, terminal.say, stop)
    thread = threading.Thread(target=program.run, daemon=True)
    thread.start()
    yield terminal
    stop.set()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def _code(line: str) -> str:
    return line.removeprefix("pairing code: ").replace(" ", "")


def test_a_station_says_its_code_is_paired_and_says_when_it_is_out(
    hall: RealHall, terminal: Terminal
) -> None:
    first = _code(terminal.wait_for("pairing code: "))
    hall.pair(first, "打印站1", "window:5")
    terminal.wait_for("paired as 打印站1")
    terminal.wait_for("station of ")
    assert hall.device("打印站1").version
    hall.revoke("打印站1")
    terminal.wait_for("this station is no longer registered")
    assert _code(terminal.wait_for("pairing code: ", times=2)) != first


def test_a_printer_given_to_a_running_station_is_served_at_once(
    hall: RealHall, terminal: Terminal
) -> None:
    hall.pair(_code(terminal.wait_for("pairing code: ")), "打印站1", "window:5")
    hall.wait_for_act("station_begins")
    hall.act(
        lambda tx: register_printer(tx, "窗口5", "window:5", "file:/dev/null", {}, "打印站1", None)
    )
    terminal.wait_for("station of ", times=2)


def test_the_program_says_its_code_on_the_terminal(hall: RealHall, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from printer.cli import main; raise SystemExit(main())"]
    options = ["station", "--server", hall.url, "--own-token", str(tmp_path / "station.token")]
    running = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("pairing code: ")
        running.terminate()
        assert running.wait(PATIENCE_S) == 0
    finally:
        running.kill()
