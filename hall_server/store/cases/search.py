"""Cases in lists and by what somebody types. Every statement walks one index and stops after a page."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)

from hall_server.domain.lookup import read_query
from hall_server.store import schema as t
from hall_server.store.lookup import tickets_by_number
from hall_server.store.schema import AnyRow
from hall_server.store.schema.columns import Day
from hall_server.visitor_numbers import phone_number

PAGE = 50
FOUND = 100
COUNTED = 1000
"""A count stops here: beyond it nobody looks at the figure."""
_NEVER = date(9999, 12, 31)
_LAST = 2**63 - 1
_END = "\U0010ffff"
"""Sorts behind whatever anybody's name goes on with."""
_NUMBER = re.compile(r"[0-9]{6,8}(-[0-9]{0,6})?")
_OPEN = ("RECEIVED", "SUPPLEMENT", "ACCEPTED", "DECIDED")
"""States that a case leaves soon: these lists stay short, however old the hall is."""

# In the very words of the index `ix_case_due`, or no database would use it.
DUE: ColumnElement[date] = literal_column(
    'coalesce("case".promised_due, "case".statutory_due, \'9999-12-31\')', Day
)

Due = Literal["answer", "soon", "late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a list shows. `department` is one that has a part in the case; `today` and `soon` are dates."""

    today: date
    soon: date
    state: str | None = None
    due: Due | None = None
    department: int | None = None
    kind: str | None = None
    green: str | None = None
    """`vulnerable`, `project`, or `any` of the two."""


class Page(NamedTuple):
    """Rows of case, and where the next page begins."""

    rows: Sequence[AnyRow]
    next: str | None


def cases_wished(connection: Connection, hall: int, wish: Wish, after: str | None) -> Page:
    """A page of a list: what is to be answered and what is running by its date, all else newest first."""
    order = _date_of(wish)
    query = _list(hall, wish, order, after)
    rows = connection.execute(query.limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    if len(rows) <= PAGE:
        return Page(shown, None)
    last = shown[-1]
    if order is None:
        return Page(shown, str(last.id))
    day = last.answer_due if _answers(wish) else (last.promised_due or last.statutory_due or _NEVER)
    return Page(shown, f"{day.isoformat()}.{last.id}")


def _list(
    hall: int, wish: Wish, order: ColumnElement[date] | None, after: str | None
) -> Select[Any]:
    if order is None:
        return _newest_first(hall, wish, after)
    return _by_date(order, hall, wish, after)


def _by_date(order: ColumnElement[date], hall: int, wish: Wish, after: str | None) -> Select[Any]:
    query = (
        select(t.case)
        .where(t.case.c.hall_id == hall, *_where(wish), *_has_open_part(wish))
        .order_by(order, t.case.c.id)
    )
    if after is None:
        return query
    day, _, id = after.partition(".")
    on = date.fromisoformat(day)
    # Two bounds: the first is what SQLite walks the index by.
    return query.where(
        order >= on, tuple_(order, t.case.c.id) > tuple_(literal(on, Day), literal(int(id)))
    )


def _newest_first(hall: int, wish: Wish, after: str | None) -> Select[Any]:
    before = _LAST if after is None else int(after)
    if wish.department is None or wish.state in _OPEN:
        return (
            select(t.case)
            .where(t.case.c.hall_id == hall, t.case.c.id < before)
            .where(*_where(wish), *_has_open_part(wish))
            .order_by(t.case.c.id.desc())
        )
    # The department's parts are walked, not the hall's cases: a small one has few among a million.
    step, other = t.case_step, t.case_step.alias("earlier")
    first = ~(
        select(other.c.id)
        .where(
            other.c.case_id == step.c.case_id,
            other.c.department_id == step.c.department_id,
            other.c.position < step.c.position,
        )
        .exists()
    )
    return (
        select(t.case)
        .join(step, step.c.case_id == t.case.c.id)
        .where(step.c.hall_id == hall, step.c.department_id == wish.department)
        .where(step.c.case_id < before, first, *_where(wish))
        .order_by(step.c.case_id.desc())
    )


def count_wished(connection: Connection, hall: int, wish: Wish) -> int:
    """How many a list has, at most COUNTED."""
    found = select(t.case.c.id).where(t.case.c.hall_id == hall, *_where(wish))
    counted = select(func.count()).select_from(found.limit(COUNTED).subquery())
    return connection.execute(counted).scalar_one()


def _answers(wish: Wish) -> bool:
    return wish.due == "answer" or wish.state == "RECEIVED"


def _date_of(wish: Wish) -> ColumnElement[date] | None:
    if _answers(wish):
        return t.case.c.answer_due
    return DUE if wish.due is not None or wish.state == "ACCEPTED" else None


def _where(wish: Wish) -> list[ColumnElement[bool]]:
    """The conditions of a list. Every one is met by an index, or by rows that one leaves."""
    where: list[ColumnElement[bool]] = []
    if wish.state is not None:
        where.append(_is(t.case.c.state, wish.state))
    if wish.due == "answer":
        where.append(_is(t.case.c.state, "RECEIVED"))
    elif wish.due is not None:
        where += _running(wish)
    if wish.kind is not None:
        where.append(t.case.c.kind == wish.kind)
    if wish.green is not None:
        where.append(literal_column("\"case\".channel <> ''"))
        if wish.green != "any":
            where.append(t.case.c.channel == wish.green)
    return where


def _is(column: ColumnElement[str], state: str) -> ColumnElement[bool]:
    """With the value in the words: a partial index is used only when its condition can be read there."""
    return column == literal_column(f"'{state}'")


def _running(wish: Wish) -> list[ColumnElement[bool]]:
    """Accepted, with a clock that runs: a suspended or forwarded case is not late by our days."""
    steps = select(t.case_step.c.id).where(t.case_step.c.case_id == t.case.c.id)
    runs = steps.where(t.case_step.c.state == "OPEN").exists()
    stands = steps.where(t.case_step.c.state.in_(["SUSPENDED", "FORWARDED"])).exists()
    ends = wish.today > DUE if wish.due == "late" else DUE.between(wish.today, wish.soon)
    return [_is(t.case.c.state, "ACCEPTED"), ends, or_(runs, ~stands)]


def _has_open_part(wish: Wish) -> list[ColumnElement[bool]]:
    """Among the few cases that are not over: those in which the department has a part."""
    if wish.department is None:
        return []
    step = t.case_step
    part = select(step.c.id).where(
        step.c.case_id == t.case.c.id, step.c.department_id == wish.department
    )
    return [part.exists()]


def cases_found(
    connection: Connection, hall: int, typed: str, mark: str | None, today: date
) -> list[AnyRow]:
    """At most FOUND cases by every reading of what was typed, the likeliest first.

    A case's number or its beginning, the applicant's name or its beginning, a phone or its last
    four digits, an identity document by its `mark`, a ticket's number of today.
    """
    found: dict[int, AnyRow] = {}
    for query in _readings(connection, hall, typed, mark, today):
        for row in connection.execute(query.limit(FOUND)):
            found.setdefault(row.id, row)
    return list(found.values())[:FOUND]


def _readings(
    connection: Connection, hall: int, typed: str, mark: str | None, today: date
) -> Iterator[Select[Any]]:
    of_hall = select(t.case).where(t.case.c.hall_id == hall)
    newest = t.case.c.id.desc()
    written, name = compact_case_number(typed), typed.strip()
    wanted = read_query(typed)
    if written is not None:
        number = t.case.c.number
        yield of_hall.where(number >= written, number < written + _END).order_by(number.desc())
    if mark is not None:
        yield of_hall.where(t.case.c.document_mark == mark).order_by(newest)
    if wanted.number is not None:
        tickets = [row.id for row in tickets_by_number(connection, hall, today, wanted)]
        if tickets:
            yield select(t.case).where(t.case.c.ticket_id.in_(tickets)).order_by(newest)
    if wanted.phone_tail is not None:
        by_tail = of_hall.where(t.case.c.phone_tail == wanted.phone_tail).order_by(newest)
        whole = phone_number(typed)
        yield by_tail if whole is None else by_tail.where(_digits(t.case.c.phone).endswith(whole))
    if not name.isdigit():
        called = t.case.c.applicant
        yield of_hall.where(called == name).order_by(newest)
        yield of_hall.where(called > name, called < name + _END).order_by(called, t.case.c.id)


def compact_case_number(typed: str) -> str | None:
    """A case's number or its beginning as it is written, `20261126-00017`; None when it is none."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", typed).replace(" ", ""))
    return found[0] if found else None


def _digits(phone: ColumnElement[str]) -> ColumnElement[str]:
    for filler in " -()":
        phone = func.replace(phone, filler, "")
    return phone
