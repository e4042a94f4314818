"""Watching the hall: every two seconds what is wrong is looked for, and alerts begin and end."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from hall_server.desk.alerts import begin_alert, change_alert, end_alert
from hall_server.domain.actor import system
from hall_server.domain.alarms import (
    Component,
    DeviceSeen,
    Facts,
    Key,
    Memory,
    PrinterSeen,
    QueueSeen,
    Snapshot,
    Verdict,
    WindowSeen,
    alarms,
    judge,
)
from hall_server.domain.duty import Duty
from hall_server.domain.opening import opening_at
from hall_server.live.expectation import Expectation
from hall_server.live.picture import Picture, take_picture
from hall_server.rounds import Rounds
from hall_server.store.alerts import alerts_in_force
from hall_server.store.database import Store, halls
from hall_server.store.paper import all_printers
from hall_server.store.people import devices_of
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

LOOK_EVERY_S = 2.0
WATCHED = ("kiosk", "display", "station")


class Watch:
    """One thread that looks at every hall of the database."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], expectation: Expectation
    ) -> None:
        self._store = store
        self._clock = clock
        self._expectation = expectation
        self._memory: dict[int, Memory] = {}
        self._rounds = Rounds("watch", self.step, LOOK_EVERY_S)

    def start(self) -> None:
        """Begin to look."""
        self._rounds.start()

    def stop(self) -> None:
        """Stop looking; waits for the thread."""
        self._rounds.stop()

    def step(self) -> None:
        """Look once at every hall; acts only when an alert begins, changes or ends.

        Supervisors' outlook is played here as well, beside the thread that pushes.
        """
        now = self._clock()
        with self._store.reading() as connection:
            known = halls(connection)
        for hall in known.values():
            with self._store.reading() as connection:
                verdict = self._look(connection, hall, now)
            self._memory[hall] = verdict.memory
            for act in _acts(verdict):
                self._store.act(system(hall), now, act)
            self._expectation.look_ahead(hall, now)

    def _look(self, connection: Connection, hall: int, now: datetime) -> Verdict:
        setup = self._store.setup(connection, hall, now)
        snapshot = snapshot_of(connection, take_picture(connection, setup, now))
        standing: dict[Key, Facts] = {
            Key(each.kind, each.subject): each.facts for each in alerts_in_force(connection, hall)
        }
        seen = alarms(snapshot, standing.keys())
        return judge(seen, standing, self._memory.get(hall, {}), snapshot.now)


def _acts(verdict: Verdict) -> list[Callable[[Transaction], None]]:
    return [
        *(partial(end_alert, key=key) for key in sorted(verdict.end)),
        *(partial(change_alert, key=key, facts=facts) for key, facts in verdict.change.items()),
        *(partial(begin_alert, key=key, facts=facts) for key, facts in verdict.begin.items()),
    ]


def snapshot_of(connection: Connection, picture: Picture) -> Snapshot:
    """What the rules look at. `connection` reads the same state as the picture."""
    setup, plan = picture.setup, picture.setup.plan
    serving = picture.open_date is not None and setup.evacuation is None
    return Snapshot(
        now=picture.now.timestamp(),
        serving=serving,
        expected_on=serving
        and opening_at(plan.hours, plan.timezone, picture.now, plan.special_days).open,
        queues=tuple(
            QueueSeen(
                queue.letter, picture.line(id).waiting, picture.longest_s(id), setup.limits[id]
            )
            for id, queue in setup.queues.items()
        ),
        windows=tuple(_window(picture, duty) for duty in picture.duties),
        printers=tuple(_printer(row) for row in all_printers(connection, setup.hall)),
        devices=tuple(
            _device(row)
            for row in devices_of(connection, setup.hall)
            if row.revoked_at is None and row.kind in WATCHED
        ),
    )


def _window(picture: Picture, duty: Duty) -> WindowSeen:
    reason = picture.setup.pauses.get(duty.pause_reason or 0)
    own = picture.setup.serves[duty.window].own
    return WindowSeen(
        number=duty.number,
        state=duty.state.value,
        since=duty.since.timestamp(),
        busy=duty.window in picture.in_hand,
        own_waiting=sum(picture.line(queue).waiting for queue in own),
        pause_reason=reason.code if reason else "",
    )


def _printer(row: AnyRow) -> PrinterSeen:
    troubles = tuple(row.troubles.split(",")) if row.troubles else ()
    return PrinterSeen(row.code, troubles, row.heard_at is None and row.waiting > 0)


def _device(row: AnyRow) -> DeviceSeen:
    return DeviceSeen(
        kind=row.kind,
        name=row.name,
        place=row.place,
        seen_at=row.seen_at.timestamp() if row.seen_at is not None else None,
        ill=tuple(
            Component(part["kind"], part["name"], part["word"])
            for part in json.loads(row.health)
            if not part["ok"]
        ),
    )
