"""Text as LED panels have it: cells of one full-width or two half-width characters, and GB codes.

The fonts inside panels hold GB 2312 and little more, so a character beyond it is shown as a square:
visible, and as wide as the one that is missing.
"""

import unicodedata
from collections.abc import Iterable
from typing import Literal

Repertoire = Literal["gb2312", "gbk", "gb18030", "utf-8"]

MISSING = "□"

_SYMBOLS = range(0xA1, 0xAA)
_HANZI = range(0xB0, 0xF8)
"""Rows of GB 2312; what GBK and GB 18030 put elsewhere is not in a panel's font."""
_HALF = range(0x20, 0x7F)


def plain(text: str) -> str:
    """One line that can be shown: a space for whatever moves or hides text, none at the ends."""
    visible = (
        " " if unicodedata.category(each)[0] in "CZ" else each for each in text.replace("　", " ")
    )
    return " ".join("".join(visible).split())


def width(text: str) -> int:
    """Of `text`, in half-width characters."""
    return sum(1 if ord(each) in _HALF else 2 for each in text)


def fits(text: str, cells: int) -> bool:
    """Whether `text` can be shown whole."""
    return width(text) <= 2 * cells


def first_that_fits(wordings: Iterable[str], cells: int) -> str:
    """The first of the wordings that can be shown whole; "" if none can."""
    return next((each for each in wordings if fits(each, cells)), "")


def centred(text: str, cells: int) -> str:
    """`text` with spaces around it, as wide as the panel, so that nothing shown before remains."""
    room = max(0, 2 * cells - width(text))
    return " " * (room // 2) + text + " " * (room - room // 2)


def pages(text: str, cells: int) -> tuple[str, ...]:
    """`text` in pieces that fit, in order; breaks at spaces where a word would be torn."""
    found: list[str] = []
    page = ""
    for word in _words(text):
        if page and not fits(page + word, cells):
            found.append(page.rstrip())
            page = ""
        page = (page + word).lstrip()
        while not fits(page, cells):
            piece = _beginning(page, cells)
            found.append(piece)
            page = page[len(piece) :]
    return (*found, page) if page or not found else tuple(found)


def encoded(text: str, repertoire: Repertoire) -> bytes:
    """The bytes of `text`, with MISSING for each character that the panel's font lacks."""
    return b"".join(_code(each, repertoire) or _code(MISSING, repertoire) for each in text)


def _words(text: str) -> list[str]:
    """Runs of half-width characters with the spaces after them; every other character by itself."""
    words: list[str] = []
    for each in text:
        joins = words and ord(each) in _HALF and ord(words[-1][-1]) in _HALF
        if joins and not (words[-1].endswith(" ") and each != " "):
            words[-1] += each
        else:
            words.append(each)
    return words


def _beginning(text: str, cells: int) -> str:
    count = 1
    while count < len(text) and fits(text[: count + 1], cells):
        count += 1
    return text[:count]


def _code(character: str, repertoire: Repertoire) -> bytes:
    """b"" when there is none. What is no letter but moves or ends a text is a space."""
    if character < " " or character == "\x7f":
        return b" "
    try:
        code = character.encode("utf-8" if repertoire == "utf-8" else "gb18030")
    except UnicodeEncodeError:
        return b""
    if len(code) == 1 or repertoire in ("utf-8", "gb18030"):
        return code
    if len(code) > 2:
        return b""
    if repertoire == "gbk":
        return code
    return code if code[0] in (*_SYMBOLS, *_HANZI) and code[1] > 0xA0 else b""
