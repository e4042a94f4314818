"""The hall rebuilt from its journal alone, held against the tables and against what people were told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from hall_server.store import schema as t

AT_WINDOW = ("CALLED", "SERVING")


@dataclass
class Replay:
    """The hall after some journal entries; impossible steps raise AssertionError."""

    stops: dict[int, str] = field(default_factory=dict)
    """State by stop id."""
    at: dict[str, int] = field(default_factory=dict)
    """The stop at each window now."""
    issued: dict[int, str] = field(default_factory=dict)
    """Number by ticket id."""
    calls: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Stop and window of each call, by journal number."""

    def step(self, seq: int, act: str, data: Mapping[str, Any]) -> None:
        """One entry."""
        if act in ("issue", "walk_in"):
            assert data["ticket"] not in self.issued, f"entry {seq}: ticket issued twice"
            self.issued[data["ticket"]] = data["number"]
        for undone in ("back_in_line", "taken_back"):
            if undone in data:
                self._put(seq, data[undone])
        if "stop" in data:
            self._put(seq, data)
        if data.get("next") and isinstance(data["next"], dict):
            self._put(seq, data["next"])
        if data.get("called"):
            self._put(seq, data["called"])
            self._called(seq, data["called"])
        elif act in ("call_next", "call_this"):
            self._called(seq, data)

    def _put(self, seq: int, entry: Mapping[str, Any]) -> None:
        stop, state, window = entry["stop"], entry["state"], entry.get("window")
        self.stops[stop] = state
        for place, present in list(self.at.items()):
            if present == stop and (state not in AT_WINDOW or place != window):
                assert state not in AT_WINDOW, f"entry {seq}: stop {stop} at {place} and {window}"
                del self.at[place]
        if state in AT_WINDOW:
            assert window is not None
            assert self.at.get(window, stop) == stop, f"entry {seq}: two people at {window}"
            self.at[window] = stop

    def _called(self, seq: int, entry: Mapping[str, Any]) -> None:
        self.calls[seq] = (entry["stop"], entry["window"])


def replay(connection: Connection, hall: int) -> Replay:
    """Play the whole journal of a hall. Raises AssertionError at the first impossible entry."""
    played = Replay()
    entries = connection.execute(
        select(t.journal.c.seq, t.journal.c.act, t.journal.c.data)
        .where(t.journal.c.hall_id == hall)
        .order_by(t.journal.c.seq)
    )
    for seq, act, data in entries:
        played.step(seq, act, json.loads(data))
    return played


def states_of_stops(connection: Connection, hall: int) -> dict[int, str]:
    """State by stop id, as the tables have it."""
    rows = connection.execute(select(t.stop.c.id, t.stop.c.state).where(t.stop.c.hall_id == hall))
    return {row.id: row.state for row in rows}


def numbers_of_tickets(connection: Connection, hall: int) -> dict[int, str]:
    """Number by ticket id, as the tables have it."""
    rows = connection.execute(
        select(t.ticket.c.id, t.ticket.c.label).where(t.ticket.c.hall_id == hall)
    )
    return {row.id: row.label for row in rows}
