"""Cases and steps by what their clocks say: those near their dates, past them, or resting on a calendar."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select, text

from hall_server.domain.cases.case import Case, Step
from hall_server.store import schema as t
from hall_server.store.cases.rows import case_of, step_of

# The conditions word for word as the partial indexes have them.
_UNANSWERED = text("state = 'RECEIVED'")
_ACCEPTED = text("\"case\".state = 'ACCEPTED'")
_AT_WORK = text("case_step.state IN ('OPEN', 'SUSPENDED', 'FORWARDED')")


class AtWork(NamedTuple):
    """A step that is not decided, and its case."""

    case: Case
    step: Step


def unanswered_by(connection: Connection, hall: int, due: date) -> list[Case]:
    """Cases received and not answered whose answer is due on a date or before it."""
    rows = connection.execute(
        select(t.case)
        .where(t.case.c.hall_id == hall, t.case.c.answer_due <= due, _UNANSWERED)
        .order_by(t.case.c.id)
    )
    return [case_of(row) for row in rows]


def resting_on(connection: Connection, hall: int, year: int) -> int:
    """How many open cases have a provisional date in a year or after it."""
    case, first = t.case.c, date(year, 1, 1)
    unanswered = (case.state == "RECEIVED") & case.answer_provisional & (case.answer_due >= first)
    running = (
        (case.state == "ACCEPTED")
        & case.provisional
        & ((case.statutory_due >= first) | (case.promised_due >= first))
    )
    query = select(func.count()).where(case.hall_id == hall, unanswered | running)
    return int(connection.execute(query).scalar_one())


def unclosed(connection: Connection, hall: int) -> list[Case]:
    """Accepted cases of which no step is at work any more: the lead has yet to close them."""
    step = t.case_step.c
    at_work = select(step.id).where(step.case_id == t.case.c.id, _AT_WORK)
    rows = connection.execute(
        select(t.case)
        .where(t.case.c.hall_id == hall, _ACCEPTED, ~at_work.exists())
        .order_by(t.case.c.id)
    )
    return [case_of(row) for row in rows]


def steps_at_work(connection: Connection, hall: int) -> list[AtWork]:
    """Every step of the hall whose clock, or the higher body's, runs or stands."""
    steps = connection.execute(
        select(t.case_step)
        .where(
            t.case_step.c.hall_id == hall,
            _AT_WORK,
        )
        .order_by(t.case_step.c.id)
    )
    known = [step_of(row) for row in steps]
    running = select(t.case_step.c.case_id).where(
        t.case_step.c.hall_id == hall,
        _AT_WORK,
    )
    cases = {
        row.id: case_of(row)
        for row in connection.execute(select(t.case).where(t.case.c.id.in_(running)))
    }
    return [AtWork(cases[step.case_id], step) for step in known]
