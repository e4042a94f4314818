"""Lumen C-Power cards: texts to a window of the screen. Bytes only.

Frame: A5, the escaped body, AE. Body: 68, 32, card, command, flag, data, sum of it all. Source: the
maker's "C-Power 系列控制卡多窗口控制通信协议" V1.9 of 2012-08-04, whose sample frames are this
module's test vectors. That is the frame of the serial side; the card's own network port has another.
"""

from display.devices import Colour, Line, Panel
from display.led.checksums import sum16
from display.led.driver import YES, Answer, Look
from display.led.escapes import escaped, restored
from display.led.lettering import centred, encoded

HEAD, TAIL = b"\xa5", b"\xae"
ESCAPES = {0xA5: b"\xaa\x05", 0xAE: b"\xaa\x0e", 0xAA: b"\xaa\x0a"}
ADDRESSES = range(1, 255)

_ASKED, _ANSWERED = b"\x68\x32", b"\xe8\x32"
TEXTS = 0x7B
_WINDOWS, _PLAIN_TEXT = b"\x01", b"\x12"

_AT_ONCE, _FLASHES, _RUNS_LEFT = 0x00, 0x0D, 0x0E
_MIDDLE = 0x05
"""Both across and upright."""
_SPEED = 3
_STAY_S = 3
_SIZES = {8: 0, 12: 1, 16: 2, 24: 3, 32: 4, 40: 5, 48: 6, 56: 7}
"""By height of a character in dots."""
_COLOURS: dict[Colour, bytes] = {
    "red": b"\xff\x00\x00",
    "green": b"\x00\xff\x00",
    "yellow": b"\xff\xff\x00",
}
_ERRORS = {1: "checksum", 2: "packets out of order"}


def frame(card: int, command: int, data: bytes, asks: bool) -> bytes:
    """`command` to a card, which answers if it is asked."""
    body = _ASKED + bytes((card, command, asks)) + data
    return HEAD + escaped(body + sum16(body).to_bytes(2, "little"), ESCAPES) + TAIL


def texts(card: int, data: bytes, asks: bool) -> bytes:
    """A command of the family of texts, whole in one packet. `data` begins with its own code."""
    return frame(card, TEXTS, len(data).to_bytes(2, "little") + bytes(2) + data, asks)


def windows(*places: tuple[int, int, int, int]) -> bytes:
    """Data that divides the screen into windows: x, y, width and height of each, in dots."""
    numbers = (number.to_bytes(2, "big") for place in places for number in place)
    return _WINDOWS + bytes((len(places),)) + b"".join(numbers)


def plain_text(
    text: bytes,
    colour: bytes,
    size: int,
    effect: int = _AT_ONCE,
    align: int = _MIDDLE,
    speed: int = _SPEED,
    stay_s: int = _STAY_S,
    window: int = 0,
) -> bytes:
    """Data that shows `text` in a window; `colour` is red, green, blue; `size` a code of the card."""
    how = bytes((window, effect, align, speed)) + stay_s.to_bytes(2, "big") + bytes((size,))
    return _PLAIN_TEXT + how + colour + text + b"\x00"


def bodies_of(received: bytes) -> list[bytes]:
    """Bodies, without their sums, of every whole and right frame in what was received, in order."""
    found = []
    for piece in received.split(TAIL)[:-1]:
        noise, begun, rest = piece.rpartition(HEAD)
        body = restored(rest, ESCAPES) if begun else None
        if body is not None and sum16(body[:-2]).to_bytes(2, "little") == body[-2:]:
            found.append(body[:-2])
    return found


class CPower:
    """All C-Power cards of a line. No brightness command is published, so none is sent."""

    flashes = True
    runs = True
    blink_s = 1.0
    answer_bytes = 24

    def __init__(self, line: Line) -> None:
        self._asks = line.answers

    def prepare(self, panel: Panel, /) -> tuple[bytes, ...]:
        """The whole strip is one window."""
        whole = (0, 0, panel.cells * panel.dots, panel.dots)
        return (texts(panel.address, windows(whole), asks=False),)

    def show(self, panel: Panel, look: Look) -> bytes:
        """The frame of a text."""
        shown = look.text if look.runs else centred(look.text, panel.cells)
        effect = _RUNS_LEFT if look.runs else _FLASHES if look.flashes else _AT_ONCE
        data = plain_text(
            encoded(shown, "gb2312"), _COLOURS[look.colour], _SIZES[panel.dots], effect
        )
        return texts(panel.address, data, self._asks)

    def dim(self, percent: int) -> None:
        """Not known."""

    def answer(self, panel: Panel, received: bytes) -> Answer | None:
        """The card's word on a text."""
        begins = _ANSWERED + bytes((panel.address, TEXTS))
        for body in bodies_of(received):
            if body.startswith(begins) and len(body) > len(begins):
                error = body[len(begins)]
                return Answer(False, _ERRORS.get(error, f"error {error}")) if error else YES
        return None

    def faults(self, panel: Panel) -> list[str]:
        """Numbers of cards and sizes of their fonts."""
        found = []
        if panel.address not in ADDRESSES:
            found.append("address: a C-Power card has one from 1 to 254")
        if panel.dots not in _SIZES:
            found.append("dots: a C-Power card has fonts of 8, 12, 16, 24, 32, 40, 48 and 56 dots")
        return found
