"""Staff sessions."""

from typing import Annotated

from pydantic import Field

from hall_server.wire.message import Command, Role, State, Text
from hall_server.wire.people import CardNumber


class LogIn(Command):
    """Badge number and password."""

    badge: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]
    password: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class CardLogIn(Command):
    """What the reader beside the keyboard typed."""

    card: CardNumber


class ChangePassword(Command):
    """One's own password: the old one, and a new one of at least 8 characters."""

    old: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]
    new: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class Session(State):
    """Who is logged in. `csrf` goes into the X-CSRFToken header of every change."""

    badge: str
    name: str
    roles: tuple[Role, ...]
    hall: Text
    csrf: str
    must_change: bool = False
    """The password was told once: nothing else is open until it has been changed."""
