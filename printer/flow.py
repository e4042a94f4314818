"""Lays a document out on a form: blocks one below the other, page after page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from printer.block import Block
from printer.document import QR, Document, Element, Gap, PrintSize, Seal, Signature
from printer.fonts import drawable
from printer.page import Form, Mark, Page, Text
from printer.setter import Closing, Setter
from printer.texts import sentences

_FOOT_GAP_MM = 9
"""From the end of the text to the line with the page's number."""
_LINES_WITH_SEAL = 5


def lay_out(
    document: Document, form: Form, print_size: PrintSize = PrintSize.NORMAL
) -> tuple[Page, ...]:
    """`document` as pages; a roll is one page as long as its text.

    Pages of a sheet carry "page x of y" and the document's number. Raises NotEncodable.
    """
    setter = Setter(form, print_size, document.labels)
    blocks = [
        block for part in _parts(document.elements, setter.wide) for block in _set(part, setter)
    ]
    if form.height is None:
        height = form.top + sum(block.height for block in blocks) + form.bottom
        return (Page(form.width, height, tuple(_placed(blocks, form))),)
    room = form.height - form.top - form.bottom
    pages = [list(_placed(part, form)) for part in _paged(_accompanied(blocks), room)]
    feet = [_foot(document, form, place, len(pages), setter) for place in range(len(pages))]
    return tuple(
        Page(form.width, form.height, (*marks, *foot))
        for marks, foot in zip(pages, feet, strict=True)
    )


def _parts(elements: Sequence[Element], wide: bool) -> Iterator[Element | Closing]:
    """The elements; on a wide form a code and the lines and box after it are one part."""
    closing: Closing = ()
    for element in elements:
        if wide and isinstance(element, QR | Signature | Seal):
            closing += (element,)
            continue
        if closing and isinstance(element, Gap):
            continue
        if closing:
            yield closing
            closing = ()
        yield element
    if closing:
        yield closing


def _set(part: Element | Closing, setter: Setter) -> Iterable[Block]:
    return (setter.closing(part),) if isinstance(part, tuple) else setter.set(part)


def _accompanied(blocks: Sequence[Block]) -> list[Block]:
    """The last lines kept with the seal: a page with a seal and no text proves nothing."""
    kept = list(blocks)
    first = max(len(kept) - 1 - _LINES_WITH_SEAL, 0)
    kept[first:-1] = [replace(block, keeps_next=True) for block in kept[first:-1]]
    return kept


def _paged(blocks: Sequence[Block], room: float) -> Iterator[list[Block]]:
    """Blocks by page; those that keep the next one go with it to the next page."""
    page: list[Block] = []
    left = room
    for place, block in enumerate(blocks):
        if page and min(_needed(blocks, place), room) > left:
            yield page
            page, left = [], room
        if page or not block.blank:
            page.append(block)
            left -= block.height
    yield page


def _needed(blocks: Sequence[Block], place: int) -> float:
    """Height of a block and of all that must stay with it."""
    height = 0.0
    for block in blocks[place:]:
        height += block.height
        if not block.keeps_next:
            break
    return height


def _placed(blocks: Iterable[Block], form: Form) -> Iterator[Mark]:
    y = form.top
    for block in blocks:
        for mark in block.marks:
            moved = mark.moved(form.left, y)
            if isinstance(moved, Text):
                moved = replace(moved, text=drawable(moved.text))
            yield moved
        y += block.height


def _foot(
    document: Document, form: Form, place: int, count: int, setter: Setter
) -> tuple[Text, ...]:
    say = sentences(document.language)
    baseline = (form.height or 0) - form.bottom + _FOOT_GAP_MM
    number = say("page.of", page=place + 1, pages=count)
    texts = [setter.foot_text(number, baseline, at_end=True)]
    if document.reference:
        texts.insert(0, setter.foot_text(document.reference, baseline, at_end=False))
    return tuple(text.moved(form.left, 0) for text in texts)
