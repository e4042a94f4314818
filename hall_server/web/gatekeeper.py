"""Watching over who is connected: a socket whose session or device is no longer good is ended.

Requests ask at every door; a socket is asked only when it connects, so this asks again each second,
in one reading however many are connected.
"""

import threading
from collections.abc import Callable
from typing import NamedTuple

from hall_server.rounds import Rounds
from hall_server.store.database import Store
from hall_server.store.machines import places_of_tokens
from hall_server.store.roster import sessions_in_force
from hall_server.web.doors import StaffProof

LOOK_EVERY_S = 1.0


class DeviceProof(NamedTuple):
    """What a device's connection rests on: its token, and the place that chose its room."""

    token_hash: str
    place: str


Proof = StaffProof | DeviceProof


class Gatekeeper:
    """Knows who is connected. `end(socket id)` must end a connection; safe from any thread."""

    def __init__(self, store: Store, end: Callable[[str], None]) -> None:
        self._store = store
        self._end = end
        self._lock = threading.Lock()
        self._connected: dict[str, Proof] = {}
        # Between two rounds the doors hold for every request.
        self._rounds = Rounds("gatekeeper", self.step, LOOK_EVERY_S)

    def start(self) -> None:
        """Begin to look each second."""
        self._rounds.start()

    def stop(self) -> None:
        """Stop looking; waits for the thread."""
        self._rounds.stop()

    def enter(self, socket: str, proof: Proof) -> None:
        """Somebody has connected."""
        with self._lock:
            self._connected[socket] = proof

    def leave(self, socket: str) -> None:
        """Somebody has gone."""
        with self._lock:
            self._connected.pop(socket, None)

    def step(self) -> None:
        """Look once: end the connections of those who may no longer be here."""
        with self._lock:
            connected = dict(self._connected)
        if not connected:
            return
        proofs = set(connected.values())
        staff = [each for each in proofs if isinstance(each, StaffProof)]
        devices = [each for each in proofs if isinstance(each, DeviceProof)]
        with self._store.reading() as connection:
            good: set[Proof] = {StaffProof(*each) for each in sessions_in_force(connection, staff)}
            places = places_of_tokens(connection, [each.token_hash for each in devices])
        good |= {DeviceProof(token, place) for token, place in places.items()}
        for socket, proof in connected.items():
            if proof not in good:
                self.leave(socket)
                self._end(socket)
