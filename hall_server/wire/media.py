"""Messages about pictures and films, and about what browsers report of the content policy."""

from hall_server.wire.message import State


class MediumReceived(State):
    """A file that the hall keeps now; a notice of the plan may name it by its hash."""

    sha256: str
    type: str
    """By content: image/png, image/jpeg, image/webp, video/mp4 or video/webm."""
    size: int
    """Bytes."""


class PolicyReports(State):
    """How often browsers have reported a broken content policy since the server started."""

    count: int
