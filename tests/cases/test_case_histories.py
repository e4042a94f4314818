"""Random histories of cases, with every act in and out of order, against what must always be so."""

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from case_hall import MORNING, CaseDay
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hall_server.desk.cases.answer import accept_case, decide_on_spot, give_notice, refuse_case
from hall_server.desk.cases.channels import approve_channel
from hall_server.desk.cases.check import check_materials, correct_case
from hall_server.desk.cases.collect import deliver_case, ready_case
from hall_server.desk.cases.decide import decide_case, decide_step, go_on
from hall_server.desk.cases.supplement import supplement_case
from hall_server.desk.cases.withdraw import withdraw_case
from hall_server.desk.cases.work import extend_step, forward_step, resume_step, suspend_step
from hall_server.domain.cases.states import CaseState, MaterialState
from hall_server.domain.cases.story import state_told
from hall_server.domain.refusals import Refusal
from hall_server.live.case_keeper import CaseKeeper
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.item_versions import version_by_id
from hall_server.wire import cases as w

KEPT = (t.case, t.case_material, t.case_step, t.step_suspension, t.step_extension, t.journal)
OPEN_STEPS = {"PLANNED", "OPEN", "SUSPENDED", "FORWARDED"}


class Command(NamedTuple):
    """What somebody tries: an act on a case."""

    act: str
    number: str
    words: dict[str, Any]
    by: str
    position: int = 0
    """Of the step, where the act is on one."""


ACTS: Mapping[str, tuple[Callable[..., Any], type[Any]]] = {
    "check": (check_materials, w.CheckMaterials),
    "correct": (correct_case, w.CorrectCase),
    "accept": (accept_case, w.AcceptCase),
    "spot": (decide_on_spot, w.DecideOnSpot),
    "notice": (give_notice, w.GiveNotice),
    "refuse": (refuse_case, w.RefuseCase),
    "supplement": (supplement_case, w.SupplementCase),
    "withdraw": (withdraw_case, w.WithdrawCase),
    "close": (decide_case, w.DecideCase),
    "approve": (approve_channel, w.ApproveChannel),
    "go_on": (go_on, w.GoOn),
    "ready": (ready_case, w.ReadyCase),
    "deliver": (deliver_case, w.DeliverCase),
}
_reasons = st.sampled_from(["", "因故"])
_results = st.sampled_from(["approved", "denied"])
_marks = st.lists(
    st.fixed_dictionaries(
        {
            "position": st.integers(0, 4),
            "state": st.sampled_from(["PRESENT"] * 6 + [state.value for state in MaterialState]),
            "problem": st.sampled_from(["", "看不清"]),
            "promised_until": st.sampled_from([None, "2026-12-31"]),
        }
    ),
    min_size=1,
    max_size=6,
)
_answers = st.one_of(
    st.none(),
    st.fixed_dictionaries({"act": st.just("accept")}),
    st.fixed_dictionaries({"act": st.just("notice"), "reason": _reasons}),
)
STEP_ACTS: Mapping[str, tuple[Callable[..., Any], type[Any]]] = {
    "decide": (decide_step, w.DecideStep),
    "suspend": (suspend_step, w.SuspendStep),
    "resume": (resume_step, w.ResumeStep),
    "extend": (extend_step, w.ExtendStep),
    "forward": (forward_step, w.ForwardStep),
}
"""On the step at a position."""

CLOCKS = ["suspend", "suspend", "resume", "resume", "extend", "forward"]
FITTING: Mapping[CaseState, list[str]] = {
    CaseState.RECEIVED: ["check", "check", "accept", "spot", "notice", "approve"],
    CaseState.SUPPLEMENT: ["supplement"],
    CaseState.ACCEPTED: ["check", "days", "decide", "decide", "close", *CLOCKS],
    CaseState.DECIDED: ["ready", "deliver"],
    CaseState.REFUSED: ["receive"],
    CaseState.DELIVERED: ["receive"],
    CaseState.WITHDRAWN: ["receive"],
}
CHANNELS = [
    {"kind": "vulnerable", "reason": "elder"},
    {"kind": "project", "reason": "investment"},
    {"kind": "project", "reason": "elder"},
]
_judged = st.fixed_dictionaries({"result": _results, "reason": _reasons})
_people = st.sampled_from(["1001", "1002", "3001"])
WORDS: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "receive": st.fixed_dictionaries(
        {
            "subject": st.sampled_from(
                [
                    "item:teacher",
                    "item:teacher",
                    "item:passport",
                    "item:licence",
                    "item:lawyer",
                    "theme:restaurant",
                ]
            ),
            "lacking": st.one_of(st.just(set()), st.just(set()), st.sets(st.integers(0, 4))),
            "then": _answers,
            "channel": st.sampled_from([None, *CHANNELS]),
        }
    ),
    "check": st.fixed_dictionaries({"materials": _marks}),
    "correct": st.just({"what": "错字"}),
    "accept": st.just({}),
    "spot": st.fixed_dictionaries(
        {"result": _results, "reason": _reasons, "handed_over": st.booleans()}
    ),
    "notice": st.fixed_dictionaries({"reason": _reasons}),
    "refuse": st.fixed_dictionaries(
        {
            "ground": st.sampled_from(["not_needed", "not_competent"]),
            "reason": st.just("无需许可"),
            "body": st.sampled_from(["", "市公安局"]),
        }
    ),
    "supplement": st.fixed_dictionaries({"materials": _marks, "then": _answers}),
    "withdraw": st.fixed_dictionaries({"reason": _reasons}),
    "decide": _judged,
    "close": _judged,
    "go_on": st.just({"reason": "其他部门仍可办理"}),
    "approve": st.fixed_dictionaries({"reason": st.sampled_from(["investment", "elder"])}),
    "ready": st.just({}),
    "deliver": st.fixed_dictionaries({"way": st.sampled_from(["window", "window", "mail"])}),
    "suspend": st.just({"ground": "inspection", "expected_days": 5}),
    "resume": st.just({}),
    "extend": st.just({"days": 3, "reason": "案情复杂", "asked_by": "1001"}),
    "forward": st.just({"reference": "省字7号"}),
    "days": st.fixed_dictionaries({"days": st.integers(1, 9)}),
}


def _commands(numbers: Mapping[str, CaseState]) -> st.SearchStrategy[Command]:
    """What may come next: mostly what fits a case's state, sometimes anything at all."""
    anything = sorted(WORDS)
    if not numbers:
        return WORDS["receive"].map(lambda words: Command("receive", "", words, "1001"))
    return st.sampled_from(sorted(numbers)).flatmap(
        lambda number: st.sampled_from([*FITTING[numbers[number]] * 8, *anything]).flatmap(
            lambda act: st.builds(
                Command,
                st.just(act),
                st.just(number),
                WORDS[act],
                _people,
                st.sampled_from([0, 0, 0, 1, 2, 3]),
            )
        )
    )


class History:
    """The case hall as one history goes by."""

    def __init__(self, cases: CaseDay) -> None:
        self.cases = cases
        self.keeper = CaseKeeper(cases.store, lambda: cases.now)
        self.left: dict[int, tuple[int, ...]] = {}
        """Days left of each step that stands, as they were when it began to."""
        self.rows = self.kept()

    def go(self, command: Command) -> None:
        """Try a command. Refused, it has a code and changes nothing."""
        before = self.rows
        try:
            self._try(command)
        except Refusal as refusal:
            assert refusal.code != Refusal.code and str(refusal)
            assert self.kept() == before, command
        else:
            event(command.act)
            self.rows = self.kept()
            self.check()

    def _try(self, command: Command) -> None:
        if command.act == "days":
            self.cases.forward(**command.words)
            self.keeper.look()
        elif command.act == "receive":
            self._receive(command)
        elif command.act in STEP_ACTS:
            act, message = STEP_ACTS[command.act]
            word = message.model_validate(command.words)
            self.cases.do(act, command.number, command.position, word, by=command.by)
        else:
            act, message = ACTS[command.act]
            word = message.model_validate(command.words)
            self.cases.do(act, command.number, word, by=command.by)

    def _receive(self, command: Command) -> None:
        words = dict(command.words)
        kind, _, code = words.pop("subject").partition(":")
        marks = self.cases.marks({kind: code}, None)
        for position in words.pop("lacking"):
            if position < len(marks):
                marks[position]["state"] = "MISSING"
        self.cases.receive(command.by, **{kind: code}, materials=marks, **words)

    def numbers(self) -> dict[str, CaseState]:
        """The cases there are, with their states."""
        return {row.number: CaseState(row.state) for row in self.rows["case"]}

    def kept(self) -> dict[str, list[Any]]:
        """All that an act on a case may change, by table."""
        with self.cases.store.reading() as connection:
            return {
                table.name: list(connection.execute(select(table).order_by(*table.primary_key)))
                for table in KEPT
            }

    def check(self) -> None:
        """What must always be so."""
        steps, entries = self.rows["case_step"], self.rows["journal"]
        self._check_standing(steps)
        for case in self.rows["case"]:
            _check_case(case, [step for step in steps if step.case_id == case.id])
            told = [entry for entry in entries if entry.case_id == case.id]
            assert state_told((each.act, json.loads(each.data)) for each in told) == case.state
            _check_journal(case, told)

    def _check_standing(self, steps: list[Any]) -> None:
        """No day is used up while a clock stands: as many are left after it as were before."""
        standing = {row.step_id for row in self.rows["step_suspension"] if row.ended_on is None}
        assert standing == {step.id for step in steps if step.state == "SUSPENDED"}
        for step in steps:
            if step.id in standing:
                if step.id not in self.left:
                    self.left[step.id] = self._left(step)
            elif (before := self.left.pop(step.id, None)) and step.state == "OPEN":
                assert self._left(step) == before

    def _left(self, step: Any) -> tuple[int, ...]:
        """Working days left of its dates, counted one by one; a date that is past is left out."""
        with self.cases.store.reading() as connection:
            calendar = self.cases.store.setup(connection, 1, self.cases.now).calendar
            item = version_by_id(connection, step.item_version_id).item
        today = self.cases.today
        dues = [due for due in (step.statutory_due, step.promised_due) if due and due >= today]
        if item.day_kind != "working":
            return ()
        return tuple(
            sum(
                calendar.is_working(today + timedelta(day + 1)) for day in range((due - today).days)
            )
            for due in dues
        )


def _check_case(case: Any, steps: list[Any]) -> None:
    running = [step for step in steps if step.state in OPEN_STEPS]
    if case.accepted_on is None:
        assert case.statutory_due is None and case.promised_due is None
        assert all(step.state in ("PLANNED", "ENDED") for step in steps)
    else:
        # What came without a notice dates an acceptance by people, not one by law.
        came = case.supplemented_on if case.notices or not case.deemed else None
        assert case.accepted_on == (came or case.received_on)
    for step in steps:
        if step.began_on is None:
            assert step.statutory_due is None and step.promised_due is None
        else:
            assert step.began_on >= case.accepted_on
            earlier = [each for each in steps if each.stage < step.stage]
            assert all(each.state == "DECIDED" for each in earlier)
    if case.state in ("DECIDED", "DELIVERED", "REFUSED", "WITHDRAWN"):
        assert not running, "a step runs though the case has ended"
    if case.state in ("DECIDED", "DELIVERED"):
        assert case.decided_on >= case.accepted_on and case.result
        assert case.result == "approved" or case.reason
        decided = {step.result for step in steps if step.state == "DECIDED"}
        assert case.result != "approved" or decided == {"approved"}
    assert case.channel_approver in ("", "staff:3001") and (
        case.channel == "project" or not case.channel_approver
    )
    assert (case.ended_at is not None) == (case.state in ("REFUSED", "DELIVERED", "WITHDRAWN"))


def _check_journal(case: Any, entries: list[Any]) -> None:
    words = [(entry, json.loads(entry.data)) for entry in entries]
    assert all(entry.actor and data["case"] == case.number for entry, data in words)
    notices = [data["reason"] for entry, data in words if entry.act == "give_notice"]
    assert len(notices) == case.notices
    assert all(notices[1:]), "a second notice without a reason"
    for entry, data in words:
        if entry.act == "refuse_case" or data.get("result") == "denied":
            assert data["reason"]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_tried_in_whatever_order_the_rules_hold(
    case_hall_file: Path, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "hall.db"
        file.write_bytes(case_hall_file.read_bytes())
        with closing(Store(f"sqlite:///{file}")) as store:
            hall = History(CaseDay(store, 1, MORNING))
            for _ in range(25):
                hall.go(data.draw(_commands(hall.numbers())))
