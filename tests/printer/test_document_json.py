"""A paper kept as text comes back word for word, whatever stands on it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from paper_samples import PAPERS

from printer.document import (
    QR,
    Align,
    Check,
    CheckState,
    Column,
    Cut,
    Deadline,
    Document,
    Entry,
    Gap,
    Heading,
    Logo,
    Number,
    Paragraph,
    Reference,
    Row,
    Rule,
    Seal,
    Signature,
    Size,
    Table,
    Title,
)
from printer.document_json import NoDocument, StoredCopy, document_text, read_document
from printer.sheets import document_of
from printer.station import SheetOrder

WORDS = some.text(some.characters(exclude_categories=["Cs"]), max_size=12)
LINES = some.lists(WORDS, max_size=3).map(tuple)
SHARES = some.integers(1, 20)


@some.composite
def tables(draw: some.DrawFn) -> Table:
    columns = draw(some.lists(some.builds(Column, WORDS, SHARES), min_size=1, max_size=3))
    row = some.tuples(*(WORDS for _ in columns))
    return Table(tuple(columns), tuple(draw(some.lists(row, max_size=3))))


ELEMENTS = some.one_of(
    some.builds(Logo, some.binary(max_size=20)),
    *(some.builds(kind, WORDS) for kind in (Title, Reference, Number, Heading, Signature)),
    some.builds(Paragraph, WORDS, some.sampled_from(Size), some.sampled_from(Align)),
    *(some.builds(kind, WORDS, WORDS) for kind in (Row, Entry, Deadline, QR)),
    some.builds(Check, some.sampled_from(CheckState), WORDS, LINES),
    tables(),
    some.builds(Seal, WORDS, WORDS, WORDS),
    some.builds(Rule),
    some.builds(Gap, some.floats(0, 50)),
    some.builds(Cut),
)
DOCUMENTS = some.builds(
    Document, some.sampled_from(["zh-CN", "en"]), some.lists(ELEMENTS, max_size=6).map(tuple)
)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was_written(document: Document) -> None:
    text = document_text(document)
    again = read_document(text)
    assert again == document
    assert document_text(again) == text


def test_a_kept_copy_is_printed_as_it_is_and_a_reprint_says_so() -> None:
    notice = PAPERS["notice.zh-CN"]
    facts = {"content": document_text(notice)}
    assert document_of(SheetOrder(1, "document", facts, "zh-CN", "normal", 0)) == notice
    again = document_of(SheetOrder(2, "document", facts, "zh-CN", "normal", 1))
    assert again == PAPERS["notice.reprint.zh-CN"]
    assert StoredCopy(**facts).content == facts["content"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"language":"en","elements":[{"is":"film"}]}'])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(NoDocument):
        read_document(text)
