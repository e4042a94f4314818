"""Supervision nodes (监察点): what supervision should see of cases, each with its grade.

Yellow warns while something can still be done, red tells that a limit is past, a note keeps what was
changed. The rules are the usual ones of electronic supervision: yellow when 90 % of the promised time
is used or one working day before its end, red when it is past. Words are `event.<node>`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Grade = Literal["note", "yellow", "red"]

NODES: Mapping[str, Grade] = MappingProxyType(
    {
        "answer_due_soon": "yellow",
        "answer_overdue": "red",
        "second_notice": "yellow",
        "promise_near": "yellow",
        "promise_passed": "red",
        "statutory_passed": "red",
        "step_over_time": "yellow",
        "forward_late": "red",
        "higher_overdue": "yellow",
        "deemed_approved": "red",
        "deadline_changed": "note",
    }
)

NEAR = 0.9
"""Of the promised days used, or one working day left, whichever comes first (黄牌)."""
ANSWER_NEAR_DAYS = 1
"""Working days left of the five for an answer: yellow on day 4."""


def is_near(days: int, left: int) -> bool:
    """Whether a promise of so many working days with so many left is near its end."""
    return left <= 1 or (days > 0 and (days - left) >= NEAR * days)
