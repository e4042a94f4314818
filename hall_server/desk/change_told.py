"""A change of the plan as its reader sees it."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection

from hall_server.store.people import name_of_signature
from hall_server.store.plan_changes import change_rows, differences
from hall_server.store.schema import AnyRow
from hall_server.wire import setup as w

DIFFERENCE_TOLD = 200
"""An import of a whole catalogue is told by its first entries."""


def change_view(connection: Connection, row: AnyRow, may_edit: frozenset[str]) -> w.ChangeView:
    """A change, for someone who may edit these parts."""
    whole = list(differences(row))
    return w.ChangeView.model_validate(
        {
            "change_id": row.id,
            "state": row.state,
            "summary": row.summary,
            "made_by": row.made_by,
            "made_by_name": name_of_signature(connection, row.hall_id, row.made_by),
            "made_at": row.made_at,
            "due": row.due.isoformat() if row.due else None,
            "settled_at": row.settled_at,
            "settled_by": row.settled_by,
            "trouble": json.loads(row.trouble) if row.trouble else None,
            "difference": whole[:DIFFERENCE_TOLD],
            "entries": len(whole),
            "undoable": row.state == "APPLIED" and {each["part"] for each in whole} <= may_edit,
        }
    )


def change_views(
    connection: Connection, hall: int, before: int | None, most: int, may_edit: frozenset[str]
) -> Iterable[w.ChangeView]:
    """Changes from before an id, newest first."""
    for row in change_rows(connection, hall, before, most):
        yield change_view(connection, row, may_edit)
