"""Reads ESC/POS bytes back into what a person would see on the paper.

Written from the command reference (Epson ESC/POS, GB 18030-2005), and on purpose sharing nothing
with the encoder or the simulator: a misreading would have to be made twice to go unseen.
"""

from dataclasses import dataclass, field

COLUMNS = 48
ALIGN = {0: "left", 1: "centre", 2: "right"}
MOST_ROWS = 255
"""Taller pictures overflow the buffer of cheap printers."""
REALTIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
QR_LEVEL = {48: "L", 49: "M", 50: "Q", 51: "H"}


@dataclass
class Paper:
    """What was read: a transcript, one entry per line, and everything that looked wrong."""

    transcript: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    """Half columns of 12 dots, one per printed line."""
    pictures: list[tuple[int, int, bytes]] = field(default_factory=list)
    """Width and height in dots, and the dots."""
    qr_codes: list[str] = field(default_factory=list)
    qr_module: int = 0
    cuts: int = 0
    warnings: list[str] = field(default_factory=list)
    strips: list[tuple[int, int, bytes]] = field(default_factory=list)
    """What a paper drawn as a whole is made of, from top to bottom: pictures, and feeds without
    width."""

    @property
    def text(self) -> str:
        """All printed text without white space and rules."""
        return "".join("".join(self.lines).split()).replace("─", "")


class Reader:
    """One pass over the bytes of a print job."""

    def __init__(self, data: bytes, font: str) -> None:
        self._font = font
        self._data = data
        self._at = 0
        self._paper = Paper()
        self._reset()

    def _reset(self) -> None:
        self._align, self._wide, self._high, self._kanji = 0, 1, 1, False
        self._text, self._columns = "", 0

    def read(self) -> Paper:
        while self._at < len(self._data):
            try:
                self._step()
            except IndexError:
                self._paper.warnings.append(f"cut off at {self._at}")
                break
        if self._text:
            self._paper.warnings.append(f"not printed: {self._text}")
        return self._paper

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _bytes(self, count: int) -> bytes:
        if self._at + count > len(self._data):
            raise IndexError
        self._at += count
        return self._data[self._at - count : self._at]

    def _step(self) -> None:
        byte = self._byte()
        if byte == 0x1B:
            self._escape(chr(self._byte()))
        elif byte == 0x1C:
            self._kanji_command(chr(self._byte()))
        elif byte == 0x1D:
            self._group(chr(self._byte()))
        elif byte == 0x0A:
            self._line_feed()
        elif 0x20 <= byte <= 0x7E:
            self._show(chr(byte), 1)
        elif byte >= 0x81 and self._kanji:
            self._han(byte)
        else:
            self._paper.warnings.append(f"byte {byte:02x} at {self._at - 1}")

    def _escape(self, letter: str) -> None:
        if letter == "@":
            self._reset()
        elif letter == "a":
            self._align = self._byte()
            if self._text:
                self._paper.warnings.append("alignment changed within a line")
        elif letter == "J":
            rows = self._byte()
            self._note(f"[feed {rows}]")
            self._paper.strips.append((0, rows, b""))
        else:
            self._paper.warnings.append(f"ESC {letter}")

    def _kanji_command(self, letter: str) -> None:
        if letter in "&.":
            self._kanji = letter == "&"
        else:
            self._paper.warnings.append(f"FS {letter}")

    def _group(self, letter: str) -> None:
        if letter == "!":
            value = self._byte()
            self._wide, self._high = (value >> 4) + 1, (value & 0x0F) + 1
            if self._wide > 8 or self._high > 8:
                self._paper.warnings.append(f"GS ! {value:02x}")
        elif letter == "V":
            self._cut()
        elif letter == "v":
            self._raster()
        elif letter == "(" and self._byte() == ord("k"):
            low, high = self._bytes(2)
            self._qr(self._bytes(low + 256 * high))
        else:
            self._paper.warnings.append(f"GS {letter}")

    def _han(self, lead: int) -> None:
        """Two bytes, or four where the second is a digit (GB 18030-2005, 5.1)."""
        code = bytes((lead, self._byte()))
        if 0x30 <= code[1] <= 0x39:
            code += self._bytes(2)
        char = code.decode("gb18030", "replace")
        try:
            known = bool(code.decode(self._font)) and ord(char) <= 0xFFFF
        except UnicodeDecodeError:
            known = False
        if not known:
            self._paper.warnings.append(f"no glyph for {code.hex()} ({char})")
        self._show(char, 2)

    def _show(self, char: str, columns: int) -> None:
        self._text += char
        self._columns += columns * self._wide

    def _line_feed(self) -> None:
        size = f" {self._wide}x{self._high}" if (self._wide, self._high) != (1, 1) else ""
        self._note(f"[{ALIGN[self._align]}{size}] {self._text}")
        self._paper.lines.append(self._text)
        self._paper.widths.append(self._columns)
        self._text, self._columns = "", 0

    def _cut(self) -> None:
        mode = self._byte()
        feed = self._byte() if mode in (65, 66) else None
        if feed is None:
            self._paper.warnings.append("cut through the last line: no feed to the cutter")
        self._note("[cut]")
        self._paper.cuts += 1

    def _raster(self) -> None:
        if self._bytes(2) != b"0\x00":
            self._paper.warnings.append("GS v with odd parameters")
        xl, xh, yl, yh = self._bytes(4)
        width, rows = (xl + 256 * xh) * 8, yl + 256 * yh
        dots = self._bytes(width // 8 * rows)
        self._paper.pictures.append((width, rows, dots))
        self._paper.strips.append((width, rows, dots))
        if rows > MOST_ROWS:
            self._paper.warnings.append(f"picture of {rows} rows")
        if any(order in dots for order in REALTIME):
            self._paper.warnings.append("a picture holds a real-time command")
        self._paper.widths.append(width // 12)
        self._note(f"[{ALIGN[self._align]} picture {width}x{rows}]")
        if self._text:
            self._paper.warnings.append("picture within a line of text")

    def _qr(self, data: bytes) -> None:
        kind, function, value = data[0], data[1], data[2:]
        if kind != 49:
            self._paper.warnings.append(f"2D code {kind}")
        elif function == 65:
            self._qr_model = value[0] - 48
        elif function == 67:
            self._paper.qr_module = value[0]
        elif function == 69:
            self._qr_level = QR_LEVEL[value[0]]
        elif function == 80 and value[0] == 48:
            self._qr_content = value[1:].decode("ascii")
        elif function == 81 and value == b"0":
            self._paper.qr_codes.append(self._qr_content)
            shape = f"model {self._qr_model} module {self._paper.qr_module} level {self._qr_level}"
            self._note(f"[{ALIGN[self._align]} qr {shape}] {self._qr_content}")
        else:
            self._paper.warnings.append(f"QR function {function}")

    def _note(self, entry: str) -> None:
        self._paper.transcript.append(entry)


def read_paper(data: bytes, font: str = "gbk") -> Paper:
    """What `data` puts on paper by a printer whose font holds the characters of `font`."""
    return Reader(data, font).read()
