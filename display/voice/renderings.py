"""Free text made into sound in the background, so that no call waits for it."""

import threading
from collections import OrderedDict
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet

import structlog

from display.voice.clip import Clip
from display.voice.engines import CannotSay, Engine

AT_ONCE = 2
KEPT = 32
"""Sentences, some minutes of calls; the same one is often said at several loudspeakers."""

log = structlog.get_logger(__name__)

Sentence = tuple[str, str]
"""Language and text."""


class Renderings:
    """Sentences that are or will be sound. Safe for any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="voice engine")
        self._kept: OrderedDict[Sentence, Future[Clip]] = OrderedDict()

    def want(self, language: str, text: str) -> None:
        """Begin to make this sentence, unless it is made already. Returns at once."""
        self._future((language, text))

    def has(self, language: str, text: str) -> bool:
        """Whether this sentence is made, for better or worse."""
        with self._lock:
            future = self._kept.get((language, text))
        return future is not None and future.done()

    def get(self, language: str, text: str, patience_s: float) -> Clip:
        """The sentence, waiting at most so long for it. Raises CannotSay; it may be ready later."""
        future = self._future((language, text))
        try:
            return future.result(max(patience_s, 0.0))
        except NotYet as late:
            raise CannotSay("the sentence was not ready in time") from late
        except CancelledError as given_up:
            raise CannotSay("the sentence was given up for others") from given_up
        except CannotSay:
            self._forget((language, text), future)
            raise

    def make_room(self) -> None:
        """Give up what has not been begun: something is more urgent."""
        with self._lock:
            for sentence, future in list(self._kept.items()):
                if future.cancel():
                    del self._kept[sentence]

    def stop(self) -> None:
        """Make nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _future(self, sentence: Sentence) -> Future[Clip]:
        with self._lock:
            future = self._kept.get(sentence)
            if future is None:
                future = self._pool.submit(self._say, *sentence)
                self._kept[sentence] = future
            self._kept.move_to_end(sentence)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)[1].cancel()
            return future

    def _say(self, language: str, text: str) -> Clip:
        try:
            return self._engine.say(language, text)
        except CannotSay:
            raise
        except Exception as surprise:
            # The top of the pool's thread: an engine of whatever kind silences no chime.
            log.exception("the voice failed", language=language)
            raise CannotSay(f"{type(surprise).__name__} in the engine") from surprise

    def _forget(self, sentence: Sentence, future: Future[Clip]) -> None:
        """What failed is tried anew the next time."""
        with self._lock:
            if self._kept.get(sentence) is future:
                del self._kept[sentence]
