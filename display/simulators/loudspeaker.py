"""A simulated loudspeaker: takes a WAV on its input as aplay does, and keeps what it heard.

`out = "command"` and `command = ["python", "-m", "display.simulators.loudspeaker", "FOLDER"]` make
one in display.toml. FOLDER gets each sound as a WAV, and in `heard.jsonl` a line with the moment of
its first byte, its title, and its seconds.
"""

import argparse
import json
import sys
import time
import wave
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from display.voice.wav_header import title_of

LIST = "heard.jsonl"
KEPT = 1000
"""So many of the newest sounds stay."""
_HEAD = 4096
_PIECE = 4096


@dataclass(frozen=True, slots=True)
class Heard:
    """One sound that was heard to its end."""

    at: str
    """The moment of its first byte, RFC 3339."""
    title: str
    seconds: float
    file: str
    """Its WAV beside the list."""


def command(folder: Path, *options: str) -> tuple[str, ...]:
    """The program that keeps what it hears in a folder, as display.toml names it."""
    return sys.executable, "-m", "display.simulators.loudspeaker", str(folder), *options


def heard(folder: Path) -> list[Heard]:
    """What was heard and is still kept, oldest first."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    told = sorted((Heard(**json.loads(line)) for line in lines), key=lambda one: one.at)
    return [one for one in told[-KEPT:] if (folder / one.file).exists()]


def hear(sound: BinaryIO, folder: Path, speed: float) -> None:
    """Take in one WAV, as fast as it sounds times `speed` (0: at once), and keep it.

    Raises EOFError when it is none.
    """
    head = _read_head(sound)
    begun, moment = time.monotonic(), datetime.now().astimezone()
    place = head.find(b"data")
    if head[:4] != b"RIFF" or place < 0:
        raise EOFError("that is no WAV")
    rate = int.from_bytes(head[24:28], "little")
    samples = bytearray(head[place + 8 :])
    while piece := sound.read(_PIECE):
        samples += piece
        if speed:
            ahead = len(samples) / 2 / rate / speed - (time.monotonic() - begun)
            time.sleep(max(ahead, 0.0))
    name = f"{moment:%H-%M-%S.%f}.wav"
    _keep(folder / name, bytes(samples), rate)
    told = Heard(moment.isoformat(), title_of(head), round(len(samples) / 2 / rate, 3), name)
    with (folder / LIST).open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(asdict(told), ensure_ascii=False) + "\n")


def main() -> None:
    """The program; `--trouble` makes it fail as devices do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--speed", type=float, default=1.0, help="0: takes all at once")
    parser.add_argument("--trouble", choices=["refuses", "breaks", "hangs"])
    asked = parser.parse_args()
    if asked.trouble == "refuses":
        sys.exit("audio open error: Device or resource busy")
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.trouble == "hangs":
        time.sleep(3600)
    if asked.trouble == "breaks":
        sys.stdin.buffer.read(_PIECE)
        time.sleep(0.5)
        sys.exit("write error: No such device")
    hear(sys.stdin.buffer, asked.folder, asked.speed)


def _read_head(sound: BinaryIO) -> bytes:
    """The first bytes as they come, to the beginning of the samples."""
    head = b""
    while b"data" not in head and len(head) < _HEAD and (piece := sound.read(64)):
        head += piece
    return head


def _keep(file: Path, samples: bytes, rate: int) -> None:
    with wave.open(str(file), "wb") as kept:
        kept.setnchannels(1)
        kept.setsampwidth(2)
        kept.setframerate(rate)
        kept.writeframes(samples)
    for old in sorted(file.parent.glob("*.wav"))[:-KEPT]:
        old.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
