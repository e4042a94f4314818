"""A virtual line: panels behind one cable that hear every byte, each obeying its own address."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock, Timer

from display.simulators.changes import Changes
from display.simulators.orders import Damaged, Decoder, Frame, Heard, Outcome
from display.simulators.panel import Fault, VirtualPanel

LATE_S = 0.7
"""Later than any master waits for an answer."""
GARBAGE = b"\x00\xff\xa5\x5a\xae\xaa\x01"
_BYTES_KEPT = 4096

Later = Callable[[float, Callable[[], None]], None]


def by_timer(seconds: float, act: Callable[[], None]) -> None:
    """Act after so many seconds, in a thread of its own."""
    timer = Timer(seconds, act)
    timer.daemon = True
    timer.start()


class VirtualLine:
    """What hangs at the far end of a cable. Any thread may call."""

    def __init__(
        self,
        decoder: Decoder,
        panels: Mapping[int, VirtualPanel],
        clock: Callable[[], datetime],
        changes: Changes,
        later: Later = by_timer,
    ) -> None:
        """`panels` by their address on the line."""
        self.panels = panels
        self.heard_at: datetime | None = None
        """When the newest byte came."""
        self.damaged = 0
        """Frames that were none."""
        self.raw: deque[int] = deque(maxlen=_BYTES_KEPT)
        self._decoder = decoder
        self._clock = clock
        self._changes = changes
        self._later = later
        self._lock = Lock()
        self._answer: Callable[[bytes], None] | None = None

    def connect(self, answer: Callable[[bytes], None]) -> None:
        """A cable is there: answers go into it."""
        self._answer = answer
        self._changes.note()

    def disconnect(self) -> None:
        """The cable is gone; answers are lost."""
        self._answer = None
        self._changes.note()

    def receive(self, data: bytes) -> None:
        """Bytes from the cable."""
        with self._lock:
            self.heard_at = self._clock()
            self.raw.extend(data)
            self._obey(self._decoder.feed(data))

    def silence(self) -> None:
        """Nothing came for 3.5 characters."""
        with self._lock:
            self._obey(self._decoder.silence())

    def _obey(self, heard: Sequence[Heard]) -> None:
        for one in heard:
            if isinstance(one, Damaged):
                self.damaged += 1
            else:
                self._deliver(one)

    def _deliver(self, frame: Frame) -> None:
        if frame.address is None:
            for each in self.panels.values():
                each.hear(frame)
            return
        panel = self.panels.get(frame.address)
        outcome = None if panel is None else panel.hear(frame)
        if panel is not None and outcome is not None:
            self._reply(frame, frame.address, outcome, panel.faults)

    def _reply(
        self, frame: Frame, address: int, outcome: Outcome, faults: frozenset[Fault]
    ) -> None:
        reply = self._decoder.answer(frame, address, outcome)
        if reply is None or Fault.MUTE in faults:
            return
        if Fault.GARBAGE in faults:
            reply = GARBAGE
        if Fault.WRONG_CHECKSUM in faults:
            reply = _spoiled(reply)
        if Fault.LATE in faults:
            self._later(LATE_S, lambda: self._send(reply))
        else:
            self._send(reply)

    def _send(self, reply: bytes) -> None:
        answer = self._answer
        if answer is not None:
            answer(reply)


def _spoiled(reply: bytes) -> bytes:
    """With one bit of its body turned, where no mark and no escape stands."""
    middle = len(reply) // 2
    return reply[:middle] + bytes((reply[middle] ^ 0x10,)) + reply[middle + 1 :]
