"""Messages to applicants over HTTP: how they fare, and trying again what was given up."""

from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from apiflask import APIBlueprint
from werkzeug.wrappers import Response as AnyResponse

from hall_server.desk.cases.outbox import retry_messages
from hall_server.domain.opening import local_date
from hall_server.store.cases.outbox import counts
from hall_server.web.acting import register_act
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.web.view_routes import tagged
from hall_server.wire import cases as w

blueprint = APIBlueprint("case_messages", __name__, url_prefix="/api/v1", tag="Cases")

OVERSEERS = Access(roles=frozenset({"supervisor", "admin"}))


@blueprint.get("/case-messages")
@blueprint.output(w.GatewayView)
@may_use(OVERSEERS)
def get_messages() -> AnyResponse:
    """How many wait, since when, how many were sent today and how many no gateway took."""
    now, hall = services().clock(), actor().hall
    with services().store.reading() as connection:
        timezone = services().store.setup(connection, hall, now).plan.timezone
        midnight = datetime.combine(local_date(now, timezone), time(), ZoneInfo(timezone))
        found = counts(connection, hall, midnight)
    view = w.GatewayView(
        queued=found.queued,
        oldest=found.oldest,
        sent_today=found.sent,
        given_up=found.given_up,
        trouble=found.trouble,
    )
    return tagged(view.model_dump(mode="json"))


_act = partial(register_act, blueprint)

_act("POST", "/case-messages/retry", OVERSEERS, w.MessagesRetried, retry_messages)
