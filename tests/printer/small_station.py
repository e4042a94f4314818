"""A print station small enough to kill: jobs in a journal file, one printer, states on stdout.

    python small_station.py URL JOURNAL [PAUSE]

Each line of the journal is {"job": ..., "words": ..., "state": ...}; the last one of a job counts.
With PAUSE it stands still as soon as that state is in the journal, for the test to kill it there.
"""

import json
import os
import sys
import threading
from pathlib import Path

from printer_desk import SOON, printer_at, sheet_of

from printer.line import PrinterLine
from printer.status import PrinterStatus, PrintState


class Station:
    """Keeps the journal. `pause` is the state to stand still at."""

    def __init__(self, journal: Path, pause: str | None) -> None:
        self._journal = journal
        self._pause = pause
        self._words: dict[str, str] = {}

    def jobs(self) -> dict[str, PrintState]:
        """Each job's last state."""
        states: dict[str, PrintState] = {}
        for line in self._journal.read_text("utf-8").splitlines():
            entry = json.loads(line)
            self._words[entry["job"]] = entry["words"]
            states[entry["job"]] = PrintState(entry["state"])
        return states

    def words(self, job: str) -> str:
        return self._words[job]

    def note(self, job: str, state: PrintState) -> None:
        """On disk before anybody hears of it."""
        entry = {"job": job, "words": self._words[job], "state": state}
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(entry) + "\n")
            journal.flush()
            os.fsync(journal.fileno())
        print(job, state, flush=True)
        if state == self._pause:
            threading.Event().wait()


def main(url: str, journal: str, pause: str | None = None) -> None:
    station = Station(Path(journal), pause)
    line = PrinterLine(printer_at(url), station.note, _ignored, SOON)
    begun = station.jobs()
    if pause == PrintState.QUEUED:
        print("A", PrintState.QUEUED, flush=True)
        threading.Event().wait()
    for job, state in begun.items():
        if state is PrintState.SENDING:
            station.note(job, PrintState.UNCERTAIN)
        if state in {PrintState.SENDING, PrintState.UNCERTAIN}:
            line.await_late(job)
    for job, state in begun.items():
        if state is PrintState.QUEUED:
            line.submit(job, sheet_of(station.words(job)))
    line.start()
    sys.stdin.read()
    line.close()


def _ignored(_: PrinterStatus) -> None:
    pass


if __name__ == "__main__":
    main(*sys.argv[1:])
