"""How long a message to an applicant is tried when the gateway does not take it."""

from datetime import timedelta

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
KEEP_TRYING = timedelta(hours=72)
TOO_OLD = timedelta(days=30)
"""A message that waited so long untried, for there was no gateway yet, would only confuse."""


def wait_after(attempts: int) -> timedelta | None:
    """The wait before the next try after so many; None when it has been tried for KEEP_TRYING.

    Each wait is twice the one before, up to LONGEST_WAIT.
    """
    wait, waited = FIRST_WAIT, timedelta()
    for _ in range(attempts - 1):
        waited += wait
        wait = min(wait * 2, LONGEST_WAIT)
    return wait if waited < KEEP_TRYING else None
