"""What a decision needs, whoever makes it."""

from hall_server.domain.cases.refusals import ReasonNeeded


def require_grounds(result: str, reason: str) -> None:
    """Whoever is denied is told why (行政许可法 38). Raises ReasonNeeded."""
    if result == "denied" and not reason:
        raise ReasonNeeded()


def may_be_decided_on_spot(kind: str, channel: str) -> bool:  # noqa: ARG001
    """Whether a case of a kind may be decided in the act that accepts it (即办).

    `channel` is its green channel, empty for most.
    """
    return kind == "instant"
