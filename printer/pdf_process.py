"""The process behind `PdfWorker`: opens the typeface once, then makes one PDF after another."""

import os
import signal
import sys
from datetime import UTC, datetime
from typing import IO

from printer.document import Document, Paragraph, PrintSize
from printer.escpos_bytes import NotEncodable
from printer.page import A4
from printer.pdf import PdfMaker
from printer.pdf_worker import Failure, Made, Order, Ready, receive, send
from printer.texts import languages, sentences

_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Serve until the parent closes the line."""
    # Ctrl-C reaches every process of the terminal; this one ends when its parent does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever a library prints must not get between the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Warm up, say so, and answer orders until there are no more."""
    maker = PdfMaker()
    _warm_up(maker)
    try:
        send(answers, Ready())
        while True:
            order = receive(orders)
            if isinstance(order, Order):
                send(answers, _answer(maker, order))
    except (EOFError, BrokenPipeError):
        return


def _answer(maker: PdfMaker, order: Order) -> Made | Failure:
    try:
        return Made(maker.pdf(order.document, order.form, order.print_size, order.made_at))
    except NotEncodable as error:
        return Failure(refused=True, message=str(error))
    except Exception as error:  # noqa: BLE001 - the top of this process: the parent raises it
        return Failure(refused=False, message=f"{type(error).__name__}: {error}")


def _warm_up(maker: PdfMaker) -> None:
    """Draw every sentence once: most letters of any paper have then been converted."""
    said = [text for language in languages() for text in sentences(language).by_key.values()]
    page = Document(languages()[0], tuple(Paragraph(text) for text in said))
    maker.pdf(page, A4, PrintSize.NORMAL, _ANY_TIME)


if __name__ == "__main__":
    main()
