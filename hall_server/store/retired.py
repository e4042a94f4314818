"""What a hall once had and history still names: queues and items that later plans dropped."""

from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import Connection, Table, select

from hall_server.domain import plan as p
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow

Part = TypeVar("Part")


class Remembered(dict[int, Part]):
    """By id, what the plan has; `[id]` also finds what it had, so that yesterday can be told.

    Counting, listing and `get` know the present plan alone.
    """

    def __init__(self, present: Mapping[int, Part], retired: Mapping[int, Part]) -> None:
        super().__init__(present)
        self._retired = retired

    def __missing__(self, id: int) -> Part:
        return self._retired[id]


def retired_queues(connection: Connection, hall: int, plan: p.HallPlan) -> dict[int, p.Queue]:
    """Dropped queues by id. Their zone may be gone too; any zone of the plan stands for it."""
    return {
        row.id: p.Queue(
            row.code, _name(row), plan.zones[0].code, row.max_wait_minutes, row.capacity
        )
        for row in _rows(connection, t.queue, hall)
    }


def retired_items(connection: Connection, hall: int, plan: p.HallPlan) -> dict[int, p.Item]:
    """Dropped items by id, as far as a ticket's story needs them."""
    return {
        row.id: p.Item(
            code=row.code,
            name=_name(row),
            kind=row.kind,
            department="",
            queue="",
            zone=plan.zones[0].code,
            service_minutes=row.service_minutes,
            statutory_days=row.statutory_days,
            promised_days=row.promised_days,
            fee=row.fee,
        )
        for row in _rows(connection, t.item, hall)
    }


def _rows(connection: Connection, table: Table, hall: int) -> list[AnyRow]:
    return list(
        connection.execute(select(table).where(table.c.hall_id == hall, table.c.active.is_(False)))
    )


def _name(row: AnyRow) -> p.Text:
    return p.Text(row.name_zh, row.name_en)
