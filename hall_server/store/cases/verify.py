"""Checking what the store promises of cases: their journal tells their state."""

import json
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, select

from hall_server.domain.cases.refusals import CaseNotReady
from hall_server.domain.cases.story import state_told
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow


def case_faults(connection: Connection, hall: int) -> Iterator[str]:
    """Every case of which the journal tells another state than its row, in words."""
    rows = connection.execution_options(yield_per=5000).execute(
        select(t.case.c.number, t.case.c.state, t.journal.c.act, t.journal.c.data)
        .outerjoin(t.journal, t.journal.c.case_id == t.case.c.id)
        .where(t.case.c.hall_id == hall)
        .order_by(t.case.c.id, t.journal.c.seq)
    )
    for (number, state), entries in groupby(rows, lambda row: (row.number, row.state)):
        told = _told(entries)
        if told != state:
            yield f"case {number} is {state}, but {told} by its journal"


def _told(entries: Iterator[AnyRow]) -> str:
    try:
        told = state_told((row.act, json.loads(row.data)) for row in entries if row.act is not None)
    except (CaseNotReady, ValueError):
        return "impossible"
    return told.value if told is not None else "never received"
