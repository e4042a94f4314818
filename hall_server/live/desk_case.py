"""The application of the number in hand, in the few words a console shows."""

from sqlalchemy import Connection, func, select

from hall_server.desk.cases.join import case_of_ticket
from hall_server.desk.told import text
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.states import CaseState, MaterialState
from hall_server.domain.stop import Stop
from hall_server.store import schema as t
from hall_server.store.setup import Setup
from hall_server.wire.cases import CaseBrief
from hall_server.wire.message import Text

_CHECKED = frozenset({CaseState.RECEIVED, CaseState.SUPPLEMENT})
"""States in which something may still be undecided."""


def case_brief(connection: Connection, setup: Setup, stop: Stop | None) -> CaseBrief | None:
    """The case a stop in hand is here for. Read by indexes, and only for that one stop."""
    case = case_of_ticket(connection, stop.ticket) if stop is not None else None
    if case is None:
        return None
    return CaseBrief(
        number=case.number,
        state=case.state.value,
        title=_title(setup, case),
        applicant=case.applicant,
        ready=case.ready_at is not None,
        undecided=_undecided(connection, case.id) if case.state in _CHECKED else 0,
    )


def _title(setup: Setup, case: Case) -> Text:
    if case.item_id is not None:
        return text(setup.items[case.item_id].name)
    codes = {id: code for code, id in setup.theme_ids.items()}
    theme = setup.plan.theme.get(codes.get(case.theme_id or 0, ""))
    return text(theme.name) if theme is not None else Text(zh=case.number, en=case.number)


def _undecided(connection: Connection, case: int) -> int:
    return connection.execute(
        select(func.count()).where(
            t.case_material.c.case_id == case,
            t.case_material.c.state == MaterialState.UNDECIDED.value,
        )
    ).scalar_one()
