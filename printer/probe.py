"""Getting to know a printer: what it answers, and which encoding it was set to at the factory."""

import threading
from dataclasses import dataclass, field

from printer.acknowledgement import Acknowledgement
from printer.conversation import Conversation, open_conversation
from printer.replies import About, AutomaticStatus, Reply
from printer.status import UNREACHABLE, PrinterStatus
from printer.timing import USUAL, Timing

_ASK_FOR_MODEL = b"\x1dIC"
"""GS I 67: the printer's name."""
_REPORT_NOW = b"\x1da\xff"
_SAMPLES = {
    "gbk": "排队号票 请到窗口",
    "gb18030": "排队号票 㛃䶮㕮",
    "big5": "排隊號票 請到窗口",
    "utf-8": "排队号票 请到窗口",
}
"""The characters of names in the second have four bytes, which few printers know."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What a printer answered. Without a ready printer only `status` is known."""

    status: PrinterStatus
    acknowledgement: Acknowledgement | None = None
    reports_by_itself: bool = False
    model: str | None = None


@dataclass(slots=True)
class _Ear:
    """Remembers whether the printer reported by itself."""

    reported: threading.Event = field(default_factory=threading.Event)

    def hear(self, reply: Reply) -> None:
        if isinstance(reply, AutomaticStatus):
            self.reported.set()


def probe(url: str, timing: Timing = USUAL) -> Acquaintance:
    """Ask the printer at `url` all there is to ask; takes a few seconds at most. Prints nothing on
    printers that know or skip the questions; a very simple one may print a few characters.

    Raises BadPortUrl.
    """
    ear = _Ear()
    line = open_conversation(url, timing, ear.hear)
    if line is None:
        return Acquaintance(UNREACHABLE)
    try:
        status = line.ask()
        if not status.ready or not line.answers:
            return Acquaintance(status, None if line.answers else Acknowledgement.NONE)
        found = line.probe()
        return Acquaintance(status, found, _reports(line, ear), _model(line))
    finally:
        line.hang_up()


def _reports(line: Conversation, ear: _Ear) -> bool:
    if not line.alive:
        return False
    reply = line.request(_REPORT_NOW, lambda said: isinstance(said, AutomaticStatus))
    return reply is not None or ear.reported.is_set()


def _model(line: Conversation) -> str | None:
    reply = (
        line.request(_ASK_FOR_MODEL, lambda said: isinstance(said, About)) if line.alive else None
    )
    return reply.text if isinstance(reply, About) else None


def encoding_page() -> bytes:
    """A sheet with one line in each encoding; the last of the first two that reads well, or else
    any other that does, is the printer's own.
    """
    lines = b"".join(
        f"{name:8}".encode() + sample.encode(name) + b"\n" for name, sample in _SAMPLES.items()
    )
    return b"\x1b@\x1c&" + lines + b"\x1dVB\x00"
