"""The store as the rest of the server sees it: acts go in, readings come out."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, select

from hall_server.domain.actor import Actor, system
from hall_server.domain.chain import GENESIS
from hall_server.domain.plan import HallPlan
from hall_server.domain.refusals import KeyReused, StorageFailed
from hall_server.store import schema as t
from hall_server.store.engine import connect_to_read, lock_hall, open_engine, writing
from hall_server.store.plan_saving import save_plan
from hall_server.store.prepared import Prepared
from hall_server.store.replies import KeptReply, keep_reply, kept_reply
from hall_server.store.setup import Setup, load_setup, with_standing
from hall_server.store.transaction import Head, Transaction, journal_head
from hall_server.store.writer import Writer

T = TypeVar("T")
Act = Callable[[Transaction], T]

_VERSIONS = Prepared(
    select(t.hall.c.setup_version, t.hall.c.standing_version).where(
        t.hall.c.id == bindparam("hall")
    )
)


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key with the fingerprint of the request it belongs to."""

    key: str
    fingerprint: str

    @classmethod
    def of(cls, key: str, method: str, path: str, body: bytes, secret: bytes = b"") -> "Key":
        """The fingerprint covers what is asked, so that a reused key is noticed.

        `secret` keeps a body with little chance in it, such as a card's number, from being guessed.
        """
        asked = b"\0".join((method.encode(), path.encode(), body))
        return cls(key, hmac.new(secret, asked, hashlib.sha256).hexdigest())


@dataclass(frozen=True, slots=True)
class Answer:
    """An act's answer as JSON text; `replayed` when the act had been done before."""

    body: str
    replayed: bool


class Store:
    """One database. Threads share it; `close` it once."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._writer = Writer(self.engine, self._begin)
        self._setups: dict[int, Setup] = {}
        self._heads: dict[int, Head] = {}
        self._listeners: list[Callable[[int], None]] = []
        self._printing: list[Callable[[int], None]] = []

    def on_commit(self, listener: Callable[[int], None]) -> None:
        """Have `listener(hall)` called after each committed act, in the actor's thread; be quick."""
        self._listeners.append(listener)

    def on_sheets(self, listener: Callable[[int], None]) -> None:
        """Have `listener(hall)` called after each committed act that ordered sheets; as `on_commit`."""
        self._printing.append(listener)

    def act(self, actor: Actor, now: datetime, act: Act[T]) -> T:
        """Run one act in one transaction under the hall's lock. Returns after it is durable.

        Raises the act's Refusal, with nothing changed, or StorageFailed.
        """

        ordered = False

        def work(connection: Connection) -> T:
            nonlocal ordered
            setup = self._current_setup(connection, actor.hall, now)
            tx = Transaction(connection, setup, self._heads[actor.hall], actor, now)
            result = act(tx)
            self._heads[actor.hall] = tx.head
            ordered = tx.sheets_ordered > 0
            return result

        try:
            result: T = self._writer.run(actor.hall, work)
        except StorageFailed:
            # A setup read in the lost transaction never was, and its version will come again.
            self._setups.pop(actor.hall, None)
            raise
        for listener in (*self._listeners, *(self._printing if ordered else ())):
            listener(actor.hall)
        return result

    def act_once(self, actor: Actor, now: datetime, key: Key, act: Act[str]) -> Answer:
        """Run an act that answers with JSON text, at most once per actor and key.

        A repeated key gets the first answer; with another fingerprint it raises KeyReused.
        """

        def once(tx: Transaction) -> Answer:
            who = actor.signature
            known = kept_reply(tx.connection, tx.hall, who, key.key)
            if known is not None:
                if known.fingerprint != key.fingerprint:
                    raise KeyReused()
                return Answer(known.body, replayed=True)
            body = act(tx)
            reply = KeptReply(key.fingerprint, body)
            keep_reply(tx.connection, tx.hall, who, key.key, reply, now)
            return Answer(body, replayed=False)

        return self.act(actor, now, once)

    def keep(self, hall: int, work: Callable[[Connection], T]) -> T:
        """Write what is no act: no journal entry is made and no screen is told.

        Durable on return, together with the acts of its moment. Raises StorageFailed.
        """
        kept: T = self._writer.run(hall, work)
        return kept

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction for rows that belong to no hall."""
        with writing(self.engine) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state and never waits for the writer."""
        with connect_to_read(self.engine) as connection, connection.begin():
            yield connection

    def setup(self, connection: Connection, hall: int, now: datetime) -> Setup:
        """The hall's setup as this connection sees it. Raises LookupError for an unknown hall."""
        return self._current_setup(connection, hall, now)

    def found_hall(self, plan: HallPlan, now: datetime, first: Act[None]) -> int:
        """Insert a hall that is not there yet, whole, and do its `first` act in the same transaction.

        Returns the hall's id.
        """
        with writing(self.engine) as connection:
            hall = save_plan(connection, plan, now)
            setup = load_setup(connection, hall, now)
            first(Transaction(connection, setup, Head(0, GENESIS), system(hall), now))
        return hall

    def forget_replies(self, before: datetime) -> None:
        """Drop the answers kept for retries from before a moment."""
        with writing(self.engine) as connection:
            connection.execute(delete(t.reply).where(t.reply.c.at < before))

    def close(self) -> None:
        """Let go of all connections."""
        self._writer.close()
        self.engine.dispose()

    def _begin(self, connection: Connection, hall: int) -> None:
        lock_hall(connection, hall)
        self._heads[hall] = journal_head(connection, hall)

    def _current_setup(self, connection: Connection, hall: int, now: datetime) -> Setup:
        versions = _VERSIONS.row(connection, {"hall": hall})
        if versions is None:
            raise LookupError(f"no hall {hall}")
        version, standing = versions
        known = self._setups.get(hall)
        if known is None or known.version != version:
            known = self._setups[hall] = load_setup(connection, hall, now)
        elif known.standing_version != standing:
            known = self._setups[hall] = with_standing(connection, known, standing)
        return known


def halls(connection: Connection) -> dict[str, int]:
    """The ids of all halls by code."""
    rows: Any = connection.execute(select(t.hall.c.code, t.hall.c.id).order_by(t.hall.c.id))
    return {code: id for code, id in rows}
