"""A voice program for tests: it notes what it was given to say and gives a short WAV, or fails."""

import sys
import time
import wave
from io import BytesIO
from pathlib import Path


def main(notes: str, behaviour: str, voice: str, text: str) -> None:
    """`behaviour` is one of well, fails, noise, never."""
    with Path(notes).open("a", encoding="utf-8") as book:
        book.write(f"{voice}|{text}\n")
    if behaviour == "never":
        time.sleep(60)
    if behaviour == "fails":
        sys.exit(3)
    sound = BytesIO()
    with wave.open(sound, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(bytes(1600))
    sys.stdout.buffer.write(b"no sound" if behaviour == "noise" else sound.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
