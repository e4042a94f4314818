"""What is wrong with a plan: where, and what to do about it."""

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Way into a `HallPlan` by field names and positions: ("queues", 3, "max_wait_minutes")."""


def dotted(path: Path) -> str:
    """The path as people write it: `queues[3].max_wait_minutes`."""
    written = ""
    for part in path:
        if isinstance(part, int):
            written += f"[{part}]"
        else:
            written += f".{part}" if written else part
    return written


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """One thing to mend in a plan. `text` names the offending value and the remedy, in English."""

    path: Path
    text: str

    def __str__(self) -> str:
        return f"{dotted(self.path)}: {self.text}"
