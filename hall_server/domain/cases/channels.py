"""The green channels (绿色通道), two kinds apart: for vulnerable persons, and for major projects.

The first is given for the hall's own priority reasons. The second is for investors, counts once a
supervisor has approved it, and promises one or two days. Steps of both may be decided on the spot.
"""

from collections.abc import Container

from hall_server.domain.cases.refusals import ChannelReasonUnknown

PROJECT_PRIORITY = "green-project"
"""Code of the priority reason for the queue. It is no claim of a visitor's: staff give it."""
PROJECT_REASONS = ("investment", "new_project", "restructured", "hk_macao")
"""Capital of five million or more (投资额), newly attracted (新引进), restructured (改制), sole traders
from Hong Kong and Macao (港澳个体工商户)."""
PROJECT_DAYS = 2
"""What the channel promises of each step."""


def require_reason(kind: str, reason: str, priorities: Container[str]) -> None:
    """A channel of a kind is given for a reason; `priorities` are the hall's for visitors.

    Raises ChannelReasonUnknown.
    """
    of_project = kind == "project" and reason in PROJECT_REASONS
    of_visitor = kind == "vulnerable" and reason in priorities and reason != PROJECT_PRIORITY
    if not (of_project or of_visitor):
        raise ChannelReasonUnknown(reason=reason)


def promised_days(days: int | None, channel: str) -> int | None:
    """The promised limit of a step of a case in a channel, from the catalogue's. None: unknown."""
    if channel != "project":
        return days
    return PROJECT_DAYS if days is None else min(days, PROJECT_DAYS)
