"""The hall's voice: all loudspeakers of a display behind one follower."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Literal

from display.board import Shown
from display.devices import Loudspeaker, Voice
from display.voice.engines import engine_of
from display.voice.page_output import Listener, PageOutput
from display.voice.player import player_of
from display.voice.renderings import Renderings
from display.voice.sentences import Phrases, Sentences
from display.voice.speaker import Speaker
from display.voice.trial import Tried, own_name
from hall_server.wire.devices import Component

Sound = Literal["voice", "chime", "none"]
TRIAL_S = 25.0
"""So long a trial waits for what is being said, and sounds."""


class Announcer:
    """Speaks at every loudspeaker, each with its own thread and queue. `show` is the follower."""

    def __init__(
        self,
        voice: Voice,
        loudspeakers: Sequence[Loudspeaker],
        packs: Mapping[str, Phrases],
        wake: Callable[[], None],
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`packs` by language tag; `wake` makes the streams of the pages look for news; `now` is aware."""
        self._engine = engine_of(voice)
        self._renderings = Renderings(self._engine)
        self._chime = voice.chime
        sentences = Sentences(packs, self._renderings)
        self._pages: dict[str, PageOutput] = {}
        self._speakers = []
        for one in loudspeakers:
            output = player_of(one) or PageOutput(wake, clock)
            if isinstance(output, PageOutput):
                self._pages[one.name] = output
            self._speakers.append(Speaker(one, voice, output, sentences, now, clock))

    def start(self) -> None:
        """Begin to speak."""
        for speaker in self._speakers:
            speaker.start()

    def stop(self) -> None:
        """Fall silent, at once; no thread and no program of the voice is left."""
        for speaker in self._speakers:
            speaker.stop()
        self._renderings.stop()

    def show(self, shown: Shown) -> None:
        """Follow what is shown. Returns at once."""
        for speaker in self._speakers:
            speaker.show(shown)

    def health(self) -> tuple[Component, ...]:
        """One part for each loudspeaker."""
        return tuple(speaker.health() for speaker in self._speakers)

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """By loudspeaker: how many calls were `heard`, and how many were not, by the reason."""
        return {speaker.name: speaker.counts() for speaker in self._speakers}

    def is_sounding(self, loudspeaker: str) -> bool:
        """Whether something is heard there at this moment."""
        return any(one.name == loudspeaker and one.is_sounding for one in self._speakers)

    @contextmanager
    def listening(self, loudspeaker: str) -> Iterator[Listener]:
        """The page of a loudspeaker is open. A page of none, or of one that is no page, hears nothing."""
        page = self._pages.get(loudspeaker)
        if page is None:
            yield Listener()
            return
        with page.listening() as listener:
            yield listener

    def sound_of(self, loudspeaker: str) -> Sound:
        """How a page sounds that has asked to be this loudspeaker, or "" to be none.

        A chime of its own where the hall has no loudspeaker at all.
        """
        if loudspeaker in self._pages:
            return "voice"
        return "none" if self._speakers or not self._chime else "chime"

    def utterance(self, name: str) -> bytes | None:
        """A sound that a page was told to play, as a WAV; None once it is no longer kept."""
        found = (page.utterance(name) for page in self._pages.values())
        return next((sound for sound in found if sound is not None), None)

    def try_out(self, loudspeaker: str) -> Tried | None:
        """Let a loudspeaker say its own name, when what sounds there has ended; None: there is none.

        Returns when it was heard, or after TRIAL_S.
        """
        speaker = next((one for one in self._speakers if one.name == loudspeaker), None)
        if speaker is None:
            return None
        words, why = own_name(self._engine, loudspeaker, speaker.languages)
        tried = speaker.try_out(words, TRIAL_S)
        return tried if tried.trouble or not why else replace(tried, trouble=why)

    def can_sound(self, loudspeaker: str, listener: str, *, can: bool) -> bool:
        """A page says whether its browser lets it sound. Whether there is such a page."""
        page = self._pages.get(loudspeaker)
        return page is not None and page.can_sound(listener, can)
