"""Staff sessions."""

from typing import Annotated

from pydantic import Field

from hall_server.wire.message import Command, Role, State, Text


class LogIn(Command):
    """Badge number and password."""

    badge: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]
    password: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class Session(State):
    """Who is logged in. `csrf` goes into the X-CSRFToken header of every change."""

    badge: str
    name: str
    roles: tuple[Role, ...]
    hall: Text
    csrf: str
