"""What the wall's page is told: once how the panels hang, then each panel anew when it changed."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from display.devices import Colour
from display.simulators.dots import drawn
from display.simulators.face import Face
from display.simulators.font import glyph
from display.simulators.orders import Area
from display.simulators.panel import VirtualPanel
from display.simulators.settings import WallZone
from display.simulators.wall import Wall

Message = dict[str, Any]
_RECENT = 8


def layout(wall: Wall, zones: Sequence[WallZone]) -> Message:
    """The zones with their panels in the order of their windows, and the lines."""
    left: dict[str, VirtualPanel | None] = dict(wall.panels)
    groups = []
    for zone in zones:
        keys = [
            key
            for window in zone.windows
            for key, panel in wall.panels.items()
            if panel.settings.window == window and left.pop(key, None) is not None
        ]
        groups.append({"letter": zone.letter, "name": {"zh": zone.name, "en": zone.name_en},
                       "panels": keys})  # fmt: skip
    if left:
        groups.append({"letter": "", "name": {"zh": "", "en": ""}, "panels": list(left)})
    return {
        "zones": groups,
        "panels": {key: _fixed(panel) for key, panel in wall.panels.items()},
        "lines": [
            {"name": name, "protocol": hung.settings.protocol, "baud": hung.settings.baud,
             "url": hung.cable.url}
            for name, hung in wall.lines.items()
        ],
    }  # fmt: skip


def _fixed(panel: VirtualPanel) -> Message:
    settings = panel.settings
    return {
        "window": settings.window,
        "address": settings.address,
        "tubes": panel.is_tubes,
        "columns": panel.columns,
        "rows": 0 if panel.is_tubes else settings.dots,
        "colour": settings.colour,
    }


def told(panel: VirtualPanel, now: datetime) -> Message:
    """What a panel shows now. Dots are bits, row by row from above, in base64; "" is all dark."""
    face = panel.face
    message: Message = {
        "text": face.text,
        "lit": face.lit,
        "brightness": face.brightness,
        "faults": sorted(panel.faults),
        "flashing": panel.flashing_since(now) is not None,
        "by_itself": face.flashes,
        "runs": face.runs,
    }
    if panel.is_tubes:
        return message | {"digits": list(face.digits) if face.lit else []}
    areas = tuple(
        replace(area, x=0, width=0) if area.runs else area for _, area in face.areas if face.lit
    )
    settings = panel.settings
    width = max(panel.columns, _text_width(face) if face.runs else 0)
    red, green = _planes(areas, width, settings.dots, settings.colour)
    return message | {"red": red, "green": green, "columns": width}


def _text_width(face: Face) -> int:
    """Dots of the longest row of a text that runs, in whole bytes."""
    rows = [row for _, area in face.areas if area.runs for row in area.rows]
    widths = (sum(glyph(char)[0] for run in row for char in run.text) for row in rows)
    return -(-max(widths, default=0) // 8) * 8


def lines_told(wall: Wall) -> Message:
    """Each line: whether its cable is in, and whether a master ever spoke on it."""
    return {
        name: {
            "plugged": hung.cable.is_plugged,
            "heard": hung.line.heard_at is not None,
            "damaged": hung.line.damaged,
        }
        for name, hung in wall.lines.items()
    }


def story(panel: VirtualPanel) -> Message:
    """What a panel showed, newest first, and the newest frames it got, in hexadecimal."""
    return {
        "shown": [
            {"at": moment.at.isoformat(), "text": moment.face.text}
            for moment in panel.history[: -_RECENT - 1 : -1]
        ],
        "frames": [
            {"at": at.isoformat(), "bytes": raw.hex(" ")}
            for at, raw in panel.frames[: -_RECENT - 1 : -1]
        ],
    }


def news(
    wall: Wall, is_open: Callable[[], bool], beat_s: float, gather: Callable[[], None]
) -> Iterator[Message]:
    """First everything, then what changed, and at least a beat every `beat_s` seconds.

    `gather` waits a moment after a change, so that what changes together is told together.
    """
    sent: dict[str, Message] = {}
    while is_open():
        known, now = wall.changes.revision, wall.clock()
        changed = {}
        for key, panel in wall.panels.items():
            message = told(panel, now)
            if sent.get(key) != message:
                changed[key] = sent[key] = message
        yield {"now": now.isoformat(), "panels": changed, "lines": lines_told(wall)}
        if wall.changes.wait(known, beat_s) > known:
            gather()


@lru_cache(maxsize=1024)
def _planes(areas: tuple[Area, ...], width: int, height: int, own: Colour) -> tuple[str, str]:
    planes = drawn(areas, width, height, own)
    return _bits(planes.red), _bits(planes.green)


def _bits(plane: bytes) -> str:
    return b64encode(plane).decode() if any(plane) else ""
