"""Simulated visitors at the kiosks, and the guide who helps those who missed their call."""

import random
from collections.abc import Iterator
from typing import Any

from hall_server.demo.founding import DemoHall
from hall_server.demo.presses import HallGone, Presses, Refused

PER_HOUR = 185.0
"""A hall of this size in its busy hours: some 1,200 visitors in seven and a half hours."""
FIRST_CROWD = 30
"""Visitors already at the door when the demo starts in an empty hall."""
THEME_CHANCE = 0.06
PRIORITY_CHANCE = 0.12
ENGLISH_CHANCE = 0.03
AT_THE_KIOSK_CHANCE = 0.25
"""So many press the real kiosk program, whose tickets are printed; the rest a second machine."""
ENOUGH_WAITING = 160


class Visitors:
    """People who come in and take a number."""

    def __init__(
        self, demo: DemoHall, kiosk: str | None, ready: list[str], chance: random.Random
    ) -> None:
        """`ready` are the numbers of cases whose results can be collected; each is taken once."""
        self._ready = ready
        self._machine = Presses.as_device(demo.server, demo.visitors_token)
        self._kiosk = Presses(kiosk) if kiosk else None
        self._chance = chance

    def life(self) -> Iterator[float]:
        """Arrivals, thinned out when the hall is crowded."""
        catalogue = self._machine.get("/api/v1/catalogue")
        if self._waiting() == 0:
            for _ in range(FIRST_CROWD):
                self._take_number(catalogue)
                yield 0.5
        while True:
            yield self._chance.expovariate(PER_HOUR / 3600)
            if self._waiting() < ENOUGH_WAITING:
                self._take_number(catalogue)

    def _waiting(self) -> int:
        state = self._machine.get("/api/v1/kiosk")
        return sum(queue["wait"]["ahead"] for queue in state["queues"])

    def _take_number(self, catalogue: dict[str, Any]) -> None:
        wanted = self._errand(catalogue)
        at_kiosk = self._kiosk is not None and self._chance.random() < AT_THE_KIOSK_CHANCE
        try:
            if at_kiosk and self._kiosk is not None:
                self._kiosk.press("/api/tickets", **wanted)
            else:
                self._machine.press("/api/v1/tickets", **wanted)
        except (Refused, HallGone):
            # Closed, or the machine is being restarted: this visitor comes another day.
            return

    def _errand(self, catalogue: dict[str, Any]) -> dict[str, Any]:
        wanted: dict[str, Any] = {}
        if self._chance.random() < THEME_CHANCE and catalogue["themes"]:
            wanted["theme"] = self._chance.choice(catalogue["themes"])["code"]
        else:
            weights = [4 if item["common"] or item["pick_up"] else 1 for item in catalogue["items"]]
            (item,) = self._chance.choices(catalogue["items"], weights)
            wanted["items"] = [item["code"]]
            if item["pick_up"]:
                wanted["receipt"] = (
                    self._ready.pop(0)
                    if self._ready
                    else f"JP2026{self._chance.randrange(10**6):06}"
                )
        if self._chance.random() < PRIORITY_CHANCE and catalogue["reasons"]:
            wanted["reason"] = self._chance.choice(catalogue["reasons"])["code"]
        if self._chance.random() < ENGLISH_CHANCE:
            wanted["language"] = "en"
        return wanted


class Guide:
    """Walks the floor and brings missed visitors back into the line."""

    BACK_CHANCE = 0.5

    def __init__(self, demo: DemoHall, chance: random.Random) -> None:
        self._pressing = Presses.as_staff(demo.server, demo.guide_badge)
        self._chance = chance
        self._seen: set[int] = set()

    def life(self) -> Iterator[float]:
        """Looks at the journal's no-shows every few minutes."""
        while True:
            yield self._chance.uniform(120, 300)
            for entry in self._pressing.get("/api/v1/hall")["journal"]:
                if entry["act"] != "no_show" or entry["data"]["stop"] in self._seen:
                    continue
                self._seen.add(entry["data"]["stop"])
                if self._chance.random() < self.BACK_CHANCE:
                    self._bring_back(entry["data"]["stop"])

    def _bring_back(self, stop: int) -> None:
        try:
            self._pressing.press(f"/api/v1/stops/{stop}/come-back")
        except Refused:
            # Back already, or too late.
            return
