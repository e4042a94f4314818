"""Pictures and films: received by content, kept by hash, served whole and in parts; hostile ones refused."""

import hashlib
import io
import shutil
from pathlib import Path

import pytest
from office import Caller, Office, is_problem
from PIL import Image
from werkzeug.test import TestResponse

from hall_server.domain.media import FILM_MOST, HEAD, PICTURE_MOST, kind_of
from hall_server.domain.refusals import NoRoom
from hall_server.store.media import MediaFiles

FILM = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(range(256)) * 40
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 36)) -> bytes:
    """A small picture of a kind."""
    drawn = io.BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind)
    return drawn.getvalue()


def upload(caller: Caller, body: bytes, name: str = "picture.png", **more: str) -> TestResponse:
    form = {"file": (io.BytesIO(body), name), **more}
    return caller.ask("POST", "/api/v1/admin/media", data=form, content_type="multipart/form-data")


def kept(office: Office) -> list[str]:
    """Names of the files in the office's media folder."""
    return sorted(file.name for file in folder(office).glob("*"))


def folder(office: Office) -> Path:
    return office.folder / "media"


KINDS = {
    "image/png": picture("PNG"),
    "image/jpeg": picture("JPEG"),
    "image/webp": picture("WEBP"),
    "video/mp4": FILM,
    "video/webm": WEBM + bytes(500),
}


@pytest.mark.parametrize("type_", sorted(KINDS))
def test_what_is_received_is_served_as_what_it_is_whatever_its_name(
    office: Office, type_: str
) -> None:
    body = KINDS[type_]
    received = upload(office.caller("supervisor"), body, "../../etc/evil.html")
    assert received.status_code == 201, received.data
    sha256 = hashlib.sha256(body).hexdigest()
    assert received.get_json() == {"sha256": sha256, "type": type_, "size": len(body)}
    served = office.caller("display").ask("GET", f"/api/v1/media/{sha256}")
    assert (served.status_code, served.data) == (200, body)
    assert served.content_type == type_
    assert "immutable" in served.headers["Cache-Control"]
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert [name.split(".")[0] for name in kept(office)] == [sha256]
    newest = office.caller("admin").ask("GET", "/api/v1/journal?limit=1").get_json()["entries"][0]
    assert (newest["act"], newest["actor"]) == ("receive_medium", "staff:supervisor")


def test_the_same_file_sent_twice_is_kept_once(office: Office) -> None:
    admin = office.caller("admin")
    first, second = upload(admin, FILM), upload(admin, FILM, "other name.mp4")
    assert first.get_json() == second.get_json()
    assert len(kept(office)) == 1


def test_a_film_is_served_in_parts(office: Office) -> None:
    sha256 = upload(office.caller("admin"), FILM).get_json()["sha256"]
    caller, path = office.caller("display"), f"/api/v1/media/{sha256}"
    part = caller.ask("GET", path, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data) == (206, b"ftyp")
    assert part.headers["Content-Range"] == f"bytes 4-7/{len(FILM)}"
    beyond = caller.ask("GET", path, headers={"Range": f"bytes={len(FILM) + 1}-"})
    assert beyond.status_code == 416
    again = caller.ask("GET", path, headers={"If-None-Match": f'"{sha256}"'})
    assert again.status_code == 304


WRONG = {
    "nothing": b"",
    "a page": b"<!doctype html><script>alert(1)</script>" + bytes(200),
    "svg": b'<?xml version="1.0"?><svg onload="alert(1)" xmlns="http://www.w3.org/2000/svg"/>',
    "gif": b"GIF89a" + bytes(100),
    "a program": b"MZ" + bytes(300),
    "quicktime": b"\x00\x00\x00\x14ftypqt  " + bytes(100),
    "matroska": WEBM.replace(b"\x84webm", b"\x88matroska") + bytes(100),
    "a page that begins like nothing": b"\xff\xd8<script>" + bytes(100),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_boards_cannot_show_is_refused_whatever_its_name_and_type_say(
    office: Office, name: str
) -> None:
    before = office.tables()
    form = {"file": (io.BytesIO(WRONG[name]), "picture.png", "image/png")}
    refused = office.caller("admin").ask(
        "POST", "/api/v1/admin/media", data=form, content_type="multipart/form-data"
    )
    assert is_problem(refused)
    assert (refused.status_code, refused.get_json()["code"]) == (400, "not_a_medium")
    assert kept(office) == []
    assert office.tables() == before


def test_a_picture_that_is_cut_off_or_only_begins_like_one_is_refused(office: Office) -> None:
    admin = office.caller("admin")
    whole = picture(size=(400, 400))
    for broken in (whole[: len(whole) // 2], whole[:20] + bytes(400), b"\x89PNG\r\n\x1a\n<script>"):
        refused = upload(admin, broken)
        assert (refused.status_code, refused.get_json()["code"]) == (400, "medium_broken")
    assert kept(office) == []


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused(office: Office) -> None:
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG", optimize=False)
    refused = upload(office.caller("admin"), bomb.getvalue())
    assert refused.get_json()["code"] == "medium_broken"
    assert kept(office) == []


def test_a_picture_beyond_its_limit_is_refused_and_a_film_of_that_size_is_not(
    office: Office,
) -> None:
    admin = office.caller("admin")
    refused = upload(admin, picture() + bytes(PICTURE_MOST))
    assert (refused.status_code, refused.get_json()["code"]) == (413, "medium_too_large")
    assert refused.get_json()["facts"] == {"most_mb": 10}
    assert kept(office) == []
    assert upload(admin, FILM + bytes(PICTURE_MOST)).status_code == 201


def test_a_body_beyond_every_limit_is_refused_before_it_is_read(office: Office) -> None:
    refused = office.caller("admin").ask(
        "POST",
        "/api/v1/admin/media",
        environ_overrides={"CONTENT_LENGTH": str(FILM_MOST * 2)},
        content_type="multipart/form-data; boundary=x",
        input_stream=io.BytesIO(b"--x\r\n"),
    )
    assert (refused.status_code, refused.get_json()["code"]) == (413, "body_too_large")
    assert kept(office) == []


FORMS = {
    "no boundary": ("multipart/form-data", b"--x\r\n"),
    "no end": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    ),
    "no file": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc\r\n--x--\r\n',
    ),
    "another field": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="other"; filename="a"\r\n\r\nabc\r\n--x--\r\n',
    ),
    "two files": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="b"\r\n\r\nabc\r\n--x--\r\n',
    ),
}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_that_is_not_one_file_is_refused(office: Office, name: str) -> None:
    kind, body = FORMS[name]
    refused = office.caller("admin").ask(
        "POST", "/api/v1/admin/media", data=body, content_type=kind
    )
    assert is_problem(refused), refused.data
    assert (refused.status_code, refused.get_json()["code"]) == (400, "one_file_wanted")
    assert kept(office) == []


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/octet-stream", None]
)
def test_a_body_that_is_no_form_is_refused(office: Office, kind: str | None) -> None:
    refused = office.caller("admin").ask(
        "POST", "/api/v1/admin/media", data=b"{}", content_type=kind
    )
    assert (refused.status_code, refused.get_json()["code"]) == (415, "not_an_upload")


def test_other_routes_still_take_no_large_body(office: Office) -> None:
    form = {"file": (io.BytesIO(FILM * 20), "film.mp4")}
    refused = office.caller("supervisor").ask(
        "POST", "/api/v1/closures", data=form, content_type="multipart/form-data"
    )
    assert refused.status_code == 413


def test_a_full_disk_is_said_and_nothing_is_kept(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    files = MediaFiles(tmp_path / "media", spare=free * 2)
    with pytest.raises(NoRoom), files.arrival():
        raise AssertionError("it must not arrive")
    nearly = MediaFiles(tmp_path / "media", spare=0)
    with pytest.raises(NoRoom), nearly.arrival() as arrival:
        arrival.write(FILM)
        raise OSError(28, "No space left on device")
    assert list((tmp_path / "media").iterdir()) == []


@pytest.mark.parametrize("who", ["clerk", "guide", "auditor", "display", "kiosk", "nobody"])
def test_nobody_else_uploads(office: Office, who: str) -> None:
    assert upload(office.caller(who), picture()).status_code in (401, 403)
    assert kept(office) == []


def test_the_kind_is_told_by_the_first_bytes_alone() -> None:
    assert all(kind_of(body[:HEAD]) is not None for body in KINDS.values())
    assert all(kind_of(body[:n]) is None for body in KINDS.values() for n in range(3))
