"""How the workers of a parallel run share the tests: the long ones first, some of them together.

pytest-xdist has marks for groups, but with the pytest of today they reach its scheduler no more.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/e2e/", "tests/staff/test_handbook_pictures.py")
"""Each is one worker's: they share a hall that takes long to open, or the machine's ports."""
LONG = (
    "tests/bench/",
    "tests/crash/",
    "tests/desk/test_random_days.py",
    "tests/web/test_schema.py",
    "tests/store/test_store_many_hands.py",
)
"""Begun after those and before all others, so that no worker is left alone with one at the end."""


class SharedOut(LoadScopeScheduling):
    """Test by test, except those that belong together; `TOGETHER` first, then `LONG`."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


def place_in_line(nodeid: str) -> int:
    """Tests with a lower place begin earlier."""
    return next((n for n, place in enumerate(TOGETHER + LONG) if nodeid.startswith(place)), 99)
