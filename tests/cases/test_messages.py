"""What applicants are told: laid out in the act itself, in their language, with nothing personal."""

from datetime import timedelta

import pytest
from case_hall import CaseDay

from hall_server.desk.cases.answer import accept_case
from hall_server.desk.cases.collect import deliver_case, ready_case
from hall_server.desk.cases.decide import decide_case, decide_step
from hall_server.desk.cases.deem import deem_accepted
from hall_server.desk.cases.supplement import supplement_case
from hall_server.domain.cases.message_words import EN, ZH
from hall_server.domain.cases.refusals import MaterialLacking
from hall_server.store import schema as t
from hall_server.wire import cases as w


def told(cases: CaseDay) -> list[tuple[str, str]]:
    """Kinds and texts laid out so far."""
    return [(row.kind, row.text) for row in cases.rows(t.case_message)]


def test_the_whole_way_of_a_passport_is_told(cases: CaseDay) -> None:
    case = cases.receive(item="passport", states=["PRESENT", "WRONG", "MISSING"],
                         then={"act": "notice"}, delivery="mail", address="江畔路1号").case  # fmt: skip
    came = [{"position": at, "state": "PRESENT"} for at in (1, 2)]
    cases.do(supplement_case, case, w.SupplementCase.model_validate({"materials": came}))
    cases.do(accept_case, case, w.AcceptCase())
    cases.do(decide_case, case, w.DecideCase(result="approved"))
    cases.do(ready_case, case, w.ReadyCase())
    cases.do(deliver_case, case, w.DeliverCase(way="mail", carrier="EMS", tracking="1Z9"))
    link = f" https://hall.example.cn{case.link}"
    no = case.number
    assert told(cases) == [
        ("lacking", f"办件{no}需补正2项材料，请一次补齐。{link}"),
        ("received", f"办件{no}已收件，11月30日前答复。{link}"),
        ("accepted", f"办件{no}已受理，11月30日前办结。{link}"),
        ("decided", f"办件{no}已办结，结果可取时另行通知。{link}"),
        ("ready", f"办件{no}结果已制作，即将邮寄。{link}"),
        ("mailed", f"办件{no}结果已寄出：EMS1Z9。{link}"),
    ]
    assert all("张三" not in text for _, text in told(cases))
    assert len({row.message_id for row in cases.rows(t.case_message)}) == 6


def test_a_joint_case_is_told_by_its_departments_in_the_applicants_language(cases: CaseDay) -> None:
    case = cases.receive(theme="construction", language="en", then={"act": "accept"}).case
    cases.do(decide_step, case, 0, w.DecideStep(result="approved"))
    link = f" https://hall.example.cn{case.link}"
    assert told(cases)[-1] == (
        "step_decided",
        f"Case {case.number}: 市场监督管理局 has finished its part.{link}",
    )


def test_whoever_left_no_phone_is_told_nothing(cases: CaseDay) -> None:
    cases.receive(item="teacher", applicant={"name": "张三"}, then={"act": "decide"})
    assert told(cases) == []


def test_what_was_refused_is_not_told(cases: CaseDay) -> None:
    with pytest.raises(MaterialLacking):
        cases.receive(item="passport", states=["PRESENT", "MISSING", "PRESENT"],
                      then={"act": "accept"})  # fmt: skip
    assert told(cases) == []


def test_a_deemed_acceptance_is_told_at_once(cases: CaseDay) -> None:
    case = cases.receive(item="passport").case
    cases.now += timedelta(days=8)
    cases.act("system", deem_accepted)
    assert told(cases)[-1][1].startswith(f"办件{case.number}逾期未答复，依法自11月23日起视为受理。")


def test_words_fit_one_short_message_and_are_there_in_both_languages() -> None:
    """70 Chinese characters, with a number of 14 and a link of about 30."""
    assert ZH.keys() == EN.keys()
    assert all(len(words) <= 40 for words in ZH.values())
