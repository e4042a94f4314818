"""The link to the hall: what it asks, what it keeps, how it comes back."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from simulated_hall import TOKEN, SimulatedHall, server_error

from hall_server.wire.acts import IssueTicket
from hall_server.wire.message import Text, Wait
from hall_server.wire.paper import PaperTemplate
from kiosk.hall_client import HallClient, HallFailed, HallRefused, NotAdmitted
from kiosk.kept import Kept
from kiosk.server_link import LinkView, ServerLink

ERRAND = IssueTicket(items=("SJ-001",))
EARLY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = EARLY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(simulated_hall: SimulatedHall) -> Iterator[HallClient]:
    opened = HallClient(simulated_hall.url, TOKEN)
    yield opened
    opened.close()


@pytest.fixture
def link(client: HallClient, clock: Clock, tmp_path: Path) -> ServerLink:
    """A link that polls only when told."""
    return ServerLink(client, clock, Kept(tmp_path))


@pytest.fixture
def running_link(client: HallClient, clock: Clock, tmp_path: Path) -> Iterator[ServerLink]:
    """A link that polls in its own thread."""
    started = ServerLink(client, clock, Kept(tmp_path))
    started.start()
    yield started
    started.stop()


def test_a_new_paper_template_comes_with_the_new_setup(
    simulated_hall: SimulatedHall, link: ServerLink
) -> None:
    link.poll()
    assert link.view().template == ""
    simulated_hall.template = PaperTemplate(template="[ticket.zh-CN]\nfooter = '再见'\n")
    simulated_hall.offer(simulated_hall.catalogue.model_copy(update={"version": "next"}))
    link.poll()
    assert "再见" in link.view().template


def asked(hall: SimulatedHall, path: str) -> list[int]:
    return [status for _, asked_path, status in hall.requests if asked_path.endswith(path)]


def test_the_first_poll_brings_the_state_and_the_catalogue(
    link: ServerLink, simulated_hall: SimulatedHall
) -> None:
    link.poll()
    view = link.view()
    assert view.status == "reached"
    assert view.state == simulated_hall.state
    assert view.catalogue == simulated_hall.catalogue


def test_what_is_closed_is_kept_as_soon_as_the_disk_takes_it(
    simulated_hall: SimulatedHall, tmp_path: Path
) -> None:
    folder = tmp_path / "kiosk"
    folder.write_text("no folder")
    kept = Kept(folder)
    kept.keep_state(simulated_hall.state)
    folder.unlink()
    kept.keep_state(simulated_hall.state)
    assert kept.state() == simulated_hall.state


def test_an_unchanged_hall_is_not_sent_again(
    link: ServerLink, simulated_hall: SimulatedHall
) -> None:
    for _ in range(3):
        link.poll()
    assert asked(simulated_hall, "/kiosk") == [200, 304, 304]
    assert asked(simulated_hall, "/catalogue") == [200]


def test_a_longer_line_is_seen_at_the_next_poll(
    link: ServerLink, simulated_hall: SimulatedHall
) -> None:
    link.poll()
    simulated_hall.queue("A", wait=Wait(ahead=40, low=50, high=70))
    link.poll()
    state = link.view().state
    assert state is not None
    assert next(each for each in state.queues if each.queue == "A").wait.ahead == 40
    assert asked(simulated_hall, "/catalogue") == [200]


def test_a_new_catalogue_is_fetched_when_its_version_changes(
    link: ServerLink, simulated_hall: SimulatedHall
) -> None:
    link.poll()
    name = Text(zh="新名字的大厅", en="A hall with a new name")
    changed = simulated_hall.catalogue.model_copy(update={"version": "next", "hall": name})
    simulated_hall.offer(changed)
    link.poll()
    assert link.view().catalogue == changed


def test_a_hall_that_is_gone_leaves_the_last_good_state_and_says_since_when(
    link: ServerLink, simulated_hall: SimulatedHall, clock: Clock
) -> None:
    link.poll()
    simulated_hall.go_away()
    clock.now = LATER
    link.poll()
    link.poll()
    view = link.view()
    assert (view.status, view.since) == ("unreachable", LATER)
    assert view.state == simulated_hall.state
    assert view.catalogue == simulated_hall.catalogue


def test_the_link_is_back_within_two_seconds_of_the_hall(
    running_link: ServerLink, simulated_hall: SimulatedHall
) -> None:
    running_link.wait_for(lambda view: view.status == "reached", 5)
    simulated_hall.go_away()
    running_link.wait_for(lambda view: view.status == "unreachable", 5)
    simulated_hall.come()
    returned = time.monotonic()
    running_link.wait_for(lambda view: view.status == "reached", 5)
    assert time.monotonic() - returned < 2


def test_a_machine_without_a_valid_token_is_told_so(
    link: ServerLink, client: HallClient, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.token = "revoked"
    link.poll()
    assert link.view().status == "not_admitted"
    with pytest.raises(NotAdmitted):
        client.issue(ERRAND, "press-1")


def test_the_page_is_told_only_of_changes(link: ServerLink, simulated_hall: SimulatedHall) -> None:
    link.poll()
    before: LinkView = link.view()
    link.poll()
    assert link.view() is before
    simulated_hall.become(open=False)
    link.poll()
    assert link.view().revision > before.revision


def test_a_server_error_is_tried_once_more_with_the_same_key(
    client: HallClient, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.faults.append(server_error)
    ticket = client.issue(ERRAND, "press-1")
    assert ticket.number == "A001"
    assert asked(simulated_hall, "/tickets") == [500, 201]
    assert simulated_hall.keys == ["press-1"]


def test_a_lasting_server_error_is_no_refusal(
    client: HallClient, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.faults.extend([server_error] * 2)
    with pytest.raises(HallFailed):
        client.issue(ERRAND, "press-1")
    assert client.issue(ERRAND, "press-1").number == "A001"


def test_a_closed_hall_is_a_refusal_and_is_not_tried_again(
    client: HallClient, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.become(open=False)
    with pytest.raises(HallRefused) as refused:
        client.issue(ERRAND, "press-1")
    assert refused.value.problem.code == "hall_closed"
    assert asked(simulated_hall, "/tickets") == [409]
