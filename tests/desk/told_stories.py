"""What a ticket's story must tell, whatever happened to it: everything, once, in order."""

from typing import Any

from small_hall import Day

from hall_server.domain.forecast import Forecast
from hall_server.live.story import CALLS, story_of
from hall_server.store import schema as t
from hall_server.store.lookup import ticket_of_hall
from hall_server.wire.guide import Story

NOTHING_PLAYED = Forecast({}, {})


def story(day: Day, ticket: int) -> Story:
    """The story of a ticket as it stands now."""
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        row = ticket_of_hall(connection, day.hall, ticket)
        assert row is not None
        return story_of(connection, setup, row, NOTHING_PLAYED, day.now)


def check_stories(day: Day) -> None:
    """Raises AssertionError when a story leaves something out, or tells it twice."""
    journal, calls, stops = day.rows(t.journal), day.rows(t.call), day.rows(t.stop)
    for ticket in day.rows(t.ticket):
        told = story(day, ticket.id)
        mine = {row.id for row in stops if row.ticket_id == ticket.id}
        _check_one(
            told,
            [row for row in journal if row.ticket_id == ticket.id],
            [row for row in calls if row.stop_id in mine],
            [row for row in stops if row.id in mine and row.state == "EXPIRED"],
        )
        states = [row.state for row in stops if row.id in mine and row.state != "MOVED"]
        assert told.ticket.state == states[-1]


def _check_one(told: Story, acts: list[Any], calls: list[Any], expired: list[Any]) -> None:
    moments = [entry.at for entry in told.entries]
    assert moments == sorted(moments)
    assert told.entries[0].act in ("issue", "walk_in", "reconcile_ticket")
    summons = [entry for entry in told.entries if entry.rule is not None]
    assert [(entry.at, entry.recall) for entry in summons] == [
        (row.at, row.recall) for row in calls
    ]
    assert all(entry.who and entry.seq for entry in summons), "a call that nobody made"
    rest = [entry.seq for entry in told.entries if entry.rule is None and entry.act != "expire"]
    assert rest == [row.seq for row in acts if row.act not in CALLS]
    ends = [entry for entry in told.entries if entry.act == "expire"]
    assert [entry.at for entry in ends] == [row.ended_at for row in expired]
    assert all(entry.seq for entry in ends)
