"""A document as JSON and back: how a paper that must not change is kept, word for word.

The text is canonical: the same document is always the same text, so that a hash of it tells whether
a copy is the one that was issued.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args

from printer.document import (
    Align,
    Check,
    CheckState,
    Column,
    Document,
    Element,
    Logo,
    Paragraph,
    Size,
    Table,
)

KIND = "document"
"""The kind of a print job that prints a kept copy."""
_ELEMENTS: Mapping[str, type[Any]] = {kind.__name__.lower(): kind for kind in get_args(Element)}


class NoDocument(ValueError):
    """The text is not one that `document_text` wrote."""


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """The facts of a print job that prints a kept copy: its text."""

    content: str


def document_text(document: Document) -> str:
    """The document as canonical JSON."""
    said = {
        "language": document.language,
        "elements": [_told(element) for element in document.elements],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_document(text: str) -> Document:
    """The document that `document_text` wrote. Raises NoDocument."""
    try:
        said = json.loads(text)
        elements = tuple(_read(element) for element in said["elements"])
        return Document(said["language"], elements)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoDocument(str(error)) from error


def _told(element: Element) -> dict[str, Any]:
    told: dict[str, Any] = {field.name: getattr(element, field.name) for field in fields(element)}
    if isinstance(element, Logo):
        told["png"] = b64encode(element.png).decode()
    if isinstance(element, Table):
        told["columns"] = [[column.heading, column.share] for column in element.columns]
    return {"is": type(element).__name__.lower(), **told}


def _read(told: dict[str, Any]) -> Element:
    values = dict(told)
    kind = _ELEMENTS[values.pop("is")]
    if kind is Logo:
        values["png"] = b64decode(values["png"], validate=True)
    elif kind is Paragraph:
        values |= {"size": Size(values["size"]), "align": Align(values["align"])}
    elif kind is Check:
        values |= {"state": CheckState(values["state"]), "details": tuple(values["details"])}
    elif kind is Table:
        values["columns"] = tuple(Column(*column) for column in values["columns"])
        values["rows"] = tuple(tuple(row) for row in values["rows"])
    element: Element = kind(**values)
    return element
