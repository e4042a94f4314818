"""A simulated clerk: a working day at one window."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from hall_server.demo.casework import Receiving
from hall_server.demo.presses import Presses, Refused

WALK_S = (12.0, 45.0)
LOOK_AGAIN_S = (20.0, 60.0)
BREAK_S = (300.0, 900.0)
SPREAD = 0.45
BREAK_CHANCE = 0.02
MISSED_CHANCE = 0.05
HOLD_CHANCE = 0.03
TRANSFER_CHANCE = 0.03


class Clerk:
    """Calls, serves, and now and then holds, transfers, misses somebody or takes a break."""

    def __init__(
        self,
        server: str,
        badge: str,
        window: str,
        minutes: Mapping[str, int],
        printer: str,
        chance: random.Random,
    ) -> None:
        """`printer` is where some of this window's papers come out."""
        self._seat = f"simulated-{window}"
        self._pressing = Presses.as_staff(server, badge, self._seat)
        self._window = window
        self._minutes = minutes
        self._chance = chance
        self._casework = Receiving(self._pressing, window, printer, chance)

    def life(self) -> Iterator[float]:
        """Acts, and yields the hall seconds until the next. Picks up whatever is at the window."""
        yield self._chance.uniform(0, 60)
        while True:
            desk = self._pressing.get(f"/api/v1/windows/{self._window}/desk")
            try:
                if desk["seat"] != self._seat:
                    self._act("sign-in", seat=self._seat)
                elif desk["state"] == "CLOSED":
                    self._act("open")
                elif desk["state"] == "PAUSED":
                    self._act("resume")
                else:
                    yield from self._serve(desk)
                    continue
            except Refused:
                # Somebody else sits here, or the day is over: look again later.
                yield self._chance.uniform(*LOOK_AGAIN_S)
            yield 1.0

    def _act(self, name: str, **body: Any) -> Any:
        return self._pressing.press(f"/api/v1/windows/{self._window}/{name}", **body)

    def _serve(self, desk: dict[str, Any]) -> Iterator[float]:
        current = desk["current"]
        if current is None:
            yield from self._call(desk)
        elif current["state"] == "CALLED":
            yield from self._meet()
        else:
            lasts = 60.0 * self._minutes.get(current["item_code"], 10)
            yield lasts * self._chance.lognormvariate(-SPREAD * SPREAD / 2, SPREAD)
            self._casework.handle(desk)
            yield from self._end(desk, current)

    def _call(self, desk: dict[str, Any]) -> Iterator[float]:
        if desk["held"] and self._chance.random() < 0.3:
            self._act("resume-held", stop=desk["held"][-1]["stop_id"])
        if not desk["waiting"] and not desk["line"]:
            if self._chance.random() < BREAK_CHANCE:
                yield from self._pause(desk)
            yield self._chance.uniform(*LOOK_AGAIN_S)
            return
        try:
            self._act("call-next")
        except Refused:
            # A colleague was quicker.
            yield self._chance.uniform(*LOOK_AGAIN_S)
        yield self._chance.uniform(*WALK_S)

    def _meet(self) -> Iterator[float]:
        if self._chance.random() >= MISSED_CHANCE:
            self._act("start")
            yield 1.0
            return
        self._act("recall")
        yield self._chance.uniform(*WALK_S)
        self._act("no-show")
        yield 2.0

    def _end(self, desk: dict[str, Any], current: dict[str, Any]) -> Iterator[float]:
        fate = self._chance.random()
        others = [each["code"] for each in desk["queues"] if each["code"] != current["queue"]]
        if fate < HOLD_CHANCE:
            self._act("hold", note="去复印材料")
        elif fate < HOLD_CHANCE + TRANSFER_CHANCE and others:
            self._act("transfer", queue=self._chance.choice(others), note="材料需另一窗口核对")
        else:
            self._act("finish-and-call-next")
            yield self._chance.uniform(*WALK_S)
            return
        yield 5.0

    def _pause(self, desk: dict[str, Any]) -> Iterator[float]:
        reason = self._chance.choice(desk["pause_reasons"])["code"]
        self._act("pause", reason=reason)
        yield self._chance.uniform(*BREAK_S)
