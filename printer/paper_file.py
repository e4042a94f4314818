"""A paper as a JSON file: its kind, its language and its facts.

{"kind": "acceptance", "language": "zh-CN", "facts": {...}}
"""

from pathlib import Path
from typing import Any

from printer.document import Document, PrintSize
from printer.escpos_bytes import NotEncodable
from printer.kinds import KINDS
from printer.page import Form
from printer.template import AS_SHIPPED, Template
from printer.texts import languages


class PaperFileRefused(ValueError):
    """The file names no paper that can be composed; the message says where and why."""


def read_paper_file(file: Path, template: Template = AS_SHIPPED) -> tuple[Document, Form]:
    """The document in `file` and the form it goes on. Raises PaperFileRefused and OSError."""
    # Imported here: only this reader needs pydantic, which is slow to import.
    from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

    class Paper(BaseModel):
        model_config = ConfigDict(extra="forbid")
        kind: str
        language: str = "zh-CN"
        facts: dict[str, Any]

    try:
        paper = Paper.model_validate_json(file.read_bytes())
        if paper.kind not in KINDS:
            raise PaperFileRefused(
                f"{file}: unknown kind {paper.kind!r}; known: {', '.join(KINDS)}"
            )
        if paper.language not in languages():
            raise PaperFileRefused(f"{file}: unknown language {paper.language!r}")
        kind = KINDS[paper.kind]
        facts = TypeAdapter(kind.facts).validate_python(paper.facts)
    except ValidationError as error:
        raise PaperFileRefused(f"{file}: {error}") from error
    return kind.compose(facts, paper.language, template), kind.form


def save_preview(document: Document, form: Form, print_size: PrintSize, picture: Path) -> None:
    """Write `document` as `picture`, a .png or .pdf file. Raises PaperFileRefused and OSError."""
    try:
        match picture.suffix.lower():
            case ".png":
                from printer.picture import preview

                picture.write_bytes(preview(document, form, print_size))
            case ".pdf":
                from datetime import UTC, datetime

                from printer.pdf import PdfMaker

                made = PdfMaker().pdf(document, form, print_size, datetime.now(UTC))
                picture.write_bytes(made)
            case other:
                raise PaperFileRefused(f"{picture}: a preview is .png or .pdf, not {other!r}")
    except NotEncodable as error:
        raise PaperFileRefused(str(error)) from error
