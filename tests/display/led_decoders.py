"""What cards make of frames, written from the makers' descriptions and apart from display.led."""

from collections.abc import Callable, Mapping


def reflected_crc(data: bytes, value: int) -> bytes:
    """CRC-16 with the polynomial 8005, bit by bit from the wire's side; low byte first."""
    for byte in data:
        for bit in range(8):
            carry = (value ^ (byte >> bit)) & 1
            value >>= 1
            if carry:
                value ^= 0xA001
    return bytes((value & 0xFF, value >> 8))


def byte_sum(data: bytes) -> bytes:
    total = 0
    for byte in data:
        total = (total + byte) % 0x10000
    return bytes((total & 0xFF, total >> 8))


def unescaped(data: bytes, lead: Mapping[int, Mapping[int, int]]) -> bytes:
    found, held = bytearray(), None
    for byte in data:
        if held is not None:
            found.append(lead[held][byte])
            held = None
        elif byte in lead:
            held = byte
        else:
            found.append(byte)
    assert held is None, "an escape without its second byte"
    return bytes(found)


ONBON = {0xA6: {1: 0xA6, 2: 0xA5}, 0x5B: {1: 0x5B, 2: 0x5A}}
CPOWER = {0xAA: {0x05: 0xA5, 0x0E: 0xAE, 0x0A: 0xAA}}


def card_hears(
    frame: bytes,
    heads: int,
    head: int,
    tail: int,
    escapes: Mapping[int, Mapping[int, int]],
    check: Callable[[bytes], bytes],
) -> bytes:
    """The body without its check, as a card takes it out of one whole frame."""
    assert frame[:heads] == bytes((head,)) * heads and frame[-1] == tail
    inside = frame[heads:-1]
    assert head not in inside and tail not in inside, "begins or ends in its middle"
    body = unescaped(inside, escapes)
    assert check(body[:-2]) == body[-2:]
    return body[:-2]


def onbon_hears(frame: bytes) -> tuple[int, bytes]:
    """Address and data."""
    body = card_hears(frame, 8, 0xA5, 0x5A, ONBON, lambda data: reflected_crc(data, 0))
    assert body[12] + 256 * body[13] == len(body) - 14
    return body[0] + 256 * body[1], body[14:]


def cpower_hears(frame: bytes) -> tuple[int, int, bytes]:
    """Card, command and what follows the flag."""
    body = card_hears(frame, 1, 0xA5, 0xAE, CPOWER, byte_sum)
    return body[2], body[3], body[5:]
