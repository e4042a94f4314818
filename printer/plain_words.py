"""How a printer is, in words for the person who stands in front of it."""

from printer.status import PrinterStatus, Trouble

_TROUBLE = {
    Trouble.UNREACHABLE: "cannot be reached: check power, cable and address",
    Trouble.NO_ANSWER: "does not answer: switch it off and on",
    Trouble.OFFLINE: "is offline",
    Trouble.COVER_OPEN: "its cover is open",
    Trouble.PAPER_OUT: "is out of paper",
    Trouble.CUTTER: "its cutter is stuck: open the cover, free the blade",
    Trouble.ERROR: "reports an error: switch it off and on",
}


def in_words(status: PrinterStatus) -> str:
    """What is wrong and what to do, or that it is ready."""
    # Offline is what a printer also says when its paper is out or its cover is open.
    causes = status.troubles - {Trouble.OFFLINE} or status.troubles
    words = [_TROUBLE[trouble] for trouble in sorted(causes)] or ["ready"]
    low = status.paper_low and Trouble.PAPER_OUT not in status.troubles
    return "; ".join(words + (["its paper is nearly out"] if low else []))
