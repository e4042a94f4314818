"""A scripted day: the server dies, lines are cut, slow and lossy, paper is out, kiosks are killed.

Real programs: the hall's server, three kiosks with their printers, each behind a line of its own.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event

import pytest
import requests
from faulty_line import FaultyLine
from kiosk_process import Acknowledged, KioskProcess, Visitors
from open_hall import until

from hall_server.domain.actor import system
from hall_server.domain.plan import HallPlan
from hall_server.store.database import Store
from hall_server.store.people import add_device
from tests.crash.crash_hall import CrashHall, make_hall, open_windows
from tests.crash.server_process import ServerProcess

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("e2e")]

WINDOWS = 3
"""With clerks; people come for one item of each of their queues."""
LONGEST_SWITCH_S = 2.0
BUSY_MACHINE_S = 1.0
"""All programs of the hall share this machine's processors here."""
KILLS = 4


@dataclass
class Day:
    """The hall, its kiosks, and who stands before them."""

    server: ServerProcess
    hall: CrashHall
    lines: list[FaultyLine]
    kiosks: list[KioskProcess]
    visitors: list[Visitors]
    file: Path

    def numbers(self) -> list[Acknowledged]:
        return [each for visitors in self.visitors for each in list(visitors.acknowledged)]

    def until_more(self, what: str, count: int, *places: int, offline: bool | None = None) -> None:
        """Until each of these kiosks has given so many more numbers, alone or not."""

        def given(place: int) -> int:
            told = list(self.visitors[place].acknowledged)
            return sum(offline is None or each.offline == offline for each in told)

        goals = {place: given(place) + count for place in places}
        until(what, lambda: all(given(place) >= goal for place, goal in goals.items()))

    def rows(self, question: str) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(self.file, timeout=10)) as database:
            database.row_factory = sqlite3.Row
            return database.execute(question).fetchall()


@pytest.fixture
def day(tmp_path: Path, demo_plan: HallPlan) -> Iterator[Day]:
    """Everything is open, and people take numbers at three machines."""
    server = ServerProcess(tmp_path)
    hall = make_hall(server.database, demo_plan, datetime.now(UTC), WINDOWS)
    items = {item.queue: item.code for item in demo_plan.items if item.code in hall.items}
    tokens = [hall.kiosk, *_more_kiosks(server.database, hall)]
    server.start()
    lines = [FaultyLine(server.port, place) for place in range(3)]
    kiosks = [
        KioskProcess(tmp_path / f"k{place}", f"k{place}", line.url, token)
        for place, (line, token) in enumerate(zip(lines, tokens, strict=True))
    ]
    opened = Day(
        server,
        hall,
        lines,
        kiosks,
        [Visitors(each, [*items.values()]) for each in kiosks],
        tmp_path / "hall.db",
    )
    try:
        for kiosk in kiosks:
            kiosk.start()
        for kiosk in kiosks:
            until(f"{kiosk.name} holds numbers", lambda kiosk=kiosk: _is_ready(kiosk))
        for visitors in opened.visitors:
            visitors.start()
        yield opened
    finally:
        for visitors in opened.visitors:
            visitors.stop()
        for kiosk in kiosks:
            kiosk.close()
        for line in lines:
            line.close()
        server.stop()


def _more_kiosks(database: str, hall: CrashHall) -> list[str]:
    with closing(Store(database)) as store:
        now = datetime.now(UTC)
        return [
            store.act(system(hall.id), now, lambda tx, name=name: add_device(tx, "kiosk", name, "hall")).token
            for name in ("k1", "k2")
        ]  # fmt: skip


def _is_ready(kiosk: KioskProcess) -> bool:
    now = kiosk.now()
    return bool(now) and now["link"] == "reached" and now["offline"]["able"]


def test_a_day_with_everything_that_can_go_wrong(day: Day) -> None:
    day.until_more("all is well", 2, 0, 1, 2, offline=False)
    the_server_dies_and_comes_back(day)
    a_cable_is_pulled_in_mid_press(day)
    one_line_is_slow_and_one_loses_a_fifth(day)
    the_paper_is_out(day)
    kiosks_are_killed_again_and_again(day)
    a_ledger_is_damaged(day)
    for visitors in day.visitors:
        visitors.stop()
    for line in day.lines:
        line.heal()
    for kiosk in day.kiosks:
        until(
            f"{kiosk.name} has told everything",
            lambda kiosk=kiosk: kiosk.now().get("offline", {}).get("waiting") == 0,
        )
    nothing_is_doubled_and_nothing_is_lost(day)
    the_line_is_in_the_order_of_issue(day)


def the_server_dies_and_comes_back(day: Day) -> None:
    day.server.kill()
    day.until_more("numbers without a server", 2, 0, 1, 2, offline=True)
    day.server.start()
    day.until_more("numbers of the server again", 1, 0, 1, 2, offline=False)


def a_cable_is_pulled_in_mid_press(day: Day) -> None:
    """The request arrives, its answer does not; at another machine nothing arrives at all."""
    before = len(day.visitors[0].acknowledged), len(day.visitors[1].acknowledged)
    day.lines[0].lose_answers()
    day.lines[1].lose_all()
    day.until_more("numbers in spite of the cable", 2, 0, 1, offline=True)
    for visitors, count in zip(day.visitors, before, strict=False):
        slowest = max(each.took for each in visitors.acknowledged[count:])
        assert slowest < LONGEST_SWITCH_S + BUSY_MACHINE_S
    day.lines[0].heal()
    day.lines[1].heal()
    day.until_more("the cable is back", 1, 0, 1, offline=False)


def one_line_is_slow_and_one_loses_a_fifth(day: Day) -> None:
    day.lines[0].slow(2.0)
    day.lines[1].lose_some(0.2, 2.0)
    day.lines[2].cut()
    day.until_more("numbers on bad lines", 4, 0, 1, 2)
    for line in day.lines:
        line.heal()


def the_paper_is_out(day: Day) -> None:
    day.kiosks[2].printer.load_paper(0)
    day.until_more("numbers without paper", 2, 2)
    day.kiosks[2].printer.load_paper()


def kiosks_are_killed_again_and_again(day: Day) -> None:
    """At random moments of a ticket, one with the hall and one without it."""
    random, moment = Random(7), Event()
    for round_ in range(KILLS):
        if round_ % 2:
            day.lines[1].lose_all()
        else:
            day.lines[1].heal()
        day.until_more("a number before the kill", 1, 0, 1)
        moment.wait(random.uniform(0.0, 0.45))
        for kiosk in day.kiosks[:2]:
            kiosk.kill()
            kiosk.start()
    day.until_more("numbers after the last kill", 1, 0, 1)


def a_ledger_is_damaged(day: Day) -> None:
    """Its numbers have been told; what it still held is never given by anybody."""
    kiosk, visitors = day.kiosks[2], day.visitors[2]
    until("everything is told", lambda: kiosk.now().get("offline", {}).get("waiting") == 0)
    kiosk.kill()
    kiosk.hurt_ledger()
    kiosk.start()
    day.until_more("numbers after the damage", 1, 2, offline=False)
    until("it holds numbers again", lambda: _is_ready(kiosk))
    assert kiosk.has_set_aside()
    before = len(visitors.acknowledged)
    day.lines[2].cut()
    day.until_more("numbers alone after the damage", 2, 2, offline=True)
    earlier = {each.number for each in visitors.acknowledged[:before]}
    assert earlier.isdisjoint(each.number for each in visitors.acknowledged[before:])


def nothing_is_doubled_and_nothing_is_lost(day: Day) -> None:
    told = day.numbers()
    assert any(each.offline for each in told) and any(not each.offline for each in told)
    by_number = Counter(each.number for each in told)
    assert max(by_number.values()) == 1, by_number.most_common(3)
    tickets = day.rows(
        "SELECT ticket.label, ticket.token, ticket.offline, stop.state FROM ticket"
        " JOIN stop ON stop.ticket_id = ticket.id"
    )
    assert max(Counter(row["label"] for row in tickets).values()) == 1
    known = {row["label"]: row for row in tickets}
    for each in told:
        row = known.get(each.number)
        assert row is not None, f"{each} is lost"
        assert (row["token"], row["state"]) == (each.token, "WAITING"), each
        assert bool(row["offline"]) == each.offline
    printed = Counter(number for kiosk in day.kiosks for number in kiosk.printed())
    assert max(printed.values()) == 1, "a sheet came out twice"
    assert all(known[number]["state"] == "WAITING" for number in printed), "void, but on paper"


def the_line_is_in_the_order_of_issue(day: Day) -> None:
    """Called one after the other, the numbers of each queue come by the time they were given."""
    waiting = day.rows(
        "SELECT ticket.label FROM ticket JOIN stop ON stop.ticket_id = ticket.id"
        " WHERE stop.state = 'WAITING' ORDER BY ticket.issued_at"
    )
    called: list[str] = []
    for window, headers in open_windows(day.server.url, day.hall).items():
        called += served_at(day.server.url, window, headers)
    assert by_queue(called) == by_queue([row["label"] for row in waiting])


def served_at(url: str, window: str, headers: Mapping[str, str]) -> list[str]:
    """Call, serve and finish until nobody waits; the numbers in the order called."""
    called: list[str] = []

    def act(name: str, **words: str) -> requests.Response:
        key = f"{name}-{window}-{len(called)}"
        return requests.post(
            f"{url}/api/v1/windows/{window}/{name}",
            json=words,
            headers={**headers, "Idempotency-Key": key},
            timeout=30,
        )

    while (answer := act("call-next")).status_code == 200:
        called.append(answer.json()["current"]["number"])
        assert act("start").status_code == 200
        assert act("finish", outcome="done").status_code == 200
    assert answer.json()["code"] == "nobody_waiting"
    return called


def by_queue(numbers: list[str]) -> dict[str, list[str]]:
    return {
        letter: [number for number in numbers if number[0] == letter]
        for letter in sorted({number[0] for number in numbers})
    }
