"""Which driver speaks the protocol of a line, and what the line's settings ask of it in vain."""

from collections.abc import Iterator, Sequence

from display.devices import Line
from display.faults import Refused
from display.led.cpower import CPower
from display.led.driver import Driver
from display.led.onbon import Onbon
from display.led.template import Template, TemplateDriver
from display.led.template_file import load_template
from display.led.tubes import Tubes
from hall_server.toml_lines import TomlPath


def driver_of(line: Line) -> Driver:
    """The driver of all panels of the line. Raises display.faults.Refused for a wrong template."""
    match line.protocol:
        case "onbon":
            return Onbon(line)
        case "cpower":
            return CPower(line)
        case "tubes":
            return Tubes()
        case "template":
            # Settings without a template are refused before anything is driven.
            return TemplateDriver(load_template(line.template) if line.template else Template(()))


def undrivable(lines: Sequence[Line]) -> Iterator[tuple[TomlPath, str]]:
    """What the panels of any line cannot do, each at its place below the key `line`.

    A line whose template is wrong is passed over: its file is told by itself.
    """
    for at, line in enumerate(lines):
        try:
            driver = driver_of(line)
        except Refused:
            continue
        for place, said in line_faults(line, driver):
            yield ("line", at, *place), said


def line_faults(line: Line, driver: Driver) -> Iterator[tuple[TomlPath, str]]:
    """Where in the line's settings something stands that its panels cannot do, and what."""
    if line.brightness and driver.dim(100) is None:
        yield ("brightness",), "no command for the brightness of these panels is known: remove it"
    for at, panel in enumerate(line.panel):
        for fault in driver.faults(panel):
            key, _, said = fault.partition(": ")
            yield ("panel", at, key), said
