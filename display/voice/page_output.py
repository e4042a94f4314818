"""A loudspeaker that is a page: its browser is told what to play, and fetches it from here."""

import json
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from display.parts import OPENING_S
from display.voice.clip import Clip, joined, to_wav
from display.voice.sounding import AGAIN_S, Outcome, Sound

KEPT_S = 60.0
"""How long the sound of an announcement can be fetched."""
PATIENCE_S = 5.0
"""A page that opens later does not say what was called before."""
FETCHING_S = 0.25
"""What the browser needs from the news to the first sound."""
_MOST_NEWS = 64

NO_PAGE = "no_page"
REFUSED = "sound_refused"

Event = tuple[str, str]
"""Name and data of a server-sent event."""


class Listener:
    """The open page of a loudspeaker: what it has not been told yet. Any thread."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(8)
        """By which the page says of itself whether it can be heard."""
        self.silenced = False
        """Its browser does not let it sound."""
        self._news: deque[Event] = deque(maxlen=_MOST_NEWS)

    def has_news(self) -> bool:
        """Whether there is something to tell."""
        return bool(self._news)

    def tell(self, event: Event) -> None:
        """To be told with the next events of its stream."""
        self._news.append(event)

    def take(self) -> list[Event]:
        """What is to be told now, once."""
        told = []
        while self._news:
            told.append(self._news.popleft())
        return told


class PageOutput:
    """Whoever has a page of this loudspeaker open hears it; nobody hears later what was missed."""

    def __init__(
        self, wake: Callable[[], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`wake` makes the streams look for news."""
        self.patience_s = PATIENCE_S
        self._wake = wake
        self._clock = clock
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._kept: dict[str, tuple[bytes, float]] = {}
        self._late = clock() + OPENING_S
        self._tick = threading.Event()

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        """A page is open for the length of the block."""
        listener = Listener()
        with self._lock:
            self._listeners.append(listener)
            self._late = 0.0
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.remove(listener)

    def utterance(self, name: str) -> bytes | None:
        """The WAV of this name, while it is kept."""
        with self._lock:
            kept = self._kept.get(name)
        return kept[0] if kept else None

    def can_sound(self, listener: str, can: bool) -> bool:
        """A page has found out whether its browser lets it sound. Whether there is that page."""
        with self._lock:
            for one in self._listeners:
                if one.id == listener:
                    one.silenced = not can
                    return True
        return False

    def is_ready(self) -> bool:
        """Whether a page is open that may sound."""
        with self._lock:
            return any(not one.silenced for one in self._listeners)

    def trouble(self) -> str:
        """No page, once it has had time to open; or none that its browser does not keep silent."""
        with self._lock:
            if not self._listeners:
                return NO_PAGE if self._clock() >= self._late else ""
        return "" if self.is_ready() else REFUSED

    def play(self, sound: Sound, stop: Callable[[], bool]) -> Outcome:
        """Tell the pages, wait until the sound has had its time."""
        if not self.is_ready():
            return "refused"
        until = self._clock() + FETCHING_S
        for piece in _pieces(sound):
            until += self._say(piece, sound.volume)
        while self._clock() < until:
            if stop():
                self._tell(("hush", "{}"))
                return "cut"
            self._tick.wait(AGAIN_S)
        return "heard" if self.is_ready() else "broken"

    def _say(self, clip: Clip, volume: int) -> float:
        """Have the pages play this after what they play now. Its seconds."""
        if not len(clip.samples):
            return 0.0
        name = secrets.token_hex(8)
        now = self._clock()
        with self._lock:
            self._kept = {one: kept for one, kept in self._kept.items() if kept[1] > now}
            self._kept[name] = (to_wav(clip), now + KEPT_S)
        said = {"id": name, "url": f"/utterance/{name}.wav", "volume": volume}
        self._tell(("say", json.dumps(said)))
        return clip.seconds

    def _tell(self, event: Event) -> None:
        with self._lock:
            for listener in self._listeners:
                listener.tell(event)
        self._wake()


def _pieces(sound: Sound) -> Iterator[Clip]:
    """In one piece where it is all known: a page that loses its line says all of it or nothing."""
    if sound.samples is not None:
        yield joined([sound.opening, sound.rest()], sound.opening.rate)
        return
    yield sound.opening
    yield sound.rest()
