"""The simulated panels understand the published frames, and survive any bytes."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from display.devices import Panel
from display.simulators.cpower import CPowerDecoder, framed
from display.simulators.onbon import OnbonDecoder
from display.simulators.onbon import framed as onbon_frame
from display.simulators.orders import (
    Area,
    Damaged,
    Decoder,
    Dim,
    Frame,
    Outcome,
    Run,
    Segments,
    SetClock,
    Switch,
    Word,
    Write,
)
from display.simulators.panel import VirtualPanel
from display.simulators.template import TemplateDecoder
from display.simulators.template_file import read_template
from display.simulators.tubes import TubesDecoder

HEADER = "A5A5A5A5A5A5A5A5 0100 0080 000000 00 00 00 FE 02"
ONBON = {
    "ping": f"{HEADER} 0500 A200010000 68F8 5A",
    "parameters": f"{HEADER} 0500 A102010000 2D40 5A",
    "clock": f"{HEADER} 0D00 A203010800 1320012511172605 B03F 5A",
    "text": f"{HEADER} 3500 A3060200000001 2C00 00 0000 0C00 4000 0C00 01 0A 01 0200 000000 01 01"
    " 01 00 17 02 11000000 5C464F30303054454D5045523A3231A1E6 82DA 5A",
}
CPOWER = {
    "restart": "A5 68 32 01 2D 01 00 C9 00 AE",
    "address": "A5 68 32 01 3C 01 00 C0A801DE C0A80101 FFFFFF00 1450 FFFFFFFF E6 0B AE",
    "exit": "A5 68 32 01 7B 01 04 00 00 00 07 00 00 00 22 01 AE",
    "zone": "A5 68 32 01 7B 01 10 00 00 00 85 00 00 00 01 01 01 00 68656C6C6F5F31 00 53 04 AE",
}
TEMPLATE = Path(__file__).parents[2] / "docs" / "led-template.toml"


def described() -> TemplateDecoder:
    """A strip as the template in docs/ has it."""
    return TemplateDecoder(read_template(TEMPLATE))


DECODERS = [OnbonDecoder, CPowerDecoder, TubesDecoder, described]


def only(decoder: Decoder, frame: str) -> Frame:
    """The one frame in these bytes."""
    (heard,) = decoder.feed(bytes.fromhex(frame))
    assert isinstance(heard, Frame)
    return heard


def orders(decoder: Decoder, data: bytes) -> list[object]:
    """What was ordered in these bytes, whatever else was in them."""
    heard = [*decoder.feed(data), *decoder.silence()]
    return [one.order for one in heard if isinstance(one, Frame)]


def test_an_onbon_card_understands_the_published_frames() -> None:
    card = OnbonDecoder()
    assert only(card, ONBON["ping"]).order is Word.PING
    assert only(card, ONBON["parameters"]).order is Word.PING
    assert only(card, ONBON["clock"]).order == SetClock(datetime(2013, 1, 25, 11, 17, 26))
    text = only(card, ONBON["text"])
    assert (text.address, text.wants_answer) == (1, False)
    assert text.order == Write(((1, Area(((Run("TEMPER:21℃"),),), 0, 12, 8 * 64, 12)),))


def test_an_onbon_card_takes_away_what_is_not_told_again_in_time() -> None:
    now = [datetime(2026, 6, 1, 12, 0, tzinfo=UTC)]
    panel = VirtualPanel(Panel(address=1, window="5"), lambda: now[0])
    kept = bytes.fromhex(ONBON["text"].replace(" 01 0A 01 0200 ", " 01 0A 02 0200 ")).replace(
        b"\x82\xda\x5a", b""
    )
    (frame,) = OnbonDecoder().feed(onbon_frame(kept[8:]))
    assert isinstance(frame, Frame)
    panel.hear(frame)
    assert panel.face.text == "TEMPER:21℃"
    now[0] += timedelta(seconds=1.9)
    panel.hear(frame)
    now[0] += timedelta(seconds=1.9)
    assert panel.face.text == "TEMPER:21℃"
    now[0] += timedelta(seconds=0.1)
    assert panel.face.text == "" and panel.face.is_dark


def test_an_onbon_card_answers_as_published() -> None:
    card = OnbonDecoder()
    ping = only(card, ONBON["ping"])
    done = card.answer(ping, 0xFFFE, Outcome.DONE)
    assert done is not None
    assert done.hex().endswith("0080feff000000000000fe020500a00000000014ac5a")
    assert card.answer(only(card, ONBON["text"]), 1, Outcome.DONE) is None


def test_a_cpower_card_understands_the_published_frames() -> None:
    card = CPowerDecoder()
    assert only(card, CPOWER["restart"]).order is Word.PING
    assert only(card, CPOWER["address"]).order is Word.PING
    assert only(card, CPOWER["exit"]).order == Write((), delete=None)
    zone = only(card, CPOWER["zone"])
    assert zone.order == Write(((1, Area(((Run("hello_1"),),))),))
    answer = card.answer(zone, 1, Outcome.DONE)
    assert answer is not None
    assert answer.hex(" ").upper() == "A5 E8 32 01 7B 00 96 01 AE"
    assert framed(bytes.fromhex("E832013C0101")).hex() == "a5e832013c01015901ae"


def cpower(command: int, data: bytes, flags: int = 0) -> bytes:
    """A frame to card 1."""
    return framed(bytes((0x68, 0x32, 1, command, flags)) + data)


def texts(data: bytes, packet: int = 0, last: int = 0) -> bytes:
    """A frame of the family of texts."""
    return cpower(0x7B, len(data).to_bytes(2, "little") + bytes((packet, last)) + data)


def test_a_cpower_card_puts_texts_in_windows_in_packets_and_goes_dark() -> None:
    card = CPowerDecoder()
    letters = bytes.fromhex("100041 100030 20BAC5 000000")
    assert orders(card, texts(bytes.fromhex("02 03 00 00 05 0003") + letters)) == [
        Write(((3, Area(((Run("A0", "red"), Run("号", "green")),))),))
    ]
    plain = bytes.fromhex("12 00 0D 05 03 0003 02 FFFF00") + "请A003号".encode("gbk") + b"\0"
    flashing = Write(((0, Area(((Run("请A003号", "yellow"),),), flashes=True)),))
    assert orders(card, texts(plain)) == [flashing]
    first, second = texts(plain[:9], 0, 1), texts(plain[9:], 1, 1)
    assert orders(card, first + second) == [Word.PING, flashing]
    assert orders(card, second) != [flashing], "its beginning was used up"
    assert orders(card, texts(plain[:-1])) == [Word.WRONG]
    assert orders(card, cpower(0x76, b"\0") + cpower(0x76, b"\1")) == [Switch(False), Switch(True)]
    assert orders(card, cpower(0x99, b"")) == [Word.UNKNOWN]


def onbon(data: str, address: int = 1) -> bytes:
    """A frame to a card."""
    raw = bytes.fromhex(data)
    header = address.to_bytes(2, "little") + bytes.fromhex("0080 000000 00 00 00 FE 02")
    return onbon_frame(header + len(raw).to_bytes(2, "little") + raw)


def test_an_onbon_card_has_colours_rows_areas_and_a_brightness() -> None:
    card = OnbonDecoder()
    said = r"\FO000\FE001\C1请\C2A\n\C3B\D".encode("gb18030")
    area = bytes.fromhex("00 0380 0000 6080 2000 07 00 02 7800 000000 02 02 03 00 04 00")
    area += len(said).to_bytes(4, "little") + said
    placed = len(area).to_bytes(2, "little") + area
    rows = ((Run("请", "red"), Run("A", "green")), (Run(r"B\D", "yellow"),))
    assert orders(card, onbon("A306010000 02 04 05 01" + placed.hex())) == [
        Write(((7, Area(rows, 3, 0, 96, 32, runs=True, timeout_s=120)),), delete=(4, 5))
    ]
    assert orders(card, onbon("A306010000 FF 00")) == [Write((), delete=None)]
    for wrong in ("A306010000 01 04", "A306010000 00 02" + placed.hex(), "A306010000"):
        assert orders(card, onbon(wrong)) == [Word.WRONG], wrong
    assert orders(card, onbon("A302020000 01 09", 0xFFFF)) == [Dim(60)]
    assert orders(card, onbon("A302020000 01 19")) == [Word.UNKNOWN]


def modbus(body: str) -> bytes:
    """A frame with the checksum of the tables in the Modbus specification's appendix."""
    data = bytes.fromhex(body)
    table = []
    for start in range(256):
        crc = start
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
        table.append(crc)
    crc = 0xFFFF
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return data + crc.to_bytes(2, "little")


def test_tubes_show_numbers_texts_and_segments() -> None:
    assert modbus("01 06 0000 1234").hex() == "0106000012348 4bd".replace(" ", "")
    tubes = TubesDecoder()
    assert orders(tubes, modbus("01 06 0000 0007")) == [Segments((0x07,))]
    assert orders(tubes, modbus("01 06 0000 FFFE")) == [Segments((0x40, 0x5B))]
    assert orders(tubes, modbus("01 10 0070 0002 04 41303033")) == [
        Segments((0x77, 0x3F, 0x3F, 0x4F))
    ]
    assert orders(tubes, modbus("01 10 0080 0001 02 7F80")) == [Segments((0x7F, 0x80))]
    assert orders(tubes, modbus("01 10 0090 0002 04 41480000")) == [
        Segments((0x06, 0x5B | 0x80, 0x6D))
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("01 06 0000 0007", "01 06 0000 0007"),
        ("01 10 0070 0002 04 41303033", "01 10 0070 0002"),
        ("01 03 0000 0001", "01 83 01"),
        ("01 06 0009 0001", "01 86 02"),
        ("01 10 0070 0003 04 41303033", "01 90 03"),
    ],
)
def test_tubes_echo_what_they_did_and_name_what_they_cannot(asked: str, said: str) -> None:
    tubes = TubesDecoder()
    frame = only(tubes, modbus(asked).hex())
    fine = frame.order not in (Word.UNKNOWN, Word.WRONG)
    outcome = Outcome.DONE if fine else Outcome.REFUSED
    assert tubes.answer(frame, 1, outcome) == modbus(said)


def crc(data: bytes) -> bytes:
    """CRC-16/MODBUS of it, low byte first."""
    return modbus(data.hex())[-2:]


def strip_frame(text: bytes, manner: bytes = b"0") -> bytes:
    """AA 55, address 10, length, manner, text, CRC, 0D; AA, AB and 0D escaped between."""
    body = bytes((10, 1 + len(text))) + manner + text
    body += crc(body)
    escaped = body.replace(b"\xab", b"\xab\x02").replace(b"\xaa", b"\xab\x01")
    return b"\xaa\x55" + escaped.replace(b"\x0d", b"\xab\x03") + b"\x0d"


def test_a_strip_is_what_its_template_says() -> None:
    strip = described()
    for text in ("请A003号", "A", "", "瑯琊" * 9):
        said = text.encode("gb2312", "ignore")
        shown = said.decode("gb2312")
        steady, flashing = strip_frame(said), strip_frame(said, b"1")
        assert orders(strip, steady) == [Write(((0, Area(((Run(shown),),))),))]
        assert orders(strip, flashing) == [
            Write(((0, Area(((Run(shown),),), flashes=True)),)),
        ]
    (frame,) = strip.feed(strip_frame(b"A"))
    assert isinstance(frame, Frame)
    assert (frame.address, strip.answer(frame, 10, Outcome.DONE)) == (10, b"\x06")
    assert strip.answer(frame, 10, Outcome.BUSY) is None
    dim = bytes.fromhex("AA 55 00 42 03")
    (bright,) = strip.feed(dim + crc(dim))
    assert isinstance(bright, Frame)
    assert (bright.address, bright.order) == (None, Dim(43))


def test_a_template_may_write_numbers_as_digits_and_keep_texts_in_a_fixed_room(
    tmp_path: Path,
) -> None:
    (tmp_path / "strip.toml").write_text(
        """
        frame = [
            {part = "bytes", hex = "02"}, {part = "address", size = 3, written = "decimal"},
            {part = "colour", red = "31", green = "32"},
            {part = "text", encoding = "gbk", bytes = 8, fill = "20"},
            {part = "checksum", by = "xor8", written = "hex", over = ["address", "text"]},
            {part = "bytes", name = "end", hex = "03"},
        ]
        answer = [{part = "bytes", hex = "15"}, {part = "address", size = 3, written = "decimal"},
            {part = "checksum", by = "sum8"}]
        """,
        encoding="utf-8",
    )
    strip = TemplateDecoder(read_template(tmp_path / "strip.toml"))
    body = b"012" + b"2" + "请A03".encode("gbk") + b" " * 3
    check = 0
    for byte in body:
        check ^= byte
    (frame,) = strip.feed(b"\x02" + body + f"{check:02X}".encode() + b"\x03")
    assert isinstance(frame, Frame)
    assert frame.order == Write(((0, Area(((Run("请A03", "green"),),))),))
    assert strip.answer(frame, 12, Outcome.DONE) == b"\x15012" + bytes((0x15 + 48 + 49 + 50,))


def test_nobody_answers_what_is_told_to_everyone() -> None:
    for decoder, frame in (
        (OnbonDecoder(), ONBON["ping"].replace("0100 0080", "FEFF 0080").replace("68F8", "4CDC")),
        (CPowerDecoder(), "A5 68 32 FF 2D 01 00 C7 01 AE"),
        (TubesDecoder(), modbus("00 06 0000 0007").hex()),
    ):
        heard = only(decoder, frame)
        assert heard.address is None
        assert decoder.answer(heard, 1, Outcome.DONE) is None


GOOD: list[tuple[Callable[[], Decoder], bytes]] = [
    (OnbonDecoder, bytes.fromhex(ONBON["text"])),
    (CPowerDecoder, bytes.fromhex(CPOWER["zone"])),
    (TubesDecoder, modbus("01 10 0070 0002 04 41303033")),
    (described, strip_frame("请A003号".encode("gb2312"))),
]


@pytest.mark.parametrize(("make", "frame"), GOOD)
def test_a_frame_in_pieces_and_among_noise_is_understood(
    make: Callable[[], Decoder], frame: bytes
) -> None:
    (order,) = orders(make(), frame)
    split = make()
    heard = [one for byte in frame for one in split.feed(bytes((byte,)))]
    assert [one.order for one in heard if isinstance(one, Frame)] == [order]
    chance = random.Random(5)
    noisy = make()
    for _ in range(60):
        orders(noisy, chance.randbytes(chance.randrange(60)))
        orders(noisy, frame[: chance.randrange(1, len(frame))])
        assert orders(noisy, frame) == [order]


@pytest.mark.parametrize(("make", "frame"), GOOD)
def test_a_frame_with_any_byte_wrong_is_nothing(make: Callable[[], Decoder], frame: bytes) -> None:
    for place in range(len(frame)):
        for bit in range(8):
            wrong = bytearray(frame)
            wrong[place] ^= 1 << bit
            assert orders(make(), bytes(wrong)) == [], (place, bit)


@pytest.mark.parametrize("make", DECODERS)
def test_any_bytes_at_all_are_survived(make: Callable[[], Decoder]) -> None:
    chance = random.Random(20)
    marks = bytes.fromhex("A5A5A5A55A5BA602AEAA686832017B0106100000")
    decoder = make()
    for _ in range(1000):
        size = chance.randrange(100)
        stream = bytes(chance.choice(marks) for _ in range(size)) + chance.randbytes(size)
        for one in (*decoder.feed(stream), *decoder.silence()):
            if isinstance(one, Frame):
                decoder.answer(one, 1, chance.choice(list(Outcome)))
            else:
                assert isinstance(one, Damaged)
