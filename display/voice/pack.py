"""A phrase pack: a zip or a folder with `pack.toml` and one sound for each phrase.

    language = "zh-CN"
    name = "Announcer of our hall"
    pattern = ["请{letter}", "{digits}号", "到{window}号窗口办理"]
    gaps_ms = [0, 60]

Sounds are named by their phrase: `letter-A.opus`, `digits-003.wav`, `window-5.flac`, `words-0.ogg`.
"""

import io
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Annotated, Final, Protocol

import numpy as np
import soundfile
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from display.devices import LanguageTag, Voice
from display.faults import Fault, Refused
from display.voice.clip import Clip, at_rate, joined, silence
from display.voice.phrases import (
    NotACall,
    Pattern,
    PatternUnsound,
    Phrase,
    PhraseMissing,
    is_key,
)
from display.voice.shaping import faded

RATE: Final = 24_000
MANIFEST: Final = "pack.toml"
SOUNDS: Final = (".opus", ".ogg", ".flac", ".wav")
SHIPPED: Final = Path(__file__).parent / "packs"

_MOST_ENTRIES = 20_000
_LARGEST_MANIFEST = 64 * 1024
_LARGEST_SOUND = 4 * 1024 * 1024
_LONGEST_S = 20.0
_KEPT = 256
"""Phrases kept decoded, each about 60 kB: a busy hall's own numbers."""

Gap = Annotated[int, Field(ge=0, le=2000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Manifest(BaseModel):
    """What pack.toml says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: LanguageTag
    name: Line
    pattern: Annotated[tuple[str, ...], Field(min_length=1, max_length=10)]
    gaps_ms: tuple[Gap, ...] = ()
    """Silence after each piece but the last; none: no silence."""
    voice: str = ""
    """Who speaks: an announcer, or an engine and its voice."""
    licence: str = ""


class SoundUnreadable(ValueError):
    """The sound of one phrase cannot be used; why."""


class Files(Protocol):
    """Where a pack's files are."""

    def names(self) -> Iterable[str]:
        """All of them."""

    def read(self, name: str, most: int) -> bytes:
        """One of them. Raises OSError, also when it is larger than `most` bytes."""


class Pack:
    """The phrases of one language. Safe for any thread."""

    def __init__(self, where: Path, manifest: Manifest, files: Files) -> None:
        """Raises PatternUnsound."""
        self.where = where
        self.manifest = manifest
        self.pattern = Pattern(manifest.language, manifest.pattern)
        self._files = files
        names = (PurePosixPath(name) for name in files.names())
        self._sounds = {
            name.stem: str(name)
            for name in names
            if len(name.parts) == 1 and name.suffix in SOUNDS and is_key(name.stem)
        }
        self._kept = lru_cache(_KEPT)(self._ready)

    @property
    def language(self) -> str:
        """The language tag."""
        return self.manifest.language

    @property
    def keys(self) -> frozenset[str]:
        """The phrases it has."""
        return frozenset(self._sounds)

    def missing(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the phrases that it has not, in their order."""
        return tuple(key for key in keys if key not in self._sounds)

    def sentence(self, number: str, window: str, zone: str = "") -> str:
        """The call as it says it, written. Raises PhraseMissing."""
        try:
            return self.pattern.sentence(number, window, zone)
        except NotACall as strange:
            raise PhraseMissing(str(strange)) from strange

    def splice(self, number: str, window: str, zone: str = "") -> Clip:
        """The call as sound, its phrases joined without a click. Raises PhraseMissing."""
        phrases = self._phrases(number, window, zone)
        gaps = chain(self.manifest.gaps_ms, (0,) * len(phrases))
        pieces: list[Clip] = []
        for phrase, gap in zip(phrases, gaps, strict=False):
            pieces += (self.clip(phrase.key), silence(gap / 1000, RATE))
        return joined(pieces[:-1], RATE)

    def clip(self, key: str) -> Clip:
        """One phrase, faded at its ends. Raises PhraseMissing."""
        return self._kept(key)

    def raw(self, key: str) -> Clip:
        """One phrase as its file has it, at the file's rate. Raises PhraseMissing."""
        if key not in self._sounds:
            raise PhraseMissing(f"{self.where.name} has no {key}")
        name = self._sounds[key]
        try:
            return decoded(self._files.read(name, _LARGEST_SOUND))
        except (OSError, SoundUnreadable) as error:
            raise PhraseMissing(f"{self.where.name}/{name}: {error}") from error

    def _phrases(self, number: str, window: str, zone: str) -> tuple[Phrase, ...]:
        try:
            return self.pattern.phrases(number, window, zone)
        except NotACall as strange:
            raise PhraseMissing(str(strange)) from strange

    def _ready(self, key: str) -> Clip:
        return faded(at_rate(self.raw(key), RATE))


def decoded(data: bytes) -> Clip:
    """The sound of an Opus, Ogg, FLAC or WAV file; several channels become one. Raises SoundUnreadable."""
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            rate = file.samplerate
            if not 8000 <= rate <= 192_000:
                raise SoundUnreadable(f"{rate} samples a second")
            samples = file.read(round(_LONGEST_S * rate) + 1, dtype="float64", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError) as error:
        raise SoundUnreadable(f"no sound that can be read: {error}") from error
    if len(samples) > _LONGEST_S * rate:
        raise SoundUnreadable(f"longer than {_LONGEST_S:.0f} s")
    if not len(samples):
        raise SoundUnreadable("empty")
    whole = np.clip(samples.mean(axis=1) * 32768, -32768, 32767).round()
    return Clip(whole.astype(np.int16), rate)


def open_pack(where: Path, language: str | None = None, *, sounds: bool = True) -> Pack:
    """The pack at a path, which is to be of `language` if that is said.

    Without a phrase it is none, unless `sounds` are still to come. Raises Refused.
    """
    try:
        files = _Folder(where) if where.is_dir() else _Zip(where)
        text = files.read(MANIFEST, _LARGEST_MANIFEST).decode()
        manifest = Manifest.model_validate(tomllib.loads(text))
        pack = Pack(where, manifest, files)
    except KeyError:
        raise _refused(where, f"no phrase pack: it has no {MANIFEST}") from None
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise _refused(where, f"no phrase pack: {error}") from error
    except ValidationError as error:
        raise Refused(_fault(where, _told(each)) for each in error.errors()) from error
    except (PatternUnsound, ValueError) as error:
        raise _refused(where, f"{MANIFEST}: {error}") from error
    if language is not None and language != pack.language:
        raise _refused(where, f"this pack speaks {pack.language}, not {language}")
    if sounds and not pack.keys:
        raise _refused(where, "it has no phrase, such as digits-003.wav")
    return pack


def packs_of(voice: Voice, languages: Iterable[str]) -> Mapping[str, Pack]:
    """The packs of these languages: the hall's own, else the shipped ones. Raises Refused."""
    wanted = {
        language: voice.packs.get(language, SHIPPED / f"{language}.zip") for language in languages
    }
    return {
        language: open_pack(where, language)
        for language, where in wanted.items()
        if language in voice.packs or where.is_file()
    }


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> Iterable[str]:
        return (file.name for file in self._folder.iterdir() if file.is_file())

    def read(self, name: str, most: int) -> bytes:
        with (self._folder / name).open("rb") as file:
            return _at_most(file.read(most + 1), most)


class _Zip:
    """A zip that stays open: whoever puts another in its place does so by renaming."""

    def __init__(self, file: Path) -> None:
        self._kept = zipfile.ZipFile(file)
        self._turn = Lock()

    def names(self) -> Iterable[str]:
        names = self._kept.namelist()
        if len(names) > _MOST_ENTRIES:
            raise OSError(f"more than {_MOST_ENTRIES} files")
        return names

    def read(self, name: str, most: int) -> bytes:
        try:
            with self._turn, self._kept.open(name) as entry:
                return _at_most(entry.read(most + 1), most)
        # What a damaged, encrypted or strangely packed entry raises.
        except (zipfile.BadZipFile, RuntimeError, EOFError, zlib.error) as error:
            raise OSError(str(error)) from error


def _at_most(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise OSError(f"larger than {most:,} bytes")
    return data


def _told(error: Mapping[str, object]) -> str:
    place = ".".join(map(str, error["loc"])) if isinstance(error["loc"], tuple) else ""
    return f"{MANIFEST}: {place}: {error['msg']}"


def _fault(where: Path, message: str) -> Fault:
    return Fault(where, None, message)


def _refused(where: Path, message: str) -> Refused:
    return Refused([_fault(where, message)])
