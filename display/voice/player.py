"""A loudspeaker behind a program: aplay for this machine's sound device, or one of the hall's own.

The program reads one WAV on its input and ends when it is heard. It gets the opening at once and
what follows as soon as that is known; until then a WAV does not tell its length.
"""

import fcntl
import os
import select
import subprocess
import termios
import time
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import structlog

from display.devices import Loudspeaker
from display.voice.clip import Clip, at_volume, to_bytes
from display.voice.programs import complaint, end_all
from display.voice.sounding import AGAIN_S, Outcome, Sound
from display.voice.wav_header import wav_header

HANGS_S = 3.0
"""A player that is not done so long after the sound's end hangs."""
REFUSES_S = 0.3
"""So long a program is watched that has just been started: a device that is missing fails at once."""

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
        read, write = os.pipe()
        try:
            process = subprocess.Popen(
                self._arguments,
                stdin=read,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            self._tell("not installed" if missing else str(error))
            os.close(read)
            os.close(write)
            return "refused"
        with process, _Feeding(process, read, write, stop, self._clock) as feeding:
            return self._give(feeding, sound)

    def _give(self, feeding: "_Feeding", sound: Sound) -> Outcome:
        try:
            feeding.give(sound)
        except Stopped:
            return "cut"
        except Hangs:
            self._tell("hangs")
            return "broken"
        status = feeding.process.returncode
        if status == 0:
            self._tell("")
            return "heard"
        self._tell(complaint(feeding.process) or f"ended with {status}")
        return "broken" if feeding.has_taken() else "refused"

    def _tell(self, trouble: str) -> None:
        """Log a change of fortune once."""
        told = f"{Path(self._arguments[0]).name}: {trouble}" if trouble else ""
        if told != self._trouble:
            self._trouble = told
            log.warning("loudspeaker", loudspeaker=self._name, trouble=told or "none any more")


class _Feeding:
    """One program that is being given one sound. On leaving it the program and its pipe are ended."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        read: int,
        write: int,
        stop: Callable[[], bool],
        clock: Callable[[], float],
    ) -> None:
        """`read` is kept open, and only looked at: it tells what the program has not taken."""
        self.process = process
        self._read = read
        self._write: int | None = write
        self._given = 0
        self._stop = stop
        self._clock = clock
        os.set_blocking(write, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        end_all(self.process)
        self._finish()
        os.close(self._read)

    def has_taken(self) -> bool:
        """Whether the program has read anything: one whose device refuses it does not."""
        return _unread(self._read) < self._given

    def give(self, sound: Sound) -> None:
        """Give it all and wait for the program's end. Raises Stopped and Hangs."""
        until = self._clock() + sound.opening.seconds + HANGS_S
        header = wav_header(sound.opening.rate, sound.title, sound.samples)
        self._hand(header + _loud(sound.opening, sound.volume), until)
        # A device that refuses does so now, before anybody waits for words it will not say.
        if self._has_ended_by(self._clock() + REFUSES_S):
            return
        rest = sound.rest()
        until += rest.seconds
        self._hand(_loud(rest, sound.volume), until)
        self._finish()
        if not self._has_ended_by(until):
            raise Hangs

    def _hand(self, data: bytes, until: float) -> None:
        """Give these bytes, as fast as they are taken. What an ended program leaves is left."""
        assert self._write is not None
        left = memoryview(data)
        while left and self.process.poll() is None:
            if self._stop():
                raise Stopped
            if self._clock() > until:
                raise Hangs
            if select.select([], [self._write], [], AGAIN_S)[1]:
                with suppress(BlockingIOError):
                    given = os.write(self._write, left)
                    self._given += given
                    left = left[given:]

    def _has_ended_by(self, until: float) -> bool:
        while True:
            if self._stop():
                raise Stopped
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(AGAIN_S)
                return True
            if self._clock() >= until:
                return False

    def _finish(self) -> None:
        """No more is given: the program finds the end."""
        if self._write is not None:
            os.close(self._write)
            self._write = None


def player_of(loudspeaker: Loudspeaker) -> Player | None:
    """The player of a loudspeaker that is played by a program; None for one that is a page."""
    if loudspeaker.out == "page":
        return None
    aplay = ("aplay", "-q", "-D", loudspeaker.device)
    return Player(loudspeaker.name, loudspeaker.command if loudspeaker.out == "command" else aplay)


def _loud(clip: Clip, volume: int) -> bytes:
    return to_bytes(at_volume(clip, volume))


def _unread(pipe: int) -> int:
    """Bytes in the pipe that nobody has taken."""
    answer = array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, answer)
    return answer[0]
