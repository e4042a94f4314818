"""SIGKILL at every step of a ticket: the press finds its one number again, and its one sheet.

The first life of the program is a forked process that kills itself at a step; the second asks again
under the same key. Printer and hall are files, which outlive both.
"""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from lone_machine import LoneMachine
from simulated_hall import MORNING, demo_catalogue
from simulated_lending import Lending

from hall_server.wire.acts import IssueTicket, TicketIssued
from hall_server.wire.appointments import CheckIn
from hall_server.wire.message import Wait
from hall_server.wire.offline import OfflineTicket, Reconciled
from kiosk.alone import issued
from kiosk.hall_client import HallUnreachable
from kiosk.issuing import Issuing, Taken
from kiosk.messages import TakeTicket
from kiosk.paper import PaperNow, PrintDesk
from kiosk.reconcile import Reconciling
from kiosk.server_link import LinkView
from kiosk.visit import Visits
from printer.device import PrintState

KEY = "press-1"
PRESS = TakeTicket(items=("SJ-001",))
Crash = Callable[[str], None]
ALONE = [
    "before the number", "number written down", "sheet composed", "half a sheet", "sheet out",
    "end noted", "told, not noted",
]  # fmt: skip
WITH_THE_HALL = [
    "before the number",
    "given by the hall",
    "sheet composed",
    "half a sheet",
    "sheet out",
]


class FilePaper:
    """A printer whose roll is a file."""

    def __init__(self, roll: Path, crash: Crash) -> None:
        self._roll = roll
        self._crash = crash

    def print(self, sheet: bytes) -> PaperNow:
        self._crash("sheet composed")
        with self._roll.open("ab") as roll:
            roll.write(sheet[:1])
            roll.flush()
            self._crash("half a sheet")
            roll.write(sheet[1:] + b"\n")
        self._crash("sheet out")
        return PaperNow(PrintState.PRINTED)

    def status(self) -> None:
        return None


class Life:
    """One life of the program, until its end or its crash at `step`."""

    def __init__(self, folder: Path, step: str, *, hall_answers: bool) -> None:
        self._folder = folder
        self._step = step
        self.machine = LoneMachine(folder / "kiosk", Lending(MORNING))
        self.hall_answers = hall_answers
        machine = self.machine
        if machine.ledger.lease() is None:
            machine.renewing.step()
        machine.view = LinkView(1, "reached", MORNING, catalogue=machine.catalogue)
        self.numbers = Issuing(self._ask, self._check_in, self, machine.alone, machine.ledger)
        self.desk = PrintDesk(FilePaper(folder / "roll", self.crash), lambda _status: None)
        self.desk.start()
        self.visits = Visits(
            self.numbers, self._errand, self._arriving, self._compose, self.desk, self._end, float
        )

    def crash(self, step: str) -> None:
        if step == self._step:
            os.kill(os.getpid(), signal.SIGKILL)

    def press(self) -> str:
        visit = self.visits.take_ticket(KEY, PRESS)
        visit.paper.wait_over(10)
        # The end of a sheet is noted in the printing thread.
        self.desk.stop()
        return visit.ticket.number

    def tell_all(self) -> None:
        machine = self.machine
        Reconciling(machine.ledger, self._tell, self.view, machine.trusted.now).step()

    def close(self) -> None:
        self.machine.ledger.close()

    def view(self) -> LinkView:
        return self.machine.view

    def lost(self, cause: str) -> None:
        del cause

    def _ask(self, errand: IssueTicket, key: str) -> TicketIssued:
        self.crash("before the number")
        if not self.hall_answers:
            raise HallUnreachable("the cable is out")
        given = OfflineTicket(
            press=key, date=MORNING.date(), queue="A", number=7, items=errand.items,
            token="a-link-of-the-halls-own", issued_at=MORNING,
        )  # fmt: skip
        self.crash("given by the hall")
        ticket = issued(given, demo_catalogue())
        return ticket.model_copy(update={"wait": Wait(ahead=3, low=5, high=10)})

    def _check_in(self, appointment: int, visitor: CheckIn, key: str) -> TicketIssued:
        raise HallUnreachable(f"{appointment} {visitor} {key}")

    def _errand(self, press: TakeTicket) -> IssueTicket:
        return IssueTicket(items=press.items)

    def _arriving(self, *_: object) -> CheckIn:
        return CheckIn()

    def _compose(self, key: str, taken: Taken) -> bytes:
        self.crash("number written down")
        if not taken.alone:
            self.machine.ledger.begin_sheet(key, taken.ticket)
        return taken.ticket.number.encode()

    def _end(self, key: str, taken: Taken, end: PaperNow) -> None:
        if taken.alone:
            self.machine.ledger.end_paper(key, "PRINTED" if end.state == "PRINTED" else "UNCERTAIN")
        self.crash("end noted")

    def _tell(self, ticket: OfflineTicket) -> Reconciled:
        with (self._folder / "hall").open("a", encoding="utf-8") as heard:
            heard.write(ticket.model_dump_json() + "\n")
        self.crash("told, not noted")
        return Reconciled(ticket_id=1, number=f"{ticket.queue}{ticket.number}", waiting=True)


def killed_at(folder: Path, step: str, *, hall_answers: bool) -> None:
    """The first life: a process of its own, gone at `step`."""
    child = os.fork()
    if child == 0:
        life = Life(folder, step, hall_answers=hall_answers)
        life.press()
        life.tell_all()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"it was never at: {step}"


def sheets(folder: Path) -> list[bytes]:
    roll = folder / "roll"
    return roll.read_bytes().split() if roll.exists() else []


@pytest.mark.parametrize("step", ALONE)
def test_alone(tmp_path: Path, step: str) -> None:
    killed_at(tmp_path, step, hall_answers=False)
    life = Life(tmp_path, "", hall_answers=False)
    assert life.press() == "A980"
    life.tell_all()
    assert life.machine.ledger.waiting() == 0
    life.close()
    told = [json.loads(line) for line in (tmp_path / "hall").read_text().splitlines()]
    assert {(each["press"], each["number"]) for each in told} == {(KEY, 980)}
    assert len({each["paper"] for each in told}) == 1, "told with the same words each time"
    assert len(sheets(tmp_path)) <= 1
    printed = told[0]["paper"] == "PRINTED"
    assert not printed or sheets(tmp_path) == [b"A980"], "said to be out, and is"
    assert printed == (step in ("before the number", "end noted", "told, not noted"))


@pytest.mark.parametrize("step", WITH_THE_HALL)
@pytest.mark.parametrize("hall_answers", [True, False], ids=["and then again", "and then alone"])
def test_with_the_hall(tmp_path: Path, step: str, hall_answers: bool) -> None:
    killed_at(tmp_path, step, hall_answers=True)
    begun = step in ("sheet composed", "half a sheet", "sheet out")
    life = Life(tmp_path, "", hall_answers=hall_answers)
    number = life.press()
    life.close()
    assert number == ("A007" if begun or hall_answers else "A980")
    on_paper = sheets(tmp_path)
    assert len(on_paper) <= 1
    assert on_paper in ([], [b"A"], [number.encode()]), "nobody holds a number that is void"
