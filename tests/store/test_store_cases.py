"""A case from receipt to hand-over, on both databases; and applications received at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from hall_at_work import MORNING
from sqlalchemy import select, text

from hall_server.desk.cases.answer import accept_case, refuse_case
from hall_server.desk.cases.collect import deliver_case, ready_case
from hall_server.desk.cases.decide import decide_case
from hall_server.desk.cases.deem import deem_accepted
from hall_server.desk.cases.receive import receive_case
from hall_server.desk.cases.supplement import supplement_case
from hall_server.domain.actor import system
from hall_server.domain.cases.refusals import CaseNotReady
from hall_server.domain.plan import HallPlan
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.engine import writing
from hall_server.store.verify import verify
from hall_server.wire import cases as w


def _application(plan: HallPlan, lacking: set[int], **words: Any) -> w.ReceiveCase:
    item = next(each for each in plan.items if each.kind == "promised" and each.materials)
    marks = [
        {"position": at, "state": "MISSING" if at in lacking else "PRESENT"}
        for at in range(len(item.materials))
    ]
    wanted = {"item": item.code, "applicant": {"name": "张三"}, "materials": marks}
    return w.ReceiveCase.model_validate(wanted | words)


def test_a_case_goes_its_way(store: Store, hall: int, demo_plan: HallPlan) -> None:
    now = MORNING

    def act(what: Any, *words: Any) -> Any:
        return store.act(system(hall), now, lambda tx: what(tx, *words))

    told = _application(demo_plan, {0}, then={"act": "notice"})
    case: w.CaseView = act(receive_case, told, "case-1").case
    forgotten = act(receive_case, _application(demo_plan, {0}), "case-2").case
    now += timedelta(days=2)
    came = {"materials": [{"position": 0, "state": "PRESENT"}], "then": {"act": "accept"}}
    act(supplement_case, case.number, w.SupplementCase.model_validate(came))
    now += timedelta(days=14)
    assert [each.number for each in act(deem_accepted)] == [forgotten.number]
    act(decide_case, case.number, w.DecideCase(result="approved"))
    act(ready_case, case.number, w.ReadyCase())
    done: w.CaseView = act(deliver_case, case.number, w.DeliverCase()).case
    assert (done.state, done.accepted_on) == ("DELIVERED", (MORNING + timedelta(2)).date())
    with store.reading() as connection:
        assert verify(connection).faults == []
        kept = connection.execute(select(t.document.c.kind).order_by(t.document.c.id)).scalars()
        assert [*kept] == [
            "one_time_notice", "materials_receipt", "acceptance", "acceptance", "decision", "handover",
        ]  # fmt: skip
    with writing(store.engine) as connection:
        connection.execute(text("UPDATE \"case\" SET state = 'REFUSED' WHERE deemed"))
    with store.reading() as connection:
        (fault,) = verify(connection).faults
    assert f"case {forgotten.number} is REFUSED, but ACCEPTED by its journal" in fault
    with writing(store.engine) as connection:
        connection.execute(text("UPDATE \"case\" SET state = 'ACCEPTED' WHERE deemed"))
        changed = (
            "UPDATE document SET content = replace(content, '张三', '李四') WHERE kind = 'decision'"
        )
        connection.execute(text(changed))
    with store.reading() as connection:
        (fault,) = verify(connection).faults
    assert "is not as it was issued" in fault


def test_applications_received_at_once_have_a_number_each(
    store: Store, hall: int, demo_plan: HallPlan
) -> None:
    def receive(at: int) -> str:
        wanted = _application(demo_plan, set())
        acted = store.act(system(hall), MORNING, lambda tx: receive_case(tx, wanted, f"case-{at}"))
        return acted.case.number

    with ThreadPoolExecutor(4) as clerks:
        numbers = sorted(clerks.map(receive, range(12)))
    assert numbers == [f"20261123-{at:05d}" for at in range(1, 13)]


def test_of_two_answers_at_once_one_counts(store: Store, hall: int, demo_plan: HallPlan) -> None:
    numbers = [
        store.act(
            system(hall),
            MORNING,
            lambda tx, at=at: receive_case(tx, _application(demo_plan, set()), f"case-{at}"),
        ).case.number
        for at in range(4)
    ]
    no = w.RefuseCase(ground="not_needed", reason="无需许可")

    def answer(asked: tuple[str, Any, Any]) -> str:
        number, act, word = asked
        try:
            return str(
                store.act(system(hall), MORNING, lambda tx: act(tx, number, word)).case.state
            )
        except CaseNotReady as refused:
            return refused.code

    asked = [
        (number, act, word)
        for number in numbers
        for act, word in ((accept_case, w.AcceptCase()), (refuse_case, no))
    ]
    with ThreadPoolExecutor(8) as clerks:
        told = list(clerks.map(answer, asked))
    for one, other in zip(told[::2], told[1::2], strict=True):
        assert {one, other} in ({"ACCEPTED", "case_not_ready"}, {"REFUSED", "case_not_ready"})
