"""The SAM module's frames: the published ones byte for byte, and any stream that a line can make."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.reader.frames import (
    LONGEST,
    PREAMBLE,
    Answer,
    Bodies,
    Command,
    Damage,
    Decoder,
    NoText,
    Word,
    command_frame,
    framed,
    text_of,
)

COMMANDS = {
    Command.STATUS: "AAAAAA9669 0003 11FF ED",
    Command.SAM_ID: "AAAAAA9669 0003 12FF EE",
    Command.FIND: "AAAAAA9669 0003 2001 22",
    Command.SELECT: "AAAAAA9669 0003 2002 21",
    Command.READ: "AAAAAA9669 0003 3001 32",
}
FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
NONE_FOUND = bytes.fromhex("AAAAAA9669 0004 000080 84")
SELECTED = bytes.fromhex("AAAAAA9669 000C 000090 0000000000000000 9C")

bodies = st.binary(min_size=3, max_size=300)
noise = st.binary(max_size=20).filter(lambda data: PREAMBLE[:1] not in data)


def answer_of(body: bytes) -> bytes:
    return framed(b"\0\0\x90" + body)


def in_pieces(stream: bytes, cuts: list[int]) -> list[bytes]:
    edges = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    return [stream[start:end] for start, end in zip(edges, edges[1:], strict=False)]


@pytest.mark.parametrize(("command", "written"), COMMANDS.items())
def test_commands_are_the_published_bytes(command: Command, written: str) -> None:
    assert command_frame(command) == bytes.fromhex(written)


def test_published_answers_are_understood() -> None:
    found, none, selected = Decoder().feed(FOUND + NONE_FOUND + SELECTED)
    assert (found, none) == (Answer(Word.FOUND, bytes(4)), Answer(Word.NONE_FOUND))
    assert selected == Answer(Word.DONE, bytes(8))


def test_a_word_that_nobody_published_is_told_as_other() -> None:
    assert Decoder().feed(framed(b"\0\0\x77")) == [Answer(Word.OTHER)]


def test_a_whole_read_is_as_long_as_published_and_leaves_the_photo() -> None:
    text, photo = bytes(range(256)), b"P" * 1024
    frame = answer_of(b"\x01\x00\x04\x00" + text + photo)
    assert (len(frame), frame[5:7]) == (1295, b"\x05\x08")
    (answer,) = Decoder().feed(frame)
    assert isinstance(answer, Answer)
    assert text_of(answer.data) == text
    assert "P" not in repr(answer)


@pytest.mark.parametrize("fingerprint", [0, 512, 1024])
def test_a_read_with_fingerprints_leaves_those_too(fingerprint: int) -> None:
    sizes = b"\x01\x00\x04\x00" + fingerprint.to_bytes(2, "big")
    text = bytes(reversed(range(256)))
    assert text_of(sizes + text + bytes(1024 + fingerprint)) == text


@pytest.mark.parametrize(
    "data", [b"", b"\x01", b"\x01\x00\x04\x00", b"\x00\xff\x04\x00" + bytes(1279), bytes(1284)]
)
def test_a_read_without_its_256_bytes_of_text_is_none(data: bytes) -> None:
    with pytest.raises(NoText):
        text_of(data)


def test_wrong_length_and_wrong_check_byte_are_told_and_what_follows_is_found() -> None:
    spoilt = NONE_FOUND[:-1] + b"\x85"
    endless = PREAMBLE + (LONGEST + 1).to_bytes(2, "big")
    short = framed(b"\x90")
    heard = Decoder().feed(spoilt + endless + short + FOUND)
    assert heard == [
        Damage.CHECKSUM,
        Damage.LENGTH,
        Damage.STATUS,
        Answer(Word.FOUND, bytes(4)),
    ]


def test_a_frame_hidden_in_one_that_was_cut_off_is_found() -> None:
    cut = answer_of(b"\x01\x00\x04\x00" + bytes(1280))[:1290]
    assert Decoder().feed(cut + FOUND) == [Damage.CHECKSUM, Answer(Word.FOUND, bytes(4))]


@settings(deadline=None)
@given(st.lists(st.tuples(noise, bodies), max_size=6), noise, st.lists(st.integers(0), max_size=12))
def test_frames_come_through_noise_whole_and_in_order_however_the_stream_is_cut(
    parts: list[tuple[bytes, bytes]], end: bytes, cuts: list[int]
) -> None:
    stream = b"".join(before + framed(body) for before, body in parts) + end
    decoder = Bodies()
    heard = [body for piece in in_pieces(stream, cuts) for body in decoder.feed(piece)]
    assert heard == [body for _, body in parts]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([FOUND, NONE_FOUND, FOUND[:7], PREAMBLE, b"\xaa", b"\x00\x03\x01"])),
    st.lists(st.integers(0), max_size=12),
    st.binary(max_size=400),
)
def test_any_stream_is_survived_in_little_memory_and_means_the_same_however_cut(
    parts: list[bytes], cuts: list[int], rest: bytes
) -> None:
    stream = b"".join(parts) + rest
    whole, piecewise = Bodies(), Bodies()
    expected = whole.feed(stream)
    heard = [body for piece in in_pieces(stream, cuts) for body in piecewise.feed(piece)]
    assert heard == expected
    # What was held back costs at most one frame: then the next whole one is found.
    assert piecewise.feed(bytes(LONGEST) + FOUND)[-1] == FOUND[7:-1]
