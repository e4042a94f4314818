"""A hall's own wording of its papers, as values; reading the file is `template_file`'s business."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from printer.document import Align, Cut, Document, Element, Gap, Logo, Paragraph, Size
from printer.texts import Sentences, sentences


@dataclass(frozen=True, slots=True)
class Page:
    """What the hall changed on one kind of paper in one language."""

    header: str = ""
    footer: str = ""
    hidden: frozenset[str] = frozenset()
    """Optional fields that are left out."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Sentences by key, in place of those that came with the program."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of paper speaks in one language."""

    say: Sentences
    page: Page = Page()
    logo: bytes | None = None

    def shows(self, name: str) -> bool:
        """Whether the hall wants this optional field on the paper."""
        return name not in self.page.hidden

    def sheet(self, elements: Iterable[Element]) -> Document:
        """`elements` between the hall's header and footer, and cut off."""
        return Document(self.say.language, tuple(self._framed(elements)))

    def _framed(self, elements: Iterable[Element]) -> Iterator[Element]:
        if self.logo is not None:
            yield Logo(self.logo)
            yield Gap(1)
        if self.page.header:
            yield Paragraph(self.page.header, Size.SMALL, Align.CENTRE)
            yield Gap(1)
        yield from elements
        if self.page.footer:
            yield Gap(1)
            yield Paragraph(self.page.footer, Size.SMALL, Align.CENTRE)
        yield Cut()


@dataclass(frozen=True, slots=True)
class Template:
    """All that a hall changed: `logo` as a PNG file's bytes, `pages` by kind and language."""

    logo: bytes | None = None
    pages: Mapping[tuple[str, str], Page] = field(default_factory=dict)

    def wording(self, kind: str, language: str) -> Wording:
        """How papers of `kind` speak. Raises UnknownLanguage."""
        page = self.pages.get((kind, language), Page())
        return Wording(sentences(language).replaced(page.words), page, self.logo)


AS_SHIPPED = Template()
"""The papers as they come with the program."""
