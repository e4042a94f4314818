"""Replies are told apart however the line chops them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.replies import (
    About,
    AutomaticStatus,
    InTurn,
    Noise,
    Printed,
    Reply,
    ReplyParser,
    StatusByte,
    Stopped,
    Xoff,
    Xon,
)

WHOLE: list[tuple[bytes, Reply]] = [
    (b"\x12", StatusByte(0x12)),
    (b"\x1a", StatusByte(0x1A)),
    (b"\x7e", StatusByte(0x7E)),
    (b"\x37\x22Ab09\x00", Printed(b"Ab09")),
    (b"\x37\x23Ab09\x00", Stopped(b"Ab09")),
    (b"\x18\x00\x0f\x00", AutomaticStatus(b"\x18\x00\x0f\x00")),
    (b"\x00", InTurn(0)),
    (b"\x0f", InTurn(0x0F)),
    (b"\x5fTM-T82\x00", About("TM-T82")),
    (b"\x11", Xon()),
    (b"\x13", Xoff()),
    (b"\xff", Noise(0xFF)),
]


@given(st.lists(st.sampled_from(WHOLE), max_size=12), st.data())
def test_replies_survive_any_chopping(sent: list[tuple[bytes, Reply]], data: st.DataObject) -> None:
    stream = b"".join(raw for raw, _ in sent)
    parser = ReplyParser()
    seen: list[Reply] = []
    while stream:
        count = data.draw(st.integers(min_value=1, max_value=len(stream)))
        seen += parser.feed(stream[:count])
        stream = stream[count:]
    assert seen == [reply for _, reply in sent]


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        (b"\x37\x24Ab09\x00" + b"\x12", StatusByte(0x12)),
        (b"\x37\x22Ab09\x37\x22Cd12\x00", Printed(b"Cd12")),
        (b"\x37\x22A\x01b\x37\x22Cd12\x00", Printed(b"Cd12")),
        (b"\x5fTM\x12", StatusByte(0x12)),
        (b"\x10\x12", StatusByte(0x12)),
        (b"\x18\x00\x12", StatusByte(0x12)),
    ],
)
def test_a_broken_reply_does_not_hide_the_next_one(stream: bytes, found: Reply) -> None:
    assert ReplyParser().feed(stream)[-1] == found


@given(st.binary(max_size=300))
def test_no_bytes_from_the_line_break_the_parser(stream: bytes) -> None:
    parser = ReplyParser()
    parser.feed(stream)
    assert parser.feed(b"\x12" * 8)[-1] == StatusByte(0x12)
