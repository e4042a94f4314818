"""Factories of the lobby's second view: queues and items of a hall of any size at any moment."""

from collections.abc import Iterable
from datetime import datetime

from hall_server.wire.lobby import NEXT_MOST, LobbyItem, LobbyQueue, LobbyState
from hall_server.wire.message import Text, Wait
from hall_server.wire.views import OutlookPoint

QUEUES = (
    # letter, zone, Chinese, English, waiting, longest in minutes, limit, windows, items
    ("A", "A", "企业登记", "Company registration", 18, 27, 30, "1 2 3 4", 5),
    ("E", "A", "行业经营许可", "Trade licences", 50, 34, 30, "5 6 7 8", 23),
    ("F", "A", "税务", "Taxes", 15, 12, 30, "10 11 12 13", 6),
    ("H", "A", "银行与征信", "Bank accounts and credit reports", 7, 25, 20, "14", 2),
    ("Z", "A", "证照领取", "Collecting certificates", 0, 0, 15, "9", 1),
    ("B", "B", "项目立项与规划", "Project approval and planning", 19, 26, 40, "15 16 17", 8),
    ("J", "B", "施工许可与验收", "Building permits and acceptance", 25, 36, 40, "18 19 20", 11),
    ("K", "B", "环保与市政", "Environment and public works", 18, 11, 40, "21 22 23", 9),
    ("W", "B", "综合受理（并联审批）", "Joint matters of several departments", 3, 9, 40, "", 4),
    ("C", "C", "社保与医保", "Social and medical insurance", 31, 28, 30, "24 25 27 30", 13),
    ("L", "C", "公安", "Police: identity, travel, vehicles", 18, 14, 30, "29 31", 8),
    ("M", "C", "民政、教育与司法", "Civil affairs, education and justice", 23, 9, 30, "32 33", 12),
    ("R", "C", "不动产登记", "Real estate registration", 11, 22, 30, "35 36 37", 4),
    ("Q", "C", "住房公积金", "Housing fund", 6, 3, 30, "38 39", 3),
    ("D", "D", "水电气", "Water, power and gas", 23, 19, 20, "40 41", 7),
    ("S", "D", "通信、公交与邮政", "Telecoms, buses and post", 24, 8, 20, "42 43", 9),
)
ITEM_NAMES = (
    ("有限责任公司设立登记", "Registration of a limited liability company"),
    ("普通护照签发", "Ordinary passport"),
    ("公众聚集场所营业前消防安全检查（告知承诺）", "Fire safety check before a public venue opens"),
    ("老年人优待证", "Senior citizen card"),
    ("企业职工基本养老保险参保登记", "Enrolment in basic old-age insurance"),
)


def queue(
    letter: str,
    zone: str,
    name: Text,
    waiting: int = 0,
    longest: int = 0,
    limit: int = 30,
    windows: Iterable[str] = (),
    closed: Text | None = None,
) -> LobbyQueue:
    """A queue whose next numbers follow 001; `longest` and `limit` in minutes."""
    opened = tuple(windows)
    served = bool(opened)
    return LobbyQueue(
        queue=letter,
        name=name,
        zone=zone,
        waiting=waiting,
        wait=Wait(ahead=waiting, low=waiting * 2, high=waiting * 2 + 10 * (waiting > 0))
        if served
        else Wait(ahead=waiting),
        longest=f"{letter}001" if waiting else None,
        longest_s=longest * 60 + 20 * (waiting > 0),
        limit_minutes=limit,
        windows=opened,
        idle=opened[:1] if waiting and len(opened) > 3 else (),
        served_today=37,
        next=tuple(f"{letter}{n:03d}" for n in range(1, 1 + min(waiting, NEXT_MOST)) if served),
        outlook=tuple(
            OutlookPoint(minutes=m, waiting=waiting, longest_s=(longest + m // 4) * 60)
            for m in (15, 30, 45, 60)
        ),
        closed=closed,
    )


def demo_queues() -> tuple[LobbyQueue, ...]:
    """Sixteen queues of four zones, like the demo hall's."""
    return tuple(
        queue(letter, zone, Text(zh=zh, en=en), waiting, longest, limit, windows.split())
        for letter, zone, zh, en, waiting, longest, limit, windows, _ in QUEUES
    )


def items_for(queues: Iterable[LobbyQueue]) -> tuple[LobbyItem, ...]:
    """Items of each queue, with names of every length; one of every queue's is closed."""
    counts = {row[0]: row[-1] for row in QUEUES}
    return tuple(
        LobbyItem(
            item=f"{each.queue}-{n:03d}",
            name=Text(zh=names[0], en=names[1]),
            queue=each.queue,
            zone=each.zone,
            waiting=each.waiting // counts.get(each.queue, 2),
            closed=Text(zh="系统维护", en="Maintenance") if n == 3 else None,
        )
        for each in queues
        for n, names in (
            (n, ITEM_NAMES[n % len(ITEM_NAMES)]) for n in range(counts.get(each.queue, 2))
        )
    )


def lobby(
    version: int,
    at: datetime,
    queues: tuple[LobbyQueue, ...] | None = None,
    *,
    day_open: bool = True,
) -> LobbyState:
    """The second view of a hall."""
    shown = demo_queues() if queues is None else queues
    return LobbyState(
        version=version,
        at=at,
        hall=Text(zh="江汉区政务服务中心", en="Jianghan District Service Hall"),
        day_open=day_open,
        queues=shown,
        items=items_for(shown),
    )
