"""Prompts as sound: a voice program renders a sentence, and what is said often is kept on disk."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Semaphore

import structlog

from hall_server.spelling import pinyin, spelled
from kiosk.languages import PageLanguage

MOST_CHARACTERS = 200
"""A prompt is a sentence or two; nobody listens longer."""
_SECONDS = 5.0
"""A visitor has gone on by then. espeak-ng needs a tenth of a second."""
_PATIENCE = 1.0
"""Seconds to wait for a turn: whoever waits longer keeps the page's own requests waiting."""
_AT_ONCE = 2
"""So many programs may run at a time; the page must stay quick beside them."""
_MOST_KEPT = 32 * 1024 * 1024
_LARGEST_SOUND = 8 * 1024 * 1024
_UNKNOWN_LENGTH = 0x7FFF_0000
"""A program that writes to a pipe does not know how much will follow, and claims at least this."""

_ONE_VISITORS = re.compile(r"\d\d")

log = structlog.get_logger(__name__)


class Voice:
    """The machine's voice. Methods may be called by any thread; none raises for a program's sake."""

    def __init__(
        self,
        command: Sequence[str],
        kept: Path,
        languages: Callable[[], dict[str, PageLanguage]],
    ) -> None:
        """`command` names a program and its arguments with `{voice}` or `{language}`, and `{text}`;
        it writes a WAV. Without a command, or where it is not installed, the machine is silent."""
        self._command = tuple(command)
        self._kept = KeptSounds(kept, _MOST_KEPT)
        self._languages = languages
        self._turns = Semaphore(_AT_ONCE)
        self._can_speak = bool(command) and shutil.which(command[0]) is not None

    def sound(self, tag: str, text: str) -> bytes | None:
        """The sentence as a WAV, or None when it cannot be said here.

        A sentence with a number of two figures or more is one visitor's, and seldom said twice: it is
        not kept.
        """
        language = self._languages().get(tag)
        if language is None or not language.voice or not self._can_speak:
            return None
        arguments = self._arguments(language, text)
        if _ONE_VISITORS.search(text):
            return self._said(arguments)
        name = sha256("\0".join(arguments).encode()).hexdigest()
        sound = self._kept.get(name)
        if sound is None:
            sound = self._said(arguments)
            if sound is not None:
                self._kept.put(name, sound)
        return sound

    def _arguments(self, language: PageLanguage, text: str) -> list[str]:
        words = spelled(text, language.tag, language.span)
        if language.voice.endswith("-pinyin") and "{voice}" in self._command:
            words = pinyin(words)
        values = {"{voice}": language.voice, "{language}": language.tag, "{text}": words}
        return [values.get(argument, argument) for argument in self._command]

    def _said(self, arguments: list[str]) -> bytes | None:
        """Run the program. The text is one argument of it: no shell ever sees it."""
        if not self._turns.acquire(timeout=_PATIENCE):
            return None
        try:
            ran = subprocess.run(
                arguments,
                check=False,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            log.warning("the voice failed", why=type(error).__name__)
            return None
        finally:
            self._turns.release()
        if ran.returncode != 0 or not _is_wav(ran.stdout):
            log.warning("the voice failed", code=ran.returncode, said=repr(ran.stderr[:200]))
            return None
        return _with_length(ran.stdout)


class KeptSounds:
    """Sounds in a folder, by name; the ones not heard for longest go when it holds too much."""

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._most = most

    def get(self, name: str) -> bytes | None:
        """The sound, which now counts as just heard."""
        file = self._file(name)
        with suppress(OSError):
            sound = file.read_bytes()
            os.utime(file)
            return sound if _is_wav(sound) else None
        return None

    def put(self, name: str, sound: bytes) -> None:
        """Keep a sound; a full or missing disk keeps none, and that is no harm."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            half = self._folder / f"{name}.{os.urandom(4).hex()}.half"
            try:
                half.write_bytes(sound)
                half.replace(self._file(name))
            finally:
                half.unlink(missing_ok=True)
            self._make_room()

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.wav"

    def _make_room(self) -> None:
        heard = sorted(self._folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
        held = 0
        for file in heard:
            held += file.stat().st_size
            if held > self._most:
                file.unlink(missing_ok=True)


def _is_wav(sound: bytes) -> bool:
    return sound[:4] == b"RIFF" and sound[8:12] == b"WAVE" and len(sound) <= _LARGEST_SOUND


def _with_length(sound: bytes) -> bytes:
    """The same sound with its true length in the header, so that the browser knows its end."""
    place = sound.find(b"data", 12)
    if place < 0 or int.from_bytes(sound[place + 4 : place + 8], "little") < _UNKNOWN_LENGTH:
        return sound
    whole = (len(sound) - 8).to_bytes(4, "little")
    rest = (len(sound) - place - 8).to_bytes(4, "little")
    return sound[:4] + whole + sound[8 : place + 4] + rest + sound[place + 8 :]
