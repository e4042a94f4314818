"""The green channels (绿色通道), two kinds apart: for vulnerable persons, and for major projects.

The first is given for the hall's own priority reasons. The second is for investors, needs a
supervisor's approval, and is handled as instant within one or two days.
"""

PROJECT_REASONS = ("investment", "new_project", "restructured", "hk_macao")
"""Capital of five million or more (投资额), newly attracted (新引进), restructured (改制), sole traders
from Hong Kong and Macao (港澳个体工商户)."""
PROJECT_DAYS = 2
"""What the channel promises of each step."""


def promised_days(days: int | None, channel: str) -> int | None:
    """The promised limit of a step of a case in a channel, from the catalogue's. None: unknown."""
    if channel != "project":
        return days
    return PROJECT_DAYS if days is None else min(days, PROJECT_DAYS)
