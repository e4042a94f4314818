"""Changing the hall's setup: previewed, applied whole or scheduled, undone, never half."""

from collections.abc import Mapping

from hall_server.domain.plan_entries import PART_NAMES

EDITORS: Mapping[str, frozenset[str]] = {
    "admin": frozenset(PART_NAMES),
    "supervisor": frozenset({"notices", "media", "special_days"}),
}
"""Which parts a role may edit."""
