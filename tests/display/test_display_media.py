"""The display's own pictures and films: fetched once, checked, forgotten, whatever the hall sends."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from hall_states import board, utc_now
from running_hall import DisplayProcess, HallSimulator, until

from display.media import MediaCache
from hall_server.wire.message import Text
from hall_server.wire.views import MediumView

PICTURE = b"\x89PNG picture" * 1000
FILM = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 2000


def named(body: bytes, type_: str = "image/png") -> MediumView:
    """A medium as the hall lists it."""
    name = Text(zh="文明办事", en="Good manners")
    return MediumView(sha256=hashlib.sha256(body).hexdigest(), type=type_, name=name)


class Shelf:
    """A hall's files by hash; counts what is fetched. `away` refuses, `wrong` sends other bytes."""

    def __init__(self, *bodies: bytes) -> None:
        self.bodies = {hashlib.sha256(body).hexdigest(): body for body in bodies}
        self.fetched: list[str] = []
        self.away = False
        self.wrong = False

    @contextmanager
    def fetch(self, sha256: str) -> Iterator[Iterator[bytes]]:
        self.fetched.append(sha256)
        if self.away:
            raise requests.ConnectionError("nobody there")
        body = self.bodies[sha256]
        yield iter([body[:100], b"something else" if self.wrong else body[100:]])


@pytest.fixture
def told() -> list[frozenset[str]]:
    """What the cache said it can show, newest last."""
    return []


def cache(folder: Path, shelf: Shelf, told: list[frozenset[str]]) -> MediaCache:
    return MediaCache(folder, shelf.fetch, told.append)


def test_what_is_listed_is_fetched_once_and_what_is_no_longer_is_forgotten(
    tmp_path: Path, told: list[frozenset[str]]
) -> None:
    shelf, one, two = Shelf(PICTURE, FILM), named(PICTURE), named(FILM, "video/mp4")
    media = cache(tmp_path / "media", shelf, told)
    media.want((one, two))
    media.look()
    media.look()
    assert shelf.fetched == [one.sha256, two.sha256]
    assert told[-1] == {one.sha256, two.sha256}
    found = media.find(two.sha256)
    assert found is not None
    assert (found.path.read_bytes(), found.type) == (FILM, "video/mp4")
    media.want((two,))
    media.look()
    assert media.find(one.sha256) is None
    assert told[-1] == {two.sha256}
    assert [path.name for path in (tmp_path / "media").iterdir()] == [f"{two.sha256}.mp4"]


def test_a_display_started_again_has_its_files_without_the_hall(
    tmp_path: Path, told: list[frozenset[str]]
) -> None:
    shelf, one = Shelf(PICTURE), named(PICTURE)
    first = cache(tmp_path, shelf, told)
    first.want((one,))
    first.look()
    shelf.away = True
    second = cache(tmp_path, shelf, told)
    second.want((one,))
    second.look()
    assert second.find(one.sha256) is not None
    assert len(shelf.fetched) == 1


def test_bytes_that_do_not_fit_their_hash_are_never_shown(
    tmp_path: Path, told: list[frozenset[str]]
) -> None:
    shelf, one = Shelf(PICTURE), named(PICTURE)
    shelf.wrong = True
    media = cache(tmp_path, shelf, told)
    media.want((one,))
    media.look()
    assert media.find(one.sha256) is None
    assert list(tmp_path.iterdir()) == []
    assert told == []
    shelf.wrong = False
    media.look()
    assert media.find(one.sha256) is not None


def test_a_file_damaged_on_disk_is_fetched_again(
    tmp_path: Path, told: list[frozenset[str]]
) -> None:
    shelf, one = Shelf(PICTURE), named(PICTURE)
    (tmp_path / f"{one.sha256}.png").write_bytes(PICTURE[:-1])
    media = cache(tmp_path, shelf, told)
    media.want((one,))
    media.look()
    assert (tmp_path / f"{one.sha256}.png").read_bytes() == PICTURE


def test_other_files_of_the_folder_are_left_alone(
    tmp_path: Path, told: list[frozenset[str]]
) -> None:
    (tmp_path / "keep.txt").write_text("not ours")
    media = cache(tmp_path, Shelf(), told)
    media.look()
    media.want(())
    media.look()
    assert [path.name for path in tmp_path.iterdir()] == ["keep.txt"]


@pytest.mark.parametrize(
    "listed",
    [
        MediumView(sha256="../../etc/passwd", type="image/png", name=Text(zh="x", en="x")),
        MediumView(sha256="A" * 64, type="image/png", name=Text(zh="x", en="x")),
        MediumView(sha256="0" * 64, type="text/html", name=Text(zh="x", en="x")),
    ],
)
def test_a_list_that_makes_no_sense_touches_nothing(
    tmp_path: Path, told: list[frozenset[str]], listed: MediumView
) -> None:
    shelf = Shelf()
    media = cache(tmp_path / "media", shelf, told)
    media.want((listed,))
    media.look()
    assert shelf.fetched == []
    assert not (tmp_path / "media").exists()


def test_the_program_fetches_serves_in_parts_and_goes_on_without_the_hall(
    hall: HallSimulator, display: DisplayProcess
) -> None:
    one = named(FILM, "video/mp4")
    hall.shelve(FILM)
    hall.send(board(1, utc_now()).model_copy(update={"media": (one,)}))
    address = f"{display.url}/media/{one.sha256}"
    until(lambda: requests.get(address, timeout=5).status_code == 200)
    hall.kill()
    whole = requests.get(address, timeout=5)
    assert (whole.content, whole.headers["Content-Type"]) == (FILM, "video/mp4")
    part = requests.get(address, headers={"Range": "bytes=4-7"}, timeout=5)
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert requests.get(f"{display.url}/media/{'0' * 64}", timeout=5).status_code == 404
    assert requests.get(f"{display.url}/media/..%2fstate.json", timeout=5).status_code == 404


def test_a_report_of_the_content_policy_is_counted(display: DisplayProcess) -> None:
    requests.post(f"{display.url}/csp-report", data=b"{" * 20_000, timeout=5)
    assert requests.get(f"{display.url}/health", timeout=5).json()["policy_reports"] == 1
