"""The setup as files: what is exported comes back equal, what is hostile is refused whole."""

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from office import Caller, Office, is_problem
from openpyxl import Workbook, load_workbook
from PIL import Image
from werkzeug.test import TestResponse

FORMS = ("zip", "xlsx", "csv", "toml")


def export(caller: Caller, form: str) -> bytes:
    answer = caller.ask("GET", f"/api/v1/admin/export?form={form}")
    assert answer.status_code == 200
    return answer.data


def upload(caller: Caller, content: bytes, name: str) -> TestResponse:
    return caller.ask("POST", "/api/v1/admin/import", data={"file": (io.BytesIO(content), name)})


def setup_of(caller: Caller) -> dict[str, Any]:
    told: dict[str, Any] = caller.ask("GET", "/api/v1/admin/setup").get_json()
    return told


def apply(caller: Caller, edits: list[dict[str, Any]]) -> dict[str, Any]:
    answer = caller.ask("POST", "/api/v1/admin/changes", json={"edits": edits, "summary": "导入"})
    assert answer.status_code == 201, answer.data
    told: dict[str, Any] = answer.get_json()
    return told


def png() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(content, "PNG")
    return content.getvalue()


@pytest.fixture(scope="module")
def admin(shared_office: Office) -> Caller:
    """Signed in once: the log-in is throttled."""
    return shared_office.caller("admin")


def dress_up(caller: Caller) -> str:
    """Give the hall one of everything it may have; returns its medium's hash."""
    received = caller.ask(
        "POST", "/api/v1/admin/media", data={"file": (io.BytesIO(png()), "x.png")}
    ).get_json()
    medium = {"code": "m1", "name": {"zh": "宣传", "en": ""}, "begins": None, "ends": "2026-12-31"}
    new = {
        "special_days": {"code": "2026-10-01", "name": {"zh": "国庆", "en": ""}, "periods": []},
        "legal_days": {"code": "2026-10-10", "name": {"zh": "", "en": ""}, "working": True},
        "notices": {
            "code": "n1", "name": {"zh": "=1+1", "en": "#N/A"},
            "text": {"zh": "两行\n的通知", "en": ""}, "begins": "2026-11-01", "ends": None,
        },
        "media": medium | received,
        "life_events": {
            "code": "moving", "name": {"zh": "搬家", "en": "Moving"}, "items": ["DX-001"],
            "themes": ["move-in"],
        },
    }  # fmt: skip
    edits = [
        {"part": part, "code": entry["code"], "before": None, "after": entry}
        for part, entry in new.items()
    ]
    hall = setup_of(caller)["parts"]["hall"][0]
    paper = '# 模板\n[ticket.zh-CN]\nfooter = "再见"\n'
    words = {"call_text": {"zh": "请{number}到{window}号", "en": ""}, "paper_template": paper}
    edits.append({"part": "hall", "code": "hall", "before": hall, "after": hall | words})
    apply(caller, edits)
    return str(received["sha256"])


@pytest.mark.parametrize("form", FORMS)
def test_what_was_exported_changes_nothing_when_it_comes_back(office: Office, form: str) -> None:
    admin = office.caller("admin")
    dress_up(admin)
    told = upload(admin, export(admin, form), f"hall.{form}").get_json()
    assert told == {"edits": [], "problems": [], "difference": []}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_exported_brings_back_what_was_there(office: Office, form: str) -> None:
    admin = office.caller("admin")
    dress_up(admin)
    before, kept = setup_of(admin)["parts"], export(admin, form)
    item, notice = before["items"][0], before["notices"][0]
    spoil = {"part": "items", "code": item["code"], "before": item, "after": {**item, "fee": "改"}}
    drop = {"part": "notices", "code": "n1", "before": notice, "after": None}
    # A catalogue speaks of items alone, hall.toml of all else.
    apply(admin, {"csv": [spoil], "toml": [drop]}.get(form, [spoil, drop]))
    told = upload(admin, kept, f"hall.{form}").get_json()
    assert told["problems"] == [] and told["difference"]
    apply(admin, told["edits"])
    assert setup_of(admin)["parts"] == before


def test_files_from_before_everyday_words_leave_them_as_they_are(office: Office) -> None:
    admin = office.caller("admin")
    item = setup_of(admin)["parts"]["items"][0]
    now = {**item, "synonyms": ["开公司"], "day_cap": 40, "slots": 8}
    apply(admin, [{"part": "items", "code": item["code"], "before": item, "after": now}])
    later = ("synonyms", "day_cap", "half_day_cap", "slots", "pick_up")
    rows = list(csv.reader(io.StringIO(export(admin, "csv").decode("utf-8-sig"))))
    kept = [at for at, name in enumerate(rows[0]) if name not in later]
    text = io.StringIO()
    csv.writer(text).writerows([row[at] for at in kept] for row in rows)
    book = load_workbook(io.BytesIO(export(admin, "xlsx")))
    columns = [cell.value for cell in next(book["items"].iter_rows())]
    for name in later:
        at = columns.index(name)
        book["items"].delete_cols(at + 1)
        del columns[at]
    content = io.BytesIO()
    book.save(content)
    for file, name in ((text.getvalue().encode(), "c.csv"), (content.getvalue(), "b.xlsx")):
        told = upload(admin, file, name).get_json()
        assert (told["problems"], told["edits"]) == ([], []), name


def test_an_archive_carries_the_media_to_another_server(
    office: Office, template: Any, tmp_path: Any
) -> None:
    admin = office.caller("admin")
    mark = dress_up(admin)
    kept = export(admin, "zip")
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Office(template, tmp_path / "elsewhere", office.clock)
    other = elsewhere.caller("admin")
    assert other.ask("GET", f"/api/v1/media/{mark}").status_code == 404
    apply(other, upload(other, kept, "hall.zip").get_json()["edits"])
    assert other.ask("GET", f"/api/v1/media/{mark}").data == png()
    assert setup_of(other)["parts"] == setup_of(admin)["parts"]
    elsewhere.close()


def test_a_workbook_never_holds_a_formula(office: Office) -> None:
    admin = office.caller("admin")
    dress_up(admin)
    book = load_workbook(io.BytesIO(export(admin, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert "=1+1" in {cell.value for cell in cells}


def zipped(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def book_of(sheet: str, *rows: list[Any]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


SOUND = {"hall.toml": b"", "catalogue.csv": b""}
HEADS = ["code", "name", "name_en", "zone", "profile"]
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "x.csv"),
    "a picture": (png, "x.csv"),
    "a broken zip": (lambda: zipped(**SOUND)[:60], "x.zip"),
    "a path out of the archive": (lambda: zipped(**SOUND, **{"../../etc/passwd": b"x"}), "x.zip"),
    "a path within media": (
        lambda: zipped(**SOUND, **{"media/../" + "0" * 64: b"x"}),
        "x.zip",
    ),
    "a bomb": (lambda: zipped(**SOUND, **{"paper.toml": b"\0" * (17 * 1024 * 1024)}), "x.zip"),
    "no catalogue": (lambda: zipped(**{"hall.toml": b""}), "x.zip"),
    "a medium that is none": (lambda: zipped(**SOUND, **{"media/" + "0" * 64: b"x"}), "x.zip"),
    "toml that is none": (lambda: b"[hall", "hall.toml"),
    "a sheet that is no part": (lambda: book_of("printers", ["code"]), "x.xlsx"),
    "a sheet without its columns": (lambda: book_of("windows", ["code"]), "x.xlsx"),
    "a sheet with a column too many": (
        lambda: book_of("windows", [*HEADS, "colour"]),
        "x.xlsx",
    ),
    "a formula in a sheet": (
        lambda: book_of("windows", HEADS, ["=1", "x", "", "A", "p"]),
        "x.xlsx",
    ),
    "a day that is none": (
        lambda: book_of("hours", ["code", "periods"], ["mon", "9 to 5"]),
        "x.xlsx",
    ),
    "a number that is none": (
        lambda: book_of(
            "queues",
            ["code", "name", "name_en", "zone", "max_wait_minutes", "capacity"],
            ["A", "x", "", "A", "many", "999"],
        ),
        "x.xlsx",
    ),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_file_that_is_no_setup_is_refused_whole(
    shared_office: Office, admin: Caller, name: str
) -> None:
    before = shared_office.tables()
    make, file = HOSTILE[name]
    answer = upload(admin, make(), file)
    assert is_problem(answer), answer.data
    assert answer.status_code == 400
    assert answer.get_json()["code"] in ("hall_files_refused", "not_a_medium")
    assert shared_office.tables() == before


def test_each_problem_of_a_file_says_sheet_row_and_column(admin: Caller) -> None:
    answer = upload(admin, HOSTILE["a number that is none"][0](), "x.xlsx")
    (place,) = answer.get_json()["facts"]["places"]
    assert (place["file"], place["row"], place["column"]) == (
        "setup.xlsx/queues",
        2,
        "max_wait_minutes",
    )
    assert "write a whole number" in place["text"]


def test_a_sound_file_that_would_break_the_hall_tells_its_problems(admin: Caller) -> None:
    book = book_of("windows", HEADS, ["1", "", "", "A", "no-such-profile"])
    told = upload(admin, book, "x.xlsx").get_json()
    assert told["edits"] == []
    assert ("windows", "1", "profile") in {
        (each["part"], each["code"], each["field"]) for each in told["problems"]
    }


@pytest.mark.parametrize("form", ["", "exe", "%00", "ZIP"])
def test_a_form_nobody_knows_is_refused(admin: Caller, form: str) -> None:
    answer = admin.ask("GET", f"/api/v1/admin/export?form={form}")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "unknown_form")


def test_two_files_at_once_are_not_taken(admin: Caller) -> None:
    files = [(io.BytesIO(b"x"), "a.csv"), (io.BytesIO(b"y"), "b.csv")]
    answer = admin.ask("POST", "/api/v1/admin/import", data={"file": files})
    assert answer.get_json()["code"] == "one_file_wanted"


def test_an_import_that_is_no_form_is_refused(admin: Caller) -> None:
    answer = admin.ask("POST", "/api/v1/admin/import", json={})
    assert answer.status_code == 415
    assert is_problem(answer)


def test_the_official_calendar_is_proposed_and_then_applied(office: Office) -> None:
    admin = office.caller("admin")
    told = admin.ask("POST", "/api/v1/admin/legal-years/2026", json={}).get_json()
    days = {edit["code"]: edit["after"] for edit in told["edits"]}
    assert days["2026-10-01"] == {
        "code": "2026-10-01", "working": False,
        "name": {"zh": "国庆节", "en": "National Day"},
    }  # fmt: skip
    worked = {code for code, day in days.items() if day["working"]}
    assert worked == {
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"
    }  # fmt: skip
    apply(admin, told["edits"])
    assert setup_of(admin)["legal_years"] == [2026]
    again = admin.ask("POST", "/api/v1/admin/legal-years/2026", json={}).get_json()
    assert again["edits"] == []


def test_a_year_whose_notice_is_not_out_is_said_to_be_unknown(admin: Caller) -> None:
    answer = admin.ask("POST", "/api/v1/admin/legal-years/2031", json={})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "legal_year_unknown")
