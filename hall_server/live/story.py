"""A ticket's whole story: the journal's acts on it, its calls, its sheets, in the order they happened.

Two things are not in the journal under the ticket's own number and are found by their moment: a
call that came with the finish of the ticket before (`finish_and_call_next`), and the day's end.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection

from hall_server.domain.forecast import Forecast
from hall_server.domain.replay import moment
from hall_server.live.lookup import named, ticket_views
from hall_server.store import lookup as rows
from hall_server.store.people import names_of_staff
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.store.transaction import journal_head
from hall_server.wire.appointments import KeptAppointment
from hall_server.wire.guide import Story, StoryEntry
from hall_server.wire.message import Text
from hall_server.wire.views import CallReason

CALLS = frozenset({"call_next", "call_this", "recall"})
"""Told from the calls themselves, which also know those made with a finish."""
RECONCILED = "reconcile_ticket"
"""Told at the moment when the kiosk gave the number."""
TOLD_AS = {"finish_and_call_next": "finish"}


def story_of(
    connection: Connection, setup: Setup, ticket: AnyRow, played: Forecast, now: datetime
) -> Story:
    """Everything that happened to a ticket (a row of `store.lookup`), oldest first."""
    teller = _Teller(connection, setup.hall, ticket)
    (view,) = ticket_views(connection, setup, [ticket], played)
    return Story(
        version=journal_head(connection, setup.hall).seq,
        at=now,
        timezone=setup.plan.timezone,
        ticket=view,
        entries=teller.entries(),
    )


class _Teller:
    """One ticket's past, read once."""

    def __init__(self, connection: Connection, hall: int, ticket: AnyRow) -> None:
        self._acts = rows.journal_of_ticket(connection, ticket.id)
        self._calls = rows.calls_of_ticket(connection, ticket.id)
        self._expired = rows.expired_stops_of(connection, ticket.id)
        moments = {row.at for row in self._calls} | {row.ended_at for row in self._expired}
        self._beside = rows.journal_at(connection, hall, sorted(moments))
        self._staff = dict(names_of_staff(connection, hall).values())
        self._data = {row.seq: json.loads(row.data) for row in [*self._acts, *self._beside]}
        codes = {code for row in self._acts for code in _items_of(self._data[row.seq])}
        self._items = rows.item_names(connection, hall, codes)
        self._reasons = rows.reason_names(connection, hall)

    def entries(self) -> tuple[StoryEntry, ...]:
        """All entries; what happened at one moment keeps the journal's order."""
        told = [self._act(row) for row in self._acts if row.act not in CALLS]
        told += [self._call(row) for row in self._calls]
        told += [self._expiry(row) for row in self._expired]
        return tuple(sorted(told, key=lambda entry: (entry.at, entry.seq or 0)))

    def _act(self, row: AnyRow) -> StoryEntry:
        data = self._data[row.seq]
        alone = row.act == RECONCILED
        return StoryEntry(
            **self._by(row),
            at=moment(data["issued_at"]) if alone else row.at,
            heard_at=row.at if alone else None,
            act=TOLD_AS.get(row.act, row.act),
            window=data.get("window"),
            queue=data.get("queue"),
            item=self._item(data.get("item")),
            items=tuple(filter(None, map(self._item, data.get("items") or ()))),
            appointment=_kept(data),
            reason=self._reason(data.get("reason")),
            agent=data.get("agent") or False,
            receipt=data.get("receipt"),
            beyond=tuple(data.get("beyond") or ()),
            to_queue=data.get("to_queue"),
            to_window=data.get("to_window"),
            place=data.get("place"),
            outcome=data.get("outcome"),
            undone=data.get("undone"),
            note=data.get("note") or "",
            printer=data.get("printer"),
            print=data.get("print"),
            trouble=data.get("trouble") or "",
            copy_number=data.get("copy") or 0,
            replaced=data.get("replaced"),
            replaced_by=data.get("replaced_by"),
            duplicate_of=data.get("duplicate_of"),
        )

    def _call(self, row: AnyRow) -> StoryEntry:
        beside = next(
            (
                each
                for each in self._beside
                if each.at == row.at and _calls_stop(self._data[each.seq], row.stop_id)
            ),
            None,
        )
        act = beside.act if beside is not None and beside.act in CALLS else "call_next"
        return StoryEntry(
            **self._by(beside),
            at=row.at,
            act="recall" if row.recall else act,
            window=row.window,
            queue=row.queue,
            rule=CallReason(rule=row.rule, waited_s=row.waited_s),
            recall=row.recall,
        )

    def _expiry(self, row: AnyRow) -> StoryEntry:
        ends = {"close_day", "end_forgotten_day", "open_day"}
        beside = next(
            (each for each in self._beside if each.at == row.ended_at and each.act in ends),
            # A number brought after its day was over has ended with it, whenever that was.
            next((each for each in self._acts if each.act == RECONCILED), None),
        )
        return StoryEntry(**self._by(beside), at=row.ended_at, act="expire", queue=row.queue)

    def _by(self, row: AnyRow | None) -> dict[str, Any]:
        """Who did a journaled act, and its number."""
        if row is None:
            return {"actor": "system"}
        actor, _, who = row.actor.partition(":")
        name = self._staff.get(who, "") if actor == "staff" else ""
        return {
            "actor": actor,
            "who": "" if actor == "visitor" else who,
            "name": name,
            "seq": row.seq,
        }

    def _item(self, code: str | None) -> Text | None:
        row = self._items.get(code or "")
        return named(row.name_zh, row.name_en) if row is not None else None

    def _reason(self, code: str | None) -> Text | None:
        row = self._reasons.get(code or "")
        return named(row.name_zh, row.name_en) if row is not None else None


def _items_of(data: Mapping[str, Any]) -> list[str]:
    one = [data["item"]] if isinstance(data.get("item"), str) else []
    return [*one, *cast(list[str], data.get("items") or [])]


def _kept(data: Mapping[str, Any]) -> KeptAppointment | None:
    """The appointment that a number was given for, if it was."""
    return KeptAppointment.model_validate(data) if "appointment" in data else None


def _calls_stop(data: Mapping[str, Any], stop: int) -> bool:
    """Whether an entry is the call of a stop, by itself or within a finish."""
    called = data.get("called") or data
    return bool(called.get("stop") == stop and called.get("state") == "CALLED")
