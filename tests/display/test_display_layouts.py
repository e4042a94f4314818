"""Layouts as a hall writes them: what holds for a board, every fault with its line, changes while open."""

import os
import struct
import zlib
from pathlib import Path

import pytest

from display.devices import Screen
from display.faults import Refused
from display.layout_watch import LayoutWatch
from display.layouts import BOARDS, Layouts, load_layouts
from display.page.screens import Opened
from display.settings import load

FILM = b"\x00\x00\x00\x20ftypisom" + bytes(64)


def png() -> bytes:
    """A picture of one dot."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(b"\x00\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def written(folder: Path, text: str) -> Path:
    file = folder / "layouts.toml"
    file.write_text(text, encoding="utf-8")
    return file


def faults(file: Path) -> list[str]:
    """What the file is refused with, without its folder."""
    with pytest.raises(Refused) as refused:
        load_layouts(file)
    return [str(fault).replace(f"{file.parent}/", "") for fault in refused.value.faults]


def test_the_shipped_layouts_are_in_order() -> None:
    layouts = load_layouts(None)
    assert {
        "usual",
        "light",
        "colour_safe",
        "portrait",
        "calls_only",
        "with_media",
        "ticker",
    } == set(layouts.named)
    for name in layouts.named:
        for board in BOARDS:
            assert layouts.page(name, board, ("zh-CN",)).languages == ("zh-CN",)


def test_what_is_said_of_one_kind_of_board_goes_before_what_is_said_of_all(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """
        [layout.north]
        theme = "light"
        languages = ["en", "zh-CN"]
        rows = 4
        [layout.north.zone]
        theme = "colour_safe"
        [layout.north.arrows]
        "5" = "left"
        """,
    )
    layouts = load_layouts(file)
    main = layouts.page("north", "main", ("zh-CN",))
    assert (main.theme, main.languages, main.rows) == ("light", ("en", "zh-CN"), 4)
    zone = layouts.page("north", "zone", ("zh-CN",))
    assert (zone.theme, zone.rows, zone.arrows) == ("colour_safe", 4, {"5": "left"})
    assert layouts.page("north", "main", ("zh-CN",), "dark").theme == "dark"


def test_the_halls_own_layout_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    layouts = load_layouts(written(tmp_path, '[layout.usual]\ntheme = "light"\n'))
    assert layouts.page("usual", "main", ("zh-CN",)).theme == "light"
    assert "portrait" in layouts.named


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "park.png").write_bytes(png())
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / "old.mp4").write_bytes(png())
    file = written(
        tmp_path,
        """[layout.usual]
them = "light"
side = "top"
media = [
  "park.png",
  "gone.mp4",
]
rows = "four"

[layout.usual.zone]
media = ["notes.txt", "old.mp4"]

[layout.usual.arrows]
"5" = "north"

[layout.second]
languages = ["zh-CN", "zh-CN"]
beside = ["media", "media"]
""",
    )
    assert faults(file) == [
        "layouts.toml:2: [layout] usual them: there is no such key: is it meant to be `theme`?",
        "layouts.toml:3: [layout] usual side: must be one of 'left', 'right', 'above' or 'below'",
        "layouts.toml:4: [layout] usual media 2: gone.mp4: No such file or directory",
        "layouts.toml:8: [layout] usual rows: is not a whole number",
        "layouts.toml:11: [layout] usual zone media 1: notes.txt is of no known kind; "
        "known are .png, .jpg, .jpeg, .webp, .mp4, .webm",
        "layouts.toml:11: [layout] usual zone media 2: old.mp4 is not what its ending says: "
        "no video/mp4 begins like it",
        "layouts.toml:14: [layout] usual arrows 5: must be one of 'left', 'right', 'up', 'down', "
        "'up_left' or 'up_right'",
        "layouts.toml:17: [layout] second languages: zh-CN is named twice",
        "layouts.toml:18: [layout] second beside: media is named twice",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[layout.usual\n", "layouts.toml:1: this is not TOML"),
        ("layout = 3\n", "layouts.toml:1: layout: is not a table"),
        ("[layouts.usual]\n", "layouts.toml:1: layouts: there is no such key"),
        ('[layout."a b"]\n', "layouts.toml:1: "),
        ("[layout.usual]\nmedia = [3, ['x']]\n", "layouts.toml:2: "),
        ("[layout.usual]\nmedia = ['\\u0000.png']\n", "layouts.toml:2: "),
        ("[layout]\nusual = [1]\n", "layouts.toml:2: "),
    ],
)
def test_whatever_is_in_the_file_is_refused_with_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    assert faults(written(tmp_path, text))[0].startswith(said)


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.mp4")
    file = written(tmp_path, '[layout.usual]\nmedia = ["never.mp4"]\n')
    assert faults(file)[0].startswith(
        "layouts.toml:2: [layout] usual media 1: never.mp4 is no file"
    )


@pytest.fixture
def watched(tmp_path: Path) -> tuple[Path, LayoutWatch]:
    """A right file and its watch, not started."""
    (tmp_path / "welcome.mp4").write_bytes(FILM)
    file = written(tmp_path, '[layout.usual]\ntheme = "light"\nmedia = ["welcome.mp4"]\n')
    return file, LayoutWatch(file)


def usual(layouts: Layouts) -> str:
    return layouts.board("usual", "main").theme


def test_a_changed_file_holds_from_the_next_look_on(watched: tuple[Path, LayoutWatch]) -> None:
    file, watch = watched
    before = watch.now()
    watch.look()
    assert watch.now() is before
    file.write_text('[layout.usual]\ntheme = "colour_safe"\n')
    watch.look()
    assert (usual(watch.now().layouts), watch.now().faults) == ("colour_safe", ())


def test_a_wrong_file_keeps_the_last_right_layouts_and_is_told_to_previews_alone(
    watched: tuple[Path, LayoutWatch],
) -> None:
    file, watch = watched
    file.write_text('[layout.usual]\ntheme = "bright"\n')
    watch.look()
    wrong = watch.now()
    assert usual(wrong.layouts) == "light"
    visitor = Opened().layout_now(wrong, ("zh-CN",))
    assert visitor.faults is None
    editor = Opened(preview=True).layout_now(wrong, ("zh-CN",))
    assert editor.faults is not None
    assert editor.faults[0].startswith(f"{file}:2: [layout] usual theme: must be one of")
    watch.look()
    assert watch.now() is wrong
    file.unlink()
    watch.look()
    assert usual(watch.now().layouts) == "light"
    assert "cannot be read" in watch.now().faults[0]
    file.write_text('[layout.usual]\ntheme = "dark"\n')
    watch.look()
    assert (usual(watch.now().layouts), watch.now().faults) == ("dark", ())


def test_a_film_that_a_wrong_file_missed_is_found_when_it_comes(
    watched: tuple[Path, LayoutWatch],
) -> None:
    file, watch = watched
    file.write_text('[layout.usual]\nmedia = ["park.png"]\n')
    watch.look()
    assert "park.png" in watch.now().faults[0]
    (file.parent / "park.png").write_bytes(png())
    watch.look()
    assert watch.now().faults == ()
    shown = watch.now().layouts.page("usual", "main", ("zh-CN",)).media
    assert [(one.type, one.name.zh) for one in shown] == [("image/png", "park")]


def test_a_film_that_is_replaced_is_another_one(watched: tuple[Path, LayoutWatch]) -> None:
    file, watch = watched
    before = watch.now().layouts.page("usual", "main", ("zh-CN",)).media[0].sha256
    (file.parent / "welcome.mp4").write_bytes(FILM + b"longer")
    watch.look()
    layouts = watch.now().layouts
    after = layouts.page("usual", "main", ("zh-CN",)).media[0].sha256
    assert before != after
    assert layouts.find(before) is None
    found = layouts.find(after)
    assert found is not None
    assert found.path == file.parent / "welcome.mp4"


def test_an_address_that_asks_for_what_is_not_there_gets_the_usual_layout_and_says_so_in_a_preview(
    watched: tuple[Path, LayoutWatch],
) -> None:
    _, watch = watched
    asked = Opened().asked({"layout": "nothing", "theme": "pink", "preview": "1"})
    told = asked.layout_now(watch.now(), ("zh-CN",))
    assert (told.name, told.theme) == ("usual", "light")
    assert told.faults is not None
    assert told.faults[0].startswith("there is no layout `nothing`; there are: usual, light")


def test_a_preview_takes_neither_the_place_nor_the_voice_of_the_screen_it_shows() -> None:
    screen = Opened.of(Screen(name="north", board="main", loudspeaker="lobby"))
    assert "screen=north" in screen.asked({}).stream
    assert "loudspeaker=lobby" in screen.asked({}).stream
    assert screen.asked({"preview": "1"}).stream == "/stream?board=main&layout=usual&preview=1"


def test_a_screen_with_a_layout_that_there_is_not_is_refused_with_its_line(tmp_path: Path) -> None:
    written(tmp_path, "[layout.north]\n")
    file = tmp_path / "display.toml"
    file.write_text(
        """server_url = "http://hall"
layouts = "layouts.toml"
[[screen]]
name = "hall"
board = "main"
layout = "north"
[[screen]]
name = "side"
board = "main"
layout = "south"
"""
    )
    with pytest.raises(Refused) as refused:
        load(file)
    assert [str(fault).replace(f"{tmp_path}/", "") for fault in refused.value.faults] == [
        "display.toml:10: [[screen]] 2 layout: there is no layout `south`: there are usual, light, "
        "colour_safe, portrait, calls_only, with_media, ticker, north"
    ]
