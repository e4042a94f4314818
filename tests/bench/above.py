"""The hall from above, as the server renders it: the supervisor's state, and a day looked back at."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from hall_server.domain.outlook import outlook
from hall_server.live.expectation import Expectation
from hall_server.live.hall import hall_state
from hall_server.live.past import past_state
from hall_server.live.picture import take_picture, today_begins
from hall_server.store.database import Store
from hall_server.store.line import live_line
from tests.bench.history import JOURNAL

SAMPLES = 15
ACTS = ("issue", "call_next", "start", "finish")
STATES = {"issue": "WAITING", "call_next": "CALLED", "start": "SERVING", "finish": "DONE"}


def rendering(file: Path, hall: int, now: datetime) -> list[float]:
    """Milliseconds of processor time to read the hall and make the supervisor's state as JSON.

    With an outlook for every queue, as when ten people are expected each quarter of an hour.
    """
    with closing(Store(f"sqlite:///{file}")) as store:
        played = Expectation(store).of(hall, now)
        with store.reading() as connection:
            setup = store.setup(connection, hall, now)
            line = live_line(connection, setup, now.timestamp())
            ahead = outlook(line, {queue: [10.0] * 4 for queue in setup.queues}, seed=1)

            def render() -> None:
                picture = take_picture(connection, setup, now)
                state = hall_state(connection, picture, played, ahead)
                json.dumps(state.model_dump(mode="json"))

            return _took(render)


def looking_back(file: Path, hall: int, now: datetime, entries: int) -> list[float]:
    """Milliseconds of processor time to replay a day of so many more entries up to its last."""
    with closing(Store(f"sqlite:///{file}")) as store:
        with store.reading() as connection:
            setup = store.setup(connection, hall, now)
            letters = [queue.letter for queue in setup.plan.queues]
            windows = [window.number for window in setup.plan.windows]
        begin = round(today_begins(setup, now).timestamp() * 1000)
        span = max(1, round(now.timestamp() * 1000) - begin)
        with closing(sqlite3.connect(file)) as direct:
            (seq,) = direct.execute("SELECT max(seq) FROM journal").fetchone()
            rows = [
                (hall, seq + 1 + place, begin + span * place // entries, act, "staff:1001", None,
                 data, "")
                for place, (act, data) in enumerate(_day(entries, letters, windows))
            ]  # fmt: skip
            direct.executemany(JOURNAL, rows)
            direct.commit()
        with store.reading() as connection:
            return _took(lambda: past_state(connection, setup, now).model_dump_json())


def _day(entries: int, letters: list[str], windows: list[str]) -> Iterator[tuple[str, str]]:
    """Visits one after another, four acts each, with as many words as real ones have."""
    for place in range(entries):
        visit, act = place // len(ACTS), ACTS[place % len(ACTS)]
        letter = letters[visit % len(letters)]
        data = {
            "number": f"{letter}{visit % 999 + 1:03}",
            "stop": 10_000_000 + visit,
            "queue": letter,
            "state": STATES[act],
            "window": windows[visit % len(windows)],
            "rule": "longest",
            "waited_s": 300,
            "was": {"state": "WAITING", "since": "2026-11-23T01:00:00.000+00:00", "rule": None},
        }
        yield act, json.dumps(data)


def _took(act: Callable[[], object]) -> list[float]:
    act()
    took = []
    for _ in range(SAMPLES):
        begun = time.process_time()
        act()
        took.append(1000 * (time.process_time() - begun))
    return took
