"""What the drivers send is what the simulated panels show; each side was written without the other."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from display.devices import Colour, Line, Panel
from display.led.cpower import CPower
from display.led.driver import YES, Driver, Look
from display.led.onbon import Onbon
from display.led.template import TemplateDriver
from display.led.template_file import load_template
from display.led.tubes import Tubes
from display.simulators.cpower import CPowerDecoder
from display.simulators.face import Face
from display.simulators.onbon import OnbonDecoder
from display.simulators.orders import Decoder, Frame, Outcome
from display.simulators.panel import VirtualPanel
from display.simulators.segments import digits_of
from display.simulators.template import TemplateDecoder
from display.simulators.template_file import read_template
from display.simulators.tubes import TubesDecoder

TEMPLATE = Path(__file__).parents[2] / "docs" / "led-template.toml"
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
PANELS = Panel(address=1, window="5")
LINE = Line(name="hall", url="/nowhere", protocol="onbon", panel=(PANELS,))
STRIPS: dict[str, tuple[Callable[[], Driver], Callable[[], Decoder]]] = {
    "onbon": (lambda: Onbon(LINE), OnbonDecoder),
    "cpower": (lambda: CPower(LINE), CPowerDecoder),
    "template": (
        lambda: TemplateDriver(load_template(TEMPLATE)),
        lambda: TemplateDecoder(read_template(TEMPLATE)),
    ),
}
WORDS = st.text(
    st.sampled_from(
        "请A003号到窗口暂停服务正在办理热情为您，。：《》0123456789 -#%&'\\|~{}N字㐀𠮷龥é"
    ),
    max_size=16,
)


def heard(decoder: Decoder, frame: bytes, panel: VirtualPanel) -> Frame:
    """The only frame in it, obeyed by the panel."""
    (one,) = [*decoder.feed(frame), *decoder.silence()]
    assert isinstance(one, Frame)
    assert panel.hear(one) is Outcome.DONE
    return one


def in_a_panel(text: str) -> str:
    """A panel's font is that of GB 2312; a square is what it has not. Spaces are at any place."""
    known = (each if _has(each) else "□" for each in text)
    return "".join(known).replace("＼", "\\").strip()


def _has(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("protocol", STRIPS)
@settings(max_examples=80, deadline=None)
@given(words=WORDS, address=st.integers(1, 250), colour=st.sampled_from(["red", "green", "yellow"]))
def test_a_strip_shows_what_its_driver_was_told(
    protocol: str, words: str, address: int, colour: Colour
) -> None:
    driver, decoder = (make() for make in STRIPS[protocol])
    settings_of = Panel(address=address, window="5", cells=16)
    panel = VirtualPanel(settings_of, lambda: NOON)
    for frame in driver.prepare(settings_of):
        heard(decoder, frame, panel)
    for flashes in {False, driver.flashes}:
        frame = driver.show(settings_of, Look(words, colour, flashes=flashes))
        order = heard(decoder, frame, panel)
        assert order.address == address
        assert in_a_panel(panel.face.text.replace("＼", "\\")) == in_a_panel(words)
        assert panel.face.flashes == flashes
        answer = decoder.answer(order, address, Outcome.DONE)
        assert answer is not None
        assert driver.answer(settings_of, answer) == YES
        middle = len(answer) // 2
        spoiled = answer[:middle] + bytes((answer[middle] ^ 0x40,)) + answer[middle + 1 :]
        assert driver.answer(settings_of, spoiled) != YES
    busy = decoder.answer(order, address, Outcome.BUSY)
    refused = None if busy is None else driver.answer(settings_of, busy)
    assert refused is None or not refused.ok
    percent = driver.dim(60)
    if percent is not None:
        assert heard(decoder, percent, panel).address is None
        assert 50 < panel.face.brightness < 70


@settings(max_examples=60, deadline=None)
@given(st.text("ACDEFGH0123456789-", max_size=6), st.integers(1, 247), st.integers(3, 6))
def test_tubes_show_what_their_driver_was_told(text: str, address: int, digits: int) -> None:
    driver, decoder = Tubes(), TubesDecoder()
    settings_of = Panel(address=address, window="5", cells=digits)
    panel = VirtualPanel(settings_of, lambda: NOON, is_tubes=True)
    order = heard(decoder, driver.show(settings_of, Look(text[:digits], "red")), panel)
    assert panel.face == Face(digits=digits_of(text[:digits].rjust(digits)))
    answer = decoder.answer(order, address, Outcome.DONE)
    assert answer is not None and driver.answer(settings_of, answer) == YES
    busy = decoder.answer(order, address, Outcome.BUSY)
    assert busy is not None
    said = driver.answer(settings_of, busy)
    assert said is not None and (said.ok, said.word) == (False, "busy")
