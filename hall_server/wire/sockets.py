"""News by Socket.IO: server to client only, websocket only.

A client connects with an `auth` payload (`DeviceAuth` or, for a staff browser with its session
cookie, `StaffAuth`), is put into one room, and at once gets one `state` event with that room's
whole state; from then on one `state` event whenever it changes, at most one per 100 ms.
"""

from typing import Literal

from hall_server.wire.message import Code, Command

STATE = "state"
"""The one event. Its payload is the JSON of the room's view."""


class DeviceAuth(Command):
    """A device's token. Displays get the BoardState of their place; kiosks get the KioskState."""

    token: str


class StaffAuth(Command):
    """A staff page: `desk` with its window gets DeskState, `guide` GuideState, `hall` HallState."""

    view: Literal["desk", "guide", "hall"]
    window: Code | None = None
