"""Onbon BX-5K and BX-6K cards: texts with the card's own fonts, in its dynamic area. Bytes only.

Frame: eight A5, the escaped body, 5A. Body: 14 bytes of header, data, CRC-16/ARC of both. Numbers
are little-endian. Source: the maker's "BX-5K/6K通讯协议用户版本" 1.4 of 2021-02-28
(doc.onbonbx.com/zh/k/potocol), whose sample frames are this module's test vectors.
"""

from dataclasses import dataclass

from display.devices import Colour, Line, Panel
from display.led.checksums import crc16_arc
from display.led.driver import YES, Answer, Look
from display.led.escapes import escaped, restored
from display.led.lettering import centred, encoded

HEAD = b"\xa5" * 8
TAIL = b"\x5a"
ESCAPES = {0xA5: b"\xa6\x02", 0xA6: b"\xa6\x01", 0x5A: b"\x5b\x02", 0x5B: b"\x5b\x01"}

MASTER = 0x8000
"""Where answers go: the address of a program."""
EVERYBODY = 0xFFFF
"""All cards of a line take it, none answers."""
ADDRESSES = range(1, 0x8000)
"""Beyond are programs, reserved addresses and everybody."""

PING = b"\xa2\x00"
TEXT = b"\xa3\x06"
BRIGHTNESS = b"\xa3\x02"
_YES = b"\xa0\x00"
_NO = b"\xa0\x01"

BRIGHTEST = 15

_FONTS = {16: b"\\FO000", 24: b"\\FO001\\FE001", 32: b"\\FO002\\FE002"}
"""By height in dots: the card's fonts of Chinese and of half-width characters."""
_COLOURS: dict[Colour, bytes] = {"red": b"\\C1", "green": b"\\C2", "yellow": b"\\C3"}

_STATIC, _RUNS_LEFT = 1, 3
_DOTS_A_UNIT = 8

_ERRORS = {
    1: "unknown group",
    2: "unknown command",
    3: "busy",
    4: "out of memory",
    5: "checksum",
    12: "font missing",
    13: "another firmware",
}


def frame(data: bytes, address: int, source: int = MASTER) -> bytes:
    """`data`, from the program to the card at `address`; of any card type, protocol version 2."""
    header = address.to_bytes(2, "little") + source.to_bytes(2, "little")
    header += bytes(6) + b"\xfe\x02" + len(data).to_bytes(2, "little")
    body = header + data
    return HEAD + escaped(body + crc16_arc(body).to_bytes(2, "little"), ESCAPES) + TAIL


def request(command: bytes, more: bytes, asks: bool) -> bytes:
    """The data of a command with its two reserved bytes; `asks` for an answer."""
    return command + (b"\x01" if asks else b"\x02") + bytes(2) + more


def ping(address: int) -> bytes:
    """Asks a card to answer."""
    return frame(request(PING, b"", asks=True), address)


def brightness(level: int, address: int = EVERYBODY) -> bytes:
    """Sets the brightness from now on, 0 to BRIGHTEST; wants no answer."""
    return frame(request(BRIGHTNESS, bytes((1, level)), asks=False), address)


@dataclass(frozen=True, slots=True)
class Area:
    """A dynamic area of the screen and the text in it. Silent, with one font height.

    `x` and `width` count units of 8 dots, or dots when their top bit is set; `y` and `height` dots.
    """

    text: bytes
    width: int
    height: int
    x: int = 0
    y: int = 0
    number: int = 0
    spacing: int = 0
    run_mode: int = 2
    """2: the card itself takes the text away when nothing new came for `timeout_s`."""
    timeout_s: int = 120
    lines: int = 1
    """1: one line; 2: several."""
    breaks: int = 1
    """1: where the text has line breaks; 2: wherever a line is full."""
    display_mode: int = _STATIC
    exit_mode: int = 0
    speed: int = 4
    stay: int = 0
    """Half seconds."""

    def data(self) -> bytes:
        """As it stands in a frame."""
        place = (self.x, self.y, self.width, self.height)
        return b"".join(
            (
                bytes(1),
                *(number.to_bytes(2, "little") for number in place),
                bytes((self.number, self.spacing, self.run_mode)),
                self.timeout_s.to_bytes(2, "little"),
                bytes(3),
                bytes((self.lines, self.breaks, self.display_mode)),
                bytes((self.exit_mode, self.speed, self.stay)),
                len(self.text).to_bytes(4, "little"),
                self.text,
            )
        )


def text(area: Area, address: int, asks: bool) -> bytes:
    """Shows one dynamic area; `asks` for an answer."""
    placed = area.data()
    more = bytes((0, 1)) + len(placed).to_bytes(2, "little") + placed
    return frame(request(TEXT, more, asks), address)


def data_of(received: bytes) -> list[tuple[int, bytes]]:
    """Source address and data of every whole and right frame in what was received, in order."""
    found = []
    for piece in received.split(TAIL)[:-1]:
        escaped_body = piece.rpartition(b"\xa5")[2]
        body = restored(escaped_body, ESCAPES)
        if body is None or len(body) < 16:
            continue
        if crc16_arc(body[:-2]).to_bytes(2, "little") == body[-2:]:
            found.append((int.from_bytes(body[2:4], "little"), body[14:-2]))
    return found


class Onbon:
    """All Onbon cards of a line."""

    flashes = False
    runs = True
    blink_s = 1.0
    """The card refreshes a dynamic area once a second at most."""
    answer_bytes = 31

    def __init__(self, line: Line) -> None:
        self._asks = line.answers
        self._timeout_s = 3 * line.resend_s

    def prepare(self, _: Panel, /) -> tuple[bytes, ...]:
        """A card knows no state that a look does not replace."""
        return ()

    def show(self, panel: Panel, look: Look) -> bytes:
        """The frame of a text. A backslash would begin a command, so it is shown full-width."""
        shown = look.text if look.runs else centred(look.text, panel.cells)
        written = encoded(shown.replace("\\", "＼"), "gb2312")
        area = Area(
            _FONTS[panel.dots] + _COLOURS[look.colour] + written,
            width=panel.cells * panel.dots // _DOTS_A_UNIT,
            height=panel.dots,
            timeout_s=self._timeout_s,
            display_mode=_RUNS_LEFT if look.runs else _STATIC,
        )
        return text(area, panel.address, self._asks)

    def dim(self, percent: int) -> bytes:
        """Tell all cards at once."""
        return brightness(round(percent * BRIGHTEST / 100))

    def answer(self, panel: Panel, received: bytes) -> Answer | None:
        """The card's yes or no."""
        for source, data in data_of(received):
            if source == panel.address and data[:2] == _YES:
                return YES
            if source == panel.address and data[:2] == _NO:
                error = data[2] if len(data) > 2 else 0
                return Answer(False, _ERRORS.get(error, f"error {error}"))
        return None

    def faults(self, panel: Panel) -> list[str]:
        """Addresses of cards and heights of the card's fonts."""
        found = []
        if panel.address not in ADDRESSES:
            found.append("address: an Onbon card has one from 1 to 32767")
        if panel.dots not in _FONTS:
            found.append("dots: an Onbon card has fonts of 16, 24 and 32 dots")
        return found
