"""The panels of a display's lines, hung up: each behind the very address that its line names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from display.devices import Line, Protocol
from display.simulators.changes import Changes
from display.simulators.cpower import CPowerDecoder
from display.simulators.line import VirtualLine
from display.simulators.network import NetworkCable
from display.simulators.onbon import OnbonDecoder
from display.simulators.orders import Decoder
from display.simulators.pace import Pace
from display.simulators.panel import VirtualPanel
from display.simulators.pseudo_terminal import SerialCable
from display.simulators.template import TemplateDecoder
from display.simulators.template_file import read_template
from display.simulators.tubes import TubesDecoder

Cable = SerialCable | NetworkCable
_DECODERS: Mapping[Protocol, Callable[[], Decoder]] = {
    "onbon": OnbonDecoder,
    "cpower": CPowerDecoder,
    "tubes": TubesDecoder,
}
_DEVICES = Path("/dev")
_TERMINALS = _DEVICES / "pts"


class NotSimulated(ValueError):
    """A line whose far end cannot be here, and why."""


@dataclass(frozen=True, slots=True)
class Hung:
    """One line with its panels at the end of its cable."""

    settings: Line
    line: VirtualLine
    cable: Cable

    @property
    def panels(self) -> Iterator[tuple[str, VirtualPanel]]:
        """Each panel by its key, which is `<line>/<address>`."""
        for address, panel in self.line.panels.items():
            yield f"{self.settings.name}/{address}", panel


class Wall:
    """All lines, between `start` and `close` or in a `with`. Any thread may ask."""

    def __init__(
        self,
        lines: Sequence[Line],
        clock: Callable[[], datetime],
        pace: Callable[[Line], Pace] = lambda line: Pace(line.baud),
    ) -> None:
        """Binds ports and makes paths at once. Raises NotSimulated, OSError, or
        display.faults.Refused of a template; nothing stays then."""
        self.changes = Changes()
        self.clock = clock
        with ExitStack() as hanging:
            self.lines = {}
            for settings in lines:
                hung = _hung(settings, clock, self.changes, pace(settings))
                hanging.callback(hung.cable.close)
                self.lines[settings.name] = hung
            self._hanging = hanging.pop_all()

    def start(self) -> None:
        """Begin to carry bytes on all lines."""
        for hung in self.lines.values():
            hung.cable.start()

    def close(self) -> None:
        """Pull all cables and wait for their threads."""
        self._hanging.close()

    def __enter__(self) -> "Wall":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def panels(self) -> Mapping[str, VirtualPanel]:
        """All panels by key, in the order of the settings."""
        return dict(each for hung in self.lines.values() for each in hung.panels)

    def over(self, window: str) -> tuple[VirtualPanel, ...]:
        """The panels that hang over a window."""
        return tuple(each for each in self.panels.values() if each.settings.window == window)


def _hung(settings: Line, clock: Callable[[], datetime], changes: Changes, pace: Pace) -> Hung:
    tubes = settings.protocol == "tubes"
    panels = {
        panel.address: VirtualPanel(panel, clock, changes, is_tubes=tubes)
        for panel in settings.panel
    }
    line = VirtualLine(_decoder(settings), panels, clock, changes)
    return Hung(settings, line, _cable(settings, line, pace))


def _decoder(settings: Line) -> Decoder:
    if settings.protocol != "template":
        return _DECODERS[settings.protocol]()
    if settings.template is None:
        raise NotSimulated(f"line {settings.name}: no template is named")
    return TemplateDecoder(read_template(settings.template))


def _cable(settings: Line, line: VirtualLine, pace: Pace) -> Cable:
    """A TCP port for socket://, else a pseudo-terminal; never in the place of a real device."""
    url = urlsplit(settings.url)
    if url.scheme == "socket" and url.hostname and url.port is not None:
        return NetworkCable(line, url.hostname, url.port, pace)
    path = Path(settings.url)
    if url.scheme or path.is_relative_to(_DEVICES) or not _is_ours(path):
        raise NotSimulated(
            f"line {settings.name}: {settings.url} cannot be simulated; "
            "write socket://127.0.0.1:<port>, or a path that does not exist yet"
        )
    return SerialCable(line, path, pace)


def _is_ours(path: Path) -> bool:
    """Whether nothing is there, or what an earlier run left: a link to a pseudo-terminal."""
    if path.is_symlink():
        return path.readlink().is_relative_to(_TERMINALS)
    return not path.exists()
