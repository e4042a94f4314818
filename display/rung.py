"""Which calls were rung a moment ago, kept in a file: a program started anew rings none of them again."""

import threading
from pathlib import Path

import structlog
from pydantic import TypeAdapter, ValidationError

from display.board import Ring, Shown, to_remember

log = structlog.get_logger(__name__)

_RINGS = TypeAdapter(tuple[Ring, ...])


class Rung:
    """The file. Follows what is shown; writes in a thread of its own, so that no disk delays a call.

    A file that is missing or damaged says nothing; one that cannot be written is logged once. It is
    not brought to the disk at each call: what a power cut loses is rung once more within a minute.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept = self._read()
        self._wanted = self._kept
        self._news = threading.Condition()
        self._ending = False
        self._told = ""
        self._thread = threading.Thread(target=self._run, name="rung", daemon=True)

    @property
    def rings(self) -> tuple[Ring, ...]:
        """What was kept, oldest first."""
        return self._kept

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is still to be written, and end."""
        with self._news:
            self._ending = True
            self._news.notify()
        self._thread.join()

    def show(self, shown: Shown) -> None:
        """Follow: returns at once."""
        with self._news:
            self._wanted = to_remember(shown)
            self._news.notify()

    def _run(self) -> None:
        ending = False
        while not ending:
            with self._news:
                self._news.wait_for(lambda: self._ending or self._wanted != self._kept)
                wanted, ending = self._wanted, self._ending
            if wanted != self._kept:
                self._write(wanted)
                self._kept = wanted

    def _write(self, rings: tuple[Ring, ...]) -> None:
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_RINGS.dump_json(rings))
            beside.replace(self._file)
            self._tell("")
        except OSError as error:
            self._tell(f"not written: {error}")

    def _read(self) -> tuple[Ring, ...]:
        try:
            return _RINGS.validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return ()
        except (OSError, ValidationError) as error:
            log.warning("rung not read", file=str(self._file), why=type(error).__name__)
            return ()

    def _tell(self, what: str) -> None:
        if what != self._told:
            self._told = what
            log.warning("rung", file=str(self._file), news=what or "written again")
