"""A million cases of history, and how long lists and searches among them take.

The rows are made by the database itself, a statement a table. Of each hundred cases about three are
joint ones of three departments; the newest are received or running, a few of these late, all older
ones over. Names are of three characters, some of them very common.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, text

from hall_server.desk.load import load_hall
from hall_server.domain.cases.identity import IdentityKeys
from hall_server.domain.identity import mark
from hall_server.live.cases import case_page, found_cases, wish_of
from hall_server.store.cases.rows import case_numbered
from hall_server.store.cases.search import Wish
from hall_server.store.database import Store
from hall_server.store.migrations import migrate
from hall_server.store.setup import Setup
from tests.bench.bench_hall import BenchHall, demo_plan
from tests.store.postgres_cluster import CannotStart, running_cluster

KEYS = IdentityKeys(b"the bench's marks", b"the bench's seals, of 32 bytes..")
A_DAY = 1500
"""Cases a day of a large hall."""
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文辉建国红玉兰"
ROLES = frozenset({"clerk"})
WHOSE = "E12345678"
"""The one document that is looked for."""

# `n` counts from 1, `old` from the newest case; both databases divide and pad alike this way.
_STATE = """CASE WHEN old < 1500 AND n % 3 > 0 THEN 'RECEIVED' WHEN old < 9000 AND n % 10 = 3 THEN 'SUPPLEMENT'
 WHEN old < 15000 AND n % 2 = 0 OR n % 5000 = 7 THEN 'ACCEPTED' WHEN old < 30000 AND n % 7 = 0 THEN 'DECIDED'
 WHEN n % 23 = 0 THEN 'REFUSED' WHEN n % 29 = 0 THEN 'WITHDRAWN' ELSE 'DELIVERED' END"""
_NUMBERS = """WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {count})
 INSERT INTO bench_number SELECT n FROM counted"""
_CASES = f"""INSERT INTO "case" (id, hall_id, number, token, state, version, kind, item_id, department_id, language,
 applicant_kind, applicant, contact, phone, phone_tail, document_kind, document_tail, document_mark, agent,
 channel, channel_reason, channel_approver, applied_on, received_at, received_on, received_by, answer_due,
 answer_provisional, notices, accepted_on, deemed, statutory_due, promised_due, provisional, decided_on, result,
 reason, delivery, address, handed_to, handed_tail, carrier, tracking, since)
SELECT n, :hall, replace(day.on_date, '-', '') || '-' || substr(cast(100000 + n % {A_DAY} AS text), 2),
 'bench-' || n, state, 1, CASE WHEN n % 33 = 0 THEN 'joint' WHEN n % 50 = 1 THEN 'forwarded' ELSE 'promised' END,
 kind.item, kind.department, 'zh-CN', 'person',
 substr('{SURNAMES}', 1 + n % 97 * (n % 89) % 20, 1) || substr('{GIVEN}', 1 + n % 31, 1)
 || substr('{GIVEN}', 1 + n / 31 % 31, 1),
 '', '138' || substr(cast(100000000 + n * 37 % 100000000 AS text), 2),
 substr(cast(10000 + n * 37 % 10000 AS text), 2), 'passport', '5678',
 CASE WHEN n % 100000 = 5 THEN :mark ELSE 'bench-' || n END, '',
 CASE WHEN n % 211 = 0 THEN 'project' WHEN n % 61 = 0 THEN 'vulnerable' ELSE '' END, '', '', day.on_date, :at,
 day.on_date, 'staff:10001', day.answer, false, 0,
 CASE WHEN state IN ('ACCEPTED', 'DECIDED', 'DELIVERED') THEN day.on_date END, false, NULL,
 CASE WHEN state IN ('ACCEPTED', 'DECIDED', 'DELIVERED') THEN day.due END, false, NULL, '', '', 'window', '',
 '', '', '', '', :at
FROM (SELECT n, :count - n AS old, {_STATE.replace("old", "(:count - n)")} AS state FROM bench_number) AS made
JOIN bench_day AS day ON day.k = (made.n - 1) / {A_DAY} JOIN bench_kind AS kind ON kind.k = made.n % :kinds"""
_STEPS = """INSERT INTO case_step (hall_id, case_id, position, stage, lead, department_id, item_id, item_version_id,
 state, began_on, promised_due, provisional, higher_reference, result, reason, handled_by, since)
SELECT :hall, c.id, {position}, 1, {lead}, kind.department, kind.item, kind.version,
 CASE WHEN c.state IN ('RECEIVED', 'SUPPLEMENT') THEN 'PLANNED' WHEN c.state = 'ACCEPTED' THEN 'OPEN'
 WHEN c.state IN ('REFUSED', 'WITHDRAWN') THEN 'ENDED' ELSE 'DECIDED' END,
 c.accepted_on, c.promised_due, false, '', '', '', '', c.since
FROM "case" AS c JOIN bench_kind AS kind ON kind.k = (c.id + {position} * 7) % :kinds {joint}"""


def add_cases(store: Store, hall: int, count: int, today: date) -> float:
    """Add so many cases to a hall that has none. Returns how long it took, in seconds."""
    begun = time.monotonic()
    with store.engine.connect() as connection:
        kinds = _helpers(connection, hall, count, today)
        words = {"hall": hall, "count": count, "kinds": kinds, "at": 1_700_000_000_000}
        connection.execute(text(_CASES), words | {"mark": mark(KEYS.mark, WHOSE)})
        only = {"hall": hall, "kinds": kinds}
        for position in range(3):
            joint = "WHERE c.kind = 'joint'" if position else ""
            lead = "false" if position else "true"
            connection.execute(text(_STEPS.format(position=position, lead=lead, joint=joint)), only)
        for table in ("bench_number", "bench_day", "bench_kind"):
            connection.execute(text(f"DROP TABLE {table}"))
        # As autovacuum does soon after; SQLite manages without.
        if connection.dialect.name == "postgresql":
            connection.execute(text("ANALYZE"))
        connection.commit()
    return time.monotonic() - begun


def _helpers(connection: Connection, hall: int, count: int, today: date) -> int:
    """The tables that the rows are made from; how many kinds of items there are."""
    connection.execute(text("CREATE TABLE bench_number (n INTEGER PRIMARY KEY)"))
    connection.execute(text(_NUMBERS.format(count=count)))
    connection.execute(text("CREATE TABLE bench_day (k INTEGER PRIMARY KEY, on_date VARCHAR(10),"
                            " answer VARCHAR(10), due VARCHAR(10))"))  # fmt: skip
    days = -(-count // A_DAY)
    on = [today - timedelta(days=days - 1 - k) for k in range(days)]
    connection.execute(
        text("INSERT INTO bench_day VALUES (:k, :on, :answer, :due)"),
        [
            {"k": k, "on": day.isoformat(), "answer": (day + timedelta(days=7)).isoformat(),
             "due": (day + timedelta(days=9)).isoformat()}
            for k, day in enumerate(on)
        ],
    )  # fmt: skip
    connection.execute(
        text(
            "CREATE TABLE bench_kind AS SELECT row_number() OVER (ORDER BY item.id) - 1 AS k,"
            " item.id AS item, item.department_id AS department, min(version.id) AS version"
            " FROM item JOIN item_version AS version ON version.item_id = item.id"
            " WHERE item.hall_id = :hall GROUP BY item.id, item.department_id"
        ),
        {"hall": hall},
    )
    return int(connection.execute(text("SELECT count(*) FROM bench_kind")).scalar_one())


@dataclass(frozen=True)
class Looked:
    """Seconds that each list and each search took, and the floor: one case by its number."""

    lists: list[float]
    searches: list[float]
    floor: list[float]
    slowest: str


def looking(store: Store, hall: int, samples: int, now: datetime, today: date) -> Looked:
    """Ask for lists with every mixture of filters, and for cases by all that is known of them."""
    random = Random(7)
    took: dict[str, list[tuple[float, str]]] = {"lists": [], "searches": [], "floor": []}
    with store.reading() as connection:
        setup = store.setup(connection, hall, now)
        numbers = list(
            connection.execute(text('SELECT number FROM "case" ORDER BY id LIMIT 500')).scalars()
        )

        def timed(what: str, name: str, ask: Callable[[], Any]) -> None:
            begun = time.perf_counter()
            ask()
            took[what].append((time.perf_counter() - begun, name))

        for _ in range(samples):
            number = random.choice(numbers)
            timed("floor", number, lambda number=number: case_numbered(connection, hall, number))
            for wish in _wishes(setup, random, today):
                _walk(connection, setup, wish, timed)
            for typed in _typed(random, number):
                timed(
                    "searches", typed,
                    lambda typed=typed: found_cases(connection, setup, typed, KEYS, today, ROLES),
                )  # fmt: skip
    slowest = max(took["lists"] + took["searches"])
    plain = {what: [seconds for seconds, _ in each] for what, each in took.items()}
    return Looked(**plain, slowest=f"{slowest[1]}: {1000 * slowest[0]:.0f} ms")


def _walk(
    connection: Connection,
    setup: Setup,
    wish: Wish,
    timed: Callable[[str, str, Callable[[], Any]], None],
) -> None:
    """A list's first page and the one after it."""
    after: str | None = None
    for _ in range(2):
        pages: list[Any] = []
        timed(
            "lists", f"{wish} {after}",
            lambda after=after, pages=pages: pages.append(
                case_page(connection, setup, wish, after, ROLES)
            ),
        )  # fmt: skip
        after = pages[0].next
        if after is None:
            return


def _wishes(setup: Setup, random: Random, today: date) -> Iterator[Wish]:
    department = random.choice([None, *setup.departments])
    kind = random.choice([None, "instant", "forwarded", "joint"])
    green = random.choice([None, "any", "project"])
    for state in (None, "RECEIVED", "ACCEPTED", "DECIDED", "REFUSED", "DELIVERED"):
        yield wish_of(setup, today, state=state, department=department)
        yield wish_of(setup, today, state=state, kind=kind, green=green)
    for due in ("answer", "soon", "late"):
        yield wish_of(setup, today, due=due, department=department)


def _typed(random: Random, number: str) -> tuple[str, ...]:
    name = random.choice(SURNAMES) + random.choice(GIVEN) + random.choice(GIVEN)
    phone = f"138{random.randrange(10**8):08}"
    return (number, number[:8], name, name[:2], name[:1], phone, phone[-4:], WHOSE, "A017")


def halls(folder: Path, prepared: BenchHall, now: datetime) -> Iterator[tuple[str, Store, int]]:
    """The hall on SQLite, and on PostgreSQL where this machine can run one; open while it is used."""
    with closing(Store(prepared.copy(folder / "many-cases.db"))) as store:
        yield "SQLite", store, prepared.id
    try:
        with running_cluster() as cluster, closing(Store(cluster.new_database())) as store:
            migrate(store.engine)
            yield "PostgreSQL", store, load_hall(store, demo_plan(), now)
    except CannotStart:
        return


def among(store: Store, hall: int, count: int, samples: int, now: datetime) -> tuple[float, Looked]:
    """How long the rows took to make, and what looking among them takes."""
    took = add_cases(store, hall, count, now.date())
    return took, looking(store, hall, samples, now, now.date())
