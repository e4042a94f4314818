"""What a supervisor should look at: pure rules over what is seen of the hall at a moment.

`alarms` says what is wrong now; `judge` decides what of it becomes an alert, stays one, or is over,
so that what comes and goes within seconds disturbs nobody.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

Facts = Mapping[str, Any]
"""Plain values of an alert's sentence; steady while the alert lasts."""

IDLE_S = 180
"""An open window without anybody, while its own queue waits: the clerk is away or asleep."""
LONG_PAUSE_S = 30 * 60
LONGER_PAUSES_S = MappingProxyType({"meal": 90 * 60, "lunch": 90 * 60, "meeting": 120 * 60})
"""By the code of the hall's pause reason; every other reason has LONG_PAUSE_S."""
SILENT_S = 60
"""Two reports missed: a device tells its health every 25 s."""
FORGOTTEN_S = 7 * 24 * 3600
"""A device silent for a week is put away, not broken."""
NEARLY = 0.9
"""A queue once beyond its limit is well again below this share of it."""

BEGIN_AFTER_S = MappingProxyType({"idle_window": IDLE_S, "printer": 4, "led": 4, "ledger": 30})
"""For how long something is seen without a break before it is an alert; other kinds at once."""
END_AFTER_S = 10
"""For how long it is not seen before the alert is over."""


class Key(NamedTuple):
    """What an alert is about: at most one of a kind and subject is in force."""

    kind: str
    subject: str
    """`queue:A`, `window:5`, `printer:NAME` or `device:NAME`."""


class QueueSeen(NamedTuple):
    """A queue's line."""

    letter: str
    waiting: int
    longest_s: float
    limit_s: float


class WindowSeen(NamedTuple):
    """A window; `own_waiting` counts those who wait in its own queues."""

    number: str
    state: str
    since: float
    busy: bool
    own_waiting: int
    pause_reason: str = ""
    """The code of the hall's reason."""


class PrinterSeen(NamedTuple):
    """A printer; `unheard` when sheets wait for it and it has never said a word."""

    name: str
    troubles: tuple[str, ...]
    unheard: bool


class Component(NamedTuple):
    """A part of a device that is not well, such as an LED panel, with the device's word for it."""

    kind: str
    name: str
    word: str


class DeviceSeen(NamedTuple):
    """A device that is not revoked. `seen_at` is None for one that was never heard."""

    kind: str
    name: str
    place: str
    seen_at: float | None
    ill: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The hall at a moment. Times are seconds since the epoch."""

    now: float
    serving: bool
    """The day is open and nobody is told to leave: queues and windows are looked at."""
    expected_on: bool
    """Within opening hours: a silent device is a trouble."""
    queues: tuple[QueueSeen, ...] = ()
    windows: tuple[WindowSeen, ...] = ()
    printers: tuple[PrinterSeen, ...] = ()
    devices: tuple[DeviceSeen, ...] = ()


def alarms(snapshot: Snapshot, standing: Set[Key]) -> dict[Key, Facts]:
    """All that is wrong now. `standing` are the alerts in force: a limit is left later than reached."""
    found: dict[Key, Facts] = {}
    if snapshot.serving:
        for queue in snapshot.queues:
            found |= _limit(queue, standing)
        for window in snapshot.windows:
            found |= _idle(window)
            found |= _pause(window, snapshot.now)
    for printer in snapshot.printers:
        if printer.troubles or printer.unheard:
            facts = {"troubles": list(printer.troubles), "unheard": printer.unheard}
            found[Key("printer", f"printer:{printer.name}")] = {"printer": printer.name} | facts
    for device in snapshot.devices:
        found |= _device(device, snapshot)
    return found


def _limit(queue: QueueSeen, standing: Set[Key]) -> dict[Key, Facts]:
    key = Key("wait_limit", f"queue:{queue.letter}")
    limit = queue.limit_s * (NEARLY if key in standing else 1)
    if not queue.waiting or queue.longest_s < limit:
        return {}
    return {key: {"queue": queue.letter, "limit_minutes": round(queue.limit_s / 60)}}


def _idle(window: WindowSeen) -> dict[Key, Facts]:
    if window.state != "OPEN" or window.busy or not window.own_waiting:
        return {}
    facts = {"window": window.number, "minutes": IDLE_S // 60}
    return {Key("idle_window", f"window:{window.number}"): facts}


def _pause(window: WindowSeen, now: float) -> dict[Key, Facts]:
    limit = LONGER_PAUSES_S.get(window.pause_reason, LONG_PAUSE_S)
    if window.state != "PAUSED" or now - window.since < limit:
        return {}
    facts = {"window": window.number, "minutes": limit // 60, "reason": window.pause_reason}
    return {Key("long_pause", f"window:{window.number}"): facts}


def _device(device: DeviceSeen, snapshot: Snapshot) -> dict[Key, Facts]:
    """A silent device is one alert of its kind; else its panels, its ledger and its other parts each are.

    A kiosk's ledger is not well when it was lost or damaged, has no numbers left, or holds numbers
    that the hall has not got, or has refused.
    """
    if device.seen_at is None:
        return {}
    about = {"device": device.name, "place": device.place}
    silence = snapshot.now - device.seen_at
    if silence >= SILENT_S:
        if not snapshot.expected_on or silence > FORGOTTEN_S:
            return {}
        return {Key(device.kind, f"device:{device.name}"): about | {"unheard": True, "parts": []}}
    found: dict[Key, Facts] = {}
    # A printer's troubles are the printer's own alert.
    panels = [part for part in device.ill if part.kind == "led"]
    ledgers = [part for part in device.ill if part.kind == "ledger"]
    others = [part for part in device.ill if part.kind not in ("led", "ledger", "printer")]
    for kind, parts in (("led", panels), ("ledger", ledgers), (device.kind, others)):
        if parts:
            told = [part._asdict() for part in sorted(parts)]
            found[Key(kind, f"device:{device.name}")] = about | {"unheard": False, "parts": told}
    return found


class Seen(NamedTuple):
    """From when to when something was seen, in seconds since the epoch."""

    first: float
    last: float


Memory = Mapping[Key, Seen]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of the alerts, and what to remember until the next look."""

    begin: Mapping[Key, Facts]
    change: Mapping[Key, Facts]
    end: frozenset[Key]
    memory: Memory


def judge(
    seen: Mapping[Key, Facts], standing: Mapping[Key, Facts], memory: Memory, now: float
) -> Verdict:
    """Compare what is seen with the alerts in force and what was seen at the last look."""
    kept = {key: Seen(memory[key].first if key in memory else now, now) for key in seen}
    unseen = {key: memory.get(key, Seen(now, now)) for key in standing if key not in seen}
    over = frozenset(key for key, since in unseen.items() if now - since.last >= END_AFTER_S)
    return Verdict(
        begin={
            key: facts
            for key, facts in seen.items()
            if key not in standing and now - kept[key].first >= BEGIN_AFTER_S.get(key.kind, 0)
        },
        change={
            key: facts
            for key, facts in seen.items()
            if key in standing and _gist(facts) != _gist(standing[key])
        },
        end=over,
        memory=kept | {key: since for key, since in unseen.items() if key not in over},
    )


def _gist(facts: Facts) -> Facts:
    """Facts without a device's figures: a disk that fills by the minute is one trouble, not many."""
    parts = [
        (part["kind"], part["name"], part["word"] if part["kind"] == "ledger" else "")
        for part in facts.get("parts", ())
    ]
    return {**facts, "parts": parts}
