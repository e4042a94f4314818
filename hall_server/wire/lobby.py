"""The lobby's second view: who is next, how long each queue and item waits, how near its limit it is.

Numbers only, of people and of windows. It is large and slow: pushed at most once per second.
"""

from hall_server.wire.message import Instant, State, Text, Wait
from hall_server.wire.views import OutlookPoint

NEXT_MOST = 5


class LobbyQueue(State):
    """One queue: its next numbers, its waiting, its limit."""

    queue: str
    name: Text
    zone: str
    waiting: int
    wait: Wait
    longest: str | None = None
    """The number of who has waited longest."""
    longest_s: int = 0
    """How long that is; 0 when nobody waits."""
    limit_minutes: int
    windows: tuple[str, ...] = ()
    """The open windows that serve it first; where there are none, those that help it."""
    idle: tuple[str, ...] = ()
    """Those of them that have nobody while somebody waits."""
    served_today: int
    next: tuple[str, ...] = ()
    """At most NEXT_MOST numbers in the order in which they are expected to be called."""
    outlook: tuple[OutlookPoint, ...] = ()
    """At 15, 30, 45 and 60 minutes from now; empty while nothing is known of arrivals."""
    closed: Text | None = None
    """Why no number is given, while none is."""


class LobbyItem(State):
    """One item, as visitors look for it at the entrance. Its wait is its queue's."""

    item: str
    name: Text
    queue: str
    zone: str
    waiting: int
    closed: Text | None = None


class LobbyState(State):
    """What next-up, entrance and staff boards show: the hall's, or one zone's queues."""

    version: int
    at: Instant
    hall: Text
    timezone: str = "Asia/Shanghai"
    """The hall's IANA zone: all clock times are told in it, wherever the page runs."""
    day_open: bool
    queues: tuple[LobbyQueue, ...]
    items: tuple[LobbyItem, ...]
