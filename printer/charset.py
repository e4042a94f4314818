"""Which characters a printer's own font holds, and their bytes in Kanji mode."""

from enum import StrEnum

_EXTENSION_A = range(0x3400, 0x4DC0)


class Charset(StrEnum):
    """What a printer's own font holds. What it lacks is drawn, one picture for the whole line."""

    GB2312 = "gb2312"
    GBK = "gbk"
    GB18030 = "gb18030"
    """With the four-byte characters of Extension A; the later extensions no printer has."""


def encoded(line: str, charset: Charset) -> bytes | None:
    """`line` as the printer's set has it, or None if a character of it is not there.

    GBK is Python's, without the few two-byte characters that GB18030 added to it (䶮, €): printers
    sold as "GBK" have no glyph for them.
    """
    if charset is Charset.GB18030:
        strange = (char for char in line if ord(char) not in _EXTENSION_A)
        if any(len(char.encode("gb18030")) > 2 for char in strange):
            return None
        return line.encode("gb18030")
    try:
        coded = line.encode("gbk")
        if charset is Charset.GB2312:
            # The same codes, but Python's own GB2312 takes · and — for other characters.
            coded.decode("gb2312")
    except UnicodeError:
        return None
    return coded
