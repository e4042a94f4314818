"""Factories of board states: a hall of any size at any moment."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from hall_server.wire.message import Text, Wait
from hall_server.wire.views import BoardCall, BoardState, BoardWindow, BoardWindowState, BoardZone

BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 9, 18, 10, 24, tzinfo=BEIJING)

ZONE_NAMES = {
    "A": Text(zh="企业登记", en="Business registration"),
    "B": Text(zh="建设项目", en="Construction projects"),
    "C": Text(zh="社会事务", en="Social affairs"),
    "D": Text(zh="便民服务", en="Public conveniences"),
}
WINDOWS_OF = {"A": 16, "B": 9, "C": 16, "D": 4}
NOTICE = Text(
    zh="今日不动产登记窗口延时服务至 18:30 · 缺少材料的，窗口会一次性书面告知 · 请留意屏幕与广播",
    en="Real estate windows open until 18:30 today · Watch the screens and listen for your number",
)


def utc_now() -> datetime:
    """The real moment, for tests that run real programs."""
    return datetime.now(UTC)


def call(
    call_id: int,
    number: str,
    window: str,
    at: datetime,
    *,
    live: bool = True,
    recall: int = 0,
) -> BoardCall:
    zone = number[0] if number[0] in ZONE_NAMES else "A"
    return BoardCall(
        call_id=call_id,
        number=number,
        window=window,
        zone=zone,
        zone_name=ZONE_NAMES[zone],
        at=at,
        recall=recall,
        live=live,
    )


def window(
    number: str,
    zone: str,
    state: BoardWindowState = "idle",
    ticket: str | None = None,
    call_id: int | None = None,
    instead: tuple[str, ...] = (),
) -> BoardWindow:
    return BoardWindow(
        window=number,
        zone=zone,
        name=Text(zh="综合受理", en="General services"),
        state=state,
        number=ticket,
        call_id=call_id,
        pause_reason=Text(zh="整理材料", en="Sorting files") if state == "paused" else None,
        clerk=None if state == "closed" else f"10{int(number):02d}",
        queues=(
            Text(zh="企业设立登记", en="Company registration"),
            Text(zh="变更与注销", en="Changes and closing"),
        ),
        instead=instead,
    )


def all_windows() -> tuple[BoardWindow, ...]:
    """45 windows in four zones, in every state."""
    states: tuple[BoardWindowState, ...] = (
        "serving",
        "idle",
        "serving",
        "paused",
        "serving",
        "closed",
    )
    made: list[BoardWindow] = []
    for zone, count in WINDOWS_OF.items():
        for _ in range(count):
            number = len(made) + 1
            state = states[number % len(states)]
            ticket = f"{zone}{number:03d}" if state == "serving" else None
            made.append(window(str(number), zone, state, ticket, instead=("3", "5")))
    return tuple(made)


def board(
    version: int,
    at: datetime,
    calls: Sequence[BoardCall] = (),
    windows: tuple[BoardWindow, ...] | None = None,
    *,
    day_open: bool = True,
    notice: Text = NOTICE,
) -> BoardState:
    """A hall's state; windows that are called to show it."""
    newest = {one.window: one for one in sorted(calls, key=lambda one: one.call_id) if one.live}
    shown = tuple(
        one.model_copy(
            update={
                "state": "calling",
                "number": newest[one.window].number,
                "call_id": newest[one.window].call_id,
                "called_at": newest[one.window].at,
            }
        )
        if one.window in newest
        else one
        for one in (all_windows() if windows is None else windows)
    )
    waits = {"A": (12, 15, 22), "B": (3, 8, 14), "C": (26, 30, 40), "D": (0, 0, 0)}
    return BoardState(
        version=version,
        at=at,
        hall=Text(zh="江汉区政务服务中心", en="Jianghan District Service Hall"),
        scope="hall",
        place=None,
        day_open=day_open,
        calls=tuple(sorted(calls, key=lambda one: -one.call_id)),
        zones=tuple(
            BoardZone(
                zone=zone,
                name=name,
                waiting=waits[zone][0],
                wait=Wait(ahead=waits[zone][0], low=waits[zone][1], high=waits[zone][2]),
                windows_open=WINDOWS_OF[zone],
            )
            for zone, name in ZONE_NAMES.items()
        ),
        windows=shown,
        notice=notice,
    )
