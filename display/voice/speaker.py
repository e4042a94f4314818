"""One loudspeaker: its queue, its thread, and the order in which things are heard from it."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

import structlog

from display.board import Shown
from display.devices import Loudspeaker, Voice
from display.levels import hall_time, level_at
from display.voice import queue as rules
from display.voice.chime import chime, leave_chime
from display.voice.clip import Clip, joined, silence
from display.voice.queue import Queue, Waiting
from display.voice.record import Record
from display.voice.sentences import Left, Sentences, Speech
from display.voice.sounding import Outcome, Output, Sound
from display.voice.trial import Trial, Tried, loud
from hall_server.wire.devices import Component
from hall_server.wire.views import BoardCall, EvacuationView

RATE = 24000
"""Samples a second of all that is heard, those of the shipped packs."""
LEAD_S = 0.4
"""Without a chime: silence in which an amplifier wakes up and words are put together."""
READY_S = 0.1
"""So long before the opening ends the words must be there."""
PAUSE_S = 0.35
"""After each language."""
AGAIN_S = 2.0
"""Between two attempts at a device that refuses, and after a fault of our own."""
LOOK_S = 0.25
"""How often an output that is not ready is looked at while something waits for it."""
LOUDEST = 100
"""An evacuation is said so loud at any hour."""
WORD = 100
"""Characters of a part's word."""

log = structlog.get_logger(__name__)

Turn = Waiting | EvacuationView | Trial


class Speaker:
    """Says what one loudspeaker is to say. `show` is the follower; any thread may ask `health`."""

    def __init__(
        self,
        loudspeaker: Loudspeaker,
        voice: Voice,
        output: Output,
        sentences: Sentences,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` is the time of day, aware; `clock` only runs forward."""
        self.name = loudspeaker.name
        self.output = output
        self.is_sounding = False
        self._volume = loudspeaker.volume
        self.languages = loudspeaker.say or voice.say
        self._opening = chime(RATE) if voice.chime else silence(LEAD_S, RATE)
        self._sentences = sentences
        self._now = now
        self._clock = clock
        self._changed = threading.Condition()
        self._queue = Queue(voice.late_s, voice.fold_s, frozenset(loudspeaker.zones))
        self._shown: Shown | None = None
        self._prepared: frozenset[int] = frozenset()
        self._not_before = 0.0
        self._stopping = False
        self._trial: Trial | None = None
        self._record = Record(loudspeaker.name)
        self._thread = threading.Thread(target=self._run, name=f"voice {self.name}", daemon=True)

    def start(self) -> None:
        """Begin to speak."""
        self._thread.start()

    def stop(self) -> None:
        """Say no more; what sounds is cut off. Returns when it is silent."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()

    def show(self, shown: Shown) -> None:
        """Take in what is shown. Returns at once."""
        with self._changed:
            self._shown = shown
            self._queue, dropped = rules.hear(self._queue, shown, self._clock())
            self._record.dropped(dropped)
            self._changed.notify_all()

    def counts(self) -> Mapping[str, int]:
        """How many calls were `heard`, and how many were not, by the reason."""
        return self._record.counts()

    def try_out(self, words: Clip, patience_s: float) -> Tried:
        """Chime and say `words` when what sounds has ended. Returns when it was heard, or in
        `patience_s`.
        """
        trial = Trial(words)
        with self._changed:
            self._trial = trial
            self._changed.notify_all()
        trial.done.wait(patience_s)
        with self._changed:
            if self._trial is trial:
                self._trial = None
        return Tried(trial.outcome, loud(self._level()), self.output.trouble())

    def health(self) -> Component:
        """Whether it is heard, and says all that it is to say."""
        why = self.output.trouble() or "; ".join(self._record.troubles())
        return Component(kind="voice", name=self.name, ok=not why, word=why[:WORD])

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._step()
            except Exception:
                # The next call is another chance; a thread that ended would be none.
                log.exception("not said", loudspeaker=self.name)
                with self._changed:
                    self._queue = rules.end(self._queue, self._clock())
                    self._changed.wait(AGAIN_S)

    def _step(self) -> None:
        """Say the next thing, or wait until there may be one."""
        with self._changed:
            turn = self._next()
            if isinstance(turn, Waiting):
                # Under the same lock: no news comes between the choice and the first sound.
                self._queue = rules.begin(self._queue, turn.call)
        if isinstance(turn, Trial):
            self._try(turn)
        elif isinstance(turn, Waiting):
            self._say(turn)
        elif turn is not None:
            self._tell_to_leave(turn)

    def _next(self) -> Turn | None:
        """What is to be said now; None after having waited for a change. Holds the lock."""
        now = self._clock()
        turn: Turn | None = rules.to_leave(self._queue, now) or self._trial
        if turn is None and self._shown is not None:
            self._queue, turn, dropped = rules.next_call(self._queue, now, self._level())
            self._record.dropped(dropped)
        pause = None
        if turn is not None:
            if now >= self._not_before and self.output.is_ready():
                return turn
            self._queue, dropped = rules.drop_unheard(self._queue, now, self.output.patience_s)
            self._record.dropped(dropped)
            pause = LOOK_S
        elif (due := rules.next_at(self._queue)) is not None:
            pause = max(due - now, 0.0)
        if not self._stopping:
            self._changed.wait(pause)
        return None

    def _say(self, turn: Waiting) -> None:
        """Say a call that has begun; put it back if the output refuses it."""
        call = turn.call
        languages = rules.languages_in_time(self._queue, self.languages)
        self._prepare([call])
        words = partial(self._sentences.of_call, call, languages)
        is_at_hand = self._sentences.has(call, languages)
        outcome = self._sound(
            f"{call.number} → {call.window}", self._opening, words, call, is_at_hand=is_at_hand
        )
        with self._changed:
            if outcome == "refused":
                self._not_before = self._clock() + AGAIN_S
                self._queue, dropped = rules.put_back(self._queue, turn)
                self._record.dropped(dropped)
                return
            self._queue = rules.end(self._queue, self._clock())
            self._record.said(call, outcome)

    def _try(self, trial: Trial) -> None:
        """It comes between two calls; only an evacuation cuts it off."""
        with self._changed:
            self._trial = None

        def stop() -> bool:
            return self._stopping or self._queue.evacuation is not None

        trial.outcome = self.output.play(trial.sound(self.name, loud(self._level())), stop)
        trial.done.set()

    def _tell_to_leave(self, leave: EvacuationView) -> None:
        begun = self._clock()
        words = partial(self._sentences.of_evacuation, leave.text, self.languages)
        outcome = self._sound(leave.text.zh, leave_chime(RATE), words, leave)
        with self._changed:
            if outcome == "refused":
                self._not_before = self._clock() + AGAIN_S
                return
            self._queue = rules.told_to_leave(self._queue, leave, begun, self._clock())
            log.info("told to leave", loudspeaker=self.name, outcome=outcome)

    def _sound(
        self,
        title: str,
        opening: Clip,
        words: Callable[[Left], Speech],
        saying: BoardCall | EvacuationView,
        *,
        is_at_hand: bool = False,
    ) -> Outcome:
        """Sound the opening and the words after it, unless something more urgent comes.

        Words that are at hand are put together before, so that the length of it all is known.
        """
        until = self._clock() + opening.seconds - READY_S

        def rest() -> Clip:
            speech = words(lambda: until - self._clock())
            self._record.spoken(speech.troubles)
            return joined(_with_pauses(speech.clips), RATE)

        def stop() -> bool:
            self._prepare([one.call for one in self._queue.waiting])
            return self._stopping or rules.interrupts(self._queue, saying)

        volume = LOUDEST if isinstance(saying, EvacuationView) else self._level()
        sound = Sound(title, opening, rest, volume)
        if is_at_hand:
            known = rest()
            samples = len(opening.samples) + len(known.samples)
            sound = Sound(title, opening, lambda: known, volume, samples)
        self.is_sounding = True
        try:
            return self.output.play(sound, stop)
        finally:
            self.is_sounding = False

    def _prepare(self, calls: Sequence[BoardCall]) -> None:
        """Begin to make what will be said next, once for each call."""
        for call in calls:
            if call.call_id not in self._prepared:
                self._sentences.prepare(call, self.languages)
        self._prepared = frozenset(call.call_id for call in calls)

    def _level(self) -> int:
        """The percent of this hour."""
        if self._shown is None:
            return LOUDEST
        return level_at(self._volume, hall_time(self._shown, self._now()), LOUDEST)


def _with_pauses(clips: Sequence[Clip]) -> list[Clip]:
    return [piece for clip in clips for piece in (clip, silence(PAUSE_S, RATE))]
