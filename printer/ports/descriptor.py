"""Bounded reads and writes on a non-blocking file descriptor.

pyserial's own write knows after a time-out not how much had gone, and a plain write to a printer
node blocks for ever when the paper is out; so both kinds of port wait with poll and call the system
themselves.
"""

import os
import select
import time

from printer.ports.port import CHUNK, Disconnected, WriteFailed

_EMPTY_PACKET_S = 0.02
_BROKEN = select.POLLHUP | select.POLLERR | select.POLLNVAL


def write_all(descriptor: int, data: bytes, seconds: float) -> None:
    """Write `data` within `seconds`. Raises WriteFailed, which knows how much had gone."""
    deadline = time.monotonic() + seconds
    sent = 0
    while sent < len(data):
        happened = _wait(descriptor, select.POLLOUT, deadline - time.monotonic())
        if not happened:
            raise WriteFailed(sent, "the printer takes no more")
        if happened & _BROKEN:
            raise WriteFailed(sent, "the line broke")
        try:
            sent += os.write(descriptor, data[sent : sent + CHUNK])
        except BlockingIOError:
            continue
        except OSError as error:
            raise WriteFailed(sent, str(error)) from error


def read_some(descriptor: int, seconds: float) -> bytes:
    """What has arrived, waiting at most `seconds`; b"" if nothing did. Raises Disconnected."""
    happened = _wait(descriptor, select.POLLIN, seconds)
    if not happened:
        return b""
    try:
        data = os.read(descriptor, CHUNK)
    except BlockingIOError:
        return b""
    except OSError as error:
        raise Disconnected(str(error)) from error
    if not data and happened & _BROKEN:
        raise Disconnected("the line broke")
    if not data:
        # usblp hands on the empty packets that some printers answer with; do not spin on them.
        time.sleep(min(max(seconds, 0), _EMPTY_PACKET_S))
    return data


def _wait(descriptor: int, events: int, seconds: float) -> int:
    poll = select.poll()
    poll.register(descriptor, events)
    for _, happened in poll.poll(max(seconds, 0) * 1000):
        return happened
    return 0
