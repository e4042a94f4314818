"""Characters as seven segments: bits 0 to 6 are a to g, bit 7 is the point."""

from collections.abc import Sequence

DOT = 0x80
SEGMENTS = {
    "0": 0x3F, "1": 0x06, "2": 0x5B, "3": 0x4F, "4": 0x66, "5": 0x6D, "6": 0x7D, "7": 0x07,
    "8": 0x7F, "9": 0x6F, "A": 0x77, "B": 0x7C, "C": 0x39, "D": 0x5E, "E": 0x79, "F": 0x71,
    "G": 0x3D, "H": 0x76, "J": 0x1E, "L": 0x38, "N": 0x54, "O": 0x5C, "P": 0x73, "Q": 0x67,
    "R": 0x50, "S": 0x6D, "T": 0x78, "U": 0x3E, "Y": 0x6E, "-": 0x40, "_": 0x08, " ": 0x00,
}  # fmt: skip
"""What seven segments can draw; any other character stays dark."""
_READ = {lit: char for char, lit in reversed(SEGMENTS.items())}
"""What a passer-by reads; S looks like 5 and is read so."""
_UNREADABLE = "?"


def digits_of(text: str) -> tuple[int, ...]:
    """The segments of a text; a point joins the character before it."""
    digits: list[int] = []
    for char in text.upper():
        if char == "." and digits and not digits[-1] & DOT:
            digits[-1] |= DOT
        else:
            digits.append(DOT if char == "." else SEGMENTS.get(char, 0))
    return tuple(digits)


def read(digits: Sequence[int]) -> str:
    """What can be read of them, capitals throughout."""
    chars = []
    for digit in digits:
        chars.append(_READ.get(digit & ~DOT, _UNREADABLE))
        if digit & DOT:
            chars.append(".")
    return "".join(chars).strip()
