"""The writer commits acts in groups; each act stands alone, and nothing is said before it is kept."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from postgres_cluster import PostgresCluster
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import IntegrityError

from hall_server.domain.refusals import NobodyWaiting, Refusal, StorageFailed
from hall_server.store.engine import open_engine, writing
from hall_server.store.writer import Writer

HALL = 1
DEADLINE_S = 20.0


class Notebook:
    """A writer on a one-column table, and a gate that makes acts gather into one group."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.begun: list[int] = []
        self.commits = 0
        with writing(engine) as connection:
            connection.execute(text("CREATE TABLE note (words VARCHAR(20) PRIMARY KEY)"))
        event.listen(engine, "commit", self._count)
        self.writer = Writer(engine, self._begin)

    def _begin(self, _connection: Connection, hall: int) -> None:
        self.begun.append(hall)

    def _count(self, _connection: Connection) -> None:
        self.commits += 1

    def write(self, words: str) -> str:
        """One act, to its end."""
        result: str = self.writer.run(HALL, self.noting(words))
        return result

    @staticmethod
    def noting(words: str) -> Callable[[Connection], str]:
        def note(connection: Connection) -> str:
            connection.execute(text("INSERT INTO note VALUES (:words)"), {"words": words})
            return words

        return note

    def kept(self) -> set[str]:
        """What another connection reads."""
        with self.engine.connect() as connection:
            return set(connection.execute(text("SELECT words FROM note")).scalars())

    def together(self, acts: dict[str, Callable[[Connection], Any]]) -> dict[str, Future[Any]]:
        """Run the acts as one group: they gather while an act before them is at work."""
        leading, gathered = threading.Event(), threading.Event()

        def lead(_connection: Connection) -> None:
            leading.set()
            assert gathered.wait(DEADLINE_S)

        with ThreadPoolExecutor(len(acts) + 1) as people:
            leader = people.submit(self.writer.run, HALL, lead)
            assert leading.wait(DEADLINE_S)
            commits = self.commits
            futures = {}
            for place, (name, act) in enumerate(acts.items()):
                futures[name] = people.submit(self.writer.run, HALL, act)
                self.wait_for(place + 1)
            gathered.set()
            leader.result(DEADLINE_S)
        assert self.commits - commits <= 2, "they were not one group"
        return futures

    def wait_for(self, waiting: int) -> None:
        """Until so many acts wait for the next group."""
        look_again = threading.Event()
        for _ in range(int(DEADLINE_S / 0.001)):
            if self.writer.waiting == waiting:
                return
            look_again.wait(0.001)
        raise AssertionError(f"{waiting} acts never waited")


@pytest.fixture
def notebook(database_url: str) -> Iterator[Notebook]:
    engine = open_engine(database_url)
    notebook = Notebook(engine)
    yield notebook
    notebook.writer.close()
    engine.dispose()


def _refuse(connection: Connection) -> None:
    Notebook.noting("written and refused")(connection)
    raise NobodyWaiting(window="5")


def test_acts_that_gather_share_one_commit(notebook: Notebook) -> None:
    futures = notebook.together({f"{n}": notebook.noting(f"{n}") for n in range(12)})
    assert {name: future.result() for name, future in futures.items()} == {
        f"{n}": f"{n}" for n in range(12)
    }
    assert notebook.kept() == {f"{n}" for n in range(12)}


def test_a_refused_act_leaves_its_neighbours_alone(notebook: Notebook) -> None:
    acts = {"before": notebook.noting("before"), "no": _refuse, "after": notebook.noting("after")}
    futures = notebook.together(acts)
    assert futures["before"].result() == "before"
    with pytest.raises(NobodyWaiting):
        futures["no"].result()
    assert futures["after"].result() == "after"
    assert notebook.kept() == {"before", "after"}


def test_an_act_that_breaks_does_not_poison_the_others(notebook: Notebook) -> None:
    def divide(connection: Connection) -> float:
        notebook.noting("half")(connection)
        return 1 / 0

    def wrong_statement(connection: Connection) -> None:
        notebook.noting("twice")(connection)
        notebook.noting("twice")(connection)

    acts = {"a": notebook.noting("a"), "divide": divide, "sql": wrong_statement}
    futures = notebook.together({**acts, "b": notebook.noting("b")})
    with pytest.raises(ZeroDivisionError):
        futures["divide"].result()
    with pytest.raises(IntegrityError):
        futures["sql"].result()
    assert notebook.kept() == {"a", "b"}


def test_each_group_locks_each_of_its_halls_once_in_order(notebook: Notebook) -> None:
    leading, gathered = threading.Event(), threading.Event()

    def lead(_connection: Connection) -> None:
        leading.set()
        assert gathered.wait(DEADLINE_S)

    with ThreadPoolExecutor(6) as people:
        people.submit(notebook.writer.run, 9, lead)
        assert leading.wait(DEADLINE_S)
        for place, hall in enumerate((3, 1, 3, 2, 1)):
            people.submit(notebook.writer.run, hall, notebook.noting(f"{place}"))
            notebook.wait_for(place + 1)
        gathered.set()
    assert notebook.begun == [9, 1, 2, 3]


def test_nothing_is_answered_before_it_is_kept(notebook: Notebook) -> None:
    """What an act answered is there for another connection at once, however busy the writer."""

    def press(hand: int) -> None:
        for turn in range(25):
            words = notebook.write(f"{hand}-{turn}")
            with notebook.engine.connect() as other:
                found = other.execute(
                    text("SELECT count(*) FROM note WHERE words = :words"), {"words": words}
                )
                assert found.scalar() == 1

    with ThreadPoolExecutor(8) as people:
        for done in [people.submit(press, hand) for hand in range(8)]:
            done.result(60)
    assert len(notebook.kept()) == 200
    assert notebook.writer.waiting == 0


def test_the_lead_passes_from_hand_to_hand(notebook: Notebook) -> None:
    """With many threads each leads at most its own group, so nobody commits for others for ever."""
    commits = notebook.commits

    def press(hand: int) -> int:
        return sum(len(notebook.write(f"{hand}-{turn}")) > 0 for turn in range(40))

    with ThreadPoolExecutor(32) as people:
        assert sum(people.map(press, range(32))) == 32 * 40
    assert len(notebook.kept()) == 32 * 40
    assert notebook.commits - commits < 32 * 40 + 64


class PowerOff(BaseException):
    """Stands for KeyboardInterrupt or SystemExit inside an act."""


def test_the_end_of_one_thread_does_not_hold_up_the_others(notebook: Notebook) -> None:
    def off(connection: Connection) -> None:
        notebook.noting("off")(connection)
        raise PowerOff

    futures = notebook.together({"a": notebook.noting("a"), "off": off})
    for future in futures.values():
        with pytest.raises((PowerOff, StorageFailed)):
            future.result(DEADLINE_S)
    assert notebook.kept() == set()
    assert notebook.write("afterwards") == "afterwards"


def test_only_the_thread_that_was_ended_hears_of_it(notebook: Notebook) -> None:
    def off(_connection: Connection) -> None:
        raise PowerOff

    futures = notebook.together({"off": off, "other": notebook.noting("other")})
    with pytest.raises(PowerOff):
        futures["off"].result(DEADLINE_S)
    with pytest.raises(StorageFailed):
        futures["other"].result(DEADLINE_S)


def test_when_the_commit_fails_everybody_is_told_and_nothing_is_kept(notebook: Notebook) -> None:
    def fail(_connection: Connection) -> None:
        raise OSError("the disk is gone")

    acts: dict[str, Callable[[Connection], Any]] = {
        "a": notebook.noting("a"), "no": _refuse, "b": notebook.noting("b")
    }  # fmt: skip
    event.listen(notebook.engine, "commit", fail)
    failing = [_result(future) for future in _gather(notebook, acts).values()]
    event.remove(notebook.engine, "commit", fail)
    assert [type(each) for each in failing] == [StorageFailed] * 3
    assert notebook.kept() == set()
    assert notebook.write("a") == "a"


def _result(future: Future[Any]) -> Any:
    return future.exception(DEADLINE_S) or future.result()


def _gather(notebook: Notebook, acts: dict[str, Any]) -> dict[str, Future[Any]]:
    """Like `together`, when the act before them fails as well."""
    leading, gathered = threading.Event(), threading.Event()

    def lead(_connection: Connection) -> None:
        leading.set()
        assert gathered.wait(DEADLINE_S)

    with ThreadPoolExecutor(len(acts) + 1) as people:
        leader = people.submit(notebook.writer.run, HALL, lead)
        assert leading.wait(DEADLINE_S)
        futures = {}
        for place, (name, act) in enumerate(acts.items()):
            futures[name] = people.submit(notebook.writer.run, HALL, act)
            notebook.wait_for(place + 1)
        gathered.set()
    with pytest.raises(StorageFailed):
        leader.result(DEADLINE_S)
    return futures


@pytest.mark.postgresql
def test_a_restart_of_postgresql_loses_no_acknowledged_act(
    cluster: PostgresCluster, postgresql_url: str
) -> None:
    engine = open_engine(postgresql_url)
    notebook = Notebook(engine)
    notebook.write("before")

    def cut(connection: Connection) -> None:
        notebook.noting("during")(connection)
        cluster.end_connections(postgresql_url)
        connection.execute(text("SELECT 1"))

    futures = notebook.together({"cut": cut, "neighbour": notebook.noting("neighbour")})
    for future in futures.values():
        with pytest.raises(StorageFailed):
            future.result(DEADLINE_S)
    assert notebook.write("after") == "after"
    assert notebook.kept() == {"before", "after"}
    notebook.writer.close()
    engine.dispose()


def _fill(notebook: Notebook, most: int) -> tuple[set[str], Refusal | None]:
    """Write until the writer refuses; what was acknowledged, and the refusal."""
    acknowledged: set[str] = set()
    for n in range(most):
        words = f"{n:020}"
        try:
            acknowledged.add(notebook.write(words))
        except Refusal as refusal:
            return acknowledged, refusal
    return acknowledged, None


def test_a_database_that_may_not_grow_refuses_and_recovers(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'notes.db'}")
    notebook = Notebook(engine)
    notebook.writer.close()
    engine.dispose()

    def limit(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count = 6")

    event.listen(engine, "connect", limit)
    acknowledged, refusal = _fill(notebook, most=5000)
    assert isinstance(refusal, StorageFailed)
    assert notebook.kept() == acknowledged
    assert len(acknowledged) > 20
    event.remove(engine, "connect", limit)
    engine.dispose()
    assert notebook.write("there is room again") in notebook.kept()
    notebook.writer.close()
    engine.dispose()


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 1 MiB. Skips where this user may not mount one."""
    folder.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False
    ).returncode == 0  # fmt: skip
    if not mounted:
        pytest.skip("only root may mount the small file system that fills up here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with _small_disk(tmp_path / "disk") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(b"0" * 400_000)
        engine = open_engine(f"sqlite:///{disk / 'notes.db'}")
        notebook = Notebook(engine)
        with closing(notebook.writer):
            acknowledged, refusal = _fill(notebook, most=5000)
            assert isinstance(refusal, StorageFailed)
            assert notebook.kept() == acknowledged
            ballast.unlink()
            assert notebook.write("there is room again") in notebook.kept()
            assert notebook.kept() == acknowledged | {"there is room again"}
        engine.dispose()
