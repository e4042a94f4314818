"""Who acts: the name the journal keeps, and what that actor may do."""

from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal["staff", "device", "visitor", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One person or machine. `roles` are staff roles; a device has its kind as its only role."""

    kind: ActorKind
    id: int
    name: str
    hall: int
    roles: frozenset[str] = field(default_factory=frozenset)
    place: str = ""
    """For a device: `hall`, `zone:A` or `window:5`."""

    @property
    def signature(self) -> str:
        """How the journal names the actor: `staff:1001`, `device:kiosk-1`, `visitor`, `system`."""
        return f"{self.kind}:{self.name}" if self.name else self.kind


def system(hall: int) -> Actor:
    """The server itself: opening the day, expiring stops."""
    return Actor("system", 0, "", hall)
