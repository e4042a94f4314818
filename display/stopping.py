"""Programs that run until the system or a person ends them."""

import signal
from threading import Event


def until_told_to_stop() -> Event:
    """An event that SIGTERM and SIGINT set. For the main thread of a program."""
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop
