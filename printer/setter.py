"""Sets each element of a document as blocks: pieces of a page with their marks, in millimetres."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from printer.block import Block, shifted, stacked, thousandths
from printer.document import (
    QR,
    Align,
    Check,
    CheckState,
    Cut,
    Deadline,
    Element,
    Entry,
    Gap,
    Heading,
    Logo,
    Number,
    Paragraph,
    PrintSize,
    Reference,
    Row,
    Rule,
    Seal,
    Signature,
    Table,
    Title,
)
from printer.escpos_bytes import NotEncodable, qr_module_dots
from printer.fonts import ems
from printer.layout import break_lines
from printer.page import Code, Form, Frame, Mark, Picture, Stroke, Text
from printer.qr import modules
from printer.table import column_widths, rows_of, stacked_rows

_LEADING = 1.36
"""From line to line, in ems."""
_BASELINE = 1.03
"""From the top of a line to its baseline, in ems: the letters stand in its middle."""
_WIDE_MM = 150
"""From here on a form has room for two things side by side."""
_LABELS = 0.38
"""Part of a line that labels may take; wider ones stand above their values."""
_THIN, _THICK = 0.25, 0.6
_LOGO_MM = 14
_SEAL_MM = 44
"""A round seal is 42 mm wide; those of state organs are at most that."""
_DOT_MM = 1 / 8


Closing = tuple[QR | Signature | Seal, ...]


class Setter:
    """Sets elements on one form at one print size."""

    def __init__(self, form: Form, print_size: PrintSize, labels: Sequence[str]) -> None:
        self.wide = form.room >= _WIDE_MM
        self._room = form.room
        self._gap = form.gap
        self._letters = form.letters.grown(print_size.factor)
        body = self._letters.body
        widest = max(map(ems, labels), default=0) * body + body
        self._labels = widest if widest <= _LABELS * form.room else 0

    def set(self, element: Element) -> Iterator[Block]:
        """The blocks of one element, from top to bottom. Raises NotEncodable."""
        match element:
            case Title(text):
                yield from self._title(text)
            case Reference(text):
                yield from self._lines(text, self._letters.body, Align.END)
            case Number(text):
                yield self._number(text)
            case Heading(text):
                yield from self._heading(text)
            case Paragraph(text, size, align):
                yield from self._lines(text, self._letters.of(size), align)
            case Row(label, value):
                yield from self._row(label, value)
            case Entry(mark, text):
                yield from self._hanging(mark, text)
            case Check(state, text, details):
                yield from self._check(state, text, details)
            case Table():
                yield from self._table(element)
            case _:
                yield from self._figure(element)

    def _figure(
        self, element: Deadline | QR | Logo | Signature | Seal | Rule | Gap | Cut
    ) -> Iterable[Block]:
        match element:
            case Deadline(label, day):
                return (self._deadline(label, day),)
            case QR(content, caption):
                return (self._qr(content, caption, self._room),)
            case Logo(png):
                return (self._logo(png),)
            case Signature() | Seal():
                return (self.closing((element,)),)
            case Rule():
                return (self._rule(),)
            case Gap(mm):
                return (Block(mm * self._gap),)
            case Cut():
                return ()
            case _:
                assert_never(element)

    def foot_text(self, text: str, baseline: float, *, at_end: bool) -> Text:
        """A line of the page's foot, at one of its ends."""
        em = self._letters.small
        x = self._room - ems(text) * em if at_end else 0.0
        return Text(x, baseline, em, text)

    def _lines(
        self,
        text: str,
        em: float,
        align: Align = Align.START,
        indent: float = 0,
        bold: bool = False,
    ) -> Iterator[Block]:
        room = self._room - indent
        for line in break_lines(text, int(room / em * 1000), thousandths):
            free = room - ems(line) * em
            x = indent + {Align.START: 0.0, Align.CENTRE: free / 2, Align.END: free}[align]
            yield Block(em * _LEADING, (Text(x, em * _BASELINE, em, line, bold),))

    def _title(self, text: str) -> Iterator[Block]:
        for block in self._lines(text, self._letters.title, Align.CENTRE, bold=True):
            yield Block(block.height, block.marks, keeps_next=True)

    def _heading(self, text: str) -> Iterator[Block]:
        for block in self._lines(text, self._letters.heading, bold=True):
            yield Block(block.height, block.marks, keeps_next=True)

    def _number(self, text: str) -> Block:
        if not text:
            raise NotEncodable("a number without digits")
        em = min(self._letters.number, self._room / ems(text))
        # Digits have no descenders, so their line may end at the baseline.
        x = (self._room - ems(text) * em) / 2
        return Block(em * 0.95, (Text(x, em * 0.84, em, text, bold=True),))

    def _row(self, label: str, value: str) -> Iterator[Block]:
        em = self._letters.body
        if not self._labels:
            yield from self._lines(label, em)
            yield from self._lines(value, em, indent=em)
            return
        yield from self._beside(label, value, self._labels)

    def _hanging(self, mark: str, text: str) -> Iterator[Block]:
        yield from self._beside(mark, text, ems(mark + " ") * self._letters.body)

    def _beside(self, mark: str, text: str, indent: float) -> Iterator[Block]:
        em = self._letters.body
        first = Text(0, em * _BASELINE, em, mark)
        for place, block in enumerate(self._lines(text, em, indent=indent)):
            marks = (first, *block.marks) if place == 0 else block.marks
            yield Block(block.height, marks)

    def _check(self, state: CheckState, text: str, details: Sequence[str]) -> Iterator[Block]:
        indent = ems(state + " ") * self._letters.body
        parts = list(self._hanging(state, text))
        for detail in details:
            parts += self._lines(detail, self._letters.body, indent=indent)
        yield stacked(parts)

    def _table(self, table: Table) -> Iterator[Block]:
        em = self._letters.body
        room, gap = int(self._room / em * 1000), 1000
        widths = column_widths(table, room, gap, thousandths)
        rows = self._stacked_rows(table)
        if widths is not None:
            edges = [sum(widths[:place]) + gap * place for place in range(len(widths))]
            columns = [(edge, width) for edge, width in zip(edges, widths, strict=True)]
            rows = [self._cells(cells, columns) for cells in rows_of(table)]
        for number, row in enumerate(rows):
            thickness = _THICK / 2 if number == 0 else _THIN / 2
            line = Stroke(0, row.height + 0.6, self._room, thickness)
            yield Block(row.height + 1.2, (*row.marks, line), keeps_next=number == 0)

    def _cells(self, cells: Sequence[str], columns: Sequence[tuple[int, int]]) -> Block:
        em = self._letters.body
        marks: list[Mark] = []
        height = 0.0
        for cell, (edge, width) in zip(cells, columns, strict=True):
            lines = break_lines(cell, width, thousandths)
            for place, line in enumerate(lines):
                baseline = (place * _LEADING + _BASELINE) * em
                marks.append(Text(edge / 1000 * em, baseline, em, line))
            height = max(height, len(lines) * em * _LEADING)
        return Block(height, tuple(marks))

    def _stacked_rows(self, table: Table) -> list[Block]:
        em = self._letters.body
        rows = stacked_rows(table)
        indent = max(ems(row.mark + " ") for row in rows) * em
        return [
            stacked(
                [
                    *self._beside(row.mark, row.main, indent),
                    *self._lines(row.rest, em, indent=indent),
                ]
            )
            for row in rows
        ]

    def _deadline(self, label: str, day: str) -> Block:
        pad = self._letters.body * 0.6
        inner = [
            *self._lines(label, self._letters.body, Align.CENTRE),
            *self._lines(day, self._letters.large, Align.CENTRE, bold=True),
        ]
        stack = stacked(inner, top=pad)
        height = stack.height + pad
        frame = Frame(0, 0, self._room, height, _THICK)
        return Block(height + pad, (frame, *stack.marks))

    def _qr(self, content: str, caption: str, width: float) -> Block:
        """Where there is room the caption stands beside the code, else below."""
        module = qr_module_dots(content) * _DOT_MM
        side = len(modules(content)) * module
        quiet = 4 * module
        if self.wide:
            beside = list(self._lines(caption, self._letters.small, indent=side + quiet))
            text = stacked(beside, top=(side - sum(line.height for line in beside)) / 2)
            return Block(side + quiet, (Code(0, 0, side, content), *text.marks))
        x = round((width - side) / 2 / _DOT_MM) * _DOT_MM
        code = Block(side + quiet, (Code(x, quiet / 2, side, content),))
        below = self._lines(caption, self._letters.small, Align.CENTRE) if caption else ()
        return stacked([code, *below])

    def _logo(self, png: bytes) -> Block:
        from printer.raster import logo_image

        wide, high = logo_image(png).size
        height = min(_LOGO_MM, self._room * high / wide)
        width = height * wide / high
        return Block(height, (Picture((self._room - width) / 2, 0, width, height, png),))

    def _rule(self) -> Block:
        height = self._letters.body
        return Block(height, (Stroke(0, height / 2, self._room, _THIN),))

    def closing(self, parts: Closing) -> Block:
        """A code, lines to sign and the box for the seal: the box beside the others if it can."""
        width = self._room * 0.46 if self.wide else self._room
        boxes = [self._seal(part, width) for part in parts if isinstance(part, Seal)]
        others = [
            self._qr(part.content, part.caption, width)
            if isinstance(part, QR)
            else self._signature(part.label, width)
            for part in parts
            if not isinstance(part, Seal)
        ]
        left = stacked(others)
        if not self.wide:
            return stacked([left, *boxes])
        right = stacked(boxes)
        beside = shifted(right.marks, self._room - width)
        return Block(max(left.height, right.height), (*left.marks, *beside))

    def _signature(self, label: str, width: float) -> Block:
        em = self._letters.body
        line = Stroke(0, em * 3.2, width, _THIN)
        return Block(em * 3.6, (Text(0, em * _BASELINE, em, label), line))

    def _seal(self, seal: Seal, width: float) -> Block:
        em, small = self._letters.body, self._letters.small
        lines = [*self._within(seal.body, width, em), *self._within(seal.date, width, em)]
        notes = self._within(seal.note, width, small)
        text, note = stacked(lines), stacked(notes)
        height = max(_SEAL_MM, text.height + 2 * note.height + em)
        frame = Frame(0, 0, width, height, _THIN)
        middle = shifted(text.marks, 0, (height - text.height) / 2)
        low = shifted(note.marks, 0, height - note.height - small / 2)
        return Block(height, (frame, *middle, *low))

    def _within(self, text: str, width: float, em: float) -> list[Block]:
        """Centred lines in a box of `width` at the left margin."""
        lines = break_lines(text, int((width - em) / em * 1000), thousandths)
        return [
            Block(em * _LEADING, (Text((width - ems(line) * em) / 2, em * _BASELINE, em, line),))
            for line in lines
        ]
