"""The acts as routes: parse, run once in one transaction, answer with what was committed."""

import secrets
from functools import partial

from apiflask import APIBlueprint
from flask import Response

from hall_server.desk import call, closures, day, duty, issue, serve, transfer
from hall_server.domain.identity import known_by
from hall_server.web.acting import ID, KEY_PARAMETER, PROBLEMS, once, register_act
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import acts as w

blueprint = APIBlueprint("acts", __name__, url_prefix="/api/v1", tag="Acts")

CLERK = Access(roles=frozenset({"clerk"}))
WINDOW_KEEPERS = Access(roles=frozenset({"clerk", "supervisor"}))
SUPERVISOR = Access(roles=frozenset({"supervisor"}))
FLOOR = Access(roles=frozenset({"clerk", "guide", "supervisor"}))
MOVERS = Access(roles=frozenset({"guide", "supervisor"}))
ISSUERS = Access(roles=frozenset({"guide", "supervisor"}), devices=frozenset({"kiosk"}))


@blueprint.post("/tickets")
@blueprint.input(w.IssueTicket)
@blueprint.output(w.TicketIssued, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(ISSUERS)
def issue_ticket(json_data: w.IssueTicket) -> Response:
    """Give the next number for the errands wanted."""
    # Outside the transaction: an act is short, and never waits for a forecast.
    played = services().expectation.latest(actor().hall, services().clock())
    token = secrets.token_urlsafe(16)
    key = services().todays_card_key(actor().hall) if json_data.card is not None else b""
    visitor = known_by(key, json_data.phone, json_data.card, services().keys.appointment)
    return once(
        lambda tx: issue.issue_ticket(tx, json_data, token, played.newcomers.get, visitor),
        status=201,
    )


_W = "/windows/<window>"
_STOP = f"/stops/{ID.format('stop_id')}"
_TICKET = f"/tickets/{ID.format('ticket_id')}"
_CLOSURE = f"/closures/{ID.format('closure')}"

_act = partial(register_act, blueprint)

# fmt: off  # one act, one line
_act("POST", f"{_TICKET}/stops", FLOOR, w.StopNow, issue.add_errand, body=w.AddStop)
_act("POST", f"{_W}/sign-in", CLERK, w.WindowNow, duty.sign_in, body=w.SignIn)
_act("POST", f"{_W}/take-over", CLERK, w.WindowNow, duty.take_over, body=w.SignIn)
_act("POST", f"{_W}/sign-out", WINDOW_KEEPERS, w.WindowNow, duty.sign_out, seat=True)
_act("POST", f"{_W}/open", WINDOW_KEEPERS, w.WindowNow, duty.open_window, seat=True)
_act("POST", f"{_W}/pause", WINDOW_KEEPERS, w.WindowNow, duty.pause_window, body=w.Pause, seat=True)
_act("POST", f"{_W}/resume", WINDOW_KEEPERS, w.WindowNow, duty.resume_window, seat=True)
_act("POST", f"{_W}/close", WINDOW_KEEPERS, w.WindowNow, duty.close_window, seat=True)
_act("PUT", f"{_W}/profile", SUPERVISOR, w.WindowNow, duty.change_profile, body=w.SetProfile)
_act("POST", f"{_W}/call-next", CLERK, w.WindowNow, call.call_next, seat=True)
_act("POST", f"{_W}/call", CLERK, w.WindowNow, call.call_this, body=w.CallStop, seat=True)
_act("POST", f"{_W}/recall", CLERK, w.WindowNow, call.recall, seat=True)
_act("POST", f"{_W}/start", CLERK, w.WindowNow, serve.start, seat=True)
_act("POST", f"{_W}/finish", CLERK, w.WindowNow, serve.finish, body=w.Finish, seat=True)
_act(
    "POST",
    f"{_W}/finish-and-call-next",
    CLERK,
    w.WindowNow,
    serve.finish_and_call_next,
    body=w.Finish,
    seat=True,
)
_act("POST", f"{_W}/requeue", CLERK, w.WindowNow, serve.requeue, body=w.Note, seat=True)
_act("POST", f"{_W}/no-show", CLERK, w.WindowNow, serve.no_show, body=w.Note, seat=True)
_act("POST", f"{_W}/hold", CLERK, w.WindowNow, serve.hold, body=w.Hold, seat=True)
_act("POST", f"{_W}/resume-held", CLERK, w.WindowNow, serve.resume_held, body=w.CallStop, seat=True)
_act(
    "POST",
    f"{_W}/transfer",
    CLERK,
    w.WindowNow,
    transfer.transfer_in_hand,
    body=w.Transfer,
    seat=True,
)
_act("POST", f"{_STOP}/come-back", FLOOR, w.StopNow, serve.come_back)
_act("POST", f"{_STOP}/leave", FLOOR, w.StopNow, serve.leave, body=w.Note)
_act("POST", f"{_STOP}/transfer", MOVERS, w.StopNow, transfer.transfer, body=w.Transfer)
_act(
    "POST",
    "/closures",
    SUPERVISOR,
    w.Closed,
    closures.close_issuing,
    body=w.CloseIssuing,
    status=201,
)
_act("DELETE", _CLOSURE, SUPERVISOR, w.Closed, closures.reopen_issuing, body=None)
_act("POST", "/day/open", SUPERVISOR, w.DayNow, day.open_day)
_act("POST", "/day/close", SUPERVISOR, w.DayNow, day.close_day)
# fmt: on
