"""The loopback server: what it serves, to whom, under which policy."""

import http.client
from urllib.parse import urlsplit

import pytest
import requests
from machine import Machine
from simulated_hall import SimulatedHall

PATHS = ["/", "/page/main.js", "/assets/roles.css", "/api/now", "/api/catalogue", "/nowhere"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_strict_policy(machine: Machine, path: str) -> None:
    headers = requests.get(machine.url + path, timeout=5).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_unknown_path_is_a_problem_document(machine: Machine) -> None:
    answer = requests.get(f"{machine.url}/nowhere", timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "path", ["/page/../web.py", "/page/%2e%2e/%2e%2e/web.py", "/assets/..%2fcli.py"]
)
def test_nothing_outside_the_page_folders_is_served(machine: Machine, path: str) -> None:
    place = urlsplit(machine.url)
    line = http.client.HTTPConnection(str(place.hostname), place.port, timeout=5)
    line.request("GET", path)
    assert line.getresponse().status == 404
    line.close()


def test_another_host_name_is_refused(machine: Machine) -> None:
    answer = requests.get(machine.url, headers={"Host": "evil.example"}, timeout=5)
    assert answer.status_code == 400


def test_an_unchanged_state_is_not_sent_again(machine: Machine) -> None:
    first = requests.get(f"{machine.url}/api/now", timeout=5)
    again = {"If-None-Match": first.headers["ETag"]}
    assert requests.get(f"{machine.url}/api/now", headers=again, timeout=5).status_code == 304


def test_the_page_hears_when_the_hall_has_gone(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.go_away()
    machine.kiosk.link.wait_for(lambda view: view.status == "unreachable", 5)
    now = requests.get(f"{machine.url}/api/now", timeout=5).json()
    assert now["link"] == "unreachable"
    assert now["state"]["version"] == simulated_hall.state.version
