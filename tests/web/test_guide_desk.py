"""The guide desk over HTTP: who finds what, what a story tells, and that no card or phone is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from office import SEAT, Caller, Office, is_problem
from sqlalchemy import select

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.store import schema as t

CARD = "11010519491231002X"
PHONE = "13800138000"
ITEM = "SJ-001"


@pytest.fixture
def guide(office: Office) -> Caller:
    return office.caller("guide")


def _take(caller: Caller, **words: Any) -> dict[str, Any]:
    told = caller.ask("POST", "/api/v1/tickets", json={"items": [ITEM], **words})
    assert told.status_code == 201, told.data
    return dict(told.get_json())


def _find(caller: Caller, q: str) -> dict[str, Any]:
    told = caller.ask("POST", "/api/v1/tickets/find", json={"q": q})
    assert told.status_code == 200, told.data
    assert told.headers["Cache-Control"] == "no-store"
    return dict(told.get_json())


def _numbers(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(hit["by"], hit["ticket"]["number"]) for hit in found["found"]]


def _story(caller: Caller, ticket: int) -> Any:
    return caller.ask("GET", f"/api/v1/tickets/{ticket}/story")


def _acts(caller: Caller, ticket: int) -> list[str]:
    return [entry["act"] for entry in _story(caller, ticket).get_json()["entries"]]


class Window:
    """Window 1 with its clerk."""

    def __init__(self, office: Office) -> None:
        self.clerk = office.caller("clerk")
        self.do("sign-in", seat=SEAT)
        self.do("open")

    def do(self, act: str, **words: Any) -> dict[str, Any]:
        told = self.clerk.ask(
            "POST", f"/api/v1/windows/1/{act}", json=words, headers={"Hall-Seat": SEAT}
        )
        assert told.status_code == 200, told.data
        return dict(told.get_json())


@pytest.fixture
def window(office: Office) -> Window:
    return Window(office)


@pytest.mark.parametrize("typed", ["A001", "a1", " A 001 ", "1", "001", "Ａ００１"])
def test_a_number_is_found_however_it_is_typed(guide: Caller, typed: str) -> None:
    _take(guide)
    assert _numbers(_find(guide, typed)) == [("number", "A001")]


def test_a_number_without_letter_is_found_in_every_queue(guide: Caller) -> None:
    _take(guide)
    _take(guide, items=["GA-004"])
    _take(guide)
    assert sorted(_numbers(_find(guide, "1"))) == [("number", "A001"), ("number", "L001")]
    assert _numbers(_find(guide, "L1")) == [("number", "L001")]


def test_a_phone_and_a_card_find_the_ticket_again(guide: Caller) -> None:
    _take(guide, phone="138 0013 8000")
    _take(guide, card=CARD)
    _take(guide)
    assert _numbers(_find(guide, "8000")) == [("phone", "A001")]
    assert _numbers(_find(guide, PHONE)) == [("phone", "A001")]
    assert _numbers(_find(guide, CARD.lower())) == [("card", "A002")]
    assert _find(guide, "9999")["looked_for"] == ["number", "phone"]


def test_yesterdays_tickets_are_not_found(office: Office, guide: Caller) -> None:
    ticket = _take(guide, phone=PHONE)["ticket_id"]
    office.clock.forward(days=1)
    office.server.keeper.look()
    assert _find(guide, "A001")["found"] == []
    assert _find(guide, "8000")["found"] == []
    assert _acts(guide, ticket) == ["issue", "expire"]


@pytest.mark.parametrize("q", ["' OR 1=1", "%", "💩", "A" * 40, "\u202e", "_001", "*"])
def test_nonsense_finds_nothing(guide: Caller, q: str) -> None:
    _take(guide)
    assert _find(guide, q)["found"] == []


def test_finding_changes_nothing_and_leaves_no_answer_behind(office: Office, guide: Caller) -> None:
    _take(guide, card=CARD)
    before = office.tables()
    _find(guide, CARD)
    assert office.tables() == before


def _everything_kept(office: Office) -> bytes:
    office.store.close()
    folder = Path(office.server.store.engine.url.database or "").parent
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.name != "key")


def test_no_byte_of_the_database_holds_a_phone_or_a_card(
    office: Office, guide: Caller, capfd: pytest.CaptureFixture[str]
) -> None:
    _take(guide, phone=PHONE, card=CARD)
    _find(guide, CARD)
    _find(guide, PHONE)
    wrong = guide.ask(
        "POST", "/api/v1/tickets", json={"items": [ITEM], "card": "110105194912310021"}
    )
    kept = _everything_kept(office)
    for secret in (PHONE, CARD, CARD[:-1], "110105194912310021"):
        assert secret.encode() not in kept
        assert secret.encode("utf-16-le") not in kept
    assert (wrong.status_code, wrong.get_json()["code"]) == (400, "card_not_valid")
    assert b"110105194912310021" not in wrong.data
    told = "".join(capfd.readouterr())
    assert CARD not in told
    assert PHONE not in told


def test_the_key_of_an_answer_says_nothing_of_the_card_in_its_question(
    office: Office, guide: Caller
) -> None:
    """A plain hash of the request would give the number away to whoever tries them all."""
    body = f'{{"items": ["{ITEM}"], "card": "{CARD}"}}'.encode()
    guide.ask("POST", "/api/v1/tickets", data=body, content_type="application/json")
    from hall_server.store.database import Key

    unkeyed = Key.of("any", "POST", "/api/v1/tickets", body).fingerprint
    assert unkeyed not in {row[3] for row in office.tables()["reply"]}


def test_what_was_kept_goes_with_the_day_and_the_journal_counts_it_once(
    office: Office, guide: Caller
) -> None:
    _take(guide, phone=PHONE)
    _take(guide, card=CARD)
    _take(guide)
    office.server.keeper.look()
    assert _find(guide, "8000")["found"] != []
    office.clock.forward(days=1)
    office.server.keeper.look()
    office.clock.forward(minutes=1)
    office.server.keeper.look()
    with office.store.reading() as connection:
        kept = connection.execute(select(t.ticket.c.phone_tail, t.ticket.c.card_mark)).all()
    assert set(kept) == {(None, None)}
    auditor = office.caller("auditor")
    entries = auditor.ask("GET", "/api/v1/journal?limit=200").get_json()["entries"]
    forgotten = [entry["data"] for entry in entries if entry["act"] == "forget_visitors"]
    assert forgotten == [{"tickets": 2}]


def test_a_card_is_known_again_after_a_restart_and_not_to_another_server(
    office: Office, guide: Caller, tmp_path: Path
) -> None:
    _take(guide, card=CARD)
    url = str(office.server.store.engine.url)
    key = tmp_path / "other-key"
    same = Server(Settings(database=url, secret_file=tmp_path / "key"), office.clock)
    other = Server(Settings(database=url, secret_file=key), office.clock)
    marks = [
        server.app.extensions["hall"].keys.visitor_card for server in (office.server, same, other)
    ]
    assert marks[0] == marks[1] != marks[2]
    same.store.close()
    other.store.close()


def test_a_kiosk_needs_neither_phone_nor_card(office: Office, guide: Caller) -> None:
    ticket = _take(office.caller("kiosk"))
    found = _find(guide, ticket["number"])["found"][0]["ticket"]
    assert (found["issued_by"], found["state"]) == ("kiosk", "WAITING")


def test_a_visit_is_told_whole_and_in_order(office: Office, guide: Caller, window: Window) -> None:
    ticket = _take(guide, items=[ITEM, "GA-004"], reason="elder")
    for minutes, act in ((3, "call-next"), (1, "recall"), (1, "start"), (7, "finish")):
        office.clock.forward(minutes=minutes)
        window.do(act)
    told = _story(guide, ticket["ticket_id"]).get_json()
    acts = [entry["act"] for entry in told["entries"]]
    assert acts == ["issue", "call_next", "recall", "start", "finish"]
    issue, called, again, _, finish = told["entries"]
    assert [item["zh"] for item in issue["items"]] == [
        item["zh"] for item in (ticket["items"][0], ticket["items"][1])
    ]
    assert (issue["who"], issue["reason"]["en"] != "") == ("guide", True)
    assert (called["window"], called["rule"]["rule"], called["rule"]["waited_s"]) == (
        "1",
        "priority",
        180,
    )
    assert (again["recall"], again["actor"], again["who"]) == (1, "staff", "clerk")
    assert finish["outcome"] == "done"
    assert (told["ticket"]["state"], told["ticket"]["queue"]) == ("WAITING", "L")
    moments = [entry["at"] for entry in told["entries"]]
    assert moments == sorted(moments)


def test_a_call_made_with_the_finish_before_it_is_in_the_story_of_the_one_called(
    office: Office, guide: Caller, window: Window
) -> None:
    first, second = _take(guide)["ticket_id"], _take(guide)["ticket_id"]
    window.do("call-next")
    window.do("start")
    office.clock.forward(minutes=5)
    window.do("finish-and-call-next")
    assert _acts(guide, first)[-1] == "finish"
    entry = _story(guide, second).get_json()["entries"][-1]
    assert (entry["act"], entry["window"], entry["who"]) == ("call_next", "1", "clerk")
    assert entry["rule"]["waited_s"] == 300


def test_being_sent_on_missed_and_brought_back_is_told(
    office: Office, guide: Caller, window: Window
) -> None:
    ticket = _take(guide)["ticket_id"]
    window.do("call-next")
    office.clock.forward(minutes=1)
    window.do("no-show", note="叫了三遍")
    stop = _story(guide, ticket).get_json()["ticket"]["stop_id"]
    office.clock.forward(minutes=1)
    guide.ask("POST", f"/api/v1/stops/{stop}/come-back", json={})
    office.clock.forward(minutes=1)
    guide.ask(
        "POST", f"/api/v1/stops/{stop}/transfer", json={"queue": "L", "place": "end", "note": "错"}
    )
    *_, missed, back, moved = _story(guide, ticket).get_json()["entries"]
    assert (missed["act"], missed["note"]) == ("no_show", "叫了三遍")
    assert (back["act"], back["who"]) == ("come_back", "guide")
    assert (moved["act"], moved["to_queue"], moved["place"], moved["note"]) == (
        "transfer",
        "L",
        "end",
        "错",
    )


def test_a_slip_taken_back_leaves_the_ticket_where_it_was_and_both_in_its_story(
    office: Office, guide: Caller, window: Window
) -> None:
    ticket = _take(guide)["ticket_id"]
    window.do("call-next")
    window.do("start")
    window.do("transfer", queue="L")
    office.clock.forward(seconds=4)
    window.do("undo")
    told = _story(guide, ticket).get_json()
    assert (told["ticket"]["state"], told["ticket"]["queue"]) == ("SERVING", "A")
    assert told["entries"][-1]["undone"] == "transfer"


def test_a_visitor_who_gives_the_number_up_is_not_named(office: Office, guide: Caller) -> None:
    ticket = _take(guide)
    token = ticket["link"].removeprefix("/t/")
    office.caller("nobody").ask("POST", f"/api/v1/visits/{token}/leave", json={})
    entry = _story(guide, ticket["ticket_id"]).get_json()["entries"][-1]
    assert (entry["act"], entry["actor"], entry["who"]) == ("leave", "visitor", "")


@pytest.fixture
def readers(office: Office) -> Iterator[dict[str, Caller]]:
    yield {who: office.caller(who) for who in ("guide", "supervisor", "admin", "auditor")}


def test_a_clerk_reads_the_stories_of_tickets_called_to_them_alone(
    office: Office, guide: Caller, window: Window, readers: dict[str, Caller]
) -> None:
    mine = _take(guide)["ticket_id"]
    window.do("call-next")
    others = _take(guide)["ticket_id"]
    # An errand added at the desk does not make it the clerk's ticket.
    window.clerk.ask("POST", f"/api/v1/tickets/{others}/stops", json={"item": "GA-004"})
    assert _story(window.clerk, mine).status_code == 200
    refused = _story(window.clerk, others)
    assert is_problem(refused)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")
    for reader in readers.values():
        assert _story(reader, others).status_code == 200


def test_the_desks_view_says_who_needs_help(office: Office, guide: Caller, window: Window) -> None:
    missed = _take(guide)["number"]
    window.do("call-next")
    window.do("no-show")
    late = _take(guide, items=["GA-004"], reason="elder")["number"]
    office.clock.forward(minutes=20)
    supervisor = office.caller("supervisor")
    supervisor.ask("POST", "/api/v1/closures", json={"queue": "F", "text": "系统升级"})
    office.clock.forward(minutes=9)
    view = guide.ask("GET", "/api/v1/guide").get_json()
    assert (view["late"], view["late_total"]) == ([], 0)
    assert [each["number"] for each in view["missed"]] == [missed]
    office.clock.forward(minutes=1)
    view = guide.ask("GET", "/api/v1/guide").get_json()
    assert [each["number"] for each in view["late"]] == [late]
    assert view["late"][0]["reason"]["zh"].startswith("老年人")
    assert [(each["queue"], each["text"]["zh"]) for each in view["closures"]] == [("F", "系统升级")]
    office.clock.forward(minutes=1)
    assert guide.ask("GET", "/api/v1/guide").get_json()["missed"] == []
