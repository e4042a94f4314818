"""The content policy of all pages: nothing inline, nothing from elsewhere; breaches are reported."""

import threading

REPORTS_TO = "/api/v1/csp-report"


def content_policy(*reached: str, framed: tuple[str, ...] = ()) -> str:
    """The policy of a page; `reached` are other origins that its scripts may ask.

    `framed` are origins whose pages it may show inside it.
    """
    reachable = " ".join(("'self'", *reached))
    inside = " ".join(framed) or "'none'"
    return (
        f"default-src 'self'; img-src 'self' data:; connect-src {reachable}; frame-src {inside};"
        " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
        f" report-uri {REPORTS_TO}"
    )


class ReportCount:
    """How many reports came since the server started. Any thread may call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    def add(self) -> None:
        with self._lock:
            self._count += 1

    @property
    def count(self) -> int:
        return self._count
