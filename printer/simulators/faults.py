"""What the virtual printer can be told to suffer, until told to end it."""

from enum import StrEnum


class Fault(StrEnum):
    """Things that happen to printers, and ways in which clones lack something."""

    COVER_OPEN = "cover_open"
    CUTTER_STUCK = "cutter_stuck"
    SILENT = "silent"
    """Takes bytes and does nothing, as a hung printer does."""
    NO_ACKNOWLEDGEMENT = "no_acknowledgement"
    """A clone that does not know GS ( H."""
    NO_ANSWER_IN_TURN = "no_answer_in_turn"
    """Nor GS r and GS I."""
    NO_OWN_REPORT = "no_own_report"
    """Nor GS a."""
    DROP_AT_FIRST_BYTE = "drop_at_first_byte"
    """The line breaks when a sheet begins; nothing of it arrives."""
    DROP_IN_SHEET = "drop_in_sheet"
    """The line breaks a little into the sheet; what came before stays in the printer."""
    DROP_AT_ACKNOWLEDGEMENT = "drop_at_acknowledgement"
    """The line breaks when all is printed and just before saying so."""


STOPPING = frozenset({Fault.COVER_OPEN, Fault.CUTTER_STUCK, Fault.SILENT})
"""With these the mechanism stands and the buffer is kept."""
