"""What the clerk's console alone asks for: a slip taken back, a walk-in, a note, the day so far."""

import secrets
from functools import partial

from apiflask import APIBlueprint
from flask import Response

from hall_server.desk import serve, undo, walk_in
from hall_server.live.my_day import my_day
from hall_server.web.acting import (
    ID,
    KEY_PARAMETER,
    PROBLEMS,
    SEAT_PARAMETER,
    once,
    register_act,
    request_seat,
)
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.web.view_routes import require_window
from hall_server.wire import acts as w
from hall_server.wire.views import MyDay

blueprint = APIBlueprint("console", __name__, url_prefix="/api/v1", tag="Console")

CLERK = Access(roles=frozenset({"clerk"}))
DESKS = Access(roles=frozenset({"clerk", "supervisor"}))
FLOOR = Access(roles=frozenset({"clerk", "guide", "supervisor"}))

_act = partial(register_act, blueprint)
_act("POST", "/windows/<window>/undo", CLERK, w.WindowNow, undo.undo, seat=True)
_act("POST", f"/stops/{ID.format('stop_id')}/note", FLOOR, w.StopNow, serve.note_stop, body=w.Note)


@blueprint.post("/windows/<window>/walk-in")
@blueprint.input(w.WalkIn)
@blueprint.output(w.WindowNow)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER, SEAT_PARAMETER]})
@may_use(CLERK)
def serve_walk_in(window: str, json_data: w.WalkIn) -> Response:
    """Give a number to somebody without one and serve them at once."""
    seat, token = request_seat(), secrets.token_urlsafe(16)
    return once(lambda tx: walk_in.walk_in(tx, window, seat, json_data, token))


@blueprint.get("/windows/<window>/my-day")
@blueprint.output(MyDay)
@may_use(DESKS)
def get_my_day(window: str) -> Response:
    """A window's day so far: what was served, how long it took, who did not come, the pauses."""
    hall = actor().hall
    require_window(hall, window)
    now = services().clock()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        day = my_day(connection, setup, setup.window_ids[window], now)
    return Response(day.model_dump_json(), content_type="application/json")
