"""What supervision sees of cases: each thing once, with its facts."""

import json

from case_hall import CaseDay

from hall_server.desk.cases.answer import give_notice
from hall_server.desk.cases.supplement import supplement_case
from hall_server.store import schema as t
from hall_server.wire import cases as w


def events(cases: CaseDay) -> list[tuple[str, str, dict[str, object]]]:
    """Node, grade and evidence of all that was seen."""
    return [
        (row.node, row.grade, json.loads(row.evidence)) for row in cases.rows(t.supervision_event)
    ]


def test_a_second_notice_is_seen_and_the_first_is_not(cases: CaseDay) -> None:
    lacking = ["PRESENT", "MISSING", "MISSING"]
    number = cases.receive(item="passport", states=lacking, then={"act": "notice"}).case.number
    assert events(cases) == []
    came = {"materials": [{"position": 1, "state": "PRESENT"}]}
    cases.do(supplement_case, number, w.SupplementCase.model_validate(came))
    cases.do(give_notice, number, w.GiveNotice(reason="补来的照片也不合格"))
    assert events(cases) == [
        ("second_notice", "yellow",
         {"notice": 2, "reason": "补来的照片也不合格", "by": "staff:1001"}),
    ]  # fmt: skip
