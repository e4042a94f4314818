"""The demo's LED panels: which hang over which window, on which line, and the wall that shows them."""

import json
from collections.abc import Iterator
from pathlib import Path

from hall_server.domain.plan import HallPlan, Window

LINES = {"A": "north", "B": "north", "C": "south", "D": "digits"}
"""By zone. Windows of another zone have no panel."""
PROTOCOLS = {"north": "onbon", "south": "cpower", "digits": "tubes"}
_CELLS = {"onbon": 8, "cpower": 8, "tubes": 4}


def write_lights(data: Path, plan: HallPlan, wall_port: int, start_page: str) -> tuple[Path, Path]:
    """Write the display's settings and those of its simulated panels; both are made anew each time.

    `start_page` is the origin of the page that shows the wall inside it.
    """
    (data / "lines").mkdir(exist_ok=True)
    display, wall = data / "display.toml", data / "wall.toml"
    display.write_text("\n".join(_display(data, plan)), encoding="utf-8")
    wall.write_text("\n".join(_wall(plan, wall_port, start_page)), encoding="utf-8")
    return display, wall


def _display(data: Path, plan: HallPlan) -> Iterator[str]:
    yield "# Written by the demo at each start. The address of the server comes with the environment."
    for line, protocol in PROTOCOLS.items():
        windows = [window for window in plan.windows if LINES.get(window.zone) == line]
        if not windows:
            continue
        yield "[[line]]"
        yield f"name = {_text(line)}"
        yield f"protocol = {_text(protocol)}"
        yield f"url = {_text(str(data.absolute() / 'lines' / line))}"
        for address, window in enumerate(windows, start=1):
            yield f"[[line.panel]]\naddress = {address}\nwindow = {_text(window.number)}"
            yield f"cells = {_CELLS[protocol]}"


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
