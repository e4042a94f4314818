"""The bases of all messages and the few values that many of them share."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

Language = Literal["zh-CN", "en"]
ItemKind = Literal["instant", "promised", "joint", "forwarded"]
StopState = Literal[
    "WAITING", "CALLED", "SERVING", "HELD", "DONE", "NO_SHOW", "LEFT", "MOVED", "EXPIRED"
]
WindowState = Literal["CLOSED", "OPEN", "PAUSED"]
Role = Literal["clerk", "guide", "supervisor", "admin", "auditor"]
DeviceKind = Literal["kiosk", "display", "station", "tablet", "portal"]

Code = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\s\x00]+$")]
"""The hall's own short key of an item, queue, window, reason: no white space, at most 40."""

PrintSize = Literal["normal", "large"]
"""How large a whole sheet is printed; large is for those who see less well."""

Id = Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]
"""A row's number, as the server told it."""

Words = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00\r\n]*$")
]
"""Free text typed by a person, one line, at most 200 characters."""

Typed = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[^\x00]*$"),
]
"""A number as a person or a card reader typed it, in whatever form."""

Instant = Annotated[
    datetime,
    PlainSerializer(lambda moment: moment.isoformat(timespec="milliseconds"), return_type=str),
]
"""A moment with its zone, RFC 3339 with milliseconds."""


class Command(BaseModel):
    """What a client asks for. An unknown field is refused, so that a typing slip is not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class State(BaseModel):
    """What the server tells. Readers ignore fields they do not know, so that servers may be newer."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Text(State):
    """A name or sentence in the hall's languages; `en` falls back to `zh` when the hall has none."""

    zh: str
    en: str


class Wait(State):
    """How long a newcomer waits: people ahead, and a range in minutes.

    `low` and `high` are None when no window serves the queue now, which the page must say.
    """

    ahead: int = Field(ge=0)
    low: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)
