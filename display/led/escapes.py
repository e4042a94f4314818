"""Bytes that would be taken for the beginning or end of a frame are sent as others. Pure."""

from collections.abc import Mapping

Escapes = Mapping[int, bytes]
"""What is sent instead of each byte. No key is the beginning of what stands for another, except of
its own kind: the first byte of each replacement is itself a key."""


def escaped(data: bytes, escapes: Escapes) -> bytes:
    """`data` as it goes over the line."""
    return b"".join(escapes.get(byte, bytes((byte,))) for byte in data)


def restored(data: bytes, escapes: Escapes) -> bytes | None:
    """What `escaped` was made from; None when it cannot have been made so."""
    meant = {sent: bytes((byte,)) for byte, sent in escapes.items()}
    leads = {sent[0] for sent in meant}
    found = bytearray()
    at = 0
    while at < len(data):
        if data[at] not in leads:
            found.append(data[at])
            at += 1
            continue
        pair = next((sent for sent in meant if data.startswith(sent, at)), None)
        if pair is None:
            return None
        found += meant[pair]
        at += len(pair)
    return bytes(found)
