"""The hall that is measured: the demo hall with its windows open, and its presses as raw requests."""

import json
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hall_server.desk import duty
from hall_server.desk.day import open_day
from hall_server.desk.load import load_hall
from hall_server.domain.actor import Actor, system
from hall_server.domain.plan import HallPlan
from hall_server.exchange.reading import read_hall
from hall_server.store.database import Store
from hall_server.store.migrations import migrate
from hall_server.store.people import add_device, add_staff
from hall_server.wire.acts import SignIn
from tests.bench.launcher import NOTHING
from tests.crash.crash_hall import PASSWORD, SEAT, sign_in
from tests.quick_password import quick_hash

DEMO = Path(__file__).parents[2] / "hall_server" / "demo"
Press = dict[str, str]
MOST_CLERKS = 50
SECRET = quick_hash(PASSWORD)


@dataclass(frozen=True)
class BenchHall:
    """A prepared database, to be copied for each measurement, and what its clients need."""

    file: Path
    id: int
    kiosk: str
    display: str
    badges: Mapping[str, str]
    """Badge by window."""
    item: Mapping[str, str]
    """An item of each window's own queue, by window."""

    def copy(self, target: Path) -> str:
        """A fresh copy; returns its URL."""
        return f"sqlite:///{shutil.copy(self.file, target)}"


def demo_plan() -> HallPlan:
    """The demo hall's plan."""
    return read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")


def prepare(file: Path, now: datetime, plan: HallPlan | None = None) -> BenchHall:
    """Make the hall (the demo hall, or `plan`): day open, windows open with a clerk at each."""
    plan = plan or demo_plan()
    # Thousands of numbers are given in minutes here.
    plan = replace(plan, queues=tuple(replace(each, capacity=9999) for each in plan.queues))
    item = _items(plan)
    with closing(Store(f"sqlite:///{file}")) as store:
        migrate(store.engine)
        hall = load_hall(store, plan, now)
        actor = system(hall)
        store.act(actor, now, open_day)
        kiosk = store.act(actor, now, lambda tx: add_device(tx, "kiosk", "k", "hall"))
        display = store.act(actor, now, lambda tx: add_device(tx, "display", "d", "hall"))
        badges = {window: f"{10001 + place}" for place, window in enumerate(item)}
        for badge, role in (("3001", "supervisor"), ("9001", "admin")):
            roles = frozenset({role})
            store.act(
                actor, now,
                lambda tx, badge=badge, roles=roles: add_staff(tx, badge, badge, SECRET, roles),
            )  # fmt: skip
        for window, badge in badges.items():
            _sit_down(store, hall, now, window, badge)
    return BenchHall(file, hall, kiosk.token, display.token, badges, item)


def _items(plan: HallPlan) -> dict[str, str]:
    """An item by window, for the windows whose own queues have one (a consulting desk's has none)."""
    of_queue = {item.queue: item.code for item in reversed(plan.items) if not item.pick_up}
    items = {}
    for window in plan.windows:
        for letter in plan.profile[window.profile].own:
            if letter in of_queue:
                items.setdefault(window.number, of_queue[letter])
    return items


def _sit_down(store: Store, hall: int, now: datetime, window: str, badge: str) -> None:
    roles = frozenset({"clerk"})
    id = store.act(system(hall), now, lambda tx: add_staff(tx, badge, badge, SECRET, roles))
    clerk = Actor("staff", id, badge, hall, roles)
    store.act(clerk, now, lambda tx: duty.sign_in(tx, window, SignIn(seat=SEAT)))
    store.act(clerk, now, lambda tx: duty.open_window(tx, window, SEAT))


def _press(name: str, path: str, headers: Mapping[str, str], words: Mapping[str, Any]) -> Press:
    body = json.dumps(words)
    lines = [f"POST {path} HTTP/1.1", "Host: hall", "Content-Type: application/json",
             f"Content-Length: {len(body)}", "Idempotency-Key: @key@",
             *(f"{name}: {value}" for name, value in headers.items())]  # fmt: skip
    return {"name": name, "head": "\r\n".join(lines) + "\r\n\r\n", "body": body}


class Presses:
    """Requests of the hall's kiosks and clerks."""

    def __init__(self, hall: BenchHall) -> None:
        self._hall = hall
        self._kiosk = {"Authorization": f"Bearer {hall.kiosk}"}
        self._browsers: dict[str, dict[str, str]] = {}

    def sign_all_in(self, url: str) -> None:
        """Sessions for the first clerks; they stay good on every server with the same secret."""
        for window in self.windows:
            self._browsers[window] = sign_in(url, self._hall.badges[window])

    def nothing(self) -> Press:
        """The floor, with the body and headers of a press for a number."""
        item = next(iter(self._hall.item.values()))
        return _press("nothing", NOTHING, self._kiosk, {"items": [item]})

    def issue(self, window: str) -> Press:
        """A number for a window's own queue."""
        words = {"items": [self._hall.item[window]]}
        return _press("issue", "/api/v1/tickets", self._kiosk, words)

    def act(self, name: str, window: str, words: Mapping[str, Any] | None = None) -> Press:
        """A clerk's act."""
        path = f"/api/v1/windows/{window}/{name}"
        return _press(name, path, self._browsers[window], words or {})

    def press(self, window: str, path: str, words: Mapping[str, Any]) -> Press:
        """Any other act of a window's clerk; `path` under /api/v1."""
        return _press(path, f"/api/v1{path}", self._browsers[window], words)

    def cookie(self, window: str) -> str:
        """The session of a window's clerk."""
        return self._browsers[window]["Cookie"]

    @property
    def windows(self) -> list[str]:
        """The windows whose clerks press: as many as may sign in within a minute."""
        return list(self._hall.badges)[:MOST_CLERKS]
