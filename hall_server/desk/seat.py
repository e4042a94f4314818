"""Who may act at a window: the clerk who signed in, from the tab that signed in."""

from hall_server.domain.duty import Duty
from hall_server.domain.refusals import (
    HallEvacuated,
    NobodyAtWindow,
    WindowBusy,
    WindowHeldElsewhere,
    WindowNotOpen,
    WindowNotSignedIn,
)
from hall_server.domain.states import WindowState
from hall_server.domain.stop import Stop
from hall_server.store.people import names_of_staff
from hall_server.store.stops import stop_at
from hall_server.store.transaction import Transaction
from hall_server.store.windows import duty_of

SUPERVISOR = "supervisor"


def seated(tx: Transaction, number: str, seat: str | None) -> Duty:
    """The window, if this actor sits there with this tab.

    Raises Unknown, WindowNotSignedIn or WindowHeldElsewhere.
    """
    duty = duty_of(tx, number)
    if duty.staff is None:
        raise WindowNotSignedIn(window=number)
    if duty.staff != tx.actor.id or duty.seat != seat:
        badge, _ = names_of_staff(tx.connection, tx.hall)[duty.staff]
        raise WindowHeldElsewhere(window=number, clerk=badge)
    return duty


def seated_or_supervised(tx: Transaction, number: str, seat: str | None) -> Duty:
    """The window, for its clerk, or for a supervisor who sits at none."""
    if SUPERVISOR in tx.actor.roles and seat is None:
        return duty_of(tx, number)
    return seated(tx, number, seat)


def ready_to_call(tx: Transaction, number: str, seat: str | None) -> Duty:
    """The window, open and with nobody in hand.

    Raises WindowNotOpen, WindowBusy or HallEvacuated as well.
    """
    duty = seated(tx, number, seat)
    require_no_evacuation(tx)
    if duty.state is not WindowState.OPEN:
        raise WindowNotOpen(window=number, state=duty.state.value)
    require_free(tx, duty)
    return duty


def require_no_evacuation(tx: Transaction) -> None:
    """Raises HallEvacuated while everybody is told to leave."""
    evacuation = tx.setup.evacuation
    if evacuation is not None:
        raise HallEvacuated(text=evacuation.text_zh, text_en=evacuation.text_en)


def require_free(tx: Transaction, duty: Duty) -> None:
    """Raises WindowBusy when somebody is called to or served at the window."""
    stop = stop_at(tx, duty.window)
    if stop is not None:
        raise WindowBusy(window=duty.number, number=stop.label)


def in_hand(tx: Transaction, number: str, seat: str | None) -> tuple[Duty, Stop]:
    """The window and the stop called or served there. Raises NobodyAtWindow as well."""
    duty = seated(tx, number, seat)
    stop = stop_at(tx, duty.window)
    if stop is None:
        raise NobodyAtWindow(window=number)
    return duty, stop
