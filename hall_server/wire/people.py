"""Staff as administrators see and change them."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from hall_server.wire.message import Code, Command, Instant, Role, State

PersonName = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00\r\n]*$"
    ),
]
CardNumber = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=4, max_length=64, pattern=r"^[!-~]+( [!-~]+)*$"
    ),
]
"""What a card reader types."""


def _each_once(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    if len(set(roles)) != len(roles):
        raise ValueError("a role is named twice")
    return roles


Roles = Annotated[tuple[Role, ...], Field(min_length=1, max_length=5), AfterValidator(_each_once)]
SeenMark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
"""The `seen` of the entry that the editor had before their eyes."""


class LastAct(State):
    """The newest entry of the journal by somebody."""

    act: str
    at: Instant


class StaffMember(State):
    """Somebody who works in the hall, or did. Never a password, never a card's number."""

    badge: str
    name: str
    roles: tuple[Role, ...]
    active: bool
    has_card: bool
    password_once: bool
    """The password was told once and is to be changed at the first log-in."""
    window: str | None
    """Where the person is signed in now."""
    last_act: LastAct | None
    """Among the newest entries of the journal."""
    seen: str
    """Sent back with a change, so that nothing is overwritten unseen."""


class StaffList(State):
    """Everybody, by badge; those who have left as well."""

    staff: tuple[StaffMember, ...]


class AddStaff(Command):
    """Somebody new, with a password that is told once."""

    badge: Code
    name: PersonName
    roles: Roles


class ChangeStaff(Command):
    """Another name or other roles."""

    name: PersonName
    roles: Roles
    seen: SeenMark


class SeenStaff(Command):
    """A change that needs no more than the person, as seen."""

    seen: SeenMark


class SetCard(Command):
    """The staff card that opens the door to this person from now on."""

    card: CardNumber
    seen: SeenMark


class StaffNow(State):
    """Somebody after a change."""

    version: int
    member: StaffMember
    one_time_password: str | None = None
    """Told in this answer alone; nothing keeps it."""
    put_back: str | None = None
    """The number that was in hand when the person lost the window; it is first in its line."""
