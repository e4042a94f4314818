"""A simulated loudspeaker: keeps what it hears, and takes as long as the sound lasts."""

import sys
import time
import wave
from datetime import datetime
from io import BytesIO
from pathlib import Path

KEPT = 40


def command(folder: Path) -> tuple[str, ...]:
    """For `out = "command"`: the loudspeaker that keeps what it hears in a folder that exists."""
    return sys.executable, "-m", "display.demo.loudspeaker", str(folder)


def main() -> None:
    """Hear one WAV from the standard input, keep it with the time of its beginning, end with it."""
    folder = Path(sys.argv[1])
    began = datetime.now().astimezone()
    heard = sys.stdin.buffer.read()
    with wave.open(BytesIO(heard)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
    arriving = folder / "arriving"
    arriving.write_bytes(heard)
    arriving.replace(folder / f"{began:%H-%M-%S.%f}.wav")
    for old in sorted(folder.glob("*.wav"))[:-KEPT]:
        old.unlink(missing_ok=True)
    time.sleep(seconds)


if __name__ == "__main__":
    main()
