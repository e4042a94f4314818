"""The measurements: each takes a running server, or starts what it measures, and returns figures."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from threading import Event
from typing import Any

import requests

from tests.bench.bench_hall import BenchHall, Press, Presses
from tests.bench.launcher import COMMITS
from tests.crash.server_process import ROOT, RUN, ServerProcess

LAUNCHER = ("-m", "tests.bench.launcher")
Serving = AbstractContextManager[ServerProcess]


@dataclass(frozen=True)
class Scale:
    """How much is measured: rounds of so many seconds, boards, tickets of history, samples."""

    rounds: int = 3
    seconds: float = 2.0
    boards: int = 200
    many_boards: int = 500
    history: int = 1_000_000
    bursts: int = 12
    samples: int = 120
    starts: int = 5
    presses: int = 200
    page_boards: int = 20
    windows: int = 200
    waiting: int = 2000
    items: int = 5000
    entries: int = 10_000
    cases: int = 1_000_000


@dataclass(frozen=True)
class Rate:
    """How many a second, and the latencies' percentiles in milliseconds."""

    per_second: float
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, latencies: list[float], seconds: float) -> "Rate":
        return cls(
            len(latencies) / seconds, *(percentile(latencies, each) for each in (50, 95, 99))
        )


def percentile(seconds: list[float], percent: float) -> float:
    """A percentile of some seconds, in milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def middle(rates: list[Rate]) -> Rate:
    """The median of several rounds, figure by figure."""
    return Rate(
        median(each.per_second for each in rates),
        median(each.p50 for each in rates),
        median(each.p95 for each in rates),
        median(each.p99 for each in rates),
    )


@contextmanager
def serving(
    folder: Path, database: str, *, sockets: int, launcher: tuple[str, ...] = LAUNCHER
) -> Iterator[ServerProcess]:
    """A server on a database."""
    server = ServerProcess(folder, sockets=sockets, program=launcher, database=database)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def press_all(
    server: ServerProcess, clients: list[list[Press]], seconds: float = 0.0
) -> dict[str, Any]:
    """Run a load process to its end. Raises AssertionError when the hall refused anything."""
    order = json.dumps({"port": server.port, "seconds": seconds, "clients": clients})
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=order, capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    report: dict[str, Any] = json.loads(done.stdout)
    assert not report["refused"], f"refused: {report['refused']}"
    return report


@contextmanager
def watching(
    server: ServerProcess, hall: BenchHall, count: int
) -> Iterator["subprocess.Popen[str]"]:
    """So many boards, connected, in a process of their own."""
    with screens(server, [{"auth": {"token": hall.display}, "cookie": ""}] * count) as boards:
        yield boards


@contextmanager
def screens(
    server: ServerProcess, wanted: list[dict[str, Any]]
) -> Iterator["subprocess.Popen[str]"]:
    """Boards and staff pages, `{auth, cookie}` each, connected, in a process of their own."""
    with connected(server.port, wanted) as boards:
        yield boards


@contextmanager
def connected(port: int, wanted: list[dict[str, Any]]) -> Iterator["subprocess.Popen[str]"]:
    """The same, at any port."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.boards", str(port)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as boards:  # fmt: skip
        try:
            assert boards.stdin is not None
            assert boards.stdout is not None
            boards.stdin.write(json.dumps(wanted) + "\n")
            boards.stdin.flush()
            assert boards.stdout.readline() == "connected\n"
            yield boards
        finally:
            boards.kill()


def issuing(
    server: ServerProcess, presses: Presses, clients: int, scale: Scale
) -> tuple[Rate, Rate]:
    """Numbers a second, and the floor: the two take turns, round by round."""
    floors, issued = [], []
    windows = presses.windows
    for _ in range(scale.rounds):
        report = press_all(server, [[presses.nothing()] for _ in range(clients)], scale.seconds)
        floors.append(Rate.of(report["latencies"]["nothing"], report["seconds"]))
        kiosks = [[presses.issue(each) for each in _turned(windows, n)] for n in range(clients)]
        report = press_all(server, kiosks, scale.seconds)
        issued.append(Rate.of(report["latencies"]["issue"], report["seconds"]))
    return middle(issued), middle(floors)


def warm_up(server: ServerProcess, presses: Presses, clients: int) -> None:
    """One press of each kind per client, so that no round pays for what is done once."""
    every = [presses.nothing(), *(presses.issue(each) for each in presses.windows)]
    press_all(server, [every for _ in range(clients)])


def _turned(windows: list[str], places: int) -> list[str]:
    return windows[places:] + windows[:places]


def calling(
    server: ServerProcess, presses: Presses, clients: int, scale: Scale
) -> tuple[Rate, Rate]:
    """Call-nexts a second, in bursts: all windows free, one visitor more for each, 16 clients press.

    Only the burst of call-nexts is timed; giving numbers, starting and finishing lie between
    bursts. The second rate is that of numbers given in bursts of the same size, just before.
    """
    windows = presses.windows
    shares = [windows[place::clients] for place in range(clients)]
    bursts: dict[str, list[Rate]] = {"issue": [], "call-next": []}
    for burst in range(-1, scale.bursts):
        for name in ("issue", "call-next", "start", "finish"):
            report = press_all(
                server,
                [
                    [
                        presses.issue(each) if name == "issue" else presses.act(name, each)
                        for each in share
                    ]
                    for share in shares
                ],
            )
            # The first burst pays for what is done once, and does not count.
            if name in bursts and burst >= 0:
                bursts[name].append(Rate.of(report["latencies"][name], report["seconds"]))
    return middle(bursts["call-next"]), middle(bursts["issue"])


def commits_by_sqlite(folder: Path, seconds: float) -> Rate:
    """The floor under everything: one row, one durable commit, one thread, no server."""
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS one (id INTEGER PRIMARY KEY, words TEXT)")
        latencies = []
        begun = time.perf_counter()
        while (now := time.perf_counter()) - begun < seconds:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO one (words) VALUES (?)", ("x" * 300,))
            connection.execute("COMMIT")
            latencies.append(time.perf_counter() - now)
    return Rate.of(latencies, seconds)


def reaching_boards(
    server: ServerProcess, hall: BenchHall, presses: Presses, scale: Scale
) -> list[float]:
    """Seconds from an act's commit until the last board shows it, at a busy hall's pace.

    Every call, start and finish counts; a random pause of up to 0.3 s lies before each act.
    """
    random = Random(1)
    pause = Event()
    reached: list[float] = []
    with watching(server, hall, scale.boards) as boards, requests.Session() as driver:
        windows = presses.windows
        for turn in range(-(-scale.samples // 3)):
            window = windows[turn % len(windows)]
            send(driver, server, presses.issue(window), f"{turn}-issue")
            for act in ("call-next", "start", "finish"):
                pause.wait(random.uniform(0, 0.3))
                driver.get(server.url + COMMITS, timeout=10)
                answer = send(driver, server, presses.act(act, window), f"{turn}-{act}")
                committed = driver.get(server.url + COMMITS, timeout=10).json()[-1]
                reached.append(ask(boards, answer["version"]) - committed)
    return reached


def fanning_out(scale: Scale, size: int) -> list[float]:
    """The floor: seconds until the last of as many bare websockets had as many bytes."""
    reached = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.fan_out", str(scale.boards), str(size)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as bare:  # fmt: skip
        assert bare.stdin is not None
        assert bare.stdout is not None
        try:
            port = int(bare.stdout.readline())
            with connected(port, [{"auth": {}, "cookie": ""}] * scale.boards) as boards:
                assert bare.stdout.readline() == "connected\n"
                for version in range(1, scale.samples + 1):
                    bare.stdin.write(f"{version}\n")
                    bare.stdin.flush()
                    begun = float(bare.stdout.readline())
                    reached.append(ask(boards, version) - begun)
        finally:
            bare.kill()
    return reached


def send(driver: requests.Session, server: ServerProcess, press: Press, key: str) -> Any:
    """Do one press outside the load process; returns what the server says."""
    line, *lines = press["head"].replace("@key@", f"reach-{key}").strip().split("\r\n")
    headers = dict(each.split(": ", 1) for each in lines)
    path = line.split(" ")[1]
    answer = driver.post(server.url + path, press["body"], headers=headers, timeout=10)
    assert answer.ok, answer.text
    return answer.json()


def ask(boards: "subprocess.Popen[str]", version: int) -> float:
    """When the last of the boards had a version."""
    assert boards.stdin is not None
    assert boards.stdout is not None
    boards.stdin.write(f"[{version}]\n")
    boards.stdin.flush()
    (moment,) = json.loads(boards.stdout.readline())
    assert moment is not None, f"a board never showed {version}"
    return float(moment)


@dataclass(frozen=True)
class Memory:
    """Of master and worker together, in MB: resident, and of that not shared with any process."""

    resident: float
    own: float


def memory_of(server: ServerProcess) -> Memory:
    """What the server's processes take now."""
    resident = own = 0
    for pid in _with_children(server.pid):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == "Rss":
                resident += int(value.split()[0])
            elif name in ("Private_Clean", "Private_Dirty"):
                own += int(value.split()[0])
    return Memory(resident / 1024, own / 1024)


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _with_children(int(child)))]


def starting(folder: Path, database: str, scale: Scale) -> list[float]:
    """Seconds from `hall-server run` to its first good answer, each time anew."""
    took = []
    for _ in range(scale.starts):
        server = ServerProcess(folder, program=RUN, database=database)
        took.append(server.start())
        server.stop()
    return took


def wait_for_quiet(most_s: float) -> float:
    """Wait until the machine is idle, so long at most. Returns the load average then."""
    wait = Event()
    deadline = time.monotonic() + most_s
    while os.getloadavg()[0] > 0.7 * (os.cpu_count() or 1) and time.monotonic() < deadline:
        wait.wait(5)
    return os.getloadavg()[0]


def now() -> datetime:
    """The bench's hall lives in the present, as the server's clock does."""
    return datetime.now(UTC)
