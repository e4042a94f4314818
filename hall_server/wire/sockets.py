"""News by Socket.IO: server to client only, websocket only.

A client connects with an `auth` payload (`DeviceAuth` or, for a staff browser with its session
cookie, `StaffAuth`), is put into one room, and at once gets one `state` event with that room's
whole state; from then on one `state` event soon after each change. Changes in quick succession are
told in one, so that ten a second come while much goes on, each the newest and whole. A display that
asks for the lobby `also` gets `lobby` events beside those, at most one per second.
"""

from typing import Literal

from hall_server.wire.message import Code, Command

STATE = "state"
"""The event of every room. Its payload is the JSON of the room's view."""

LOBBY = "lobby"
"""The event of the lobby's second view. Its payload is the JSON of a LobbyState."""


class DeviceAuth(Command):
    """A device's token. Displays get the BoardState of their place; kiosks get the KioskState."""

    token: str
    also: tuple[Literal["lobby"], ...] = ()
    """For displays of the hall or of a zone: its LobbyState as well. Others ask for it in vain."""


class StaffAuth(Command):
    """A staff page: `desk` with its window gets DeskState, `guide` GuideState, `hall` HallState."""

    view: Literal["desk", "guide", "hall"]
    window: Code | None = None
