"""Asking another program for a sound: what it writes, within so much time and so many bytes."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_PIECE = 64 * 1024
_WHY = 200
"""Characters of what a program says about its failure."""


class ProgramFailed(Exception):
    """It is not there, took too long, wrote too much, or said no; which, in plain words."""


def output_of(arguments: Sequence[str], words: bytes, patience_s: float, largest: int) -> bytes:
    """What the program writes to its output when given `words`, a few thousand bytes, as input.

    No shell is between: an argument is what it is. Raises ProgramFailed; nothing of the program is
    left running then, nor what it started itself.
    """
    name = Path(arguments[0]).name if arguments else ""
    if not name:
        raise ProgramFailed("no program is named")
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        raise ProgramFailed(f"{name}: {'not installed' if missing else error}") from error
    with process:
        try:
            return _heard(process, name, words, time.monotonic() + patience_s, largest)
        finally:
            end_all(process)


def _heard(
    process: subprocess.Popen[bytes], name: str, words: bytes, until: float, largest: int
) -> bytes:
    assert process.stdin is not None and process.stdout is not None
    # One that reads nothing and ends is judged by its status.
    with suppress(BrokenPipeError):
        process.stdin.write(words)
        process.stdin.close()
    heard = bytearray()
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
            raise ProgramFailed(f"{name}: took too long")
        piece = os.read(process.stdout.fileno(), _PIECE)
        if not piece:
            break
        heard += piece
        if len(heard) > largest:
            raise ProgramFailed(f"{name}: wrote too much")
    try:
        status = process.wait(max(until - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired as error:
        raise ProgramFailed(f"{name}: took too long") from error
    if status != 0:
        raise ProgramFailed(f"{name}: {complaint(process) or f'ended with {status}'}")
    return bytes(heard)


def complaint(process: subprocess.Popen[bytes]) -> str:
    """The last line of what a program that has ended said to its error output, which is a pipe."""
    assert process.stderr is not None
    # Not to its end: what it started may still hold the pipe open.
    os.set_blocking(process.stderr.fileno(), False)
    said = (
        os.read(process.stderr.fileno(), _PIECE)
        if select.select([process.stderr], [], [], 0)[0]
        else b""
    )
    lines = said.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")[:_WHY]


def end_all(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started. A process that has gone by itself may have left others behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
