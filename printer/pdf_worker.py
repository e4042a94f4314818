"""PDFs made in a process of their own: a sheet is tenths of a second of computing, too long for one
that answers people. The process lives on between sheets, because opening the typeface takes longer.

Parent and child speak over the child's standard input and output, in frames: four bytes of length,
then a pickle. The child is `pdf_process`.
"""

import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Timer
from types import TracebackType
from typing import IO, Self

from printer.document import Document, PrintSize
from printer.escpos_bytes import NotEncodable
from printer.page import Form

_LENGTH_BYTES = 4
_CHILD = "printer.pdf_process"


class PdfError(Exception):
    """No PDF came out."""


class PdfTimedOut(PdfError):
    """It took too long; the process was ended and the next sheet gets a new one."""


class PdfWorkerDied(PdfError):
    """The process ended in the middle of the sheet; the next sheet gets a new one."""


class PdfRefused(PdfError, NotEncodable):
    """The document cannot be put on this form."""


class PdfFailed(PdfError):
    """The drawing failed, such as on a damaged picture."""


@dataclass(frozen=True, slots=True)
class Order:
    """One sheet to make."""

    document: Document
    form: Form
    print_size: PrintSize
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has opened the typeface and drawn its first page."""


@dataclass(frozen=True, slots=True)
class Made:
    """The sheet as a PDF file."""

    pdf: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """No sheet; `refused` says that the document is at fault and not the drawing."""

    refused: bool
    message: str


class PdfWorker:
    """One process that makes PDFs, one at a time. Safe for many threads; they wait for each other.

    `patience_s` is for one sheet, `warm_up_s` for a new process before its first.
    """

    def __init__(self, patience_s: float = 15.0, warm_up_s: float = 60.0) -> None:
        self._patience_s = patience_s
        self._warm_up_s = warm_up_s
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._warm = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The process that will make the next sheet, or None if one must be started."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Begin to warm up, without waiting for it. Otherwise the first sheet does."""
        with self._lock:
            self._running()

    def pdf(
        self, document: Document, form: Form, print_size: PrintSize, made_at: datetime
    ) -> bytes:
        """The document as a PDF file. Raises PdfError: refused, failed, timed out, or died."""
        with self._lock:
            self._warmed_up()
            answer = self._ask(Order(document, form, print_size, made_at), self._patience_s)
        match answer:
            case Made(pdf):
                return pdf
            case Failure(True, message):
                raise PdfRefused(message)
            case Failure(False, message):
                raise PdfFailed(message)
            case _:
                raise PdfWorkerDied(f"unexpected answer {answer!r}")

    def close(self) -> None:
        """End the process. A later sheet would start another."""
        with self._lock:
            self._end()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        self._child = subprocess.Popen(
            [sys.executable, "-m", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        return self._child

    def _warmed_up(self) -> None:
        child = self._running()
        if not self._warm:
            self._wait(child, self._warm_up_s)
            self._warm = True

    def _ask(self, order: Order, patience_s: float) -> object:
        child = self._running()
        assert child.stdin is not None
        try:
            send(child.stdin, order)
        except OSError as error:
            self._end()
            raise PdfWorkerDied(str(error)) from error
        return self._wait(child, patience_s)

    def _wait(self, child: "subprocess.Popen[bytes]", patience_s: float) -> object:
        """The next frame. A child that is too slow is killed, which ends the blocking read."""
        assert child.stdout is not None
        late: list[bool] = []

        def give_up() -> None:
            late.append(True)
            child.kill()

        timer = Timer(patience_s, give_up)
        timer.start()
        try:
            return receive(child.stdout)
        except EOFError as error:
            self._end()
            if late:
                raise PdfTimedOut(f"no PDF within {patience_s:g} s") from error
            raise PdfWorkerDied("the PDF process ended") from error
        finally:
            timer.cancel()

    def _end(self) -> None:
        child, self._child, self._warm = self._child, None, False
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)


def _close(pipe: IO[bytes]) -> None:
    # What could not be written has no reader any more; that sheet was given up already.
    with suppress(BrokenPipeError):
        pipe.close()


def send(pipe: IO[bytes], message: object) -> None:
    """Write one frame. Raises OSError when the other end is gone."""
    data = pickle.dumps(message)
    pipe.write(len(data).to_bytes(_LENGTH_BYTES, "big") + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> object:
    """The next frame; the other end is our own program. Raises EOFError when it is gone."""
    head = pipe.read(_LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    data = pipe.read(length)
    if len(head) < _LENGTH_BYTES or len(data) < length:
        raise EOFError
    message: object = pickle.loads(data)
    return message
