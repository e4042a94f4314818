"""Messages leave for phones: in order, signed, none lost when the gateway is down, none taken twice."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from case_hall import CaseDay
from faulty_line import FaultyLine
from message_gateway import MessageGateway

from hall_server.desk.cases.answer import accept_case
from hall_server.desk.cases.outbox import retry_messages
from hall_server.domain.cases.sending import KEEP_TRYING, wait_after
from hall_server.live.gateways import FileGateway, Gateway, HttpGateway
from hall_server.live.messenger import Messenger
from hall_server.store import schema as t
from hall_server.store.cases.outbox import LEASE, Counts, Outgoing, counts
from hall_server.wire import cases as w

SECRET = b"known to both"


class Sending:
    """The case hall with a messenger, and a gateway behind a line that can fail."""

    def __init__(self, cases: CaseDay) -> None:
        self.cases = cases
        self.gateway = MessageGateway(SECRET)
        self.line = FaultyLine(self.gateway.port)
        self.port = HttpGateway(f"{self.line.url}/sms", SECRET, timeout_s=0.3)
        self.messenger = self.by(self.port)

    def by(self, port: Gateway) -> Messenger:
        return Messenger(self.cases.store, lambda: self.cases.now, port)

    def look(self, **later: float) -> None:
        self.cases.forward(**later)
        self.messenger.look()

    def states(self) -> list[str]:
        return [row.state for row in self.cases.rows(t.case_message)]

    def taken(self) -> list[str]:
        return [each["text"].split(" ")[0] for each in self.gateway.taken]

    def counts(self) -> Counts:
        with self.cases.store.reading() as connection:
            return counts(connection, self.cases.hall, self.cases.now - timedelta(days=1))


@pytest.fixture
def sending(cases: CaseDay) -> Iterator[Sending]:
    """Nothing laid out yet."""
    sending = Sending(cases)
    yield sending
    sending.line.close()
    sending.gateway.close()


def test_messages_go_signed_and_in_order_and_once(sending: Sending) -> None:
    case = sending.cases.receive(item="passport").case
    sending.cases.do(accept_case, case, w.AcceptCase())
    sending.look()
    sending.look(minutes=30)
    assert [each["kind"] for each in sending.gateway.asked] == ["received", "accepted"]
    first = sending.gateway.taken[0]
    assert first == {
        "message_id": first["message_id"],
        "hall": "cases",
        "case": case.number,
        "kind": "received",
        "phone": "13812345678",
        "text": f"办件{case.number}已收件，11月30日前答复。 https://hall.example.cn{case.link}",
        "created_at": "2026-11-23T01:00:00.000+00:00",
    }
    assert sending.states() == ["SENT", "SENT"]
    assert sending.counts() == (0, None, 2, 0, "")


def test_a_gateway_that_is_down_for_a_while_loses_nothing(sending: Sending) -> None:
    sending.line.cut()
    case = sending.cases.receive(item="passport").case
    sending.look()
    sending.cases.do(accept_case, case, w.AcceptCase())
    other = sending.cases.receive(item="passport", applicant={"name": "李四", "phone": "1"}).case
    for _ in range(12):
        sending.look(minutes=5)
    assert sending.states() == ["QUEUED"] * 3
    assert sending.counts().trouble == "ConnectionError"
    sending.line.heal()
    for _ in range(3):
        sending.look(minutes=15)
    assert sending.states() == ["SENT"] * 3
    mine = [each["kind"] for each in sending.gateway.taken if each["case"] == case.number]
    assert mine == ["received", "accepted"], "a case's messages keep their order"
    assert len(sending.gateway.taken) == 3 and other.number in str(sending.gateway.taken)


def test_an_answer_that_was_lost_is_asked_for_again_with_the_same_id(sending: Sending) -> None:
    sending.line.lose_answers()
    sending.cases.receive(item="passport")
    sending.look()
    assert (len(sending.gateway.taken), sending.states()) == (1, ["QUEUED"])
    sending.line.heal()
    sending.look(seconds=9)
    assert len(sending.gateway.asked) == 1, "not before the wait is over"
    sending.look(seconds=1)
    assert len(sending.gateway.asked) == 2 and len(sending.gateway.taken) == 1
    assert sending.states() == ["SENT"]


class Killed(BaseException):
    """The process ends."""


class KilledAfterSending:
    """Hands the message over, and the power goes before anything is written."""

    def __init__(self, port: Gateway) -> None:
        self._port = port

    def send(self, hall: str, message: Outgoing, now: datetime) -> None:
        self._port.send(hall, message, now)
        raise Killed


def test_killed_between_sending_and_marking(sending: Sending) -> None:
    sending.cases.receive(item="passport")
    with pytest.raises(Killed):
        sending.by(KilledAfterSending(sending.port)).look()
    sending.look()
    assert sending.states() == ["QUEUED"], "another process does not send what this one holds"
    sending.look(seconds=LEASE.total_seconds())
    ids = {each["message_id"] for each in sending.gateway.asked}
    assert len(sending.gateway.asked) == 2 and len(ids) == 1 and len(sending.gateway.taken) == 1
    assert sending.states() == ["SENT"]


def test_what_the_gateway_never_takes_is_given_up_and_can_be_tried_again(sending: Sending) -> None:
    sending.gateway.answers = [422, 429, 503]
    case = sending.cases.receive(item="passport").case
    sending.cases.receive(item="passport", applicant={"name": "李四", "phone": "13912345678"})
    sending.look()
    assert sending.states() == ["GIVEN_UP", "QUEUED"], "429 means later"
    entry = next(row for row in sending.cases.rows_of_journal() if row.act == "message_given_up")
    told = json.loads(entry.data)
    assert (told["case"], told["trouble"]) == (case.number, "HTTP 422 Unprocessable Entity")
    assert entry.actor == "system" and entry.case_id is not None
    sending.look(seconds=10)
    assert sending.states() == ["GIVEN_UP", "QUEUED"], "503 as well"
    assert sending.cases.act("3001", retry_messages).messages == 1
    assert sending.cases.act("3001", retry_messages).messages == 0
    sending.look(seconds=20)
    assert sending.states() == ["SENT", "SENT"]


def test_after_three_days_it_is_given_up() -> None:
    waits = []
    while (wait := wait_after(len(waits) + 1)) is not None:
        waits.append(wait)
    assert [wait.total_seconds() for wait in waits[:8]] == [10, 20, 40, 80, 160, 320, 640, 900]
    assert KEEP_TRYING <= sum(waits, timedelta()) < KEEP_TRYING + timedelta(minutes=15)


def test_what_waited_for_years_is_not_sent_when_a_gateway_comes(sending: Sending) -> None:
    sending.cases.receive(item="passport")
    sending.look(days=31)
    assert (sending.states(), sending.gateway.asked) == (["GIVEN_UP"], [])


def test_what_was_laid_out_before_a_long_holiday_is_sent_after_it(sending: Sending) -> None:
    sending.cases.receive(item="passport")
    sending.look(days=8)
    assert (sending.states(), len(sending.gateway.asked)) == (["SENT"], 1)


def test_a_file_takes_them_line_by_line_though_the_last_one_was_cut(
    sending: Sending, tmp_path: Path
) -> None:
    directory = tmp_path / "outbox"
    messenger = sending.by(FileGateway(directory))
    sending.cases.receive(item="passport")
    messenger.look()
    (file,) = directory.iterdir()
    assert file.name == "messages-20261123.jsonl" and file.stat().st_mode & 0o077 == 0
    with file.open("ab") as opened:
        opened.write(b'{"message_id": "cu')
    sending.cases.receive(item="passport", applicant={"name": "李四", "phone": "13912345678"})
    messenger.look()
    first, cut, second = file.read_text().splitlines()
    assert json.loads(first)["phone"] == "13812345678"
    assert json.loads(second)["phone"] == "13912345678" and not cut.endswith("}")
    sending.cases.on("2026-11-24")
    sending.cases.receive(item="teacher", then={"act": "decide"})
    messenger.look()
    assert len(list(directory.iterdir())) == 2, "a file a day"
