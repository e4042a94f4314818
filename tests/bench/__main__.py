"""`python -m tests.bench`: every figure of the product's promises beside its floor, in one run."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median

from tests.bench import above, casework, many_cases, one_call, pages, paper, ticket_machine
from tests.bench import measuring as m
from tests.bench.bench_hall import BenchHall, Presses, demo_plan, prepare
from tests.bench.due_dates import due_dates
from tests.bench.history import add_history
from tests.bench.report import Line, Report, rate

CLIENTS = 16
SPARE_SOCKETS = 20
QUIET_WITHIN_S = 120.0
BOARD_BYTES = 24_000
"""Of the demo hall's state on a busy day."""
TINY = m.Scale(
    rounds=1, seconds=0.3, boards=3, many_boards=4, history=200, bursts=1, samples=3, starts=1,
    presses=8, page_boards=2, windows=50, waiting=60, items=200, entries=400, cases=400,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table; exit status 0 whatever the figures: a noisy machine is no defect."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there too")
    parser.add_argument("--tiny", action="store_true", help="only show that it runs")
    parser.add_argument("--rounds", type=int, help="rounds per figure")
    parser.add_argument("--no-history", action="store_true", help="leave the million tickets out")
    options = parser.parse_args(arguments)
    scale = TINY if options.tiny else m.Scale()
    if options.rounds:
        scale = replace(scale, rounds=options.rounds)
    if options.no_history:
        scale = replace(scale, history=0)
    load = m.wait_for_quiet(0 if options.tiny else QUIET_WITHIN_S)
    report = Report(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" load {load:.1f}"
    )
    with tempfile.TemporaryDirectory(prefix="hall-bench-") as folder:
        try:
            Bench(Path(folder), scale, report).run()
        finally:
            # What was measured before a trouble is worth reading all the same.
            print(report.table(), flush=True)  # noqa: T201  its output
    if not options.tiny:
        print("\npaper")  # noqa: T201  its output
        for figure in paper.figures():
            met = "met" if figure.within else "MISSED"
            told = f"{figure.value:.2f} of {figure.limit:g} {figure.unit}"
            print(f"   {figure.name:<48} {told:<24} {met}")  # noqa: T201  its output
    if options.json:
        options.json.write_text(json.dumps(report.as_dict(), indent=1), encoding="utf-8")
    return 0


class Bench:
    """One run."""

    def __init__(self, folder: Path, scale: m.Scale, report: Report) -> None:
        self.folder = folder
        self.scale = scale
        self.report = report
        self.hall: BenchHall = prepare(folder / "prepared.db", m.now())
        self.presses = Presses(self.hall)

    def run(self) -> None:
        """All parts, in the order of their letters."""
        quiet, with_boards = self._issuing(self.hall, "")
        self._calling()
        self._boards()
        self._one_call()
        self._memory()
        if self.scale.history:
            self._history(quiet, with_boards)
        self._start()
        self._pages()
        self._cases()
        self._due_dates()
        self._many_cases()

    def _issuing(self, hall: BenchHall, note: str) -> tuple[m.Rate, m.Rate]:
        """(a), on a hall with or without history. Returns the rates at 16 clients."""
        boards = self.scale.boards
        with self._server(hall, boards + SPARE_SOCKETS) as server:
            m.warm_up(server, self.presses, CLIENTS)
            alone, alone_floor = m.issuing(server, self.presses, 1, self.scale)
            many, many_floor = m.issuing(server, self.presses, CLIENTS, self.scale)
        # A server of its own, so that neither run waits behind the other's line of visitors.
        with (
            self._server(hall, boards + SPARE_SOCKETS) as server,
            m.watching(server, hall, boards),
        ):
            m.warm_up(server, self.presses, CLIENTS)
            watched_alone, _ = m.issuing(server, self.presses, 1, self.scale)
            watched, watched_floor = m.issuing(server, self.presses, CLIENTS, self.scale)
        sqlite = m.commits_by_sqlite(self.folder, self.scale.seconds)
        self.report.raw[f"issuing{note}"] = {
            "one client": asdict(alone), "one client, floor": asdict(alone_floor),
            "16 clients": asdict(many), "16 clients, floor": asdict(many_floor),
            "16 clients and boards": asdict(watched), "and boards, floor": asdict(watched_floor),
            "one client and boards": asdict(watched_alone), "sqlite3": asdict(sqlite),
        }  # fmt: skip
        self._tell_issuing(note, alone, alone_floor, many, many_floor)
        self._tell_watched(note, watched_alone, alone, watched, watched_floor, many)
        self._add(f"a{note}", "bare sqlite3, one row, one durable commit", rate(sqlite))
        return many, watched

    def _tell_issuing(
        self, note: str, alone: m.Rate, alone_floor: m.Rate, many: m.Rate, many_floor: m.Rate
    ) -> None:
        part = f"a{note}"
        ratio = alone.per_second / alone_floor.per_second
        self._add(part, "numbers, 1 client", rate(alone), rate(alone_floor), ratio)
        ratio = many.per_second / many_floor.per_second
        self._add(
            part, f"numbers, {CLIENTS} clients", rate(many), rate(many_floor), ratio,
            "ratio >= 0.50", ratio >= 0.5,
        )  # fmt: skip
        self._add(
            part, "  their slowest hundredth", f"{many.p99:.0f} ms", f"{many_floor.p99:.0f} ms",
            None, "p99 <= 100 ms", many.p99 <= 100,
        )  # fmt: skip

    def _tell_watched(
        self,
        note: str,
        watched_alone: m.Rate,
        alone: m.Rate,
        watched: m.Rate,
        watched_floor: m.Rate,
        many: m.Rate,
    ) -> None:
        part, boards = f"a{note}", self.scale.boards
        ratio = watched_alone.per_second / alone.per_second
        self._add(
            part, f"1 client, {boards} boards", rate(watched_alone),
            f"{alone.per_second:.0f}/s without", ratio,
        )  # fmt: skip
        ratio = watched.per_second / many.per_second
        self._add(
            part, f"{CLIENTS} clients, {boards} boards", rate(watched),
            f"{many.per_second:.0f}/s without", ratio, "ratio >= 0.60", ratio >= 0.6,
        )  # fmt: skip
        ratio = watched.per_second / watched_floor.per_second
        self._add(part, "  against the floor with boards", "", rate(watched_floor), ratio)

    def _calling(self) -> None:
        with self._server(self.hall, SPARE_SOCKETS) as server:
            self.presses.sign_all_in(server.url)
            called, issued = m.calling(server, self.presses, CLIENTS, self.scale)
        self.report.raw["calling"] = {"call-next": asdict(called), "issue": asdict(issued)}
        ratio = called.per_second / issued.per_second
        self._add(
            "b", f"call-next, {CLIENTS} clients, bursts", rate(called), f"issue {rate(issued)}",
            ratio, "ratio >= 1.00", ratio >= 1.0,
        )  # fmt: skip

    def _boards(self) -> None:
        with self._server(self.hall, self.scale.boards + SPARE_SOCKETS) as server:
            reached = m.reaching_boards(server, self.hall, self.presses, self.scale)
        bare = m.fanning_out(self.scale, BOARD_BYTES)
        self.report.raw["reaching boards"] = {"reached": reached, "bare": bare}
        self._reached("c", f"commit to the last of {self.scale.boards} boards", reached, 100, bare)

    def _one_call(self) -> None:
        """(n): boards, panel and loudspeaker of the same calls, in one run."""
        with self._server(self.hall, self.scale.boards + SPARE_SOCKETS) as server:
            self.presses.sign_all_in(server.url)
            reached = one_call.reaching_all(
                self.folder, server, self.hall, self.presses, demo_plan(), self.scale
            )
        self.report.raw["one call"] = asdict(reached)
        boards, panels = self.scale.boards, len(demo_plan().windows)
        self._reached("n", f"one call to the last of {boards} boards", reached.boards, 100)
        self._reached("n", f"  to its window's panel, {panels} at 9600 baud", reached.panels, 500)
        self._reached("n", "  to its zone's loudspeaker, first byte", reached.sounds, 300)

    def _reached(
        self, part: str, what: str, seconds: list[float], goal: int, bare: Sequence[float] = ()
    ) -> None:
        p50, p99 = m.percentile(seconds, 50), m.percentile(seconds, 99)
        least = m.percentile(list(bare), 50) if bare else None
        floor = (
            f"bare sockets p50 {least:.0f} p99 {m.percentile(list(bare), 99):.0f} ms"
            if bare
            else ""
        )
        self._add(
            part, what, f"p50 {p50:.0f} p99 {p99:.0f} ms", floor, p50 / least if least else None,
            f"p99 <= {goal} ms", p99 <= goal,
        )  # fmt: skip

    def _memory(self) -> None:
        count = self.scale.many_boards
        with self._server(self.hall, count + SPARE_SOCKETS, launcher=m.RUN) as server:
            idle = m.memory_of(server)
            with m.watching(server, self.hall, count):
                full = m.memory_of(server)
        self.report.raw["memory"] = {"idle": asdict(idle), "boards": asdict(full)}
        self._add("d", "memory, idle", f"{idle.resident:.0f} MB, own {idle.own:.0f} MB")
        self._add(
            "d", f"memory, {count} boards", f"{full.resident:.0f} MB, own {full.own:.0f} MB",
            f"idle {idle.resident:.0f} MB", full.resident / idle.resident, "<= 250 MB",
            full.resident <= 250,
        )  # fmt: skip

    def _history(self, quiet: m.Rate, with_boards: m.Rate) -> None:
        """(e), and the start with it."""
        count = self.scale.history
        file = self.folder / "history.db"
        self.hall.copy(file)
        took = add_history(file, self.hall.id, count, m.now())
        size = file.stat().st_size / 2**20
        self._add("e", f"history of {count} tickets", f"{size:.0f} MB, written in {took:.0f} s")
        hall = replace(self.hall, file=file)
        many, watched = self._issuing(hall, " with history")
        for what, now, before in (
            (f"{CLIENTS} clients", many, quiet),
            (f"{CLIENTS} clients and boards", watched, with_boards),
        ):
            ratio = now.per_second / before.per_second
            self._add(
                "e", f"{what}, history's cost", f"{now.per_second:.0f}/s",
                f"{before.per_second:.0f}/s without", ratio, "ratio >= 0.90", ratio >= 0.9,
            )  # fmt: skip
        self._tell_start("start with history", hall)

    def _start(self) -> None:
        self._tell_start("start to first answer", self.hall)

    def _tell_start(self, what: str, hall: BenchHall) -> None:
        took = m.starting(self.folder, self._fresh(hall), self.scale)
        self.report.raw[what] = took
        self._add(
            "f", what, f"{median(took):.2f} s ({min(took):.2f} to {max(took):.2f})", "", None,
            "<= 2 s", median(took) <= 2,
        )  # fmt: skip

    def _pages(self) -> None:
        """(g) to (i), (l) and (m), in Chromium; (j) and (k) without."""
        scale, folder = self.scale, self.folder
        with self._server(self.hall, 60 + scale.page_boards + SPARE_SOCKETS) as server:
            felt = pages.pressing(server, self.hall, self.presses, scale.presses, scale.page_boards)
        consoles = len(self.presses.windows)
        self._felt(
            "g", f"a press, {consoles} consoles, {scale.page_boards} boards", felt,
            "an empty POST", 100,
        )  # fmt: skip
        plan = pages.large_plan(demo_plan(), scale.windows)
        large = prepare(folder / "large.db", m.now(), plan)
        pages.fill_lines(large, scale.waiting)
        with self._server(large, SPARE_SOCKETS) as server:
            felt = pages.supervising(server, large, Presses(large), scale.presses // 2)
        what = f"supervisor's update, {scale.windows} windows, {scale.waiting} waiting"
        self._felt("h", what, felt, "reading its JSON", 50)
        self._above(large)
        many = prepare(folder / "many.db", m.now(), pages.long_plan(demo_plan(), scale.items))
        with self._server(many, SPARE_SOCKETS) as server:
            felt = pages.searching(server, scale.presses // 2)
        self._felt("i", f"search among {scale.items} items", felt, "a bare filter", 100)
        self._kiosk()

    def _kiosk(self) -> None:
        """(l) and (m): from the finger to the number."""
        with self._server(self.hall, SPARE_SOCKETS) as server:
            online, alone = ticket_machine.taking_numbers(
                self.folder, server, self.hall, self.scale.presses // 2
            )
        self._felt("l", "press to number, with the hall", online, "an empty POST", 150)
        self._felt("m", "press to number, alone", alone, "a durable write", 100)

    def _above(self, large: BenchHall) -> None:
        """(j) and (k), processor time of the server's own work."""
        file, entries = Path(large.file), self.scale.entries
        for part, what, took, goal in (
            ("j", "  its state, rendered by the server", above.rendering(file, large.id, m.now()), 50),
            (
                "k", f"a day of {entries} entries, replayed",
                above.looking_back(file, large.id, m.now(), entries), 150,
            ),
        ):  # fmt: skip
            middle = median(took)
            self.report.raw[what.strip()] = took
            self._add(
                part, what, f"{middle:.1f} ms ({min(took):.1f} to {max(took):.1f})", "", None,
                f"<= {goal} ms", middle <= goal,
            )  # fmt: skip

    def _cases(self) -> None:
        """(o): from the press that receives an application to its sheet."""
        working = self._fresh(self.hall)
        told = casework.receiving(self.folder, self.hall, self.presses, self.scale, working)
        self.report.raw["cases"] = asdict(told)
        least = m.percentile(told.without_paper, 50)
        for what, seconds in (
            ("an application received, its answer", told.answered),
            ("  its sheet's last byte at the printer", told.printed),
        ):
            p50, p99 = m.percentile(seconds, 50), m.percentile(seconds, 99)
            self._add(
                "o", what, f"p50 {p50:.0f} p99 {p99:.0f} ms", f"without paper: p50 {least:.0f} ms",
                p50 / least, "p99 <= 200 ms", p99 <= 200,
            )  # fmt: skip

    def _many_cases(self) -> None:
        """(p): lists and searches among a million cases, on each database that this machine has."""
        count = self.scale.cases
        for name, store, hall in many_cases.halls(self.folder, self.hall, m.now()):
            took, looked = many_cases.among(store, hall, count, self.scale.rounds * 4, m.now())
            self.report.raw[f"{count} cases, {name}"] = asdict(looked)
            self._add("p", f"{name}: {count} cases, written in {took:.0f} s", looked.slowest)
            least = m.percentile(looked.floor, 50)
            for what, seconds in (("lists", looked.lists), ("searches", looked.searches)):
                p50, p99 = m.percentile(seconds, 50), m.percentile(seconds, 99)
                self._add(
                    "p", f"  {what} among them", f"p50 {p50:.1f} p99 {p99:.1f} ms",
                    f"one case by number: p50 {least:.1f} ms", p50 / least, "p99 <= 100 ms",
                    p99 <= 100,
                )  # fmt: skip

    def _due_dates(self) -> None:
        """(q): a due date counted in the legal calendar."""
        told = due_dates(self.scale.rounds)
        self.report.raw["due_dates"] = asdict(told)
        for what, (median_us, worst) in (
            ("a due date", told.counted),
            ("  of a clock that stood twice", told.stood),
        ):
            self._add(
                "q", what, f"{median_us:.1f} worst round {worst:.1f} us",
                f"adding days to a date: {told.floor[0]:.2f} us", median_us / told.floor[0],
                "<= 50 us", median_us <= 50,
            )  # fmt: skip

    def _felt(self, part: str, what: str, felt: pages.Felt, floor: str, goal: float) -> None:
        took = [each / 1000 for each in felt.took]
        below = [each / 1000 for each in felt.floor]
        p50, p99 = m.percentile(took, 50), m.percentile(took, 99)
        least = m.percentile(below, 50)
        self.report.raw[what] = asdict(felt)
        self._add(
            part, what, f"p50 {p50:.1f} p99 {p99:.1f} ms", f"{floor}: p50 {least:.1f} ms",
            p50 / least if least else None, f"p99 <= {goal:.0f} ms", p99 <= goal,
        )  # fmt: skip

    def _server(
        self, hall: BenchHall, sockets: int, *, launcher: tuple[str, ...] = m.LAUNCHER
    ) -> "m.Serving":
        return m.serving(self.folder, self._fresh(hall), sockets=sockets, launcher=launcher)

    def _fresh(self, hall: BenchHall) -> str:
        """A copy of a hall's database that nobody has worked on."""
        for leftover in self.folder.glob("working.db*"):
            leftover.unlink()
        return hall.copy(self.folder / "working.db")

    def _add(
        self,
        part: str,
        what: str,
        figure: str,
        floor: str = "",
        ratio: float | None = None,
        goal: str = "",
        met: bool | None = None,
    ) -> None:
        self.report.add(Line(part, what, figure, floor, ratio, goal, met))


if __name__ == "__main__":
    sys.exit(main())
