"""Replies are told apart however the line chops them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.replies import AutomaticStatus, Noise, Printed, Reply, ReplyParser, StatusByte

WHOLE: list[tuple[bytes, Reply]] = [
    (b"\x12", StatusByte(0x12)),
    (b"\x1a", StatusByte(0x1A)),
    (b"\x7e", StatusByte(0x7E)),
    (b"\x37\x22Ab09\x00", Printed(b"Ab09")),
    (b"\x18\x00\x0f\x00", AutomaticStatus(b"\x18\x00\x0f\x00")),
    (b"\x11", Noise(0x11)),
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
    ("stream", "replies"),
    [
        (b"\x37\x23Ab09\x00", [Noise(0x37), Noise(0x23), *map(Noise, b"Ab09"), Noise(0)]),
        (b"\x37\x22Ab09\x37\x22Cd12\x00", None),
        (b"\x10\x12", [Noise(0x10), StatusByte(0x12)]),
    ],
)
def test_a_broken_reply_is_noise_and_the_next_one_is_found(
    stream: bytes, replies: list[Reply] | None
) -> None:
    seen = ReplyParser().feed(stream)
    assert seen == replies if replies is not None else seen[-1] == Printed(b"Cd12")


@given(st.binary(max_size=300))
def test_no_bytes_from_the_line_break_the_parser(stream: bytes) -> None:
    parser = ReplyParser()
    parser.feed(stream)
    assert parser.feed(b"\x12" * 8)[-1] == StatusByte(0x12)
