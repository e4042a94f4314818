"""The display's lights on real lines: pseudo-terminals and TCP, threads, and the pace of 9600 baud."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from hall_states import board, call, window

from display import board as boards
from display.board import Shown
from display.devices import Line, Panel, Protocol
from display.led.lights import Lights
from display.simulators.panel import Fault
from display.simulators.segments import digits_of
from display.simulators.wall import Wall

PATIENCE_S = 20.0
LOOK_S = 0.05
TEMPLATE = Path(__file__).parents[2] / "docs" / "led-template.toml"
PROTOCOLS: tuple[Protocol, ...] = ("onbon", "cpower", "template", "tubes")
"""Two windows each: 1 and 2 on the first line, 3 and 4 on the second, and so on."""


def now() -> datetime:
    return datetime.now(UTC)


def lines(folder: Path) -> Iterator[Line]:
    for place, protocol in enumerate(PROTOCOLS):
        yield Line(
            name=protocol,
            url=str(folder / protocol) if place % 2 else "socket://127.0.0.1:0",
            protocol=protocol,
            template=TEMPLATE if protocol == "template" else None,
            panel=tuple(
                Panel(address=each, window=str(2 * place + each), cells=8 - 4 * (place == 3))
                for each in (1, 2)
            ),
        )


class Lit:
    """The wall, and the display's lights on its lines."""

    def __init__(self, folder: Path) -> None:
        self.wall = Wall(tuple(lines(folder)), now)
        settings = (
            hung.settings.model_copy(update={"url": hung.cable.url})
            for hung in self.wall.lines.values()
        )
        self.lights = Lights(tuple(settings), ("zh-CN",))
        self.shown = boards.start(now())
        self.version = 0

    def tell(self, **numbers: str) -> Shown:
        """A state in which these windows call these numbers: `w3="A003"`."""
        self.version += 1
        windows = tuple(window(str(each), "A", "idle") for each in range(1, 9))
        calls = [
            call(100 * self.version + at, number, name[1:], now())
            for at, (name, number) in enumerate(numbers.items())
        ]
        state = board(self.version, now(), calls, windows)
        self.shown = boards.advance(self.shown, state, now())
        self.lights.show(self.shown)
        return self.shown

    def reads(self, **words: str) -> None:
        """Wait until these windows' panels can be read so."""
        for name, text in words.items():
            (panel,) = self.wall.over(name[1:])
            self.until(lambda panel=panel, text=text: panel.face.text == text)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, looked at with every change and in between."""
        given_up = monotonic() + PATIENCE_S
        while not holds():
            assert monotonic() < given_up, [each.face.text for each in self.wall.panels.values()]
            self.wall.changes.wait(self.wall.changes.revision, LOOK_S)


@pytest.fixture
def lit(tmp_path: Path) -> Iterator[Lit]:
    made = Lit(tmp_path)
    with made.wall:
        made.lights.start()
        yield made
        made.lights.stop()
        # Nobody drives them any more: none may go on calling.
        panels = made.wall.panels.values()
        made.until(lambda: not any("A0" in panel.face.text for panel in panels))


def test_every_line_shows_the_call_is_cut_and_shows_the_newest_when_it_is_back(lit: Lit) -> None:
    lit.tell(w1="A001", w3="A003", w5="A005", w7="A007")
    lit.reads(w1="请A001号", w3="请A003号", w5="请A005号", w7="A007", w2="热情为您服务")
    assert digits_of("A007") == lit.wall.over("7")[0].face.digits
    for hung in lit.wall.lines.values():
        hung.cable.unplug()
    lit.tell(w2="A012", w4="A014", w6="A016", w8="A018")
    lit.reads(w1="请A001号")  # a strip keeps its words when its line is cut
    for hung in lit.wall.lines.values():
        hung.cable.plug_in()
    lit.reads(w2="请A012号", w4="请A014号", w6="请A016号", w8="A018", w1="热情为您服务", w7="")


def test_a_panel_without_power_is_told_of_and_heals_by_itself(lit: Lit) -> None:
    lit.tell(w1="A001", w3="A003", w5="A005", w7="A007")
    lit.reads(w1="请A001号", w3="请A003号", w5="请A005号", w7="A007")
    for each in ("1", "3", "5", "7"):
        lit.wall.over(each)[0].begin(Fault.OFF)
    lit.tell(w2="A022", w4="A024", w6="A026", w8="A028")
    lit.reads(w2="请A022号", w4="请A024号", w6="请A026号", w8="A028")
    lit.until(lambda: sum(not part.ok for part in lit.lights.health()) == len(PROTOCOLS))
    for each in ("1", "3", "5", "7"):
        lit.wall.over(each)[0].end(Fault.OFF)
    lit.reads(w1="热情为您服务", w3="热情为您服务", w5="热情为您服务")
    lit.until(lambda: all(part.ok for part in lit.lights.health()))
