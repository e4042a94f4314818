"""Sheets from the act that wants them to the paper: stations, refusals, stand-by, reprints."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from settable_clock import SettableClock
from sqlalchemy import select
from werkzeug.serving import make_server

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.desk import duty, paper, serve
from hall_server.desk.call import call_next
from hall_server.desk.day import open_day
from hall_server.desk.day_slip import print_day_slip
from hall_server.desk.devices import register_device, register_printer
from hall_server.desk.issue import issue_ticket
from hall_server.desk.ticket_sheet import print_ticket
from hall_server.domain.actor import Actor, system
from hall_server.domain.refusals import JobNotReady, NoPrinter, NotYourJob
from hall_server.live.station import StoreSpool
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.people import add_staff, device_actor
from hall_server.store.verify import verify
from hall_server.wire.acts import Finish, IssueTicket, Pause, SignIn, TicketIssued
from hall_server.wire.message import Wait
from hall_server.wire.paper import ReportJob, Reprint
from printer.hall_spool import HallSpool
from printer.sheets import SheetMaker
from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.roll import Sheet
from printer.station import Station

PATIENCE_S = 30.0


def wait_now(_stop: int, _queue: int) -> Wait:
    """Two people, about ten minutes."""
    return Wait(ahead=2, low=8, high=12)


class Office:
    """A hall with virtual printers, seen by a test."""

    def __init__(self, store: Store, hall: int, clock: SettableClock) -> None:
        self.store = store
        self.hall = hall
        self.clock = clock
        self.guide = Actor("staff", 1, "2001", hall, frozenset({"guide"}))
        self.sheets: dict[str, list[Sheet]] = {}
        self.changed = threading.Condition()
        store.on_commit(self._wake)
        self.act(system(hall), open_day)

    def _wake(self, _hall: int) -> None:
        with self.changed:
            self.changed.notify_all()

    def act(self, actor: Actor, act: Callable[..., object]) -> object:
        return self.store.act(actor, self.clock.now, act)  # type: ignore[arg-type]

    @contextmanager
    def printer(self, name: str, **more: object) -> Iterator[VirtualPrinter]:
        """A virtual printer on the network, registered with the hall."""
        caught = self.sheets.setdefault(name, [])
        machine = VirtualPrinter(caught.append)
        with NetworkPrinter(machine) as line:
            self.act(
                system(self.hall),
                lambda tx: register_printer(
                    tx,
                    name,
                    str(more.get("place", "hall")),
                    line.url,
                    {},
                    more.get("station"),  # type: ignore[arg-type]
                    more.get("stand_by"),  # type: ignore[arg-type]
                ),
            )
            yield machine

    @contextmanager
    def station(self) -> Iterator[Station]:
        """The server's own station."""
        station = Station(StoreSpool(self.store, self.hall, self.clock), SheetMaker(None))
        station.start()
        yield station
        station.stop()

    def ticket(self, printer: str) -> TicketIssued:
        """A ticket issued by the guide, printed there."""
        wanted = IssueTicket(items=("GA-004",), printer=printer)
        token = f"token-{time.monotonic_ns()}"
        return self.act(self.guide, lambda tx: issue_ticket(tx, wanted, token, lambda _: None))  # type: ignore[return-value]

    def job(self, job: int | None) -> tuple[str, str]:
        """State and printer of a job."""
        with self.store.reading() as connection:
            row = connection.execute(
                select(t.print_job.c.state, t.printer.c.code)
                .join(t.printer, t.printer.c.id == t.print_job.c.printer_id)
                .where(t.print_job.c.id == job)
            ).one()
        return row.state, row.code

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait for a commit after which something holds."""
        deadline = time.monotonic() + PATIENCE_S
        with self.changed:
            while not holds():
                assert self.changed.wait(deadline - time.monotonic()), what

    def acts(self) -> list[str]:
        """The journal's acts, oldest first."""
        with self.store.reading() as connection:
            return list(
                connection.execute(select(t.journal.c.act).order_by(t.journal.c.seq)).scalars()
            )


@pytest.fixture
def office(store: Store, hall: int, clock: SettableClock) -> Office:
    return Office(store, hall, clock)


def test_a_ticket_given_by_a_guide_is_printed_once_and_known_to_be(office: Office) -> None:
    with office.printer("导办台"):
        issued = office.ticket("导办台")
        assert office.job(issued.print_job) == ("QUEUED", "导办台")
        with office.station():
            office.until("printed", lambda: office.job(issued.print_job)[0] == "PRINTED")
    assert len(office.sheets["导办台"]) == 1
    assert issued.number in json.dumps(issued.model_dump(mode="json"))
    with office.store.reading() as connection:
        assert verify(connection).faults == []


def test_a_sheet_refused_for_want_of_paper_comes_out_at_the_stand_by_printer(
    office: Office,
) -> None:
    with office.printer("备用"), office.printer("一号", stand_by="备用") as first:
        first.load_paper(0)
        issued = office.ticket("一号")
        with office.station():
            office.until("printed elsewhere", lambda: office.job(issued.print_job)[0] == "PRINTED")
        assert office.job(issued.print_job) == ("PRINTED", "备用")
    assert office.sheets["一号"] == []
    assert len(office.sheets["备用"]) == 1
    assert "printer_status" in office.acts()


def test_a_printer_out_of_paper_is_journaled_once_and_not_at_every_look(office: Office) -> None:
    with office.printer("一号") as machine:
        machine.load_paper(0)
        first, second = office.ticket("一号"), office.ticket("一号")
        with office.station():
            for issued in (first, second):
                office.until(
                    "refused", lambda job=issued.print_job: office.job(job)[0] == "REFUSED"
                )
    assert office.acts().count("printer_status") == 1


def test_a_reprint_needs_a_person_keeps_the_number_and_counts(office: Office) -> None:
    with office.printer("一号"), office.station():
        issued = office.ticket("一号")
        office.until("printed", lambda: office.job(issued.print_job)[0] == "PRINTED")
        again = office.act(
            office.guide, lambda tx: print_ticket(tx, issued.ticket_id, Reprint(), wait_now)
        )
        office.until("reprinted", lambda: office.job(again.job_id)[0] == "PRINTED")  # type: ignore[attr-defined]
    assert len(office.sheets["一号"]) == 2
    with office.store.reading() as connection:
        copies = connection.execute(select(t.print_job.c.copy, t.print_job.c.label)).all()
    assert sorted(copies) == [(0, issued.number), (1, issued.number)]


def test_a_number_given_without_paper_is_printed_when_somebody_asks_for_it(office: Office) -> None:
    issued = office.act(
        office.guide,
        lambda tx: issue_ticket(tx, IssueTicket(items=("GA-004",)), "told", lambda _: None),
    )
    with pytest.raises(NoPrinter):
        office.act(office.guide, lambda tx: print_ticket(tx, issued.ticket_id, Reprint(), wait_now))
    with office.printer("一号"), office.station():
        first = office.act(
            office.guide, lambda tx: print_ticket(tx, issued.ticket_id, Reprint(), wait_now)
        )
        office.until("printed", lambda: office.job(first.job_id)[0] == "PRINTED")
        again = office.act(
            office.guide, lambda tx: print_ticket(tx, issued.ticket_id, Reprint(), wait_now)
        )
        office.until("reprinted", lambda: office.job(again.job_id)[0] == "PRINTED")
    with office.store.reading() as connection:
        copies = connection.execute(select(t.print_job.c.copy, t.print_job.c.label)).all()
    assert sorted(copies) == [(0, issued.number), (1, issued.number)]


def test_a_sheet_that_is_still_on_its_way_is_not_printed_twice(office: Office) -> None:
    with office.printer("一号"):
        issued = office.ticket("一号")
        with pytest.raises(JobNotReady):
            office.act(
                office.guide, lambda tx: print_ticket(tx, issued.ticket_id, Reprint(), wait_now)
            )


def test_a_station_that_starts_again_does_not_know_what_became_of_its_sheet(
    office: Office,
) -> None:
    with office.printer("一号"):
        issued = office.ticket("一号")
        spool = StoreSpool(office.store, office.hall, office.clock)
        assert spool.claim("一号") is not None
        assert office.job(issued.print_job)[0] == "SENDING"
        begun = StoreSpool(office.store, office.hall, office.clock).begin()
        assert begun.uncertain == {"一号": (issued.print_job,)}
        assert office.job(issued.print_job)[0] == "UNCERTAIN"
        with office.station():
            later = office.ticket("一号")
            office.until("the next", lambda: office.job(later.print_job)[0] == "PRINTED")
    assert office.job(issued.print_job)[0] == "UNCERTAIN"
    assert len(office.sheets["一号"]) == 1


def test_a_window_closes_its_day_with_a_slip_of_what_was_done(office: Office) -> None:
    clerk_id = office.act(
        system(office.hall),
        lambda tx: add_staff(tx, "1005", "王敏", "-", frozenset({"clerk"})),
    )
    clerk = Actor("staff", int(str(clerk_id)), "1005", office.hall, frozenset({"clerk"}))
    seat = "seat-of-a-test"
    with office.printer("27号打印机", place="window:27"), office.station():
        wanted = IssueTicket(items=("RS-008",))
        office.act(clerk, lambda tx: duty.sign_in(tx, "27", SignIn(seat=seat)))
        office.act(clerk, lambda tx: duty.open_window(tx, "27", seat))
        office.act(office.guide, lambda tx: issue_ticket(tx, wanted, "link", lambda _: None))
        office.clock.forward(minutes=9)
        office.act(clerk, lambda tx: call_next(tx, "27", seat))
        office.act(clerk, lambda tx: serve.start(tx, "27", seat))
        office.clock.forward(minutes=12)
        office.act(clerk, lambda tx: serve.finish(tx, "27", seat, Finish()))
        office.act(clerk, lambda tx: duty.pause_window(tx, "27", seat, Pause(reason="meal")))
        office.clock.forward(minutes=30)
        job = office.act(clerk, lambda tx: print_day_slip(tx, "27", seat))
        office.until("printed", lambda: office.job(job.job_id)[0] == "PRINTED")  # type: ignore[attr-defined]
        for _ in range(2):
            again = office.act(
                clerk,
                lambda tx: paper.reprint(tx, job.job_id, Reprint()),  # type: ignore[attr-defined]
            )
            office.until("reprinted", lambda id=again.job_id: office.job(id)[0] == "PRINTED")  # type: ignore[attr-defined]
    with office.store.reading() as connection:
        copies = connection.execute(select(t.print_job.c.copy).order_by(t.print_job.c.id))
        assert list(copies.scalars()) == [0, 1, 2]
        facts = json.loads(connection.execute(select(t.print_job.c.facts)).scalars().first())
    assert (facts["called"], facts["served"], facts["no_shows"]) == (1, 1, 0)
    assert (facts["average_wait"], facts["average_service"]) == (9, 12)
    assert [pause["minutes"] for pause in facts["pauses"]] == [30]
    assert len(office.sheets["27号打印机"]) == 3


def test_a_kiosk_reports_its_own_sheet_and_nobody_elses(office: Office) -> None:
    tokens = [
        office.act(
            system(office.hall), lambda tx, name=name: register_device(tx, "kiosk", name, "hall")
        )
        for name in ("1号", "2号")
    ]
    with office.store.reading() as connection:
        own, other = [device_actor(connection, each.token) for each in tokens]  # type: ignore[attr-defined]
    assert own is not None
    assert other is not None
    issued = office.act(
        own,
        lambda tx: issue_ticket(tx, IssueTicket(items=("GA-004",)), "token", lambda _: None),
    )
    assert isinstance(issued, TicketIssued)
    assert office.job(issued.print_job) == ("SENDING", "1号")
    report = ReportJob(state="UNCERTAIN", trouble="no_answer")
    with pytest.raises(NotYourJob):
        office.act(other, lambda tx: paper.report_job(tx, issued.print_job or 0, report))
    office.act(own, lambda tx: paper.report_job(tx, issued.print_job or 0, report))
    assert office.job(issued.print_job)[0] == "UNCERTAIN"
    late = ReportJob(state="PRINTED")
    office.act(own, lambda tx: paper.report_job(tx, issued.print_job or 0, late))
    assert office.job(issued.print_job)[0] == "PRINTED"


def test_a_station_beside_a_clerk_prints_over_the_halls_api(
    office: Office, tmp_path: Path, clock: SettableClock
) -> None:
    database = str(office.store.engine.url)
    server = Server(Settings(database=database, secret_file=tmp_path / "key"), clock)
    server.store.on_commit(office._wake)
    listening = make_server("127.0.0.1", 0, server.app, threaded=True)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        device = office.act(
            system(office.hall), lambda tx: register_device(tx, "station", "5号窗口", "window:5")
        )
        with office.printer("5号窗口打印机", place="window:5", station="5号窗口"):
            spool = HallSpool(f"http://127.0.0.1:{listening.port}", device.token)  # type: ignore[attr-defined]
            station = Station(spool, SheetMaker(None))
            station.start()
            issued = office.ticket("5号窗口打印机")
            office.until("printed", lambda: office.job(issued.print_job)[0] == "PRINTED")
            station.stop()
    finally:
        listening.shutdown()
        server.store.close()
    assert len(office.sheets["5号窗口打印机"]) == 1
