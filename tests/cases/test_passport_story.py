"""A passport, from an application with papers missing to the booklet in its owner's hands."""

from datetime import date

from case_hall import KEYS, ZHANG, CaseDay

from hall_server.desk.cases.answer import give_notice
from hall_server.desk.cases.check import check_materials
from hall_server.desk.cases.collect import deliver_case, ready_case
from hall_server.desk.cases.decide import decide_case
from hall_server.desk.cases.join import join_case
from hall_server.desk.cases.supplement import supplement_case
from hall_server.desk.day import close_day, open_day
from hall_server.domain.cases.identity import kept_identity
from hall_server.wire import cases as w


def _next_morning(cases: CaseDay, day: str) -> None:
    cases.act("system", close_day)
    cases.on(day)
    cases.act("system", open_day)


def test_told_once_supplemented_accepted_decided_early_and_collected(cases: CaseDay) -> None:
    first = cases.take("passport")
    zhang = {"name": "张三", "phone": "13812345678", "identity": {"number": ZHANG}}
    case: w.CaseView = cases.receive(
        item="passport", ticket=first.ticket_id, applicant=zhang, materials=[]
    ).case
    looked = [
        {"position": 0, "state": "PRESENT"},
        {"position": 1, "state": "WRONG", "problem": "不是白底"},
        {"position": 2, "state": "MISSING"},
    ]
    cases.do(check_materials, case, w.CheckMaterials.model_validate({"materials": looked}))
    case = cases.do(give_notice, case, w.GiveNotice()).case
    assert (case.state, case.notices, case.promised_due) == ("SUPPLEMENT", 1, None)

    _next_morning(cases, "2026-11-25")
    second = cases.take("passport")
    cases.do(join_case, case, w.JoinCase(ticket=second.ticket_id))
    brought = [{"position": at, "state": "PRESENT"} for at in (1, 2)]
    came = {"materials": brought, "then": {"act": "accept"}}
    case = cases.do(supplement_case, case, w.SupplementCase.model_validate(came)).case
    assert case.accepted_on == date(2026, 11, 25)
    assert (case.promised_due, case.statutory_due) == (date(2026, 12, 2), date(2026, 12, 10))

    _next_morning(cases, "2026-11-30")
    case = cases.do(decide_case, case, w.DecideCase(result="approved"), by="1002").case
    assert (case.state, case.decided_on) == ("DECIDED", date(2026, 11, 30))
    assert '"timeliness":"early"' in cases.rows_of_journal()[-1].data
    cases.do(ready_case, case, w.ReadyCase())

    third = cases.take("collect", receipt=case.number)
    word = w.DeliverCase(ticket=third.ticket_id)
    case = cases.do(deliver_case, case, word, kept_identity(KEYS, "id_card", ZHANG)).case
    assert (case.state, case.handed_to, case.handed_tail) == ("DELIVERED", "张三", "002X")
    story = [row.act for row in cases.rows_of_journal() if row.case_id is not None]
    assert story == [
        "receive_case", "check_materials", "give_notice", "join_case", "supplement_case",
        "accept_case", "decide_case", "ready_case", "deliver_case",
    ]  # fmt: skip
