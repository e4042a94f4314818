"""Frames of LED panels: the makers' printed ones byte for byte, and any text through a decoder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from led_decoders import cpower_hears, onbon_hears, reflected_crc

from display.devices import Line, Panel
from display.led import cpower, onbon, tubes
from display.led.driver import YES, Answer, Driver, Look
from display.led.escapes import escaped, restored

CALL = Look("请A003号", "red")
ONBON_HEAD = "A5" * 8

ONBON_PRINTED = {
    "ping": (
        onbon.ping(1),
        "01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A2 00 01 00 00 68 F8",
    ),
    "how is the card": (
        onbon.frame(onbon.request(b"\xa1\x02", b"", asks=True), 1),
        "01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A1 02 01 00 00 2D 40",
    ),
    "set the clock": (
        onbon.frame(bytes.fromhex("A2 03 01 08 00 13 20 01 25 11 17 26 05"), 1),
        "01 00 00 80 00 00 00 00 00 00 FE 02 0D 00A2 03 01 08 00 13 20 01 25 11 17 26 05 B0 3F",
    ),
    "lock a programme": (
        onbon.frame(onbon.request(b"\xa3\x04", b"\x00\x01P000", asks=True), 1),
        "01 00 00 80 00 00 00 00 00 00 FE 02 0B 00 A3 04 01 00 00 00 01 50 30 30 30 C2 40",
    ),
    "text of the manual": (
        onbon.text(
            onbon.Area(
                "欢迎光临".encode("gb2312"),
                x=0x8000,
                width=0x8000 | 128,
                height=32,
                run_mode=0,
                timeout_s=10,
                lines=2,
                speed=2,
                stay=10,
            ),
            0xFFFE,
            asks=True,
        ),
        "FE FF 00 80 00 00 00 00 00 00 FE 02 2C 00 A3 06 01 00 00 00 01 23 00"
        "00 00 80 00 00 80 80 20 00 00 00 00 0A 00 00 00 00 02 01 01 00 02 0A 08 00 00 00"
        "BB B6 D3 AD B9 E2 C1 D9 3C 49",
    ),
    "text of a field program": (
        onbon.text(
            onbon.Area(
                "\\FO000TEMPER:21℃".encode("gb2312"),
                y=12,
                width=64,
                height=12,
                number=1,
                spacing=10,
                run_mode=1,
                timeout_s=2,
                speed=23,
                stay=2,
            ),
            1,
            asks=False,
        ),
        "01 00 00 80 00 00 00 00 00 00 FE 02 35 00 A3 06 02 00 00 00 01 2C 00"
        "00 00 00 0C 00 40 00 0C 00 01 0A 01 02 00 00 00 00 01 01 01 00 17 02 11 00 00 00"
        "5C 46 4F 30 30 30 54 45 4D 50 45 52 3A 32 31 A1 E6 82 DA",
    ),
}

CPOWER_PRINTED = {
    "network address": (
        cpower.frame(1, 0x3C, bytes.fromhex("00 C0A801DE C0A80101 FFFFFF00 1450 FFFFFFFF"), True),
        "A5 68 32 01 3C 01 00 C0A801DE C0A80101 FFFFFF00 1450 FFFFFFFF E6 0B AE",
    ),
    "restart": (cpower.frame(1, 0x2D, b"\x00", True), "A5 68 32 01 2D 01 00 C9 00 AE"),
    "away from the texts": (
        cpower.texts(1, bytes.fromhex("07 00 00 00"), True),
        "A5 68 32 01 7B 01 04 00 00 00 07 00 00 00 22 01 AE",
    ),
    "text into a template": (
        cpower.texts(1, bytes.fromhex("85 00 00 00 01 01 01 00") + b"hello_1\x00", True),
        "A5 68 32 01 7B 01 10 00 00 00 85 00 00 00 01 01 01 00 68 65 6C 6C 6F 5F 31 00 53 04 AE",
    ),
    "plain text": (
        cpower.texts(1, cpower.plain_text(b"abc", b"\xff\0\0", 2, 0, 0, 0, 3), True),
        "A5 68 32 01 7B 01 0f 00 00 00 12 00 00 00 00 00 03 02 ff 00 00 61 62 63 00 62 03 AE",
    ),
    "plain text of two lines": (
        cpower.texts(1, cpower.plain_text(b"abc\rcba", b"\xff\0\0", 2, 0, 1, 0, 3), True),
        "A5 68 32 01 7B 01 13 00 00 00 12 00 00 01 00 00 03 02 ff 00 00"
        "61 62 63 0d 63 62 61 00 9a 04 AE",
    ),
}

CPOWER_NETWORK_BODIES = {
    "flashing": (
        cpower.plain_text(bytes.fromhex("BF EB C3 D1 A4 A4"), b"\0\xff\0", 2, 0x0D),
        "68 32 FF 7B 01 12 00 00 00 12 00 0D 05 03 00 03 02 00 FF 00 BF EB C3 D1 A4 A4 00 D8 07",
    ),
    "running left": (
        cpower.plain_text(
            bytes.fromhex("C5 77 AA EF A4 4A B3 F5 A1 41 BD D0 A4 C5 B8 F2 A8 AE A1 43"),
            b"\xff\0\0",
            2,
            0x0B,
            speed=2,
            window=1,
        ),
        "68 32 FF 7B 01 20 00 00 00 12 01 0B 05 02 00 03 02 FF 00 00"
        "C5 77 AA EF A4 4A B3 F5 A1 41 BD D0 A4 C5 B8 F2 A8 AE A1 43 00 85 10",
    ),
}

TUBES_PRINTED = {
    # The two samples of the Modbus description, and one of a maker's register list.
    "one register": (tubes.write_one(0x11, 1, 3), "11 06 00 01 00 03 9A 9B"),
    "two registers": (
        tubes.write_many(0x11, 1, bytes.fromhex("00 0A 01 02")),
        "11 10 00 01 00 02 04 00 0A 01 02 C6 F0",
    ),
}


@pytest.mark.parametrize("name", ONBON_PRINTED)
def test_onbon_frames_are_the_printed_ones(name: str) -> None:
    made, printed = ONBON_PRINTED[name]
    assert made == bytes.fromhex(ONBON_HEAD + printed + "5A")


@pytest.mark.parametrize("name", CPOWER_PRINTED)
def test_cpower_frames_are_the_printed_ones(name: str) -> None:
    made, printed = CPOWER_PRINTED[name]
    assert made == bytes.fromhex(printed)


@pytest.mark.parametrize("name", CPOWER_NETWORK_BODIES)
def test_cpower_texts_are_the_printed_ones_of_the_network_side(name: str) -> None:
    """There the same body stands without head, escapes and tail."""
    data, printed = CPOWER_NETWORK_BODIES[name]
    assert restored(cpower.texts(0xFF, data, True)[1:-1], cpower.ESCAPES) == bytes.fromhex(printed)


@pytest.mark.parametrize("name", TUBES_PRINTED)
def test_modbus_frames_are_the_printed_ones(name: str) -> None:
    made, printed = TUBES_PRINTED[name]
    assert made == bytes.fromhex(printed)


def line(protocol: str, panel: Panel, answers: bool = True) -> Line:
    return Line(name="L1", url="/dev/null", protocol=protocol, panel=(panel,), answers=answers)


def panel(address: int = 3, cells: int = 8, dots: int = 16) -> Panel:
    return Panel(address=address, window="5", cells=cells, dots=dots)


def test_an_onbon_card_drops_a_text_that_nobody_repeats() -> None:
    strip = panel()
    address, data = onbon_hears(onbon.Onbon(line("onbon", strip)).show(strip, CALL))
    assert address == 3
    assert data[:7] == bytes.fromhex("A3 06 01 00 00 00 01")
    area = data[9:]
    assert data[7] + 256 * data[8] == len(area)
    # From the corner, 8 cells of 16 dots wide, counted in units of 8; 16 dots high.
    assert area[1:9] == bytes.fromhex("00 00 00 00 10 00 10 00")
    assert (area[11], area[12] + 256 * area[13]) == (2, 120)
    assert area[27:] == b"\\FO000\\C1" + "    请A003号    ".encode("gbk")


def test_a_cpower_card_flashes_by_itself() -> None:
    strip = panel()
    driver = cpower.CPower(line("cpower", strip))
    card, command, data = cpower_hears(driver.show(strip, Look("请A003号", "green", flashes=True)))
    assert (card, command) == (3, 0x7B)
    length, packets, text = data[:2], data[2:4], data[4:]
    assert (length, packets) == (bytes((len(text), 0)), b"\0\0")
    assert text[:3] == b"\x12\x00\x0d"
    assert text[8:11] == b"\x00\xff\x00"
    assert text[11:] == "    请A003号    ".encode("gbk") + b"\0"
    (whole,) = driver.prepare(strip)
    assert cpower_hears(whole)[2][4:] == bytes.fromhex("01 01 0000 0000 0080 0010")


def test_tubes_show_the_number_at_their_right_end() -> None:
    five = panel(cells=5)
    frame = tubes.Tubes().show(five, Look("A003", "red"))
    assert frame[:7] == bytes.fromhex("03 10 00 70 00 03 06")
    assert frame[7:-2] == b" A003 "
    assert reflected_crc(frame[:-2], 0xFFFF) == frame[-2:]


any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
addresses = st.integers(1, 254)


@given(any_text, addresses, st.booleans())
def test_any_text_reaches_an_onbon_card_whole(words: str, address: int, answers: bool) -> None:
    strip = panel(address)
    driver = onbon.Onbon(line("onbon", strip, answers))
    heard, data = onbon_hears(driver.show(strip, Look(words, "red", runs=True)))
    assert heard == address
    assert data[2] == (1 if answers else 2)
    area = data[9:]
    text = area[27:]
    assert int.from_bytes(area[23:27], "little") == len(text)
    # Every character is there, as itself or as the square; none can begin a command of the card.
    assert len(text.removeprefix(b"\\FO000\\C1").decode("gb18030")) == len(words)
    assert text.count(b"\\FO") == 1
    assert "\\" not in text.removeprefix(b"\\FO000\\C1").decode("gb18030")


@given(any_text, addresses)
def test_any_text_reaches_a_cpower_card_whole(words: str, address: int) -> None:
    strip = panel(address)
    driver = cpower.CPower(line("cpower", strip))
    card, _, data = cpower_hears(driver.show(strip, Look(words, "red", runs=True)))
    assert card == address
    text = data[4:][11:]
    assert len(text[:-1].decode("gb18030")) == len(words)
    assert text.endswith(b"\0") and min(text[:-1], default=0x20) >= 0x20


@given(st.binary(max_size=200))
def test_escapes_are_undone(data: bytes) -> None:
    for escapes in (onbon.ESCAPES, cpower.ESCAPES):
        sent = escaped(data, escapes)
        assert restored(sent, escapes) == data


DRIVERS: list[tuple[Driver, bytes, Answer]] = [
    (
        onbon.Onbon(line("onbon", panel())),
        onbon.frame(bytes.fromhex("A0 00 00 00 00"), 0x8000, source=3),
        YES,
    ),
    (
        onbon.Onbon(line("onbon", panel())),
        onbon.frame(bytes.fromhex("A0 01 05 00 00"), 0x8000, source=3),
        Answer(False, "checksum"),
    ),
    (
        cpower.CPower(line("cpower", panel())),
        bytes.fromhex("A5 E8 32 03 7B 00 01 00 00 00 12 AB 01 AE"),
        YES,
    ),
    (
        cpower.CPower(line("cpower", panel())),
        bytes.fromhex("A5 E8 32 03 7B 01 01 00 00 00 12 AC 01 AE"),
        Answer(False, "checksum"),
    ),
    (tubes.Tubes(), tubes.frame(3, bytes.fromhex("10 0070 0003")), YES),
    (tubes.Tubes(), tubes.frame(3, bytes.fromhex("90 02")), Answer(False, "unknown register")),
]


def test_the_printed_answers_of_onbon_cards_are_understood() -> None:
    everybody = panel(0xFFFE)
    driver = onbon.Onbon(line("onbon", everybody))
    yes = "A5 00 80 FE FF 00 00 00 00 00 00 FE 02 05 00 A0 00 00 00 00 14 AC 5A"
    no = "A5 00 80 FE FF 00 00 00 00 00 00 FE 02 05 00 A0 01 05 00 00 05 51 5A"
    assert driver.answer(everybody, bytes.fromhex(ONBON_HEAD + yes)) == YES
    assert driver.answer(everybody, bytes.fromhex(ONBON_HEAD + no)) == Answer(False, "checksum")


@pytest.mark.parametrize(("driver", "said", "meant"), DRIVERS)
def test_answers_are_understood_behind_noise_once_they_are_whole(
    driver: Driver, said: bytes, meant: Answer
) -> None:
    strip = panel()
    echo = driver.show(strip, Look("A003", "red"))
    for noise in (b"", echo, b"\x00\xff\xa5\x10"):
        assert driver.answer(strip, noise + said[:-1]) is None
        assert driver.answer(strip, noise + said) == meant
    damaged = said[:-3] + bytes((said[-3] ^ 1,)) + said[-2:]
    assert driver.answer(strip, damaged) is None
    assert driver.answer(panel(4), said) is None


def test_settings_that_no_card_has_are_told() -> None:
    onbon_card, cpower_card = (
        make(line("onbon", panel())) for make in (onbon.Onbon, cpower.CPower)
    )
    assert onbon_card.faults(panel()) == cpower_card.faults(panel()) == []
    assert onbon_card.faults(panel(40000, dots=20))[0].startswith("address")
    assert cpower_card.faults(panel(255, dots=20))[1].startswith("dots")
    assert tubes.Tubes().faults(panel(1, cells=8)) == ["cells: tubes have 3 to 6 digits"]
