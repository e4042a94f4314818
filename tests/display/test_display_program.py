"""The program as a machine meets it: its pages, its stream, its end."""

import json
import time
from pathlib import Path

import pytest
import requests
from hall_states import board, utc_now
from running_hall import DisplayProcess, HallSimulator, until

import display as package

TEXTS = Path(package.__file__).parent / "page" / "texts"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/board",
        "/zone/A",
        "/window/5",
        "/static/board.js",
        "/texts/en.json",
        "/assets/roles.css",
    ],
)
def test_every_page_and_file_forbids_inline_code(display: DisplayProcess, path: str) -> None:
    answer = requests.get(display.url + path, timeout=5)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/static/../routes.py", "/static/%2e%2e/routes.py", "/nothing"])
def test_nothing_else_is_served(display: DisplayProcess, path: str) -> None:
    assert requests.get(display.url + path, timeout=5).status_code == 404


def test_a_place_in_the_address_cannot_break_the_page(display: DisplayProcess) -> None:
    page = requests.get(f"{display.url}/zone/%22%3E%3Cscript%3Ealert(1)", timeout=5).text
    assert "<script>alert" not in page


def test_all_languages_have_the_same_texts() -> None:
    files = {file.stem: json.loads(file.read_text()) for file in TEXTS.glob("*.json")}
    assert {"zh-CN", "en"} <= set(files)
    assert len({frozenset(texts) for texts in files.values()}) == 1


def test_the_stream_gives_the_whole_picture_at_once_and_beats_after_it(
    hall: HallSimulator, display: DisplayProcess
) -> None:
    hall.send(board(1, utc_now()))
    until(display.hears_the_hall)
    with requests.get(f"{display.url}/stream", stream=True, timeout=5) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = (line for line in stream.iter_lines(decode_unicode=True) if line)
        assert next(lines) == "retry: 500"
        told = {}
        for name in ("release", "listener", "layout", "picture", "beat"):
            assert next(lines) == f"event: {name}"
            told[name] = next(lines).removeprefix("data: ")
        assert json.loads(told["layout"])["name"] == "usual"
        picture = json.loads(told["picture"])
        assert (picture["lost_since"], picture["state"]["version"]) == (None, 1)


def test_the_program_ends_soon_with_its_pages_open(display: DisplayProcess) -> None:
    with requests.get(f"{display.url}/stream", stream=True, timeout=5) as stream:
        assert stream.ok
        asked = time.monotonic()
        assert display.end() == 0
        assert time.monotonic() - asked < 20
