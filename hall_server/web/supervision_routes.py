"""What supervisors do beyond single windows: evacuate, send words, lend windows, take alerts."""

from functools import partial

from apiflask import APIBlueprint

from hall_server.desk import alerts, evacuation, loans, messages
from hall_server.web.acting import ID, register_act
from hall_server.web.doors import Access
from hall_server.wire import acts as w

blueprint = APIBlueprint("supervision", __name__, url_prefix="/api/v1", tag="Supervision")

CLERK = Access(roles=frozenset({"clerk"}))
SUPERVISOR = Access(roles=frozenset({"supervisor"}))
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
