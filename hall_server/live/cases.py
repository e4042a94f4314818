"""Cases as the staff find them: lists, a search, one case's story, and what supervision saw."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from hall_server.desk.cases.told import (
    answer_left,
    date_is_provisional,
    event_view,
    is_past,
    title_by,
)
from hall_server.desk.cases.told_steps import days_left
from hall_server.desk.told import text
from hall_server.domain.cases.identity import IdentityKeys
from hall_server.domain.cases.states import CaseState
from hall_server.domain.identity import mark
from hall_server.domain.replay import moment
from hall_server.store.cases import beside, search
from hall_server.store.cases.rows import case_of
from hall_server.store.item_versions import ItemVersion, version_by_id
from hall_server.store.people import names_of_staff
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.visitor_numbers import document_number
from hall_server.wire import cases as w
from printer.masking import masked_name, masked_phone

SOON_DAYS = 2
"""Due today, or within so many working days after it."""
EVENTS = 50
KNOWS_APPLICANTS = frozenset({"clerk", "supervisor"})
"""Roles that read applicants' names; all others read them masked."""


def wish_of(setup: Setup, today: date, **wanted: Any) -> search.Wish:
    """A list asked for, as of a date of the hall."""
    soon = setup.calendar.after(today, SOON_DAYS).on
    return search.Wish(today=today, soon=soon, **wanted)


def case_page(
    connection: Connection,
    setup: Setup,
    wish: search.Wish,
    after: str | None,
    roles: frozenset[str],
) -> w.CasePage:
    """A page of a list; its first one tells the counts of the work lists, too."""
    page = search.cases_wished(connection, setup.hall, wish, after)
    first = after is None
    return w.CasePage(
        cases=case_lines(connection, setup, page.rows, wish.today, roles),
        next=page.next,
        counts=_counts(connection, setup, wish) if first else None,
        departments={each.code: text(each.name) for each in setup.plan.departments}
        if first
        else {},
    )


def _counts(connection: Connection, setup: Setup, wish: search.Wish) -> w.CaseCounts:
    def count(**of: Any) -> int:
        bare = search.Wish(today=wish.today, soon=wish.soon)
        return search.count_wished(connection, setup.hall, replace(bare, **of))

    return w.CaseCounts(
        answer=count(state="RECEIVED"),
        running=count(state="ACCEPTED"),
        late=count(due="late"),
        hand_over=count(state="DECIDED"),
    )


def found_cases(
    connection: Connection,
    setup: Setup,
    typed: str,
    keys: IdentityKeys,
    today: date,
    roles: frozenset[str],
) -> w.CasePage:
    """Cases by every reading of what was typed."""
    document = document_number(typed)
    marked = mark(keys.mark, document) if document is not None else None
    rows = search.cases_found(connection, setup.hall, typed, marked, today)
    return w.CasePage(cases=case_lines(connection, setup, rows, today, roles))


def case_lines(
    connection: Connection,
    setup: Setup,
    rows: Sequence[AnyRow],
    today: date,
    roles: frozenset[str],
) -> tuple[w.CaseLine, ...]:
    """Rows of case as lines of a list."""
    ids = [row.id for row in rows]
    leads = beside.leads_of(connection, ids)
    standing = beside.standing_of(connection, ids)
    versions: dict[int, ItemVersion] = {}
    for lead in leads.values():
        if lead.item_version_id not in versions:
            versions[lead.item_version_id] = version_by_id(connection, lead.item_version_id)
    known = bool(roles & KNOWS_APPLICANTS)
    return tuple(
        _line(setup, row, versions[leads[row.id].item_version_id], standing[row.id], today, known)
        for row in rows
    )


def _line(
    setup: Setup,
    row: AnyRow,
    lead: ItemVersion,
    standing: beside.Standing,
    today: date,
    known: bool,
) -> w.CaseLine:
    case = case_of(row)
    due = case.promised_due or case.statutory_due
    runs = case.state is CaseState.ACCEPTED
    return w.CaseLine(
        number=case.number,
        state=case.state.value,
        kind=case.kind,
        title=title_by(setup, case.theme_id, lead),
        applicant=case.applicant
        if known
        else masked_applicant(case.applicant, case.applicant_kind),
        department=text(lead.department.name),
        received_on=case.received_on,
        answer_due=case.answer_due,
        accepted_on=case.accepted_on,
        promised_due=case.promised_due,
        statutory_due=case.statutory_due,
        decided_on=case.decided_on,
        days_left=days_left(setup, due, None, today) if runs else None,
        channel=case.channel,
        notices=case.notices,
        deemed=case.deemed,
        suspended=standing.suspended,
        ready=case.ready_at is not None,
        answer_left=answer_left(setup, case, today),
        provisional=date_is_provisional(setup, case),
        late=runs and standing.runs and is_past(case, today),
        parts=standing.parts,
    )


def masked_applicant(name: str, kind: str) -> str:
    """As those read it who need not know; a company's name is not personal."""
    return name if kind == "company" else masked_name(name)


def for_reader(view: w.CaseView, roles: frozenset[str]) -> w.CaseView:
    """The case with its people masked for whoever only reads."""
    if roles & KNOWS_APPLICANTS:
        return view
    return view.model_copy(
        update={
            "applicant": masked_applicant(view.applicant, view.applicant_kind),
            "contact": masked_name(view.contact),
            "phone": masked_phone(view.phone),
            "agent": masked_name(view.agent),
            "handed_to": masked_name(view.handed_to),
            "address": masked_name(view.address),
            "document_tail": "",
            "handed_tail": "",
        }
    )


def case_story(
    connection: Connection, setup: Setup, case: int, roles: frozenset[str]
) -> w.CaseStory:
    """What happened to a case, oldest first; facts that name people only for those who know them."""
    names = dict(names_of_staff(connection, setup.hall).values())
    happened = []
    for row in beside.journal_of_case(connection, case):
        kind, _, who = row.actor.partition(":")
        happened.append(
            w.CaseHappened(
                at=row.at,
                act=row.act,
                by=row.actor,
                name=names.get(who, "") if kind == "staff" else "",
                facts=_facts(json.loads(row.data), bool(roles & KNOWS_APPLICANTS)),
            )
        )
    return w.CaseStory(timezone=setup.plan.timezone, happened=tuple(happened))


def _facts(data: Mapping[str, Any], known: bool) -> dict[str, str | int | None]:
    """The plain facts of an entry; lists of words as one sentence."""
    facts: dict[str, str | int | None] = {}
    for name, value in data.items():
        if name in ("handed_to", "agent", "tail") and not known:
            continue
        if isinstance(value, list):
            if all(isinstance(each, str) for each in value):
                facts[name] = "、".join(value)
        elif value is None or isinstance(value, str | int):
            facts[name] = value
    return facts


def events_page(
    connection: Connection, setup: Setup, grade: str | None, after: str | None
) -> w.Events:
    """What supervision saw, newest first. Raises ValueError for an `after` that no page gave."""
    before = None
    if after is not None:
        at, _, id = after.rpartition("|")
        before = (moment(at), int(id))
    rows = beside.events_of_hall(connection, setup.hall, grade, before, EVENTS + 1)
    shown = rows[:EVENTS]
    last = f"{_written(shown[-1].at)}|{shown[-1].id}" if len(rows) > EVENTS else None
    return w.Events(
        timezone=setup.plan.timezone,
        events=tuple(event_view(connection, setup, row) for row in shown),
        next=last,
    )


def _written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
