"""Checksums of frames on LED lines. Pure."""

from functools import reduce
from operator import xor


def sum8(data: bytes) -> int:
    """The low byte of the sum of all bytes."""
    return sum(data) & 0xFF


def sum16(data: bytes) -> int:
    """The low two bytes of the sum of all bytes."""
    return sum(data) & 0xFFFF


def xor8(data: bytes) -> int:
    """All bytes taken together by exclusive or."""
    return reduce(xor, data, 0)


def crc16_arc(data: bytes) -> int:
    """CRC-16/ARC: polynomial 8005 reflected, begun with 0."""
    return _crc16(data, 0)


def crc16_modbus(data: bytes) -> int:
    """CRC-16/MODBUS: polynomial 8005 reflected, begun with FFFF."""
    return _crc16(data, 0xFFFF)


def _crc16(data: bytes, value: int) -> int:
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value
