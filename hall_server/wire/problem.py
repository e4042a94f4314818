"""Errors as RFC 9457 problem details."""

from typing import Any

from hall_server.wire.message import State


class Problem(State):
    """`application/problem+json`. `code` is stable and meant for programs; `detail` is for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    facts: dict[str, Any] = {}
    """Values of the refusal, such as the window number; for an invalid body, the fields and why."""
