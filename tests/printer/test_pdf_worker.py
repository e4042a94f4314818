"""The PDF process may be slow, die or be given nonsense: each has its name, and the next sheet works."""

import os
import signal
from datetime import UTC, datetime

import pytest
from paper_samples import PAPERS

from printer.document import QR, Document, Logo, Paragraph, PrintSize
from printer.page import A4
from printer.pdf_worker import PdfFailed, PdfRefused, PdfTimedOut, PdfWorker, PdfWorkerDied

MADE_AT = datetime(2026, 9, 18, 2, 24, tzinfo=UTC)
SHEET = PAPERS["day-end.en"]
LONG = Document("zh-CN", (Paragraph("一次性告知书" * 20_000),))


def made_by(worker: PdfWorker) -> bytes:
    return worker.pdf(SHEET, A4, PrintSize.NORMAL, MADE_AT)


def test_a_process_killed_between_two_sheets_is_replaced_unseen() -> None:
    with PdfWorker() as worker:
        first = made_by(worker)
        killed = worker.process_id
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
        assert made_by(worker) == first
        assert worker.process_id != killed


def test_a_document_or_picture_that_cannot_be_drawn_is_refused_and_the_process_goes_on() -> None:
    with PdfWorker() as worker:
        with pytest.raises(PdfRefused):
            worker.pdf(Document("en", (QR("x" * 600),)), A4, PrintSize.NORMAL, MADE_AT)
        before = worker.process_id
        with pytest.raises(PdfFailed, match="UnidentifiedImageError"):
            worker.pdf(Document("en", (Logo(b"no picture"),)), A4, PrintSize.NORMAL, MADE_AT)
        assert made_by(worker).startswith(b"%PDF")
        assert worker.process_id == before


def test_a_sheet_that_takes_too_long_is_given_up_and_the_next_one_is_made() -> None:
    with PdfWorker(patience_s=0.3) as worker:
        with pytest.raises(PdfTimedOut):
            worker.pdf(LONG, A4, PrintSize.NORMAL, MADE_AT)
        assert worker.process_id is None


def test_a_process_that_never_gets_warm_is_given_up() -> None:
    with PdfWorker(warm_up_s=0.01) as worker, pytest.raises(PdfTimedOut):
        made_by(worker)


def test_a_closed_worker_leaves_no_process_behind() -> None:
    worker = PdfWorker()
    made_by(worker)
    process = worker.process_id
    assert process is not None
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_every_error_of_the_worker_is_a_pdf_error() -> None:
    from printer.pdf_worker import PdfError

    assert all(issubclass(e, PdfError) for e in (PdfFailed, PdfRefused, PdfTimedOut, PdfWorkerDied))
