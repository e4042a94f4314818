"""What every act on a case has in common over HTTP: it can be tied to the version that was read.

Each route below `/cases/<number>` that changes something is registered with `register_case_act`, or,
where it is written out, runs its act behind `unchanged_since(number)`; a test walks them all.
"""

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import request

from hall_server.domain.cases.refusals import CaseChanged
from hall_server.store.cases.rows import case_numbered
from hall_server.store.transaction import Transaction
from hall_server.web.acting import register_act
from hall_server.web.doors import Access
from hall_server.wire import cases as w
from hall_server.wire.message import Command, State

HANDLERS = Access(roles=frozenset({"clerk", "supervisor"}))
CASE = "/cases/<number>"
STEP = f"{CASE}/steps/<int:position>"
VERSION_PARAMETER = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 20},
    "description": "The version of the case that was read; the act is refused when it has moved on.",
}


def unchanged_since(number: str) -> Callable[[Transaction], None]:
    """For the request's transaction: the case is still as the client read it. Raises CaseChanged.

    Without `If-Match` everything is allowed.
    """
    seen = request.headers.get("If-Match")

    def allow(tx: Transaction) -> None:
        if seen is None:
            return
        version = str(case_numbered(tx.connection, tx.hall, number).version)
        if seen.strip().strip('"') not in (version, "*"):
            raise CaseChanged()

    return allow


def _guard(path_values: dict[str, Any]) -> Callable[[Transaction], None]:
    return unchanged_since(path_values["number"])


def register_case_act(
    blueprint: APIBlueprint,
    path: str,
    act: Callable[..., State],
    *,
    body: type[Command],
    access: Access = HANDLERS,
    reply: type[State] = w.CaseNow,
) -> None:
    """Register `act(tx, number[, position], body)` at a path that begins with `CASE` or `STEP`."""
    register_act(
        blueprint,
        "POST",
        path,
        access,
        reply,
        act,
        body=body,
        guard=_guard,
        parameters=(VERSION_PARAMETER,),
    )
