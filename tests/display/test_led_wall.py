"""The wall: the panels of a display.toml behind its lines, their page, and orders to fail."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
import serial
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect
from test_virtual_panels import text_frame
from windows import Windows

from display.devices import Panel
from display.faults import Refused
from display.simulators.cpower import CPowerDecoder, framed
from display.simulators.dots import drawn
from display.simulators.face import Face
from display.simulators.line import VirtualLine
from display.simulators.orders import Area, Run
from display.simulators.pace import Pace
from display.simulators.panel import VirtualPanel
from display.simulators.picture import picture
from display.simulators.segments import digits_of
from display.simulators.settings import load_wall
from display.simulators.telling import told
from display.simulators.wall import NotSimulated, Wall
from display.simulators.web import WallPage

HERE = Path(__file__).parent
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
AXE = HERE.parent / "pages" / "node_modules" / "axe-core" / "axe.min.js"
DISPLAY = """
server_url = "http://127.0.0.1:1"
[[line]]
name = "hall"
protocol = "onbon"
url = "{folder}/hall"
[[line.panel]]
address = 1
window = "5"
[[line.panel]]
address = 2
window = "6"
colour = "green"
[[line]]
name = "stairs"
protocol = "tubes"
url = "socket://127.0.0.1:0"
[[line.panel]]
address = 7
window = "12"
cells = 4
"""
WALL = """
port = 0
framed_by = ["http://127.0.0.1:8000"]
[[zone]]
letter = "A"
name = "企业登记功能区"
name_en = "Business registration"
windows = ["6", "5"]
"""


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[tuple[Wall, WallPage]]:
    (tmp_path / "display.toml").write_text(DISPLAY.format(folder=tmp_path), encoding="utf-8")
    (tmp_path / "wall.toml").write_text(WALL, encoding="utf-8")
    settings, lines = load_wall(tmp_path / "wall.toml")
    with (
        Wall(lines, lambda: NOON, lambda _: Pace()) as hung,
        WallPage(hung, settings) as page,
    ):
        yield hung, page


def says(hung: Wall, window: str, text: str) -> None:
    """Send a text over the very line, and wait until the panel shows it."""
    with serial.serial_for_url(hung.lines["hall"].cable.url) as port:
        (panel,) = hung.over(window)
        port.write(text_frame(panel.settings.address, text))
        assert hung.changes.wait_until(lambda: panel.face.text == text, 20)


def test_the_wall_groups_panels_by_zone_and_tells_each_as_bits(
    wall: tuple[Wall, WallPage],
) -> None:
    hung, page = wall
    layout = requests.get(f"{page.url}layout", timeout=5).json()
    assert [zone["panels"] for zone in layout["zones"]] == [["hall/2", "hall/1"], ["stairs/7"]]
    assert layout["panels"]["stairs/7"]["columns"] == 4
    says(hung, "6", "口")
    with requests.get(f"{page.url}stream", stream=True, timeout=5) as stream:
        said = next(line for line in stream.iter_lines() if line.startswith(b"data:"))
    news = json.loads(said.removeprefix(b"data:"))
    told = news["panels"]["hall/2"]
    assert (told["text"], told["red"], news["panels"]["hall/1"]["green"]) == ("口", "", "")
    rows = base64.b64decode(told["green"])
    assert [rows[16 * y : 16 * y + 2].hex() for y in range(16)] == [
        "0000", "0000", "3ff8", "2008", "2008", "2008", "2008", "2008",
        "2008", "2008", "2008", "2008", "2008", "3ff8", "2008", "0000",
    ]  # fmt: skip
    assert requests.get(f"{page.url}panels/hall/2", timeout=5).json()["shown"][0]["text"] == "口"


def test_a_text_that_runs_is_told_whole() -> None:
    panel = VirtualPanel(Panel(address=1, window="5", cells=2), lambda: NOON)
    line = VirtualLine(CPowerDecoder(), {1: panel}, lambda: NOON, panel.changes)
    said = "请从安全出口离开".encode("gbk")
    body = bytes.fromhex("12 00 0E 05 03 0003 02 FF0000") + said + b"\0"
    length = len(body).to_bytes(2, "little")
    line.receive(framed(bytes.fromhex("68 32 01 7B 00") + length + b"\0\0" + body))
    message = told(panel, NOON)
    assert (message["runs"], message["columns"]) == (True, 8 * 16)
    assert any(base64.b64decode(message["red"])[14::16]), "the last character is in the picture"


def test_only_the_pages_named_may_frame_the_wall_and_nothing_unknown_is_found(
    wall: tuple[Wall, WallPage],
) -> None:
    _, page = wall
    policy = requests.get(page.url, timeout=5).headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' http://127.0.0.1:8000")
    assert "unsafe" not in policy
    for path in ("panels/hall/9", "panels/none/1", "panels/hall/9.png", "page/../web.py"):
        assert requests.get(f"{page.url}{path}", timeout=5).status_code == 404
    for path in ("panels/hall/1/faults/tired", "lines/none/cut", "panels/hall/3/faults/off"):
        assert requests.put(f"{page.url}{path}", timeout=5).status_code == 404


def test_a_line_that_is_no_simulators_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "hall").write_text("somebody's file")
    (tmp_path / "alias").symlink_to("/dev/ttyS0")
    (tmp_path / "wall.toml").write_text("port = 0\n")
    for url in (f"{tmp_path}/hall", f"{tmp_path}/alias", "/dev/ttyUSB0", "rfc2217://10.0.0.5:5005"):
        text = DISPLAY.replace("{folder}/hall", url)
        (tmp_path / "display.toml").write_text(text, encoding="utf-8")
        _, lines = load_wall(tmp_path / "wall.toml")
        with pytest.raises(NotSimulated, match="hall"):
            Wall(lines, lambda: NOON)
    assert (tmp_path / "hall").read_text() == "somebody's file"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        text = DISPLAY.format(folder=tmp_path / "free").replace(":0", f":{port}")
        (tmp_path / "free").mkdir()
        (tmp_path / "display.toml").write_text(text, encoding="utf-8")
        with pytest.raises(OSError, match="in use"):
            Wall(load_wall(tmp_path / "wall.toml")[1], lambda: NOON)
        assert list((tmp_path / "free").iterdir()) == [], "nothing of a wall that cannot hang stays"
    (tmp_path / "wall.toml").write_text("prot = 1\n")
    with pytest.raises(Refused, match="wall.toml.*prot"):
        load_wall(tmp_path / "wall.toml")


def test_pictures_are_as_they_were_when_somebody_looked_at_them() -> None:
    strip = VirtualPanel(Panel(address=1, window="5", cells=4), lambda: NOON)
    row = (Run("请"), Run("A", "yellow"), Run("03", "green"), Run("号号"))
    tubes = VirtualPanel(Panel(address=1, window="5", cells=3), lambda: NOON, is_tubes=True)
    for name, drawing in (
        ("strip", picture(strip, Face(areas=((0, Area((row,))),)))),
        ("strip-dim", picture(strip, Face(areas=((0, Area((row,))),), brightness=10))),
        ("strip-off", picture(strip, Face(areas=((0, Area((row,))),), lit=False))),
        ("tubes", picture(tubes, Face(digits=digits_of("A.0-")))),
    ):
        with Image.open(HERE / "led_pictures" / f"{name}.png") as known:
            assert ImageChops.difference(drawing, known.convert("RGB")).getbbox() is None, name


def test_areas_lie_where_they_were_put_and_are_cut_at_their_borders() -> None:
    left = Area(((Run("口口口"),),), x=0, y=0, width=24, height=16)
    right = Area(((Run("口", "green"),), (Run("A"),)), x=40, y=0, width=64, height=32)
    planes = drawn((left, right), 64, 32, "red")
    assert planes.colour_at(3, 2) == planes.colour_at(19, 2) == "red"
    assert planes.colour_at(28, 2) is None, "the second character is cut at the border"
    assert planes.colour_at(43, 2) == "green"
    assert any(planes.colour_at(x, y) == "red" for x in range(40, 48) for y in range(16, 32))


@pytest.mark.browser
def test_the_page_shows_calls_faults_and_cut_lines(
    wall: tuple[Wall, WallPage], windows: Windows
) -> None:
    hung, page = wall
    with windows.borrow(viewport={"width": 1280, "height": 720}) as context:
        tab = context.new_page()
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        tab.goto(page.url)
        expect(tab.get_by_role("status")).to_have_text("3 块屏，3 块正常")
        says(hung, "5", "请A003号")
        strip = tab.get_by_role("button", name="5 号窗口：请A003号")
        expect(strip).to_be_visible(timeout=1000)
        assert red_dots(tab, "hall/1") > 100 > red_dots(tab, "hall/2") == 0
        strip.click()
        large = tab.get_by_role("complementary")
        expect(large).to_contain_text("线路 hall，地址 1")
        large.get_by_role("button", name="断电").click()
        expect(tab.get_by_role("button", name="5 号窗口：（黑屏） 已断电")).to_be_visible()
        assert red_dots(tab, "hall/1") == 0
        tab.get_by_role("button", name="断线 hall").click()
        expect(tab.locator("[data-line=hall]")).to_contain_text("线已断")
        assert not hung.lines["hall"].cable.is_plugged
        tab.get_by_role("button", name="接上 hall").click()
        tab.get_by_role("button", name="English").click()
        expect(tab.get_by_role("status")).to_have_text("3 panels, 2 well")
        assert complaints(tab) == []
        tab.keyboard.press("Escape")
        expect(large).to_have_count(0)
        tab.emulate_media(reduced_motion="reduce")
        for words, read in 2 * (("请B002号", "请B002号"), ("", "(dark)")):
            says(hung, "6", words)
            expect(tab.get_by_role("button", name=f"Window 6: {read}")).to_be_visible()
        assert green_dots(tab, "hall/2") > 100, "whoever wants things still sees the lit half"
        tab.set_viewport_size({"width": 390, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") == 390
        assert complaints(tab) == []
        assert errors == []


def red_dots(tab: Page, key: str) -> int:
    """How many pixels of a panel shine red."""
    return lit_pixels(tab, key, 0)


def green_dots(tab: Page, key: str) -> int:
    """How many shine green."""
    return lit_pixels(tab, key, 1)


def lit_pixels(tab: Page, key: str, channel: int) -> int:
    """How many pixels of a panel are bright in a channel of red, green, blue."""
    return int(
        tab.locator(f".panel canvas[data-panel='{key}']").evaluate(
            """(canvas, channel) => {
                const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                return Array.from(all).filter((light, at) => at % 4 === channel && light > 200).length;
            }""",
            channel,
        )
    )


def complaints(tab: Page) -> list[str]:
    """What axe-core says against the page as it is."""
    if not AXE.exists():
        return []
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("async () => (await axe.run()).violations.map((one) => one.id)")
    return list(found)
