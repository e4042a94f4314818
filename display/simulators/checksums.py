"""Checksums bit by bit, as their definitions have them."""

_POLYNOMIAL = 0xA001


def crc16(data: bytes, begin: int) -> int:
    """CRC-16 with the reflected polynomial A001: begun with 0 it is ARC, with FFFF Modbus."""
    register = begin
    for byte in data:
        register ^= byte
        for _ in range(8):
            odd = register & 1
            register >>= 1
            if odd:
                register ^= _POLYNOMIAL
    return register


def xor8(data: bytes) -> int:
    """All bytes, one on the other."""
    register = 0
    for byte in data:
        register ^= byte
    return register
