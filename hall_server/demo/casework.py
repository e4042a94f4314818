"""What simulated clerks do with applications: receive, tell what is missing, accept, decide, hand over."""

import random
from collections.abc import Iterator
from typing import Any

from hall_server.demo import applicants
from hall_server.demo.presses import HallGone, Presses, Refused

RECEIVED_CHANCE = 0.6
"""The others only ask."""
LACKING_CHANCE, REFUSED_CHANCE = 0.2, 0.02
PRINTED_CHANCE = 0.15
BETWEEN_S = (120.0, 400.0)
"""How long until the back office takes the next file."""
NOT_NEEDED = "所申请的事项依法不需要取得行政许可。"


class Receiving:
    """A clerk's part: what becomes of whoever sits at the window."""

    def __init__(self, pressing: Presses, window: str, printer: str, chance: random.Random) -> None:
        """`printer` is where some papers come out, by its name."""
        self._pressing = pressing
        self._window = window
        self._printer = printer
        self._chance = chance

    def handle(self, desk: dict[str, Any]) -> None:
        """Hand over what is ready, or receive an application. A refusal leaves all as it was."""
        case, stop = desk.get("case"), desk["current"]
        try:
            if case is not None and case["ready"]:
                self._pressing.press(
                    f"/api/v1/cases/{case['number']}/deliver",
                    agent="家属代领", ticket=stop["ticket_id"], paper=False,
                )  # fmt: skip
            elif case is None and self._applies(stop):
                self._receive(stop)
        except Refused:
            # Handed over or received meanwhile by whoever tries the demo.
            return

    def _applies(self, stop: dict[str, Any]) -> bool:
        alone = stop["receipt"] is None and stop["steps"] == 1
        return alone and self._chance.random() < RECEIVED_CHANCE

    def _receive(self, stop: dict[str, Any]) -> None:
        asked = self._pressing.press("/api/v1/check-lists", item=stop["item_code"])
        count = len(asked["materials"])
        lacking = count > 0 and self._chance.random() < LACKING_CHANCE
        refused = not lacking and self._chance.random() < REFUSED_CHANCE
        printed = self._chance.random() < PRINTED_CHANCE
        then: dict[str, Any] = {"act": "decide" if asked["kind"] == "instant" else "accept"}
        if lacking:
            then = {"act": "notice"}
        elif refused:
            then = {"act": "refuse", "ground": "not_needed", "reason": NOT_NEEDED}
        paper = {"printer": self._printer} if printed else {"paper": False}
        self._pressing.press(
            "/api/v1/cases",
            item=stop["item_code"],
            ticket=stop["ticket_id"],
            window=self._window,
            applicant=applicants.applicant(self._chance, asked["title"]["zh"]),
            materials=applicants.marked(self._chance, count, lacking=lacking),
            then=then | paper,
            **applicants.delivery(self._chance, asked["delivery"]),
            **paper,
        )


class BackOffice:
    """Officers behind the windows: they decide what was accepted and get the results ready."""

    def __init__(self, pressing: Presses, ready: list[str], chance: random.Random) -> None:
        """Numbers of cases that can be collected are added to `ready`."""
        self._pressing = pressing
        self._ready = ready
        self._chance = chance

    def life(self) -> Iterator[float]:
        """One file after the other."""
        while True:
            yield self._chance.uniform(*BETWEEN_S)
            try:
                for state, work in (
                    ("ACCEPTED", self._decide),
                    ("SUPPLEMENT", self._supplement),
                    ("DECIDED", self._get_ready),
                ):
                    listed = self._pressing.get(f"/api/v1/cases?state={state}")["cases"]
                    if listed:
                        work(self._chance.choice(listed)["number"])
            except (Refused, HallGone):
                # Somebody else had the file, or the server is being restarted.
                continue

    def _decide(self, number: str) -> None:
        path = f"/api/v1/cases/{number}"
        case = self._pressing.get(path)
        at_work = [step for step in case["steps"] if step["state"] in ("OPEN", "FORWARDED")]
        several = len(case["steps"]) > 1
        if case["kind"] == "forwarded" and at_work and at_work[0]["state"] == "OPEN":
            self._pressing.press(f"{path}/steps/{at_work[0]['position']}/forward", paper=False)
        elif several and at_work:
            step = self._chance.choice(at_work)["position"]
            self._pressing.press(f"{path}/steps/{step}/decide", result="approved")
        elif all(step["state"] != "SUSPENDED" for step in case["steps"]):
            self._pressing.press(f"{path}/decide", result="approved", paper=False)

    def _supplement(self, number: str) -> None:
        """The applicant is back with all that was missing."""
        path = f"/api/v1/cases/{number}"
        case = self._pressing.get(path)
        papers = applicants.marked(self._chance, len(case["materials"]), lacking=False)
        act = "decide" if case["kind"] == "instant" else "accept"
        then = {"act": act, "paper": False}
        self._pressing.press(f"{path}/supplement", materials=papers, then=then, paper=False)

    def _get_ready(self, number: str) -> None:
        path = f"/api/v1/cases/{number}"
        case = self._pressing.get(path)
        if not case["ready"]:
            self._pressing.press(f"{path}/ready")
        if case["delivery"] == "mail":
            self._pressing.press(f"{path}/deliver", paper=False, **applicants.mailed(self._chance))
        elif number not in self._ready:
            self._ready.append(number)
