"""A sheet printed again at a person's word: the same sheet, marked 补打 with its count."""

from dataclasses import replace

from printer.document import Align, Document, Paragraph, Size, Title
from printer.texts import sentences


def reprinted(document: Document, count: int) -> Document:
    """`document` marked as its `count`-th reprint, below its title or else on top.

    The first print is no reprint: `count` is at least 1, or ValueError is raised.
    """
    if count < 1:
        raise ValueError(f"reprint {count}")
    mark = Paragraph(sentences(document.language)("reprint", count=count), Size.LARGE, Align.CENTRE)
    places = [at for at, element in enumerate(document.elements) if isinstance(element, Title)]
    place = places[0] + 1 if places else 0
    elements = (*document.elements[:place], mark, *document.elements[place:])
    return replace(document, elements=elements)
