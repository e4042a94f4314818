"""Who works in the hall: added, changed, sent away; and passwords and cards that no table keeps."""

import json
from typing import Any

import pytest
from office import PASSWORD, Caller, Office
from werkzeug.test import TestResponse

from hall_server.desk import staff
from hall_server.domain.actor import system
from hall_server.domain.admission import LastAdministrator
from hall_server.store.passwords import hash_password
from hall_server.store.people import set_password
from hall_server.wire.people import SeenStaff

STAFF = "/api/v1/admin/staff"


def _member(admin: Caller, badge: str) -> dict[str, Any]:
    everybody = admin.ask("GET", STAFF).get_json()["staff"]
    found: dict[str, Any] = next(each for each in everybody if each["badge"] == badge)
    return found


def _act(admin: Caller, badge: str, act: str, **words: Any) -> TestResponse:
    """POST an act about somebody as seen now."""
    seen = {"seen": _member(admin, badge)["seen"]} | words
    return admin.ask("POST", f"{STAFF}/{badge}/{act}", json=seen)


def _change(admin: Caller, badge: str, **words: Any) -> TestResponse:
    before = _member(admin, badge)
    body = {name: before[name] for name in ("name", "roles", "seen")} | words
    return admin.ask("PUT", f"{STAFF}/{badge}", json=body)


def _add(admin: Caller, badge: str, *roles: str) -> str:
    """Add somebody; the one-time password."""
    body = {"badge": badge, "name": f"人 {badge}", "roles": list(roles)}
    response = admin.ask("POST", STAFF, json=body)
    assert response.status_code == 201, response.data
    password: str = response.get_json()["one_time_password"]
    return password


def _log_in(office: Office, badge: str, password: str) -> Caller:
    caller = office.caller("nobody")
    answer = caller.ask("POST", "/api/v1/session", json={"badge": badge, "password": password})
    assert answer.status_code == 200, answer.data
    caller.headers["X-CSRFToken"] = answer.get_json()["csrf"]
    return caller


def _code(response: TestResponse) -> str:
    return str(response.get_json()["code"])


def test_a_new_clerk_logs_in_once_with_the_slip_and_works_with_a_password_of_her_own(
    office: Office,
) -> None:
    slip = _add(office.caller("admin"), "1009", "clerk")
    clerk = _log_in(office, "1009", slip)
    assert clerk.ask("GET", "/api/v1/session").get_json()["must_change"] is True
    refused = clerk.ask("POST", "/api/v1/windows/5/sign-in", json={"seat": "seat-0009"})
    assert (refused.status_code, _code(refused)) == (403, "password_to_change")
    assert clerk.ask("GET", "/desk/5").headers["Location"].startswith("/login")
    words = {"old": slip, "new": "my own words"}
    changed = clerk.ask("POST", "/api/v1/session/password", json=words)
    assert changed.get_json()["must_change"] is False
    clerk.headers["X-CSRFToken"] = changed.get_json()["csrf"]
    seated = clerk.ask("POST", "/api/v1/windows/5/sign-in", json={"seat": "seat-0009"})
    assert seated.status_code == 200
    assert _member(office.caller("admin"), "1009")["window"] == "5"
    nobody = office.caller("nobody")
    again = nobody.ask("POST", "/api/v1/session", json={"badge": "1009", "password": slip})
    assert again.status_code == 401


@pytest.mark.parametrize("easy", ["short", "long-badge", "{old}"])
def test_a_new_password_that_keeps_nobody_out_is_refused(office: Office, easy: str) -> None:
    slip = _add(office.caller("admin"), "long-badge", "clerk")
    clerk = _log_in(office, "long-badge", slip)
    words = {"old": slip, "new": easy.format(old=slip)}
    refused = clerk.ask("POST", "/api/v1/session/password", json=words)
    assert _code(refused) == "password_too_easy"
    wrong = clerk.ask("POST", "/api/v1/session/password", json={"old": "no", "new": "a good one"})
    assert (wrong.status_code, _code(wrong)) == (403, "wrong_password")


def test_a_lost_answer_is_told_again_and_no_table_keeps_the_password(office: Office) -> None:
    admin = office.caller("admin")
    body = {"badge": "1009", "name": "新人", "roles": ["clerk"]}
    key = {"Idempotency-Key": "press-1"}
    first = admin.ask("POST", STAFF, json=body, headers=key)
    again = admin.ask("POST", STAFF, json=body, headers=key)
    assert first.get_json()["one_time_password"] == again.get_json()["one_time_password"]
    assert again.headers["Idempotency-Replayed"] == "true"
    kept = json.dumps(office.tables(), default=str)
    assert first.get_json()["one_time_password"] not in kept
    assert first.headers["Cache-Control"] == "no-store"


def test_a_staff_card_opens_the_door_and_its_number_is_kept_nowhere(office: Office) -> None:
    admin = office.caller("admin")
    seen = _member(admin, "clerk")["seen"]
    card = {"card": "0012 3456 78", "seen": seen}
    assert admin.ask("PUT", f"{STAFF}/clerk/card", json=card).status_code == 200
    assert "12345678" not in json.dumps(office.tables(), default=str).replace(" ", "")
    clerk = office.caller("nobody")
    entered = clerk.ask("POST", "/api/v1/session/card", json={"card": "0012345678"})
    assert entered.get_json()["badge"] == "clerk"
    mine = {"card": "0012345678", "seen": _member(admin, "guide")["seen"]}
    taken = admin.ask("PUT", f"{STAFF}/guide/card", json=mine)
    assert (_code(taken), taken.get_json()["facts"]) == ("card_taken", {"badge": "clerk"})
    assert admin.ask("DELETE", f"{STAFF}/clerk/card").status_code == 200
    stranger = office.caller("nobody")
    refused = stranger.ask("POST", "/api/v1/session/card", json={"card": "0012345678"})
    assert (refused.status_code, _code(refused)) == (401, "unknown_card")


def test_guessing_cards_is_slowed_down(office: Office) -> None:
    nobody = office.caller("nobody")
    answers = [
        nobody.ask("POST", "/api/v1/session/card", json={"card": f"card-{n}"}).status_code
        for n in range(42)
    ]
    assert answers[0] == 401
    assert 429 in answers


def test_the_last_administrator_stays_and_nobody_sends_themselves_away(office: Office) -> None:
    admin = office.caller("admin")
    assert _code(_act(admin, "admin", "deactivate")) == "not_yourself"
    assert _code(_change(admin, "admin", roles=["clerk"])) == "not_yourself"
    slip = _add(admin, "9009", "admin")
    other = _log_in(office, "9009", slip)
    changed = other.ask(
        "POST", "/api/v1/session/password", json={"old": slip, "new": "other words"}
    )
    other.headers["X-CSRFToken"] = changed.get_json()["csrf"]
    assert _act(other, "admin", "deactivate").status_code == 200
    everybody = other.ask("GET", STAFF).get_json()["staff"]
    assert {each["badge"]: each["active"] for each in everybody}["admin"] is False
    assert _code(_change(other, "9009", roles=["guide"])) == "not_yourself"


def test_the_last_administrator_cannot_be_removed_by_the_command_line_either(
    office: Office,
) -> None:
    wanted = SeenStaff(seen=_member(office.caller("admin"), "admin")["seen"])
    with pytest.raises(LastAdministrator):
        office.store.act(
            system(office.hall), office.clock.now, lambda tx: staff.deactivate(tx, "admin", wanted)
        )


def test_two_administrators_at_one_person_the_second_is_told(office: Office) -> None:
    one, other = office.caller("admin"), office.caller("admin")
    as_seen = _member(other, "clerk")
    assert _change(one, "clerk", name="王敏").status_code == 200
    late = {"name": "李静", "roles": ["clerk"], "seen": as_seen["seen"]}
    refused = other.ask("PUT", f"{STAFF}/clerk", json=late)
    assert (refused.status_code, _code(refused)) == (409, "changed_meanwhile")
    assert refused.get_json()["facts"]["by"] == "staff:admin"
    assert _member(other, "clerk")["name"] == "王敏"


def test_a_badge_is_never_given_twice(office: Office) -> None:
    admin = office.caller("admin")
    body = {"badge": "clerk", "name": "另一人", "roles": ["guide"]}
    refused = admin.ask("POST", STAFF, json=body)
    assert (refused.status_code, _code(refused)) == (409, "badge_taken")


@pytest.mark.parametrize("how", ["deactivate", "roles", "password", "card"])
def test_rights_that_change_end_every_session_of_the_person(office: Office, how: str) -> None:
    admin, clerk = office.caller("admin"), office.caller("clerk")
    if how == "card":
        seen = _member(admin, "clerk")["seen"]
        admin.ask("PUT", f"{STAFF}/clerk/card", json={"card": "0012345678", "seen": seen})
    elif how == "roles":
        assert _change(admin, "clerk", roles=["clerk", "guide"]).status_code == 200
    else:
        assert _act(admin, "clerk", how).status_code == 200
    office.a_second_later()
    assert clerk.ask("GET", "/api/v1/windows/5/desk").status_code == 401


def test_a_password_set_at_the_servers_terminal_ends_sessions_too(office: Office) -> None:
    clerk = office.caller("clerk")
    office.store.act(
        system(office.hall),
        office.clock.now,
        lambda tx: set_password(tx, "clerk", hash_password("another one")),
    )
    office.a_second_later()
    assert clerk.ask("GET", "/api/v1/session").status_code == 401


def test_another_name_ends_no_session(office: Office) -> None:
    admin, clerk = office.caller("admin"), office.caller("clerk")
    assert _change(admin, "clerk", name="王 敏").status_code == 200
    office.a_second_later()
    assert clerk.ask("GET", "/api/v1/session").get_json()["name"] == "王 敏"


def test_a_copied_cookie_is_no_good_after_the_sign_out_and_other_browsers_stay_in(
    office: Office,
) -> None:
    one, other = office.caller("clerk"), office.caller("clerk")
    cookie = one.client.get_cookie("session")
    assert cookie is not None
    assert one.ask("DELETE", "/api/v1/session").status_code == 204
    thief = office.caller("nobody")
    thief.client.set_cookie("session", cookie.value)
    assert thief.ask("GET", "/api/v1/session").status_code == 401
    assert other.ask("GET", "/api/v1/session").status_code == 200


def _at_window(office: Office, *, serving: bool) -> tuple[Caller, str]:
    """A clerk at window 1 with somebody in hand."""
    clerk, guide = office.caller("clerk"), office.caller("guide")
    seat = {"Hall-Seat": "seat-0001"}
    clerk.ask("POST", "/api/v1/windows/1/sign-in", json={"seat": "seat-0001"})
    clerk.ask("POST", "/api/v1/windows/1/open", json={}, headers=seat)
    item = "SJ-001"
    for _ in range(2):
        issued = guide.ask("POST", "/api/v1/tickets", json={"items": [item]})
        assert issued.status_code == 201, issued.data
    called = clerk.ask("POST", "/api/v1/windows/1/call-next", json={}, headers=seat)
    if serving:
        clerk.ask("POST", "/api/v1/windows/1/start", json={}, headers=seat)
    return clerk, called.get_json()["current"]["number"]


@pytest.mark.parametrize("serving", [False, True])
def test_a_clerk_sent_away_leaves_a_closed_window_and_nobody_loses_their_turn(
    office: Office, serving: bool
) -> None:
    _, number = _at_window(office, serving=serving)
    admin = office.caller("admin")
    gone = _act(admin, "clerk", "deactivate").get_json()
    assert (gone["put_back"], gone["member"]["window"]) == (number, None)
    hall = admin.ask("GET", "/api/v1/hall").get_json()
    window = next(each for each in hall["windows"] if each["window"] == "1")
    assert (window["state"], window["clerk"]) == ("closed", None)
    slip = _add(admin, "1009", "clerk")
    other = _log_in(office, "1009", slip)
    words = {"old": slip, "new": "my own words"}
    changed = other.ask("POST", "/api/v1/session/password", json=words)
    other.headers["X-CSRFToken"] = changed.get_json()["csrf"]
    seat = {"Hall-Seat": "seat-0009"}
    other.ask("POST", "/api/v1/windows/1/sign-in", json={"seat": "seat-0009"})
    other.ask("POST", "/api/v1/windows/1/open", json={}, headers=seat)
    called = other.ask("POST", "/api/v1/windows/1/call-next", json={}, headers=seat)
    assert called.get_json()["current"]["number"] == number


def test_somebody_who_comes_back_gets_a_new_slip(office: Office) -> None:
    admin = office.caller("admin")
    assert _code(_act(admin, "clerk", "reactivate")) == "staff_already_active"
    assert _act(admin, "clerk", "deactivate").status_code == 200
    assert _code(_act(admin, "clerk", "deactivate")) == "staff_not_active"
    old = office.caller("nobody").ask(
        "POST", "/api/v1/session", json={"badge": "clerk", "password": PASSWORD}
    )
    assert old.status_code == 401
    slip = _act(admin, "clerk", "reactivate").get_json()["one_time_password"]
    assert _log_in(office, "clerk", slip).ask("GET", "/api/v1/session").status_code == 200


@pytest.mark.parametrize(
    "name", ["<b>王</b>", "‮drow‬", "𠮷野家", "👩‍💼", 'O\'Brien "x"', "名" * 100]
)
def test_a_name_is_kept_as_it_is_written(office: Office, name: str) -> None:
    admin = office.caller("admin")
    assert _change(admin, "clerk", name=name).status_code == 200
    assert _member(admin, "clerk")["name"] == name


def test_the_list_says_what_somebody_did_last(office: Office) -> None:
    _at_window(office, serving=False)
    member = _member(office.caller("admin"), "clerk")
    assert (member["window"], member["last_act"]["act"]) == ("1", "call_next")
    assert _member(office.caller("auditor"), "auditor")["last_act"] is None
