"""The first run of a new server: the words that make a hall out of nothing."""

from typing import Annotated

from pydantic import Field, StringConstraints

from hall_server.wire.message import Command, State, Words

Name = Annotated[Words, Field(min_length=1, max_length=100)]
Period = Annotated[str, StringConstraints(pattern=r"^[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d$")]
"""Such as 09:00-12:00."""
FirstCode = Annotated[str, StringConstraints(pattern=r"^[0-9 -]{1,20}$")]
"""The code that the server showed where it was started; spaces and dashes do not count."""


class FirstZone(Command):
    """A zone: its name, its windows as in `1-4, 7`, and what is done there."""

    name: Name
    name_en: Words = ""
    windows: Annotated[str, Field(min_length=1, max_length=100)]
    items: Annotated[tuple[Name, ...], Field(min_length=1, max_length=60)]
    minutes: Annotated[int, Field(ge=1, le=480)] = 10


class FirstHall(Command):
    """The hall as it is asked for on its first day."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    name: Name
    name_en: Words = ""
    timezone: Annotated[str, Field(min_length=1, max_length=60)] = "Asia/Shanghai"
    weekdays: Annotated[tuple[Annotated[int, Field(ge=0, le=6)], ...], Field(min_length=1)]
    opening: Annotated[tuple[Period, ...], Field(min_length=1, max_length=4)]
    zones: Annotated[tuple[FirstZone, ...], Field(min_length=1, max_length=24)]


class FirstAdministrator(Command):
    """Who looks after the hall from now on."""

    badge: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
    name: Name
    password: Annotated[str, Field(min_length=8, max_length=200, pattern=r"^[^\x00]+$")]


class FoundHall(Command):
    """Make the hall, its first administrator with it."""

    code: FirstCode
    hall: FirstHall
    administrator: FirstAdministrator


class ShowCode(Command):
    """The code alone, to be let into the wizard."""

    code: FirstCode


class CodeFits(State):
    """The code is right."""

    fits: bool
