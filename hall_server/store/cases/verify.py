"""Checking what the store promises of cases: their journal tells their state and their papers."""

import hashlib
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


def document_faults(connection: Connection, hall: int) -> Iterator[str]:
    """Every paper that is gone, or not in the words that its hash and the journal stand for."""
    reading = connection.execution_options(yield_per=5000)
    entries = reading.execute(
        select(t.journal.c.data).where(
            t.journal.c.hall_id == hall,
            t.journal.c.case_id.is_not(None),
            t.journal.c.data.contains('"sha256"'),
        )
    )
    issued = {paper: sha for (data,) in entries for paper, sha in _papers(data)}
    papers = select(t.document.c.reference, t.document.c.content, t.document.c.sha256).where(
        t.document.c.hall_id == hall, t.document.c.case_id.is_not(None)
    )
    for reference, content, sha in reading.execute(papers):
        told = issued.pop(reference, None)
        if hashlib.sha256(content.encode()).hexdigest() != sha or sha != told:
            yield f"paper {reference} is not as it was issued"
    yield from (f"paper {reference} is in the journal, but gone" for reference in issued)


def _papers(data: str) -> list[tuple[str, str]]:
    try:
        told = json.loads(data).get("papers", ())
        return [(paper["reference"], paper["sha256"]) for paper in told]
    except ValueError:
        return []
