"""What a page is told for as long as it is open, as server-sent events."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from display.board import Shown, picture
from display.layout import PageLayout
from display.layout_watch import InForce, LayoutWatch
from display.showing import Showing
from display.viewers import Viewers
from display.voice.announcer import Announcer

BEAT_S = 0.5
"""A page that hears nothing for four beats says so."""

RETRY_MS = 500
"""How soon the browser asks again for a stream that broke off."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the streams of all pages draw from."""

    showing: Showing
    layouts: LayoutWatch
    viewers: Viewers
    is_open: Callable[[], bool]
    """False when the program ends, which ends the streams."""
    clock: Callable[[], datetime]
    edition: str
    voice: Announcer


def events(
    source: Source,
    layout_now: Callable[[InForce], PageLayout],
    *,
    screen: str,
    loudspeaker: str,
    lobby: bool,
) -> Iterator[str]:
    """The events of one page, which counts as its screen's until its browser hangs up.

    A `release` first: a page of another one loads itself anew; and as which `listener` the page says
    whether it can be heard. A `layout` and a `picture` at once and
    at every change, a `beat` in between. To the page of a loudspeaker `say` and `hush`.
    """
    with source.viewers.one(screen), source.voice.listening(loudspeaker) as listener:
        yield f"retry: {RETRY_MS}\n\n{_event('release', source.edition)}"
        yield _event("listener", listener.id)
        known, told, laid = 0, None, None
        while source.is_open():
            known, shown = source.showing.wait(known, BEAT_S, listener.has_news)
            # First: a chime is heard with the light, not after it.
            yield from (_event(*news) for news in listener.take())
            in_force = source.layouts.now()
            if in_force is not laid:
                laid = in_force
                yield _event("layout", layout_now(in_force).model_dump_json())
            # Told without the lobby's second view, a page is not told again when that alone changes.
            shown = (
                shown if lobby else shown.model_copy(update={"lobby": None, "lobby_heard": False})
            )
            now = source.clock()
            yield _beat(shown, now) if shown == told else _picture(shown, now)
            told = shown


def _picture(shown: Shown, now: datetime) -> str:
    return _event("picture", picture(shown, now).model_dump_json())


def _beat(shown: Shown, now: datetime) -> str:
    return _event("beat", (now + shown.ahead).isoformat(timespec="milliseconds"))


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
