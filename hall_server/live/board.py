"""What a lobby, zone or window board shows."""

from collections.abc import Mapping
from datetime import date

from hall_server.desk.issue import wait_told
from hall_server.desk.told import text
from hall_server.domain.announcing import spoken
from hall_server.domain.duty import Duty
from hall_server.domain.forecast import Forecast
from hall_server.domain.opening import local_date
from hall_server.domain.plan import Medium, Notice
from hall_server.domain.states import StopState, WindowState
from hall_server.live.expectation import widest
from hall_server.live.picture import Picture, evacuation_view
from hall_server.store.schema import AnyRow
from hall_server.wire.message import Text
from hall_server.wire.views import (
    BoardCall,
    BoardState,
    BoardWindow,
    BoardZone,
    MediumView,
    Scope,
)

INSTEAD_MOST = 3


def board_state(picture: Picture, played: Forecast, scope: Scope, place: str | None) -> BoardState:
    """The board of the whole hall, of one zone (`place` its letter) or of one window (its number)."""
    plan = picture.setup.plan
    windows = [duty for duty in picture.duties if _is_shown(picture, duty.window, scope, place)]
    shown = {duty.window for duty in windows}
    zones = {plan.window[duty.number].zone for duty in windows}
    words = notices_in_force(picture)
    return BoardState(
        version=picture.version,
        at=picture.now,
        hall=text(plan.name),
        timezone=plan.timezone,
        scope=scope,
        place=place,
        day_open=picture.open_date is not None,
        calls=tuple(_call(picture, row) for row in picture.calls if row.window_id in shown),
        zones=tuple(_zone(picture, played, zone.code) for zone in plan.zones if zone.code in zones),
        windows=tuple(board_window(picture, duty) for duty in windows),
        notice=words[0] if words else Text(zh="", en=""),
        notices=words,
        media=media_in_force(picture),
        evacuation=evacuation_view(picture.setup),
    )


def notices_in_force(picture: Picture) -> tuple[Text, ...]:
    """The hall's standing notice, then those of the day in their order."""
    plan = picture.setup.plan
    today = local_date(picture.now, plan.timezone)
    told = [each.text for each in plan.notices if _is_in_force(each, today)]
    return tuple(text(words) for words in (plan.notice, *told) if words.zh or words.en)


def media_in_force(picture: Picture) -> tuple[MediumView, ...]:
    """The day's pictures and films, in their order."""
    plan = picture.setup.plan
    today = local_date(picture.now, plan.timezone)
    return tuple(
        MediumView(sha256=each.sha256, type=each.type, name=text(each.name))
        for each in plan.media
        if _is_in_force(each, today)
    )


def _is_in_force(told: Notice | Medium, today: date) -> bool:
    return (told.begins is None or told.begins <= today) and (
        told.ends is None or today <= told.ends
    )


def _is_shown(picture: Picture, window: int, scope: Scope, place: str | None) -> bool:
    planned = picture.setup.windows[window]
    if scope == "zone":
        return planned.zone == place
    return scope == "hall" or planned.number == place


def _call(picture: Picture, row: AnyRow) -> BoardCall:
    planned = picture.setup.windows[row.window_id]
    zone = picture.setup.plan.zone[planned.zone]
    live = (
        row.state == StopState.CALLED
        and row.stop_window == row.window_id
        and row.id == _newest_call(picture, row.stop_id)
    )
    return BoardCall(
        call_id=row.id,
        number=row.label,
        window=planned.number,
        zone=zone.code,
        zone_name=text(zone.name),
        at=row.at,
        recall=row.recall,
        live=live,
        spoken=text(spoken(picture.setup.plan.call_text, row.label, planned.number, zone.name)),
    )


def _zone(picture: Picture, played: Forecast, code: str) -> BoardZone:
    queues = [id for id, queue in picture.setup.queues.items() if queue.zone == code]
    waiting = sum(picture.line(queue).waiting for queue in queues)
    return BoardZone(
        zone=code,
        name=text(picture.setup.plan.zone[code].name),
        waiting=waiting,
        wait=wait_told(waiting, widest(played.newcomers.get(queue) for queue in queues)),
        windows_open=sum(
            picture.setup.windows[duty.window].zone == code for duty in picture.open_windows()
        ),
    )


def board_window(picture: Picture, duty: Duty) -> BoardWindow:
    """One window as its own board shows it."""
    return BoardWindow(**window_fields(picture, duty))


def window_fields(picture: Picture, duty: Duty) -> Mapping[str, object]:
    """The fields every view of a window has."""
    setup = picture.setup
    planned = setup.windows[duty.window]
    profile = setup.plan.profile[planned.profile]
    loan = setup.loans.get(duty.window)
    own = (*profile.own, *([setup.queues[loan.queue].letter] if loan else ()))
    stop = picture.in_hand.get(duty.window)
    pause = setup.pauses.get(duty.pause_reason or 0)
    clerk = picture.staff.get(duty.staff or 0)
    if stop is not None:
        state = "calling" if stop.state is StopState.CALLED else "serving"
    else:
        state = "idle" if duty.state is WindowState.OPEN else duty.state.value.lower()
    return {
        "window": planned.number,
        "zone": planned.zone,
        "name": text(planned.name),
        "state": state,
        "number": stop.label if stop else None,
        "call_id": _newest_call(picture, stop.id) if stop else None,
        "called_at": stop.called_at if stop else None,
        "pause_reason": text(pause.name) if pause else None,
        "clerk": clerk[0] if clerk else None,
        "queues": tuple(text(setup.plan.queue[letter].name) for letter in own),
        "instead": _instead(picture, duty) if duty.state is not WindowState.OPEN else (),
    }


def _newest_call(picture: Picture, stop: int) -> int | None:
    return next((row.id for row in picture.calls if row.stop_id == stop), None)


def _instead(picture: Picture, duty: Duty) -> tuple[str, ...]:
    own = picture.setup.serves[duty.window].own
    others = [
        other.number
        for other in picture.open_windows()
        if other.window != duty.window and own & picture.setup.serves[other.window].own
    ]
    return tuple(others[:INSTEAD_MOST])


def closed_text(zh: str, en: str) -> Text:
    """A closure's text; English falls back to Chinese."""
    return Text(zh=zh, en=en or zh)
