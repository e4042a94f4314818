"""A loudspeaker behind a program: aplay for this machine's sound device, or one of the hall's own.

The program reads one WAV on its input and ends when it is heard. It gets the opening at once and
what follows as soon as that is known; until then a WAV does not tell its length.
"""

import os
import select
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from display.devices import Loudspeaker
from display.voice.clip import Clip, at_volume, to_bytes
from display.voice.programs import complaint, end_all
from display.voice.sounding import AGAIN_S, Outcome, Sound
from display.voice.wav_header import wav_header

HANGS_S = 3.0
"""A player that is not done so long after the sound's end hangs."""
REFUSES_S = 0.3
"""A player that fails within this has not been heard: its device is missing or taken."""

log = structlog.get_logger(__name__)


class Stopped(Exception):
    """Something else is more urgent."""


class Hangs(Exception):
    """The program takes nothing, or does not end."""


class Player:
    """Plays through a program that is started for each announcement."""

    def __init__(
        self, name: str, arguments: Sequence[str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`name` is the loudspeaker's, for the log."""
        self.patience_s = float("inf")
        self._name = name
        self._arguments = tuple(arguments)
        self._clock = clock
        self._trouble = ""

    def is_ready(self) -> bool:
        """As far as is known: a device is found missing only by trying."""
        return True

    def trouble(self) -> str:
        """What was wrong the last time."""
        return self._trouble

    def play(self, sound: Sound, stop: Callable[[], bool]) -> Outcome:
        """Start the program, give it the sound, wait until it has ended; end it if it hangs."""
        try:
            process = subprocess.Popen(
                self._arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            self._tell("not installed" if missing else str(error))
            return "refused"
        with process:
            try:
                return self._give(_Feeding(process, stop, self._clock), sound)
            finally:
                end_all(process)

    def _give(self, feeding: "_Feeding", sound: Sound) -> Outcome:
        try:
            ended = feeding.sound(sound)
        except Stopped:
            return "cut"
        except Hangs:
            self._tell("hangs")
            return "broken"
        if feeding.process.returncode == 0:
            self._tell("")
            return "heard"
        why = complaint(feeding.process) or f"ended with {feeding.process.returncode}"
        self._tell(why)
        return "refused" if ended < REFUSES_S else "broken"

    def _tell(self, trouble: str) -> None:
        """Log a change of fortune once."""
        told = f"{Path(self._arguments[0]).name}: {trouble}" if trouble else ""
        if told != self._trouble:
            self._trouble = told
            log.warning("loudspeaker", loudspeaker=self._name, trouble=told or "none any more")


class _Feeding:
    """One program that is being given one sound."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        stop: Callable[[], bool],
        clock: Callable[[], float],
    ) -> None:
        assert process.stdin is not None
        self.process = process
        self._pipe = process.stdin.fileno()
        self._stop = stop
        self._clock = clock
        os.set_blocking(self._pipe, False)

    def sound(self, sound: Sound) -> float:
        """Give it all, wait for the end. How many seconds it had sounded when that was found.

        Raises Stopped and Hangs.
        """
        begun = self._clock()
        until = begun + sound.opening.seconds + HANGS_S
        header = wav_header(sound.opening.rate, sound.title, sound.samples)
        self._write(header + _loud(sound.opening, sound.volume), until)
        # A device that refuses does so now, before anybody waits for words it will not say.
        if self._has_ended_by(begun + REFUSES_S):
            return self._clock() - begun if self.process.returncode == 0 else 0.0
        rest = sound.rest()
        until += rest.seconds
        self._write(_loud(rest, sound.volume), until)
        self._close()
        if not self._has_ended_by(until):
            raise Hangs
        return self._clock() - begun

    def _write(self, data: bytes, until: float) -> None:
        """Give these bytes, as fast as they are taken. What the program does not want is left."""
        left = memoryview(data)
        while left:
            if self._stop():
                raise Stopped
            if self._clock() > until:
                raise Hangs
            if select.select([], [self._pipe], [], AGAIN_S)[1]:
                try:
                    left = left[os.write(self._pipe, left) :]
                except BrokenPipeError:
                    return
                except BlockingIOError:
                    continue

    def _has_ended_by(self, until: float) -> bool:
        while True:
            if self._stop():
                raise Stopped
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(AGAIN_S)
                return True
            if self._clock() >= until:
                return False

    def _close(self) -> None:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()


def player_of(loudspeaker: Loudspeaker) -> Player | None:
    """The player of a loudspeaker that is played by a program; None for one that is a page."""
    if loudspeaker.out == "page":
        return None
    aplay = ("aplay", "-q", "-D", loudspeaker.device)
    return Player(loudspeaker.name, loudspeaker.command if loudspeaker.out == "command" else aplay)


def _loud(clip: Clip, volume: int) -> bytes:
    return to_bytes(at_volume(clip, volume))
