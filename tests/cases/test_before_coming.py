"""Before coming: what must be brought, and what somebody else has already."""

from typing import Any

from case_hall import TODAY, CaseDay

from hall_server.desk.cases.asking import check_list
from hall_server.wire import cases as w


def asked(cases: CaseDay, mark: str | None = None, **subject: Any) -> w.CheckList:
    """The check list as a reading connection tells it."""
    with cases.store.reading() as connection:
        setup = cases.store.setup(connection, cases.hall, cases.now)
        return check_list(connection, setup, w.AskCheckList(**subject), mark, TODAY)


def test_a_theme_names_each_paper_and_each_department_once(cases: CaseDay) -> None:
    told = asked(cases, theme="restaurant")
    assert [each.name for each in told.materials] == [
        "身份证", "申请书", "住所使用证明", "健康证", "消防设计",
    ]  # fmt: skip
    assert len(told.departments) == 4 and told.kind == "joint"
    assert {each.state for each in told.materials} == {"UNDECIDED"}


def test_an_item_tells_its_limits(cases: CaseDay) -> None:
    told = asked(cases, item="passport")
    assert (told.statutory_days, told.promised_days, told.day_kind) == (15, 7, "calendar")
    assert told.fee == "120元" and told.delivery == ("window", "mail")
