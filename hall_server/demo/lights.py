"""The demo's display: which LED panels hang over which window, the wall that shows them, what is heard."""

import json
from collections.abc import Iterator
from pathlib import Path

from hall_server.domain.plan import HallPlan, Window

LINES = {"A": "north", "B": "upstairs", "C": "south", "D": "digits"}
"""By zone. Windows of another zone have no panel."""
PROTOCOLS = {"north": "onbon", "upstairs": "template", "south": "cpower", "digits": "tubes"}
"""One line of each kind, as a hall has them that was fitted out over the years."""
_CELLS = {"tubes": 4}
_USUAL_CELLS = 8
_STRIP = """# A strip without a name; its frames are told here. Written by the demo at each start.
frame = [
    { part = "bytes", hex = "AA 55" },
    { part = "address" },
    { part = "length", over = ["manner", "text"] },
    { part = "manner", steady = "30", flash = "31" },
    { part = "colour", red = "01", green = "02", yellow = "03" },
    { part = "text", encoding = "gb2312" },
    { part = "checksum", by = "crc16-modbus", order = "little", over = ["address", "text"] },
    { part = "bytes", name = "end", hex = "0D" },
]
answer = [{ part = "bytes", hex = "06" }, { part = "address" }]
escape = { bytes = { AA = "AB 01", AB = "AB 02", 0D = "AB 03" } }
"""


def write_lights(data: Path, plan: HallPlan, wall_port: int, start_page: str) -> tuple[Path, Path]:
    """Write the display's settings and those of its simulated panels, all anew each time.

    `start_page` is the origin of the page that shows the wall inside it.
    """
    (data / "lines").mkdir(exist_ok=True)
    display, wall = data / "display.toml", data / "wall.toml"
    (data / "strip.toml").write_text(_STRIP, encoding="utf-8")
    display.write_text("\n".join(_display(data, plan)), encoding="utf-8")
    wall.write_text("\n".join(_wall(plan, wall_port, start_page)), encoding="utf-8")
    return display, wall


def _display(data: Path, plan: HallPlan) -> Iterator[str]:
    yield "# Written by the demo at each start. The address of the server comes with the environment."
    yield '[[screen]]\nname = "lobby"\nboard = "main"\nloudspeaker = "lobby"'
    yield '[[loudspeaker]]\nname = "lobby"'
    for line, protocol in PROTOCOLS.items():
        windows = [window for window in plan.windows if LINES.get(window.zone) == line]
        if not windows:
            continue
        yield "[[line]]"
        yield f"name = {_text(line)}"
        yield f"protocol = {_text(protocol)}"
        yield f"url = {_text(str(data.absolute() / 'lines' / line))}"
        if protocol == "template":
            yield 'template = "strip.toml"'
        for address, window in enumerate(windows, start=1):
            yield f"[[line.panel]]\naddress = {address}\nwindow = {_text(window.number)}"
            yield f"cells = {_CELLS.get(protocol, _USUAL_CELLS)}"


def _wall(plan: HallPlan, port: int, start_page: str) -> Iterator[str]:
    yield "# Written by the demo at each start."
    yield f"port = {port}"
    yield f"framed_by = [{_text(start_page)}]"
    for zone in plan.zones:
        yield "[[zone]]"
        yield f"letter = {_text(zone.code)}"
        yield f"name = {_text(zone.name.zh)}"
        yield f"name_en = {_text(zone.name.en)}"
        yield f"windows = [{', '.join(_text(one.number) for one in _of(plan, zone.code))}]"


def _of(plan: HallPlan, zone: str) -> list[Window]:
    return [window for window in plan.windows if window.zone == zone]


def _text(value: str) -> str:
    """A TOML string: that of JSON is one."""
    return json.dumps(value, ensure_ascii=False)
