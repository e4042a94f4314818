"""What every act route has in common: a key, a transaction, an answer that is kept."""

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from hall_server.domain.refusals import Malformed
from hall_server.store.database import Key
from hall_server.store.transaction import Transaction
from hall_server.web.bodies import takes
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire.acts import Nothing
from hall_server.wire.message import Command, State

ID = "<int(min=1,max=9223372036854775807):{}>"
"""A row's number in a path, as `ID.format(name)`."""

PROBLEMS = {
    400: "The request makes no sense, or has no Idempotency-Key",
    401: "Nobody is signed in",
    403: "This actor may not do this",
    404: "Something named does not exist",
    409: "The hall's present state does not allow this",
    413: "The body is too large",
    415: "The body is not JSON",
    503: "The server cannot store this now; nothing was done",
}
KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
    "description": "Made by the client per press; a retry with the same key is the same act.",
}
SEAT_PARAMETER = {
    "name": "Hall-Seat",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 64},
    "description": "The browser tab that signed in at the window.",
}


Guard = Callable[[dict[str, Any]], Callable[[Transaction], None]]
"""Made of a request's path values; called in the act's transaction before it, to refuse it."""


class KeyMissing(Malformed):
    """A change came without a usable idempotency key."""

    code = "idempotency_key_missing"
    sentence = "Send an Idempotency-Key header: 1 to 100 visible ASCII characters."


def request_key() -> Key:
    """The request's idempotency key with its fingerprint. Raises KeyMissing."""
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= 100 or not all("!" <= character <= "~" for character in key):
        raise KeyMissing()
    secret = services().keys.fingerprint
    return Key.of(key, request.method, request.path, request.get_data(), secret)


def request_seat() -> str | None:
    """The browser tab that asks, as it calls itself."""
    return request.headers.get("Hall-Seat")


def once(act: Callable[[Transaction], State], status: int = 200) -> Response:
    """Run an act at most once for the request's key, and answer with what it said."""
    answer = services().store.act_once(
        actor(), services().clock(), request_key(), lambda tx: act(tx).model_dump_json()
    )
    response = Response(answer.body, status, content_type="application/json")
    if answer.replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def register_act(
    blueprint: APIBlueprint,
    method: str,
    path: str,
    access: Access,
    reply: type[State],
    act: Callable[..., State],
    *,
    body: type[Command] | None = Nothing,
    status: int = 200,
    seat: bool = False,
    largest: int | None = None,
    guard: Guard | None = None,
    parameters: tuple[dict[str, Any], ...] = (),
) -> None:
    """Register an act: `act(tx, *path values[, seat][, body])`, in that order.

    `largest` is for a body that may be larger than others', in bytes; `parameters` are what the
    guard reads. A repeated key gets its first answer, whatever the guard would say now.
    """

    def view(json_data: Command | None = None, **path_values: Any) -> Response:
        words = [*path_values.values()]
        if seat:
            words.append(request_seat())
        if json_data is not None and not isinstance(json_data, Nothing):
            words.append(json_data)
        allow = guard(path_values) if guard is not None else None

        def guarded(tx: Transaction) -> State:
            if allow is not None:
                allow(tx)
            return act(tx, *words)

        return once(guarded, status)

    view.__name__ = act.__name__
    view.__doc__ = act.__doc__
    headers = [KEY_PARAMETER, *([SEAT_PARAMETER] if seat else []), *parameters]
    documented = blueprint.doc(responses=PROBLEMS, extensions={"parameters": headers})(view)
    documented = blueprint.output(reply, status_code=status)(documented)
    if body is not None:
        documented = blueprint.input(body)(documented)
    if largest is not None:
        documented = takes(largest)(documented)
    blueprint.route(path, methods=[method], endpoint=act.__name__)(may_use(access)(documented))
