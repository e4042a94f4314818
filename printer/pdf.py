"""A document as PDF, by fpdf2: forms on A4 to be sealed and signed, and rolls of the right length.

It takes a second to warm up and then some tenths per sheet, all of it computing: a server makes its
PDFs through `pdf_worker`.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import assert_never

from fpdf import FPDF
from fpdf.enums import TextMode

from printer.document import Document, PrintSize
from printer.flow import lay_out
from printer.page import Code, Form, Frame, Mark, Page, Picture, Stroke, Text
from printer.qr import modules
from printer.typeface import FAMILY, Typeface

_PT_PER_MM = 72 / 25.4
_BOLD = 0.03
"""Width of the stroke that makes letters bold, in ems; the typeface has one weight only."""


class PdfMaker:
    """Makes PDFs one after another with one opened typeface. One thread at a time."""

    def __init__(self) -> None:
        self._typeface = Typeface()

    def pdf(
        self, document: Document, form: Form, print_size: PrintSize, made_at: datetime
    ) -> bytes:
        """The file's bytes, the same for the same arguments. Raises NotEncodable, OSError."""
        pages = lay_out(document, form, print_size)
        drawn = FPDF(unit="mm")
        drawn.set_auto_page_break(False)
        drawn.set_margin(0)
        drawn.c_margin = 0
        drawn.set_title(document.title)
        drawn.set_lang(document.language)
        drawn.set_creation_date(made_at)
        self._add_font(drawn, pages)
        for page in pages:
            drawn.add_page(format=(page.width, page.height))
            for mark in page.marks:
                _put(drawn, mark)
        return bytes(drawn.output())

    def _add_font(self, drawn: FPDF, pages: Sequence[Page]) -> None:
        used = {
            char
            for page in pages
            for mark in page.marks
            if isinstance(mark, Text)
            for char in mark.text
        }
        with TemporaryDirectory(prefix="hall-font-") as folder:
            file = Path(folder) / f"{FAMILY}.ttf"
            self._typeface.write(sorted(used), file)
            drawn.add_font(FAMILY, fname=file)


def _put(drawn: FPDF, mark: Mark) -> None:
    match mark:
        case Text():
            _text(drawn, mark)
        case Stroke(x, y, length, thickness):
            drawn.set_line_width(thickness)
            drawn.line(x, y, x + length, y)
        case Frame(x, y, width, height, thickness):
            drawn.set_line_width(thickness)
            drawn.rect(x, y, width, height)
        case Code():
            _code(drawn, mark)
        case Picture(x, y, width, height, png):
            drawn.image(BytesIO(png), x, y, width, height)
        case _:
            assert_never(mark)


def _text(drawn: FPDF, text: Text) -> None:
    drawn.set_font(FAMILY, size=text.em * _PT_PER_MM)
    if not text.bold:
        drawn.text(text.x, text.baseline, text.text)
        return
    # fpdf2 never writes the way back from another text mode, so the state is saved around it.
    with drawn.local_context(text_mode=TextMode.FILL_STROKE, line_width=text.em * _BOLD):
        drawn.text(text.x, text.baseline, text.text)


def _code(drawn: FPDF, code: Code) -> None:
    rows = modules(code.content)
    module = code.side / len(rows)
    for down, row in enumerate(rows):
        for first, length in _dark_runs(row):
            box = (code.x + first * module, code.y + down * module, length * module, module)
            drawn.rect(*box, style="F")


def _dark_runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Where each run of dark modules begins, and how long it is."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs
