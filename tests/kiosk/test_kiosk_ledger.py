"""The ledger: a number is on disk before it is seen, once, whatever happens to the disk."""

import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from simulated_hall import MORNING, TOKEN, demo_catalogue
from simulated_lending import Lending, lease_for

from hall_server.wire.offline import Block, Lease, OfflineTicket, Reconciled
from kiosk.alone import issued
from kiosk.day_rows import Answer
from kiosk.ledger import Ledger, LedgerTrouble, NoNumbers
from kiosk.reconcile import Reconciling
from kiosk.server_link import LinkView

MONDAY = MORNING.date()
SMALL = (Block(queue="A", first=980, last=984), Block(queue="B", first=980, last=981))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kiosk"


@pytest.fixture
def lease() -> Lease:
    lending = Lending(MORNING)
    return lease_for(lending, demo_catalogue(), TOKEN).model_copy(update={"blocks": SMALL})


def opened(folder: Path) -> Ledger:
    ledger = Ledger(folder, lambda: MORNING)
    ledger.open()
    return ledger


def with_lease(folder: Path, lease: Lease) -> Ledger:
    ledger = opened(folder)
    ledger.open_day(lease.date)
    if not ledger.has_baseline(lease.date):
        ledger.begin(lease.model_copy(update={"blocks": ()}))
    ledger.keep_lease(lease)
    return ledger


@pytest.fixture
def ledger(folder: Path, lease: Lease) -> Iterator[Ledger]:
    made = with_lease(folder, lease)
    yield made
    made.close()


def ticket(press: str, minute: int = 0) -> Callable[[str, int], OfflineTicket]:
    def written(queue: str, number: int) -> OfflineTicket:
        return OfflineTicket(
            press=press, date=MONDAY, queue=queue, number=number, items=("SJ-001",),
            card_mark="ab" * 32, token="a-link-that-nobody-guesses",
            issued_at=MORNING + timedelta(minutes=minute),
        )  # fmt: skip

    return written


def give(ledger: Ledger, press: str, minute: int = 0) -> int:
    return ledger.give(MONDAY, ["A"], ticket(press, minute)).number


def file_of(folder: Path) -> Path:
    return folder / f"ledger-{MONDAY}.db"


def test_numbers_come_one_after_another_and_end_with_the_block(ledger: Ledger) -> None:
    assert [give(ledger, f"press-{n}") for n in range(5)] == [980, 981, 982, 983, 984]
    with pytest.raises(NoNumbers):
        give(ledger, "press-5")
    assert ledger.held() == {"A": 0, "B": 2}
    assert ledger.give(MONDAY, ["A", "B"], ticket("press-6")).queue == "B"


def test_everything_is_known_again_after_a_restart(folder: Path, lease: Lease) -> None:
    ledger = with_lease(folder, lease)
    give(ledger, "press-1")
    give(ledger, "press-2")
    ledger.end_paper("press-1", "PRINTED")
    for n in range(30):
        ledger.begin_sheet(f"hall-{n}", issued(ticket("of-the-hall")("A", 7), demo_catalogue()))
    ledger.close()
    again = opened(folder)
    first, second = again.find("press-1"), again.find("press-2")
    assert first is not None and second is not None
    assert (first.paper, second.paper) == ("PRINTED", "UNCERTAIN")
    begun = again.begun_sheet("hall-29")
    assert begun is not None and begun.number == "A007"
    assert again.begun_sheet("hall-9") is None, "only the newest are kept"
    assert give(again, "press-3") == 982
    assert again.newest_moment() == MORNING
    again.close()


def test_the_hall_is_told_oldest_first_until_it_answers(ledger: Ledger) -> None:
    for place, minute in enumerate((3, 1, 2)):
        give(ledger, f"press-{place}", minute)
        ledger.end_paper(f"press-{place}", "PRINTED")
    give(ledger, "still-printing", 5)
    now = MORNING + timedelta(minutes=5)
    assert [each.press for each in ledger.untold(now)] == ["press-1", "press-2", "press-0"]
    ledger.told("press-1", Answer(now))
    ledger.told("press-2", Answer(now, "number_taken"))
    assert [each.press for each in ledger.untold(now)] == ["press-0"]
    assert [each.ticket.press for each in ledger.refused()] == ["press-2"]
    later = ledger.untold(now + timedelta(minutes=2))
    assert [(each.press, each.paper) for each in later][-1] == ("still-printing", "UNCERTAIN")


def test_a_press_is_found_at_once_after_the_file_was_found_damaged(ledger: Ledger) -> None:
    give(ledger, "press-1")
    ledger.begin_sheet("hall-1", issued(ticket("of-the-hall")("A", 7), demo_catalogue()))
    for known in (ledger.find, ledger.begun_sheet):
        with pytest.raises(LedgerTrouble):
            give(ledger, "press-1")  # refused by the file, as if it were not as it was written
        assert known("press-1" if known == ledger.find else "hall-1") is not None
    assert give(ledger, "press-2") == 981


def test_two_programs_never_share_a_ledger(ledger: Ledger, folder: Path) -> None:
    with pytest.raises(LedgerTrouble):
        opened(folder)


def test_a_ledger_that_begins_anew_gives_nothing_of_what_was_lent_before(
    folder: Path, lease: Lease
) -> None:
    ledger = opened(folder)
    ledger.open_day(MONDAY)
    ledger.begin(lease)
    newer = (*SMALL, Block(queue="A", first=960, last=961))
    ledger.keep_lease(lease.model_copy(update={"blocks": newer}))
    assert ledger.held() == {"A": 2, "B": 0}
    assert give(ledger, "press-1") == 960
    ledger.close()


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size`, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_gives_no_number_and_says_so_until_there_is_room(
    folder: Path, lease: Lease
) -> None:
    many = (Block(queue="A", first=500, last=984),)
    ledger = with_lease(folder, lease.model_copy(update={"blocks": many}))
    give(ledger, "press-0")
    given = ["press-0"]
    with no_room_beyond(file_of(folder).stat().st_size), pytest.raises(LedgerTrouble) as full:
        for n in range(1, 100):
            give(ledger, f"press-{n}" + "x" * 80)
            given.append(f"press-{n}" + "x" * 80)
    assert (full.value.why, ledger.trouble) == ("disk_full", "disk_full")
    ledger.try_again()
    assert ledger.trouble == ""
    assert give(ledger, "later") == 500 + len(given)
    ledger.close()
    again = opened(folder)
    assert {each.ticket.press for each in again.given_on(MONDAY)} == {*given, "later"}
    again.close()


def test_a_full_disk_keeps_no_number_from_the_hall(folder: Path, lease: Lease) -> None:
    ledger = with_lease(folder, lease)
    for press in ("press-1", "press-2", "press-3"):
        give(ledger, press)
    ledger.end_paper("press-1", "PRINTED")
    later = MORNING + timedelta(minutes=2)
    heard: list[tuple[str, str | None]] = []

    def tell(ticket: OfflineTicket) -> Reconciled:
        heard.append((ticket.press, ticket.paper))
        return Reconciled(ticket_id=1, number="A980", waiting=True)

    view = LinkView(1, "reached", MORNING)
    reconciling = Reconciling(ledger, tell, lambda: view, lambda: later)
    with no_room_beyond(4096):
        assert not reconciling.step()
    uncertain = "UNCERTAIN"
    assert heard == [("press-1", "PRINTED"), ("press-2", uncertain), ("press-3", uncertain)]
    assert ledger.trouble == "disk_full"
    assert reconciling.step(), "told once more, with the same words, and noted"
    assert (heard[:3], ledger.waiting()) == (heard[3:], 0)
    ledger.close()


def test_a_program_started_on_a_full_disk_still_knows_what_to_tell(
    folder: Path, lease: Lease
) -> None:
    ledger = with_lease(folder, lease)
    give(ledger, "killed-in-mid-print")
    ledger.close()
    with no_room_beyond(4096):
        again = opened(folder)
        (told,) = again.untold(MORNING + timedelta(minutes=2))
    assert (told.press, told.paper) == ("killed-in-mid-print", "UNCERTAIN")
    again.close()


def test_a_day_that_cannot_be_read_takes_no_other_with_it(folder: Path, lease: Lease) -> None:
    ledger = with_lease(folder, lease)
    give(ledger, "press-1")
    ledger.close()
    (folder / f"ledger-{MONDAY - timedelta(days=1)}.db").mkdir()
    again = opened(folder)
    assert (give(again, "press-2"), again.waiting()) == (981, 2)
    again.close()


def test_a_disk_that_takes_nothing_lets_the_program_start(tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_text("not a folder")
    ledger = Ledger(no_folder / "kiosk", lambda: MORNING)
    with pytest.raises(LedgerTrouble) as trouble:
        ledger.open()
    assert trouble.value.why == "disk_full"
    assert ledger.lease() is None
    no_folder.unlink()
    ledger.try_again()
    assert ledger.trouble == ""
    ledger.close()


@pytest.mark.parametrize("seed", range(3))
def test_no_bit_that_flips_and_no_cut_brings_a_number_back(
    folder: Path, lease: Lease, seed: int
) -> None:
    """Either the file is whole, or it is set aside: then nothing of its blocks is ever given again."""
    ledger = with_lease(folder, lease)
    for n in range(3):
        give(ledger, f"press-{n}", n)
    ledger.close()
    whole, random = file_of(folder).read_bytes(), Random(seed)
    for _ in range(20):
        for old in folder.glob("*.db*"):
            old.unlink()
        hurt = bytearray(whole)
        if random.random() < 0.3:
            del hurt[random.randrange(1, len(hurt)) :]
        for _ in range(random.choice([1, 1, 1, 5, 200])):
            hurt[random.randrange(len(hurt))] ^= 1 << random.randrange(8)
        file_of(folder).write_bytes(hurt)
        again = opened(folder)
        used = {each.ticket.number for each in again.given_on(MONDAY)}
        assert used <= {980, 981, 982}
        again.open_day(MONDAY)
        if again.lease() is None:
            again.begin(lease)
            fresh = (*SMALL, Block(queue="A", first=960, last=979))
            again.keep_lease(lease.model_copy(update={"blocks": fresh}))
            assert give(again, "later") < 980
        else:
            assert used == {980, 981, 982}
            assert give(again, "later") == 983
        again.close()


def test_what_can_be_read_of_a_damaged_file_is_still_told(folder: Path, lease: Lease) -> None:
    ledger = with_lease(folder, lease)
    for n in range(4):
        give(ledger, f"press-{n}", n)
        ledger.end_paper(f"press-{n}", "PRINTED")
    ledger.told("press-0", Answer(MORNING))
    ledger.close()
    raw = file_of(folder).read_bytes()
    place = raw.index(b'"press-2","date"')
    file_of(folder).write_bytes(raw[:place] + b"X" + raw[place + 1 :])
    again = opened(folder)
    assert again.set_aside == {MONDAY}
    assert again.lease() is None
    told = again.untold(MORNING)
    assert [(each.press, each.paper) for each in told] == [
        ("press-1", "PRINTED"), ("press-3", "PRINTED"),
    ]  # fmt: skip
    assert [file.name[:7] for file in folder.glob("damaged-*.db")] == ["damaged"]
    again.close()
    assert opened(folder).set_aside == set()


def test_a_file_that_is_no_database_is_set_aside(folder: Path, lease: Lease) -> None:
    with_lease(folder, lease).close()
    file_of(folder).write_bytes(b"\x00\xffnot a database at all" * 400)
    again = opened(folder)
    assert again.lease() is None
    assert again.set_aside == {MONDAY}
    again.close()


def test_a_power_cut_while_setting_aside_leaves_one_of_the_two(folder: Path, lease: Lease) -> None:
    ledger = with_lease(folder, lease)
    give(ledger, "press-1")
    ledger.close()
    file_of(folder).rename(folder / f"{file_of(folder).name}.new")
    again = opened(folder)
    assert again.find("press-1") is not None
    again.close()


def test_a_power_cut_in_mid_transaction_takes_the_number_back(folder: Path, lease: Lease) -> None:
    """The journal is hot: the writer is gone before its commit."""
    ledger = with_lease(folder, lease)
    give(ledger, "press-1")
    ledger.close()
    child = os.fork()
    if child == 0:
        connection = sqlite3.connect(file_of(folder), isolation_level=None)
        connection.execute("PRAGMA cache_size = 0")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM ticket")
        connection.execute("CREATE TABLE filler AS SELECT randomblob(20000) AS bytes")
        os._exit(9)
    os.waitpid(child, 0)
    assert file_of(folder).with_name(file_of(folder).name + "-journal").exists()
    again = opened(folder)
    assert again.set_aside == set()
    assert again.find("press-1") is not None
    assert give(again, "press-2") == 981
    again.close()


def test_a_day_that_is_told_keeps_nothing_of_its_visitors(folder: Path, lease: Lease) -> None:
    ledger = with_lease(folder, lease)
    give(ledger, "press-1")
    ledger.end_paper("press-1", "PRINTED")
    (folder / "damaged-2026-11-01-101010.db").write_bytes(b"old")
    ledger.tidy(MONDAY + timedelta(days=1))
    assert ledger.find("press-1") is not None, "not told yet"
    ledger.told("press-1", Answer(MORNING))
    ledger.tidy(MONDAY)
    assert ledger.find("press-1") is not None, "its day goes on"
    ledger.tidy(MONDAY + timedelta(days=1))
    assert ledger.find("press-1") is None
    raw = b"".join(file.read_bytes() for file in folder.iterdir())
    for trace in (b"ab" * 32, b"a-link-that", b"SJ-001", lease.card_key.encode()):
        assert trace not in raw
    ledger.close()
    again = opened(folder)
    assert again.set_aside == set() and again.waiting() == 0
    again.tidy(MONDAY + timedelta(days=9))
    assert [file.name for file in folder.iterdir()] == ["lock"]
    again.close()
