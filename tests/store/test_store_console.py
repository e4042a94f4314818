"""The console's acts and views on both databases: a slip taken back, a walk-in, the day so far."""

import secrets
from datetime import timedelta

from hall_at_work import MORNING, SEAT, items_for, open_hall

from hall_server.desk import call, serve, undo, walk_in
from hall_server.desk.issue import issue_ticket
from hall_server.domain.actor import Actor
from hall_server.live.desk import desk_state
from hall_server.live.my_day import my_day
from hall_server.live.picture import take_picture
from hall_server.store.database import Store
from hall_server.wire.acts import Finish, Hold, IssueTicket, WalkIn
from hall_server.wire.views import DeskState, MyDay

LATER = MORNING + timedelta(minutes=5)


def _seen(store: Store, hall: int, window: str) -> tuple[DeskState, MyDay]:
    with store.reading() as connection:
        setup = store.setup(connection, hall, LATER)
        picture = take_picture(connection, setup, LATER)
        return (
            desk_state(connection, picture, window),
            my_day(connection, setup, setup.window_ids[window], LATER),
        )


def test_a_console_takes_back_a_slip_and_serves_a_walk_in(store: Store, hall: int) -> None:
    (desk,) = open_hall(store, hall, 1, MORNING)
    with store.reading() as connection:
        plan = store.setup(connection, hall, MORNING).plan
    item = items_for(plan, [desk])[0]
    kiosk = Actor("device", 0, "kiosk-1", hall, frozenset({"kiosk"}))
    wanted = IssueTicket(items=(item,))
    store.act(kiosk, MORNING, lambda tx: issue_ticket(tx, wanted, "token-1", lambda _: None))
    window = desk.window
    store.act(desk.clerk, LATER, lambda tx: call.call_next(tx, window, SEAT))
    store.act(desk.clerk, LATER, lambda tx: serve.hold(tx, window, SEAT, Hold(remind_minutes=5)))
    shown, _ = _seen(store, hall, window)
    assert shown.undo is not None and shown.undo.act == "hold"
    assert shown.held[0].remind_at == LATER + timedelta(minutes=5)
    back = store.act(desk.clerk, LATER, lambda tx: undo.undo(tx, window, SEAT))
    assert back.current is not None and back.current.state == "CALLED"
    store.act(desk.clerk, LATER, lambda tx: serve.start(tx, window, SEAT))
    store.act(desk.clerk, LATER, lambda tx: serve.finish(tx, window, SEAT, Finish()))
    store.act(desk.clerk, LATER, lambda tx: undo.undo(tx, window, SEAT))
    store.act(desk.clerk, LATER, lambda tx: serve.finish(tx, window, SEAT, Finish()))
    token = secrets.token_urlsafe(16)
    told = store.act(
        desk.clerk, LATER, lambda tx: walk_in.walk_in(tx, window, SEAT, WalkIn(item=item), token)
    )
    assert told.current is not None and told.current.state == "SERVING"
    shown, day = _seen(store, hall, window)
    assert (shown.served_today, shown.wait_average_s, day.served) == (1, 300, 1)
