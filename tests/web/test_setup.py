"""The administrator's doors: what is read, previewed, changed and told, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from office import Caller, Office, is_problem


@pytest.fixture(scope="module")
def admin(shared_office: Office) -> Caller:
    """Signed in once: the log-in is throttled."""
    return shared_office.caller("admin")


def setup_of(caller: Caller) -> dict[str, Any]:
    told: dict[str, Any] = caller.ask("GET", "/api/v1/admin/setup").get_json()
    return told


def entry(setup: dict[str, Any], part: str, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in setup["parts"][part] if each["code"] == code)
    return found


def renamed(window: dict[str, Any], name: str) -> dict[str, Any]:
    after = {**window, "name": {"zh": name, "en": ""}}
    return {"part": "windows", "code": window["code"], "before": window, "after": after}


def post(caller: Caller, *edits: dict[str, Any], when: str = "now") -> Any:
    body = {"edits": list(edits), "summary": "试一试", "when": when}
    return caller.ask("POST", "/api/v1/admin/changes", json=body)


def test_the_whole_setup_is_read_once_and_then_only_when_it_changed(office: Office) -> None:
    admin = office.caller("admin")
    first = admin.ask("GET", "/api/v1/admin/setup")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert admin.ask("GET", "/api/v1/admin/setup", headers=tag).status_code == 304
    assert post(admin, renamed(entry(first.get_json(), "windows", "1"), "导办")).status_code == 201
    again = admin.ask("GET", "/api/v1/admin/setup", headers=tag)
    assert again.status_code == 200
    assert entry(again.get_json(), "windows", "1")["name"]["zh"] == "导办"


@pytest.mark.parametrize(
    ("role", "some"),
    [("admin", {"hall", "windows"}), ("supervisor", {"notices", "media", "special_days"})],
)
def test_each_role_is_told_what_it_may_edit(office: Office, role: str, some: set[str]) -> None:
    may = set(setup_of(office.caller(role))["may_edit"])
    assert some <= may
    assert role == "admin" or some == may


def test_an_auditor_reads_and_edits_nothing(office: Office) -> None:
    auditor = office.caller("auditor")
    setup = setup_of(auditor)
    assert setup["may_edit"] == []
    answer = post(auditor, renamed(entry(setup, "windows", "1"), "导办"))
    assert answer.status_code == 403


def test_a_supervisor_edits_notices_and_is_refused_windows(office: Office) -> None:
    supervisor = office.caller("supervisor")
    notice = {
        "code": "n1", "name": {"zh": "停电", "en": ""}, "text": {"zh": "下午停电", "en": ""},
        "begins": None, "ends": None,
    }  # fmt: skip
    put_up = {"part": "notices", "code": "n1", "before": None, "after": notice}
    assert post(supervisor, put_up).status_code == 201
    board = supervisor.ask("GET", "/api/v1/board").get_json()
    assert "下午停电" in str(board)
    refused = post(supervisor, renamed(entry(setup_of(supervisor), "windows", "1"), "导办"))
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")


def test_kiosks_see_a_new_item_as_soon_as_it_is_saved(office: Office) -> None:
    admin, kiosk = office.caller("admin"), office.caller("kiosk")
    before = kiosk.ask("GET", "/api/v1/kiosk").get_json()["catalogue"]
    item = setup_of(admin)["parts"]["items"][0]
    new = {**item, "code": "NEW-1", "name": {"zh": "全新事项", "en": ""}}
    new |= {"synonyms": ["丢身份证"], "slots": 0}
    post(admin, {"part": "items", "code": "NEW-1", "before": None, "after": new, "place": 0})
    assert kiosk.ask("GET", "/api/v1/kiosk").get_json()["catalogue"] != before
    told = kiosk.ask("GET", "/api/v1/catalogue").get_json()
    offered = told["items"][0]
    assert (offered["code"], offered["bookable"], offered["pick_up"]) == ("NEW-1", False, False)
    assert offered["synonyms_spelled"] == [["diushenfenzheng", "dsfz"]]
    assert (told["life_events"][0]["code"], told["reasons"][0]["from_age"]) == ("birth", 70)
    assert told["windows"][0] == {"window": "1", "zone": "A"}


def test_the_second_editor_is_told_and_the_first_ones_words_stay(office: Office) -> None:
    admin = office.caller("admin")
    seen = entry(setup_of(admin), "windows", "1")
    post(admin, renamed(seen, "导办"))
    answer = post(admin, renamed(seen, "咨询"))
    told = answer.get_json()
    assert (answer.status_code, told["code"]) == (409, "changed_meanwhile")
    assert told["facts"]["now"]["name"]["zh"] == "导办"
    assert entry(setup_of(admin), "windows", "1")["name"]["zh"] == "导办"


def test_changes_are_listed_newest_first_and_undone_once(office: Office) -> None:
    admin = office.caller("admin")
    post(admin, renamed(entry(setup_of(admin), "windows", "1"), "甲"))
    last = post(admin, renamed(entry(setup_of(admin), "windows", "2"), "乙")).get_json()
    path = f"/api/v1/admin/changes/{last['change_id']}/undo"
    assert admin.ask("POST", path, json={}).status_code == 201
    assert admin.ask("POST", path, json={}).get_json()["code"] == "change_settled"
    listed = admin.ask("GET", "/api/v1/admin/changes").get_json()["changes"]
    assert [each["state"] for each in listed] == ["APPLIED", "UNDONE", "APPLIED"]
    older = admin.ask("GET", f"/api/v1/admin/changes?before={last['change_id']}").get_json()
    assert [each["difference"][0]["code"] for each in older["changes"]] == ["1"]


def test_a_change_for_tomorrow_is_kept_and_can_be_cancelled(office: Office) -> None:
    admin = office.caller("admin")
    window = entry(setup_of(admin), "windows", "1")
    waiting = post(admin, renamed(window, "导办"), when="next_opening").get_json()
    day = (office.clock().date() + timedelta(days=1)).isoformat()
    assert (waiting["state"], waiting["due"]) == ("SCHEDULED", day)
    assert entry(setup_of(admin), "windows", "1") == window
    path = f"/api/v1/admin/changes/{waiting['change_id']}/cancel"
    assert admin.ask("POST", path, json={}).get_json()["state"] == "CANCELLED"


def test_hostile_words_are_kept_as_text_or_refused(office: Office) -> None:
    admin = office.caller("admin")
    for words in ("<script>alert(1)</script>", "\u202e江畔", "👩‍👩‍👧 𠮷", "'; DROP TABLE hall; --"):
        answer = post(admin, renamed(entry(setup_of(admin), "windows", "1"), words))
        assert answer.status_code == 201, answer.data
        assert entry(setup_of(admin), "windows", "1")["name"]["zh"] == words
    for words in ("x" * 10_000, "两\n行", " 空格 ", "\x07"):
        answer = post(admin, renamed(entry(setup_of(admin), "windows", "1"), words))
        (problem,) = answer.get_json()["facts"]["problems"][:1]
        assert (problem["part"], problem["code"], problem["field"]) == ("windows", "1", "name")


@pytest.mark.parametrize("kind", ["ticket", "day_end"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_template_is_seen_before_it_is_saved(admin: Caller, kind: str, language: str) -> None:
    plain, dressed = (
        admin.ask(
            "POST",
            "/api/v1/admin/preview/paper",
            json={"kind": kind, "language": language, "template": template},
        )
        for template in ("", f'[{kind}.{language}]\nfooter = "再见 👋"\n')
    )
    assert plain.content_type == dressed.content_type == "image/png"
    assert plain.data != dressed.data


def test_a_template_that_is_wrong_says_its_line(admin: Caller) -> None:
    answer = admin.ask(
        "POST", "/api/v1/admin/preview/paper", json={"template": "\n[ticket.zh-CN]\nheader = 1\n"}
    )
    assert is_problem(answer)
    assert answer.get_json()["code"] == "template_refused"
    assert answer.get_json()["facts"]["line"] == 3


def test_a_call_is_heard_before_it_is_saved(admin: Caller) -> None:
    told = admin.ask(
        "POST",
        "/api/v1/admin/preview/call",
        json={"call_text": {"zh": "请{number}号到{zone}{window}号窗口"}, "window": "1"},
    ).get_json()
    assert told["zh"].startswith("请A零零三号到") and told["zh"].endswith("1号窗口")
    assert told["en"] == "Ticket A zero zero three, please go to counter 1"


@pytest.mark.parametrize("zh", ["{", "{number}", "{number}{window}{name}", "{number.x}{window}"])
def test_a_call_that_cannot_be_said_is_refused(admin: Caller, zh: str) -> None:
    body = {"call_text": {"zh": zh}}
    answer = admin.ask("POST", "/api/v1/admin/preview/call", json=body)
    assert (answer.status_code, answer.get_json()["code"]) == (400, "call_text_refused")
    assert answer.get_json()["facts"]["text"]["zh"]


def test_machines_that_print_fetch_the_halls_template_once(office: Office) -> None:
    admin, kiosk = office.caller("admin"), office.caller("kiosk")
    first = kiosk.ask("GET", "/api/v1/paper-template")
    assert first.get_json() == {"template": ""}
    tag = {"If-None-Match": first.headers["ETag"]}
    assert kiosk.ask("GET", "/api/v1/paper-template", headers=tag).status_code == 304
    hall = setup_of(admin)["parts"]["hall"][0]
    after = {**hall, "paper_template": '[ticket.zh-CN]\nfooter = "再见"\n'}
    post(admin, {"part": "hall", "code": "hall", "before": hall, "after": after})
    again = kiosk.ask("GET", "/api/v1/paper-template", headers=tag)
    assert "再见" in again.get_json()["template"]
