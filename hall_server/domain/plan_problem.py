"""What is wrong with a plan: where, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hall_server.domain.plan import Text
from hall_server.domain.plan_words import in_words

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
    """One thing to mend in a plan. `code` is stable; `facts` are the values of its sentence."""

    path: Path
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def words(self) -> Text:
        """The offending value and the remedy, in the hall's languages."""
        return in_words(self.code, self.facts)

    @property
    def text(self) -> str:
        """The same in English, for the command line."""
        return self.words.en

    def __str__(self) -> str:
        return f"{dotted(self.path)}: {self.text}"


def problem(path: Path, code: str, **facts: Any) -> PlanProblem:
    """A problem with the values of its sentence."""
    return PlanProblem(path, code, facts)
