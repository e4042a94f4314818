"""The acts as routes: parse, run once in one transaction, answer with what was committed."""

import secrets
from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from hall_server.desk import call, closures, day, duty, issue, serve, transfer
from hall_server.domain.refusals import Malformed
from hall_server.store.database import Key
from hall_server.store.transaction import Transaction
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import acts as w
from hall_server.wire.message import Command, State

blueprint = APIBlueprint("acts", __name__, url_prefix="/api/v1", tag="Acts")

ID = "<int(min=1,max=9223372036854775807):{}>"
CLERK = Access(roles=frozenset({"clerk"}))
WINDOW_KEEPERS = Access(roles=frozenset({"clerk", "supervisor"}))
SUPERVISOR = Access(roles=frozenset({"supervisor"}))
FLOOR = Access(roles=frozenset({"clerk", "guide", "supervisor"}))
MOVERS = Access(roles=frozenset({"guide", "supervisor"}))
ISSUERS = Access(roles=frozenset({"guide", "supervisor"}), devices=frozenset({"kiosk"}))

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


class KeyMissing(Malformed):
    """A change came without a usable idempotency key."""

    code = "idempotency_key_missing"
    sentence = "Send an Idempotency-Key header: 1 to 100 visible ASCII characters."


def request_key() -> Key:
    """The request's idempotency key with its fingerprint. Raises KeyMissing."""
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= 100 or not all("!" <= character <= "~" for character in key):
        raise KeyMissing()
    return Key.of(key, request.method, request.path, request.get_data())


def _seat() -> str | None:
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


def _route(
    method: str,
    path: str,
    access: Access,
    reply: type[State],
    act: Callable[..., State],
    *,
    body: type[Command] | None = w.Nothing,
    status: int = 200,
    seat: bool = False,
) -> None:
    """Register an act: `act(tx, *path values[, seat][, body])`, in that order."""

    def view(json_data: Command | None = None, **path_values: Any) -> Response:
        words = [*path_values.values()]
        if seat:
            words.append(_seat())
        if json_data is not None and not isinstance(json_data, w.Nothing):
            words.append(json_data)
        return once(lambda tx: act(tx, *words), status)

    view.__name__ = act.__name__
    view.__doc__ = act.__doc__
    parameters = [KEY_PARAMETER, *([SEAT_PARAMETER] if seat else [])]
    documented = blueprint.doc(responses=PROBLEMS, extensions={"parameters": parameters})(view)
    documented = blueprint.output(reply, status_code=status)(documented)
    if body is not None:
        documented = blueprint.input(body)(documented)
    blueprint.route(path, methods=[method], endpoint=act.__name__)(may_use(access)(documented))


@blueprint.post("/tickets")
@blueprint.input(w.IssueTicket)
@blueprint.output(w.TicketIssued, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(ISSUERS)
def issue_ticket(json_data: w.IssueTicket) -> Response:
    """Give the next number for the errands wanted."""
    # Played before the transaction: an act is short, and never waits for a forecast.
    played = services().expectation.of(actor().hall, services().clock())
    token = secrets.token_urlsafe(16)
    return once(
        lambda tx: issue.issue_ticket(tx, json_data, token, played.newcomers.get), status=201
    )


_W = "/windows/<window>"
_STOP = f"/stops/{ID.format('stop_id')}"
_TICKET = f"/tickets/{ID.format('ticket_id')}"
_CLOSURE = f"/closures/{ID.format('closure')}"

_route("POST", f"{_TICKET}/stops", FLOOR, w.StopNow, issue.add_errand, body=w.AddStop)
_route("POST", f"{_W}/sign-in", CLERK, w.WindowNow, duty.sign_in, body=w.SignIn)
_route("POST", f"{_W}/take-over", CLERK, w.WindowNow, duty.take_over, body=w.SignIn)
_route("POST", f"{_W}/sign-out", WINDOW_KEEPERS, w.WindowNow, duty.sign_out, seat=True)
_route("POST", f"{_W}/open", WINDOW_KEEPERS, w.WindowNow, duty.open_window, seat=True)
_route(
    "POST", f"{_W}/pause", WINDOW_KEEPERS, w.WindowNow, duty.pause_window, body=w.Pause, seat=True
)
_route("POST", f"{_W}/resume", WINDOW_KEEPERS, w.WindowNow, duty.resume_window, seat=True)
_route("POST", f"{_W}/close", WINDOW_KEEPERS, w.WindowNow, duty.close_window, seat=True)
_route("PUT", f"{_W}/profile", SUPERVISOR, w.WindowNow, duty.change_profile, body=w.SetProfile)
_route("POST", f"{_W}/call-next", CLERK, w.WindowNow, call.call_next, seat=True)
_route("POST", f"{_W}/call", CLERK, w.WindowNow, call.call_this, body=w.CallStop, seat=True)
_route("POST", f"{_W}/recall", CLERK, w.WindowNow, call.recall, seat=True)
_route("POST", f"{_W}/start", CLERK, w.WindowNow, serve.start, seat=True)
_route("POST", f"{_W}/finish", CLERK, w.WindowNow, serve.finish, body=w.Finish, seat=True)
_route(
    "POST",
    f"{_W}/finish-and-call-next",
    CLERK,
    w.WindowNow,
    serve.finish_and_call_next,
    body=w.Finish,
    seat=True,
)
_route("POST", f"{_W}/requeue", CLERK, w.WindowNow, serve.requeue, body=w.Note, seat=True)
_route("POST", f"{_W}/no-show", CLERK, w.WindowNow, serve.no_show, body=w.Note, seat=True)
_route("POST", f"{_W}/hold", CLERK, w.WindowNow, serve.hold, body=w.Note, seat=True)
_route(
    "POST", f"{_W}/resume-held", CLERK, w.WindowNow, serve.resume_held, body=w.CallStop, seat=True
)
_route(
    "POST",
    f"{_W}/transfer",
    CLERK,
    w.WindowNow,
    transfer.transfer_in_hand,
    body=w.Transfer,
    seat=True,
)
_route("POST", f"{_STOP}/come-back", FLOOR, w.StopNow, serve.come_back)
_route("POST", f"{_STOP}/leave", FLOOR, w.StopNow, serve.leave, body=w.Note)
_route("POST", f"{_STOP}/transfer", MOVERS, w.StopNow, transfer.transfer, body=w.Transfer)
_route(
    "POST",
    "/closures",
    SUPERVISOR,
    w.Closed,
    closures.close_issuing,
    body=w.CloseIssuing,
    status=201,
)
_route("DELETE", _CLOSURE, SUPERVISOR, w.Closed, closures.reopen_issuing, body=None)
_route("POST", "/day/open", SUPERVISOR, w.DayNow, day.open_day)
_route("POST", "/day/close", SUPERVISOR, w.DayNow, day.close_day)
