"""Weeks of cases from before the demo's first start: received, told, accepted, decided, handed over.

They come about by the very acts of the hall, each at its own moment, so that their journal, papers
and clocks are as those of a hall that has been at work.
"""

import heapq
import random
import secrets
from collections.abc import Generator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import structlog

from hall_server.demo import applicants
from hall_server.desk.cases.collect import deliver_case, ready_case
from hall_server.desk.cases.decide import decide_case, decide_step
from hall_server.desk.cases.deem import deem_accepted
from hall_server.desk.cases.receive import receive_case
from hall_server.desk.cases.supplement import supplement_case
from hall_server.desk.cases.withdraw import withdraw_case
from hall_server.desk.cases.work import forward_step, resume_step, suspend_step
from hall_server.domain import plan as p
from hall_server.domain.actor import Actor, system
from hall_server.domain.cases.check_list import union
from hall_server.domain.opening import local_date
from hall_server.domain.refusals import Refusal
from hall_server.store.people import staff_actor, staff_of
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w

log = structlog.get_logger()

CASES = 110
DAYS = 42
"""So long before its first start the demo hall was founded."""
FATES = {"complete": 70, "told": 18, "told twice": 2, "unanswered": 3, "withdrawn": 3, "refused": 4}
WAITING = ("unanswered", "withdrawn")
"""Not answered on the day; what is done on the spot always is."""
LATE_CHANCE, DENIED_CHANCE, INSPECTION_CHANCE = 0.07, 0.04, 0.25
QUIET: dict[str, Any] = {"paper": False}
"""The papers are kept; nothing is printed weeks later."""

Turn = tuple[datetime, Actor]
"""When something happens next, and who does it."""
Life = Generator[Turn, Transaction, None]
"""Yields turns, and is sent the transaction of each."""


class Subject(NamedTuple):
    """What is applied for, and the clerk's windows where it is."""

    wish: dict[str, str]
    name: str
    kind: str
    items: tuple[p.Item, ...]
    windows: tuple[str, ...]
    ways: tuple[str, ...]
    """How its result can be had."""

    @property
    def materials(self) -> list[p.Material]:
        return [each.material for each in union(self.items)]


def add_past_cases(tx: Transaction, clerks: Mapping[str, str], chance: random.Random) -> None:
    """More than a hundred cases up to the act's moment. `clerks` are the badges by window.

    The hall must have been founded DAYS before.
    """
    people = {row.badge: staff_actor(row) for row in staff_of(tx.connection, tx.hall)}
    actors = {window: people[badge] for window, badge in clerks.items()}
    past = _Past(tx, actors, chance)
    subjects = list(_subjects(tx.setup.plan, actors.keys()))
    weights = [
        6 if "theme" in each.wish else 3 if each.kind == "instant" else 2 for each in subjects
    ]
    lives = [past.life(subject) for subject in chance.choices(subjects, weights, k=CASES)]
    _happen(tx, [*lives, *past.nights()])


def _happen(tx: Transaction, lives: list[Life]) -> None:
    """Every turn in the order of the moments, until now."""
    turns = [(*next(life), place, life) for place, life in enumerate(lives)]
    line = [(at, place, who, life) for at, who, place, life in turns]
    heapq.heapify(line)
    while line and line[0][0] < tx.now:
        at, place, who, life = heapq.heappop(line)
        then = Transaction(tx.connection, tx.setup, tx.head, who, at)
        try:
            with tx.connection.begin_nested():
                following = next_turn(life, then)
        except Refusal as refusal:
            # The hall's own catalogue may have come to forbid what chance wished: that case rests.
            log.warning("past_case_refused", why=refusal.code)
            continue
        tx.head = then.head
        if following is not None:
            heapq.heappush(line, (following[0], place, following[1], life))


def next_turn(life: Life, then: Transaction) -> Turn | None:
    """Let a life act in its turn; None when it is over."""
    try:
        return life.send(then)
    except StopIteration:
        return None


def _subjects(plan: p.HallPlan, windows: Any) -> Generator[Subject, None, None]:
    """Themes, and items with enough papers for one to be missing, served where a clerk sits."""
    wishes: list[tuple[dict[str, str], str, str, tuple[p.Item, ...], str]] = [
        ({"item": item.code}, item.name.zh, item.kind, (item,), item.code)
        for item in plan.items
        if len(item.materials) > 1 and not item.pick_up
    ]
    wishes += [
        ({"theme": t.code}, t.name.zh, "joint", tuple(plan.item[each.item] for each in t.items),
         t.lead_item)
        for t in plan.themes
    ]  # fmt: skip
    for wish, name, kind, items, lead in wishes:
        serving = tuple(w.number for w in plan.windows_serving(items[0].queue))
        manned = tuple(number for number in serving if number in windows)
        if manned:
            yield Subject(wish, name, kind, items, manned, plan.item[lead].delivery)


class _Past:
    """What happened to each case, by chance."""

    def __init__(self, tx: Transaction, clerks: Mapping[str, Actor], chance: random.Random) -> None:
        self._clerks = clerks
        self._chance = chance
        self._zone = ZoneInfo(tx.setup.plan.timezone)
        self._calendar = tx.setup.calendar
        self._today = local_date(tx.now, tx.setup.plan.timezone)
        self._system = system(tx.hall)

    def nights(self) -> Generator[Life, None, None]:
        """The hall itself, each night."""
        for days in range(1, DAYS):
            yield self._night(self._today - timedelta(days=days))

    def _night(self, on: date) -> Life:
        tx = yield datetime.combine(on, time(0, 5), self._zone), self._system
        deem_accepted(tx)

    def life(self, subject: Subject) -> Life:
        """A case from its receipt to wherever it got."""
        window = self._chance.choice(subject.windows)
        clerk = self._clerks[window]
        fate = self._fate(subject)
        tx = yield (
            self._on(self._today - timedelta(days=self._chance.randrange(1, DAYS - 2))),
            clerk,
        )
        wanted = self._received(subject, window, fate)
        case = receive_case(tx, wanted, secrets.token_urlsafe(16)).case
        mailed = wanted.delivery == "mail"
        if fate == "withdrawn":
            tx = yield self._later(tx, 1, 3), clerk
            withdraw_case(tx, case.number, w.WithdrawCase(reason="申请人改变了计划", **QUIET))
            return
        if fate == "told twice":
            tx = yield self._later(tx, 1, 6), clerk
            self._supplement(tx, case.number, subject, "notice")
        if fate.startswith("told"):
            tx = yield self._later(tx, 1, 6), clerk
            self._supplement(tx, case.number, subject, "")
        if fate == "unanswered":
            tx = yield self._later(tx, 6, 7), clerk
        if fate != "refused" and subject.kind != "instant":
            yield from self._is_decided(tx, case.number, subject, clerk, mailed)

    def _fate(self, subject: Subject) -> str:
        (fate,) = self._chance.choices(list(FATES), list(FATES.values()))
        return "complete" if fate in WAITING and subject.kind == "instant" else fate

    def _received(self, subject: Subject, window: str, fate: str) -> w.ReceiveCase:
        papers = self._papers(subject, lacking=fate.startswith("told"))
        then: dict[str, Any] | None = {"act": _accepting(subject), **QUIET}
        if fate.startswith("told"):
            then = {"act": "notice", **QUIET}
        elif fate == "refused":
            reason = "所申请的事项依法不需要取得行政许可。"
            then = {"act": "refuse", "ground": "not_needed", "reason": reason, **QUIET}
        elif fate in WAITING:
            then = None
        return w.ReceiveCase.model_validate(
            {
                **subject.wish,
                "window": window,
                # Without a phone: nobody is told now of what was weeks ago.
                "applicant": applicants.applicant(self._chance, subject.name) | {"phone": ""},
                "materials": papers,
                "then": then,
                **applicants.delivery(self._chance, subject.ways),
                **QUIET,
            }
        )

    def _papers(self, subject: Subject, *, lacking: bool) -> list[dict[str, Any]]:
        return applicants.marked(self._chance, len(subject.materials), lacking=lacking)

    def _supplement(self, tx: Transaction, number: str, subject: Subject, act: str) -> None:
        papers = self._papers(subject, lacking=False)
        then: dict[str, Any] = {"act": _accepting(subject), **QUIET}
        if act == "notice":
            papers[-1] |= {"state": "WRONG", "problem": "新提交的材料缺页"}
            then = {"act": act, "reason": "新提交的材料缺页", **QUIET}
        words = {"materials": papers, "then": then, **QUIET}
        supplement_case(tx, number, w.SupplementCase.model_validate(words))

    def _is_decided(
        self, tx: Transaction, number: str, subject: Subject, clerk: Actor, mailed: bool
    ) -> Generator[Turn, Transaction, None]:
        several = len(subject.items) > 1
        for position, item in enumerate(subject.items):
            tx = yield from self._handled(tx, number, position, item, clerk)
            if several:
                decide_step(tx, number, position, w.DecideStep(result="approved"))
        denied = not several and self._chance.random() < DENIED_CHANCE
        reason = "现场核查不符合规定的条件。" if denied else ""
        result: Any = "denied" if denied else "approved"
        decide_case(tx, number, w.DecideCase(result=result, reason=reason, **QUIET))
        tx = yield self._later(tx, 1, 2), clerk
        ready_case(tx, number, w.ReadyCase())
        tx = yield self._later(tx, 1, 6), clerk
        way = applicants.mailed(self._chance) if mailed else {"agent": "家属代领"}
        deliver_case(tx, number, w.DeliverCase.model_validate(way | QUIET))

    def _handled(
        self, tx: Transaction, number: str, position: int, item: p.Item, clerk: Actor
    ) -> Generator[Turn, Transaction, Transaction]:
        """Until the moment at which a department decides: sent up, inspected, early or late."""
        promised = item.promised_days if item.promised_days is not None else 5
        if item.kind == "forwarded":
            tx = yield self._later(tx, 1, max(1, promised - 1)), clerk
            forward_step(tx, number, position, w.ForwardStep(**QUIET))
            promised = item.higher_days or promised
        elif promised >= 5 and self._chance.random() < INSPECTION_CHANCE:
            tx = yield self._later(tx, 1, 2), clerk
            pause = w.SuspendStep(ground="inspection", expected_days=3, note="现场核查", **QUIET)
            suspend_step(tx, number, position, pause)
            tx = yield self._later(tx, 2, 4), clerk
            resume_step(tx, number, position, w.ResumeStep())
        if self._chance.random() < LATE_CHANCE:
            return (yield self._later(tx, promised + 1, promised + 2), clerk)
        return (yield self._later(tx, min(1, promised), max(1, promised - 1)), clerk)

    def _later(self, tx: Transaction, low: int, high: int) -> datetime:
        """So many working days after a transaction's moment, some time of the day."""
        days = self._chance.randint(low, max(low, high))
        if days == 0:
            return tx.now + timedelta(minutes=self._chance.randint(20, 90))
        on = local_date(tx.now, self._zone.key)
        return self._on(self._calendar.after(on, days).on)

    def _on(self, on: date) -> datetime:
        """Some time of the opening hours of a day, or of the next working day."""
        working = self._calendar.next_working(on)
        at = datetime.combine(working, time(9, 10), self._zone)
        return at + timedelta(minutes=self._chance.randrange(400))


def _accepting(subject: Subject) -> str:
    return "decide" if subject.kind == "instant" else "accept"
