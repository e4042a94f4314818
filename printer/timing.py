"""How long a printer is waited for, and how often it is listened to."""

from dataclasses import dataclass

LONG_SHEET_MM = 300.0
"""Taken for a sheet whose length nobody told: longer than a one-time notice of ten materials."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Longest waits and steady intervals, in seconds; paper speed in mm/s."""

    connect_s: float = 3.0
    answer_s: float = 1.0
    """For DLE EOT and for probing; a printer needs a few milliseconds."""
    shortest_wait_s: float = 10.0
    """At least so long an acknowledgement is waited for."""
    settle_s: float = 0.3
    """Between the answer to GS r and the last line and the cut, which it comes a little before."""
    speed_mm_s: float = 150.0
    cut_s: float = 1.0
    safety: float = 3.0
    """How many times its expected time a sheet may take."""
    tick_s: float = 0.25
    """How often an idle line is listened to."""
    poll_s: float = 5.0
    """How often a printer that does not report by itself is asked between jobs."""
    check_s: float = 60.0
    """How often one that reports by itself is asked whether it is there at all."""
    reconnect_s: float = 3.0

    def patience(self, size: int, bytes_per_s: float, mm: float) -> float:
        """Seconds after which a sheet of `size` bytes and `mm` of paper is overdue."""
        expected = size / bytes_per_s + mm / self.speed_mm_s + self.cut_s
        return max(self.shortest_wait_s, expected * self.safety)


USUAL = Timing()
