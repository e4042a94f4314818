"""What supervisors do beyond single windows: evacuate, send words, lend windows, take alerts, look back."""

from datetime import datetime
from functools import partial

from apiflask import APIBlueprint
from flask import Response, request

from hall_server.desk import alerts, evacuation, loans, messages
from hall_server.domain.refusals import Malformed
from hall_server.live.past import past_state
from hall_server.web.acting import ID, register_act
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import acts as w
from hall_server.wire.views import PastState

blueprint = APIBlueprint("supervision", __name__, url_prefix="/api/v1", tag="Supervision")

CLERK = Access(roles=frozenset({"clerk"}))
SUPERVISOR = Access(roles=frozenset({"supervisor"}))
READERS = Access(roles=frozenset({"supervisor", "admin", "auditor"}))
EVACUATORS = Access(roles=frozenset({"supervisor", "admin"}))

_LOAN = "/windows/<window>/loan"
_READ = f"/windows/<window>/messages/{ID.format('message')}/read"

_ALERT = f"/alerts/{ID.format('alert')}"

_act = partial(register_act, blueprint)

# fmt: off  # one act, one line
_act(
    "POST",
    "/evacuation",
    EVACUATORS,
    w.EvacuationNow,
    evacuation.evacuate,
    body=w.Evacuate,
    status=201,
)
_act("DELETE", "/evacuation", EVACUATORS, w.EvacuationNow, evacuation.end_evacuation, body=None)
_act(
    "POST",
    "/messages",
    SUPERVISOR,
    w.MessageSent,
    messages.send_message,
    body=w.SendMessage,
    status=201,
)
_act("POST", _READ, CLERK, w.WindowNow, messages.read_message, seat=True)
_act("POST", _LOAN, SUPERVISOR, w.WindowNow, loans.lend_window, body=w.Lend)
_act("DELETE", _LOAN, SUPERVISOR, w.WindowNow, loans.take_back_window, body=None)
_act("POST", f"{_ALERT}/take", SUPERVISOR, w.AlertNow, alerts.take_alert)
_act("POST", f"{_ALERT}/release", SUPERVISOR, w.AlertNow, alerts.release_alert)
# fmt: on

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Moments beyond these are typing slips."""


class NotAMoment(Malformed):
    """A moment is missing or is not one."""

    code = "not_a_moment"
    sentence = "Send at= a moment with its zone, such as 2026-11-23T10:15:00+08:00."


def _moment_asked() -> datetime:
    """The query's `at`, no later than now. Raises NotAMoment."""
    # A plus sign that was not escaped comes as a space.
    words = request.args.get("at", "").replace(" ", "+")
    try:
        asked = datetime.fromisoformat(words)
    except ValueError as error:
        raise NotAMoment() from error
    if asked.tzinfo is None or not FIRST_YEAR <= asked.year < LAST_YEAR:
        raise NotAMoment()
    return min(asked, services().clock())


@blueprint.get("/past")
@blueprint.output(PastState)
@blueprint.doc(
    responses={400: "`at` is no moment"},
    extensions={
        "parameters": [
            {"name": "at", "in": "query", "required": True,
             "schema": {"type": "string", "format": "date-time"}},
        ]
    },
)  # fmt: skip
@may_use(READERS)
def get_past() -> Response:
    """The hall at a past moment of any day, replayed from the journal."""
    at = _moment_asked()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, actor().hall, services().clock())
        state = past_state(connection, setup, at)
    return Response(state.model_dump_json(), content_type="application/json")
