"""docs/states.md is made from the tables; this file writes it anew when it is run."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from hall_server.domain.cases.states import CASE_TABLE, STEP_TABLE
from hall_server.domain.paper import PRINT_TABLE
from hall_server.domain.states import STOP_TABLE, WINDOW_TABLE
from hall_server.domain.undo import UNDO_TABLE, UNDO_WINDOW_TABLE

PAGE = Path(__file__).parents[2] / "docs" / "states.md"


def diagram(table: Mapping[tuple[StrEnum, StrEnum], StrEnum]) -> str:
    """A table as a Mermaid state diagram."""
    arrows = [f"    {before} --> {after}: {action}" for (before, action), after in table.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])


def ways_back(table: Mapping[tuple[StrEnum, StrEnum], frozenset[StrEnum]]) -> str:
    """An undo table as a Mermaid state diagram."""
    arrows = [
        f"    {now} --> {before}: undo {action}"
        for (now, action), ways in table.items()
        for before in sorted(ways)
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])


def states_page() -> str:
    """The whole page."""
    parts = [
        "# States",
        "Made from the tables in `hall_server/domain`; a test keeps this page current. An action that"
        " has no arrow from a state is refused with a code and changes nothing.",
        "## Stop",
        diagram(STOP_TABLE),
        "## Window",
        diagram(WINDOW_TABLE),
        "## Undo",
        "The last act at a window can be taken back for ten seconds, while nothing else has touched what"
        " it changed. A stop that the act itself made goes from WAITING to MOVED.",
        ways_back(UNDO_TABLE),
        ways_back(UNDO_WINDOW_TABLE),
        "## Print job",
        diagram(PRINT_TABLE),
        "## Case",
        "What each means is told in [cases](cases.md). `work` is whatever happens to a step.",
        diagram(CASE_TABLE),
        "## Step of a case",
        diagram(STEP_TABLE),
    ]
    return "\n\n".join(parts) + "\n"


def test_the_states_page_is_what_the_tables_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == states_page()


if __name__ == "__main__":
    PAGE.write_text(states_page(), encoding="utf-8")
