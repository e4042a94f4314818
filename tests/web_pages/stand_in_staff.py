"""Who works in the stand-in hall, and where its pages lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import stand_in_views as views

import hall_server.assets

PAGES = Path(hall_server.assets.__file__).parents[1] / "web" / "pages"
PASSWORD = "a password for the tests"
CSRF = "token-of-the-session"
STAFF = {
    "1001": ("王敏", ["clerk"]),
    "1002": ("李强", ["clerk"]),
    "2001": ("张丽", ["guide"]),
    "8001": ("赵宁", ["supervisor"]),
    "9001": ("陈主任", ["supervisor", "clerk"]),
}


def session_of(badge: str) -> dict[str, Any]:
    """The Session of a member of staff, as JSON."""
    name, roles = STAFF[badge]
    return {
        "badge": badge,
        "name": name,
        "roles": roles,
        "hall": views.HALL.model_dump(),
        "csrf": CSRF,
    }
