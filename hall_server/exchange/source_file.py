"""Taking a file's bytes and text in, with limits, and a clear word when it cannot be."""

from pathlib import Path

from hall_server.exchange.problems import Place, Problems

_ENOUGH_TO_BE_UTF8 = 10
"""So many characters beyond ASCII, all sound UTF-8, do not come about by chance in GB18030."""


def read_bytes(path: Path, limit: int, problems: Problems) -> bytes | None:
    """The file's bytes, at most `limit`; None after adding the problem. Reads the file."""
    place = Place(path.name)
    if path.is_dir():
        problems.add(place, f"{path} is a folder: name the file in it.")
    elif not path.exists():
        problems.add(place, f"{path} does not exist: check the name and the folder.")
    elif not path.is_file():
        problems.add(place, f"{path} is not an ordinary file.")
    else:
        return _ordinary(path, limit, problems)
    return None


def _ordinary(path: Path, limit: int, problems: Problems) -> bytes | None:
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as trouble:
        problems.add(Place(path.name), f"{path} cannot be read: {trouble.strerror}.")
        return None
    if len(content) > limit:
        problems.add(
            Place(path.name), f"The file is larger than {limit // 1024} KB: is it the right one?"
        )
        return None
    return content


def utf8_text(file: str, content: bytes, problems: Problems) -> str | None:
    """The text of a UTF-8 file, with or without BOM; None after adding the problem."""
    if not _eight_bit_text(file, content, problems):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        _not_utf8(file, content, trouble, problems)
        return None


def chinese_text(file: str, content: bytes, problems: Problems) -> str | None:
    """The text of a UTF-8 or, as Excel in China writes it, GB18030 file; None after a problem."""
    if not _eight_bit_text(file, content, problems):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        sound = content[: trouble.start].decode("utf-8")
        if sum(not c.isascii() for c in sound) >= _ENOUGH_TO_BE_UTF8:
            _not_utf8(file, content, trouble, problems)
            return None
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as trouble:
        _not_utf8(file, content, trouble, problems)
        return None


def _eight_bit_text(file: str, content: bytes, problems: Problems) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.add(Place(file), "The file is in UTF-16: save it as UTF-8.")
        return False
    at = content.find(b"\x00")
    if at >= 0:
        line = content.count(b"\n", 0, at) + 1
        problems.add(
            Place(file, line), "There is a NUL byte: the file is damaged or not a text file."
        )
    return at < 0


def _not_utf8(file: str, content: bytes, trouble: UnicodeDecodeError, problems: Problems) -> None:
    line = content.count(b"\n", 0, trouble.start) + 1
    problems.add(
        Place(file, line),
        f"The byte 0x{content[trouble.start]:02x} is not UTF-8: save the file as UTF-8.",
    )
