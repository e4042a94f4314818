"""Simulated people: visitors take numbers, clerks call and serve, a guide brings back the missed.

They press what people press: every act goes over HTTP to the real programs. Each person is a
generator that acts and yields how many seconds of hall time pass until the next act; one loop
runs them all.
"""

import heapq
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT, SIGTERM, signal

import requests
import structlog

from hall_server.demo.bookings import Citizens
from hall_server.demo.casework import BackOffice
from hall_server.demo.clerk import Clerk
from hall_server.demo.founding import DESK_PRINTER, DemoHall, read_demo
from hall_server.demo.presses import HallGone, Presses
from hall_server.demo.visitors import Guide, Visitors

log = structlog.get_logger()

Life = Iterator[float]
AWAY_S = 2.0
"""Real seconds until people try again when the hall cannot be reached."""


def simulate(plan: Path, speed: float, kiosk: str | None) -> int:
    """Keep the demo hall busy until SIGTERM or SIGINT. `speed` is how many times faster than life."""
    stop = threading.Event()
    for name in (SIGINT, SIGTERM):
        signal(name, lambda *_: stop.set())
    demo = read_demo(plan)
    chance = random.Random()
    _wait_for(demo, stop)
    run(people(demo, kiosk, chance), speed, stop)
    return 0


def people(demo: DemoHall, kiosk: str | None, chance: random.Random) -> list[Life]:
    """Everyone in the demo hall."""
    minutes = _service_minutes(demo)
    ready: list[str] = []
    office = Presses.as_staff(demo.server, next(iter(demo.clerk_badges.values())))
    lives = [
        Visitors(demo, kiosk, ready, chance).life(),
        Guide(demo, chance).life(),
        BackOffice(office, ready, chance).life(),
    ]
    citizens = Citizens(
        demo.server, demo.portal_token, demo.visitors_token, demo.booking_codes, chance
    )
    lives.append(citizens.life())
    for window, badge in demo.clerk_badges.items():
        lives.append(Clerk(demo.server, badge, window, minutes, DESK_PRINTER, chance).life())
    return lives


def run(lives: list[Life], speed: float, stop: threading.Event) -> None:
    """Let everyone act in turn of time until `stop`; nobody's trouble stops the others."""
    begun = time.monotonic()
    due = [(0.0, place, life) for place, life in enumerate(lives)]
    heapq.heapify(due)
    while due and not stop.is_set():
        at, place, life = due[0]
        if stop.wait(max(0.0, begun + at - time.monotonic())):
            return
        try:
            pause = next(life) / speed
        except HallGone:
            pause = AWAY_S
        except StopIteration:
            heapq.heappop(due)
            continue
        late = time.monotonic() - begun
        heapq.heapreplace(due, (max(at, late - 1.0) + pause, place, life))


def _service_minutes(demo: DemoHall) -> dict[str, int]:
    device = Presses.as_device(demo.server, demo.visitors_token)
    return {item["code"]: item["minutes"] for item in device.get("/api/v1/catalogue")["items"]}


def _wait_for(demo: DemoHall, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            requests.get(f"{demo.server}/api/v1/health", timeout=2)
            return
        except requests.RequestException:
            stop.wait(AWAY_S)
