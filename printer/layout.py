"""The line breaker for Chinese, Latin and digits, the same for every renderer.

Rules after GB/T 15834-2011 (punctuation at line ends) and W3C's Requirements for Chinese Text
Layout: no closing mark begins a line, no opening mark ends one, and a Latin word, a number or
a date stays whole.
"""

import re
from collections.abc import Callable, Iterator
from unicodedata import category

Width = Callable[[str], int]
"""How wide a text is, in any unit; never less for a longer text."""

NOT_AT_LINE_START = frozenset("，。、；：？！）】》〉」』〕”’…—·～％℃,.;:?!)]}%")
NOT_AT_LINE_END = frozenset("（【《〈「『〔“‘￥＄№([{$#")

_CLOSING = "".join(re.escape(mark) for mark in sorted(NOT_AT_LINE_START))
_OPENING = "".join(re.escape(mark) for mark in sorted(NOT_AT_LINE_END))
_LETTER = r"[^\W_\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_WORD = rf"{_LETTER}+(?:[-./:,'_@+&?=%~#]+{_LETTER}+)*"
_DATE = r"\d+年(?:\d+月(?:\d+日)?)?|\d+月\d+日|星期[一二三四五六日]|第\d+[号页条款项次]"
_QUOTE_BEFORE, _QUOTE_AFTER = r'(?<![^ ])"', r'"(?![^ ,.;:!?)])'
"""The same mark in English at both ends of a quotation: what stands beside it tells which."""
_PIECE = re.compile(
    rf"(?:[{_OPENING}] *|{_QUOTE_BEFORE})*(?:{_DATE}|{_WORD}|[^ ])"
    rf"(?: *[{_CLOSING}]|{_QUOTE_AFTER})*|(?P<space> +)"
)
_UNPRINTABLE = {"Cc": " ", "Cs": "□", "Zs": " ", "Zl": " ", "Zp": " "}


def printable(text: str) -> str:
    """`text` with control characters and odd spaces as spaces, and broken characters as □.

    A name must never reach a printer as a command.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_UNPRINTABLE.get(category(char), char) for char in text)


def break_lines(text: str, room: int, width: Width) -> list[str]:
    """`text` as lines of at most `room`, at least one line.

    Nothing is lost but spaces at line ends. A piece wider than a whole line is split where the
    line ends, whatever its marks. `room` must hold the widest single character. "\\n" ends a line.
    """
    return [
        line
        for paragraph in text.split("\n")
        for line in _fill(printable(paragraph).strip(), room, width)
    ]


def _fill(text: str, room: int, width: Width) -> Iterator[str]:
    line = ""
    space = ""
    for found in _PIECE.finditer(text):
        piece = found.group()
        if found["space"] is not None:
            space = piece
            continue
        if width(line + space + piece) <= room:
            line += space + piece
        else:
            if line:
                yield line
            *whole, line = _pieces_that_fit(piece, room, width)
            yield from whole
        space = ""
    yield line


def _pieces_that_fit(piece: str, room: int, width: Width) -> list[str]:
    parts = [""]
    for char in piece:
        if parts[-1] and width(parts[-1] + char) > room:
            parts.append("")
        parts[-1] += char
    return parts


def hang(mark: str, text: str, indent: int, room: int, width: Width) -> list[str]:
    """`text` behind `mark`, all its lines beginning `indent` in; a mark too wide gets its own line.

    The indent is made of spaces, so it is exact only where `width(" ")` divides it.
    """
    lines = break_lines(text, room - indent, width)
    blank = " " * (indent // width(" "))
    mark = printable(mark)
    if width(mark + " ") > indent:
        return [*break_lines(mark, room, width), *(blank + line for line in lines)]
    first = mark + " " * ((indent - width(mark)) // width(" ")) + lines[0]
    return [first, *(blank + line for line in lines[1:])]
