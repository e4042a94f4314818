"""What is wrong in the files of a display: gathered until all of it is known, said at once.

Who loads a file (settings, layouts, an LED template, a phrase pack) raises `Refused` with every
fault it finds; the program gathers those of all files and starts only when there is none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `line` counts from 1; None: the file as a whole, or it cannot be told.

    `file` is None for what the environment says; the message then begins with the variable.
    """

    file: Path | None
    line: int | None
    message: str
    """What it is and what to do, in English, never with a secret value."""

    def __str__(self) -> str:
        if self.file is None:
            return self.message
        return f"{self.file}:{self.line or 1}: {self.message}"


class Refused(Exception):
    """The files are not used; `faults` is all that is wrong with them, in the files' order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def gathered(loads: Iterable[Callable[[], object]]) -> tuple[Fault, ...]:
    """The faults of all loads, each tried whatever the others say; a fault is told once."""
    faults: dict[Fault, None] = {}
    for load in loads:
        try:
            load()
        except Refused as refused:
            faults |= dict.fromkeys(refused.faults)
    return tuple(faults)
