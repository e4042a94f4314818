"""Cases found again: lists with the right ones in the right order, a search by whatever is known."""

from collections.abc import Iterator

import pytest
from case_hall import CLERKS, KEYS, ZHANG, CaseDay

from hall_server.desk.cases.answer import accept_case
from hall_server.desk.cases.told import case_view
from hall_server.domain.cases.may import acts_on_case, acts_on_step
from hall_server.domain.cases.states import CASE_TABLE, STEP_TABLE, CaseState, StepState
from hall_server.domain.opening import local_date
from hall_server.live.cases import case_page, case_story, for_reader, found_cases, wish_of
from hall_server.store.cases import search
from hall_server.store.cases.rows import case_numbered, steps_of
from hall_server.wire import cases as w

CLERK, AUDITOR = frozenset({"clerk"}), frozenset({"auditor"})


class Lists:
    """The lists of the case hall, as of the clock of the day."""

    def __init__(self, day: CaseDay) -> None:
        self.day = day

    def page(self, after: str | None = None, **wanted: str | None) -> w.CasePage:
        with self.day.store.reading() as connection:
            setup = self.day.store.setup(connection, self.day.hall, self.day.now)
            today = local_date(self.day.now, setup.plan.timezone)
            code = wanted.pop("department", None)
            ids = [id for id, each in setup.departments.items() if each.code == code]
            wish = wish_of(setup, today, department=ids[0] if ids else None, **wanted)
            return case_page(connection, setup, wish, after, CLERK)

    def numbers(self, **wanted: str | None) -> list[str]:
        return [case.number[-2:] for case in self.page(**wanted).cases]

    def found(self, typed: str, roles: frozenset[str] = CLERK) -> list[w.CaseLine]:
        with self.day.store.reading() as connection:
            setup = self.day.store.setup(connection, self.day.hall, self.day.now)
            today = local_date(self.day.now, setup.plan.timezone)
            return list(found_cases(connection, setup, typed, KEYS, today, roles).cases)


@pytest.fixture
def lists(cases: CaseDay) -> Iterator[Lists]:
    """Three cases: 01 accepted and due on the 30th, 02 received, 03 a restaurant that is accepted."""
    cases.receive(
        item="passport",
        applicant={"name": "张三", "phone": "138 1234 5678",
                   "identity": {"kind": "id_card", "number": ZHANG}},
        then={"act": "accept"},
    )  # fmt: skip
    cases.receive(item="licence", applicant={"name": "张三丰", "phone": ""})
    cases.receive(theme="restaurant", applicant={"name": "李四"}, then={"act": "accept"})
    yield Lists(cases)


def test_the_work_lists_hold_what_is_to_be_done(lists: Lists) -> None:
    assert lists.numbers() == ["03", "02", "01"]
    assert lists.numbers(due="answer") == ["02"]
    assert lists.numbers(state="ACCEPTED") == ["01", "03"]
    assert lists.numbers(kind="joint") == ["03"]
    counts = lists.page().counts
    assert counts == w.CaseCounts(answer=1, running=2, late=0, hand_over=0)


def test_a_department_finds_the_joint_cases_it_has_a_part_in(lists: Lists) -> None:
    assert lists.numbers(department="fire") == ["03"]
    assert lists.numbers(department="market") == ["03", "02"]
    assert lists.numbers(department="market", state="ACCEPTED") == ["03"]
    assert lists.numbers(department="edu") == []


def test_a_late_case_is_among_the_late_and_says_by_how_much(lists: Lists) -> None:
    lists.day.on("2026-11-28")
    assert lists.numbers(due="soon") == ["01"]
    lists.day.on("2026-12-02")
    (passport,) = lists.page(due="late").cases
    assert (passport.number[-2:], passport.days_left, passport.late) == ("01", -2, True)
    assert lists.page(due="answer").cases[0].answer_left == -2


def test_cases_are_found_by_whatever_is_known_of_them(lists: Lists) -> None:
    def numbers(typed: str) -> list[str]:
        return [case.number[-2:] for case in lists.found(typed)]

    assert numbers("20261123-00002") == ["02"]
    assert numbers("20261123") == ["03", "02", "01"]
    assert numbers("张三") == ["01", "02"]
    assert numbers("李四") == ["03"]
    assert numbers("5678") == ["01"]
    assert numbers("13812345678") == ["01"]
    assert numbers("13912345678") == []
    assert numbers(ZHANG) == ["01"]
    assert numbers("nobody %_'") == []


def test_a_case_is_found_by_the_number_in_the_visitors_hand(cases: CaseDay) -> None:
    ticket = cases.take("passport")
    cases.receive(item="passport", ticket=ticket.ticket_id)
    found = Lists(cases).found(ticket.number)
    assert [case.number for case in found] == ["20261123-00001"]


def test_who_only_reads_sees_no_names(lists: Lists) -> None:
    assert [case.applicant for case in lists.found("20261123", AUDITOR)] == ["李*", "张*", "张*"]
    with lists.day.store.reading() as connection:
        setup = lists.day.store.setup(connection, 1, lists.day.now)
        case = case_numbered(connection, 1, "20261123-00001")
        view = for_reader(case_view(connection, setup, case, case.received_on, AUDITOR), AUDITOR)
    assert (view.applicant, view.document_tail, view.may) == ("张*", "", ())
    assert "1234" not in view.phone


def test_a_list_goes_on_where_its_page_ended(lists: Lists) -> None:
    for each in range(search.PAGE):
        lists.day.receive(item="licence", then={"act": "accept"} if each % 5 else None)
    wishes = ({}, {"state": "ACCEPTED"}, {"department": "market"}, {"due": "answer"})
    for wanted, whole in zip(wishes, (53, 42, 52, 11), strict=True):
        first = lists.page(**wanted)
        seen = [case.number for case in first.cases]
        if first.next is not None:
            second = lists.page(after=first.next, **wanted)
            assert (second.next, second.counts) == (None, None)
            seen += [case.number for case in second.cases]
        assert (len(seen), len(set(seen))) == (whole, whole)


def test_a_case_tells_its_story(lists: Lists) -> None:
    lists.day.act(CLERKS[1], accept_case, "20261123-00002", w.AcceptCase())
    with lists.day.store.reading() as connection:
        case = case_numbered(connection, 1, "20261123-00002")
        setup = lists.day.store.setup(connection, 1, lists.day.now)
        story = case_story(connection, setup, case.id, CLERK).happened
    assert [each.act for each in story] == ["receive_case", "accept_case"]
    assert (story[1].by, story[1].name) == ("staff:1002", "1002")
    assert story[1].facts["accepted_on"] == "2026-11-23"


def test_what_may_be_done_is_what_the_tables_allow(lists: Lists) -> None:
    """Every act offered is in the table of its state; whoever only reads is offered none."""
    action = {"decide_on_spot": "accept", "notice": "notify", "go_on": "work"}
    approved = {"extend", "approve_channel"}
    both = frozenset({"clerk", "supervisor"})
    with lists.day.store.reading() as connection:
        case = case_numbered(connection, 1, "20261123-00003")
        steps = steps_of(connection, case.id)
    for state in CaseState:
        here = type(case)(**{n: getattr(case, n) for n in case.__slots__} | {"state": state})
        acts = acts_on_case(here, steps, both)
        assert all((state, action.get(act, act)) in CASE_TABLE for act in acts)
        assert acts_on_case(here, steps, AUDITOR) == ()
        for step in StepState:
            part = type(steps[0])(
                **{n: getattr(steps[0], n) for n in steps[0].__slots__} | {"state": step}
            )
            offered = acts_on_step(here, part, steps, both, sent_up=True)
            assert all((step, act) in STEP_TABLE for act in offered)
            assert (
                set(acts_on_step(here, part, steps, CLERK, sent_up=True)) == set(offered) - approved
            )
