"""hall-display check: what is wrong is found, named and explained; what is well is said to be so."""

import json
import threading
from array import array
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
import requests
from hall_states import board, utc_now
from running_hall import TOKEN, DisplayProcess, HallSimulator

from display.check.command import Trial, run_check
from display.check.finding import TEXTS, Finding, Words, language_of, table
from display.check.hall import look_at_hall, places
from display.check.lines import look_at_lines
from display.check.loudspeakers import hear_loudspeakers, look_at_loudspeakers
from display.check.running import RunningDisplay, running_display
from display.config import DisplayConfig
from display.devices import Line, Loudspeaker, Panel, Screen, Voice
from display.simulators.loudspeaker import command, heard
from display.simulators.panel import Fault
from display.simulators.wall import Wall

NO_STOP = threading.Event()


def config(url: str, **more: object) -> DisplayConfig:
    return DisplayConfig(server_url=url, token=TOKEN, **more)  # type: ignore[arg-type]


def said(findings: Sequence[Finding]) -> list[tuple[str, bool, str]]:
    return [(each.name or each.subject, each.ok, each.said) for each in findings]


@pytest.fixture
def lines(tmp_path: Path) -> tuple[Line, ...]:
    def line(name: str, protocol: str, *windows: str) -> Line:
        panels = tuple(
            Panel(address=address, window=window, cells=4)
            for address, window in enumerate(windows, start=1)
        )
        url = str(tmp_path / name)
        return Line(name=name, url=url, protocol=protocol, panel=panels, baud=57600)  # type: ignore[arg-type]

    return line("north", "onbon", "5", "6"), line("east", "tubes", "7"), line("west", "cpower", "8")


@pytest.fixture
def wall(lines: tuple[Line, ...]) -> Iterator[Wall]:
    with Wall(lines[:2], lambda: datetime.now(UTC)) as hung:
        yield hung


def test_lines_and_panels_are_tried_and_each_shows_which_it_is(
    wall: Wall, lines: tuple[Line, ...]
) -> None:
    wall.panels["north/2"].begin(Fault.DEAF)
    found = list(look_at_lines(lines, 0.2, NO_STOP))
    assert said(found) == [
        ("north", False, "panel.silent"),
        ("north", True, "line.ok"),
        ("east", True, "line.ok"),
        ("west", False, "line.closed"),
    ]
    assert found[0].facts == {"address": 2, "window": "6"}
    assert found[3].facts["why"] == "No such file or directory"
    shown = {key: [one.face.text for one in panel.history] for key, panel in wall.panels.items()}
    assert [text.strip() for text in shown["north/1"]] == ["5 #1", ""]
    digits = [any(one.face.digits) for one in wall.panels["east/1"].history]
    assert digits == [True, False]


def test_a_line_that_another_program_has_is_said_to_be_taken(
    wall: Wall, lines: tuple[Line, ...]
) -> None:
    from display.led.port import open_port

    held = open_port(lines[0].url, lines[0].baud)
    found = list(look_at_lines(lines[:1], None, NO_STOP))
    held.close()
    assert said(found) == [("north", False, "line.taken")]


def test_the_hall_is_asked_as_the_display_asks_it(hall: HallSimulator, tmp_path: Path) -> None:
    now = utc_now().replace(microsecond=0)
    hall.send(board(1, now))
    assert said(list(look_at_hall(config(hall.url), lambda: now))) == [
        ("hall", True, "hall.ok"),
        ("clock", True, "clock.ok"),
    ]
    slow = list(look_at_hall(config(hall.url), lambda: now - timedelta(seconds=43)))
    assert slow[1].said == "clock.off"
    assert slow[1].facts == {"seconds": "+43.0"}
    stranger = DisplayConfig(server_url=hall.url, token="another")  # type: ignore[arg-type]
    assert list(look_at_hall(stranger, utc_now))[0].said in ("hall.refused", "hall.unreachable")
    unpaired = DisplayConfig(server_url=hall.url, token_file=tmp_path / "none")
    assert list(look_at_hall(unpaired, utc_now))[0].said == "hall.not_paired"
    assert not (tmp_path / "none").exists(), "looking makes no token"


def test_places_that_the_hall_does_not_have_are_named() -> None:
    settings = config(
        "http://hall.example",
        screen=(
            Screen(name="a", board="zone", place="A"),
            Screen(name="q", board="zone", place="Q"),
        ),
        loudspeaker=(Loudspeaker(name="l", zones=("A", "Z"), out="device"),),
        line=(
            Line(
                name="n",
                url="COM3",
                protocol="tubes",
                panel=(Panel(address=1, window="5"), Panel(address=2, window="99")),
            ),
        ),
    )
    found = list(places(settings, board(1, utc_now())))
    assert [(each.name, each.facts["place"]) for each in found] == [
        ("q", "Q"),
        ("l", "Z"),
        ("n", "99"),
    ]


def test_each_loudspeaker_of_this_machine_says_its_name_at_the_volume_of_the_hour(
    tmp_path: Path,
) -> None:
    file = tmp_path / "heard"
    keeps = ("sh", "-c", f"cat >> {file}")
    settings = DisplayConfig(
        server_url="http://hall.example",
        voice=Voice(engine="none"),
        loudspeaker=(
            Loudspeaker(name="side", out="command", command=keeps, volume={time(0): 30}),
            Loudspeaker(name="gone", out="command", command=("no-such-player",)),
            Loudspeaker(name="quiet", out="command", command=("false",), volume={time(0): 0}),
            Loudspeaker(name="page"),
        ),
    )
    assert said(list(look_at_loudspeakers(settings, None, utc_now))) == [
        ("side", True, "command.ok"),
        ("gone", False, "command.none"),
        ("quiet", True, "command.ok"),
        ("page", False, "page.program_off"),
    ]
    assert said(list(hear_loudspeakers(settings, None, utc_now))) == [
        ("side", True, "sound.ok"),
        ("gone", False, "sound.wrong"),
        ("quiet", False, "sound.wrong"),
        ("page", False, "sound.page"),
    ]
    kept = file.read_bytes()
    assert kept.startswith(b"RIFF")
    loudest = max(abs(sample) for sample in array("h", kept.split(b"data", 1)[1][4:]))
    assert 0 < loudest <= 0.3 * 32767, "at the volume of the hour"


def test_a_running_program_lets_its_loudspeakers_say_their_names(
    hall: HallSimulator, tmp_path: Path
) -> None:
    keeps = command(tmp_path / "heard", "--speed", "0")
    speakers = (
        Loudspeaker(name="side", out="command", command=keeps, volume={time(0): 30}),
        Loudspeaker(name="page"),
    )
    screens = (Screen(name="lobby", board="main", loudspeaker="page"),)
    own = {
        "MEDIA": str(tmp_path / "m"),
        "RUNG_FILE": str(tmp_path / "r.json"),
        "LOUDSPEAKER": json.dumps(
            [each.model_dump(mode="json", exclude_unset=True) for each in speakers[:1]]
        ),
    }
    hall.send(board(1, utc_now()))
    display = DisplayProcess(hall.url, own)
    display.start()
    settings = config(hall.url, port=display.port, loudspeaker=speakers, screen=screens)
    running = running_display(settings)
    assert isinstance(running, RunningDisplay)
    found = list(hear_loudspeakers(settings, running, utc_now))
    foreign = requests.post(f"{display.url}/loudspeaker/side/trial", timeout=5)
    display.kill()
    assert said(found)[0] in [("side", True, "sound.ok"), ("side", False, "sound.no_words")]
    assert found[0].facts["percent"] == 30
    assert said(found)[1] == ("page", False, "sound.no_page")
    assert [one.title for one in heard(tmp_path / "heard")] == ["side"]
    assert foreign.status_code == 405


def test_a_running_program_is_asked_and_its_lines_are_not_touched(
    wall: Wall, lines: tuple[Line, ...], hall: HallSimulator, tmp_path: Path
) -> None:
    hall.send(board(1, utc_now()))
    own = {"MEDIA": str(tmp_path / "m"), "RUNG_FILE": str(tmp_path / "r.json")}
    display = DisplayProcess(hall.url, own)
    display.start()
    settings = config(
        hall.url, port=display.port, screen=(Screen(name="lobby", board="main"),), line=lines[:1]
    )
    told: list[str] = []
    assert not run_check(settings, Words("en"), told.append, utc_now, Trial(show_s=1))
    display.kill()
    text = "\n".join(told)
    assert "running (release" in text
    assert f"open http://127.0.0.1:{display.port}/screen/lobby in Chromium" in text
    assert "systemctl stop hall-display first" in text
    assert not wall.panels["north/1"].history, "no second master"


def test_the_table_stands_straight_in_both_languages_and_every_sentence_has_its_words() -> None:
    zh, en = (json.loads((TEXTS / f"{tag}.json").read_text()) for tag in ("zh-CN", "en"))
    assert list(zh) == list(en)
    source = "".join(path.read_text() for path in TEXTS.parent.glob("*.py"))
    sentences = [key for key in zh if "." in key and not key.startswith(("subject.", "word."))]
    unsaid = [key for key in sentences if f'"{key.removesuffix(".do")}"' not in source]
    assert not unsaid
    wrong = Finding("line", False, "panel.silent", {"address": 2, "window": "6"}, "north")
    well = Finding("fonts", True, "fonts.ok", {"font": "Noto"})
    told = list(table([well, wrong], Words("zh-CN")))
    assert told[0] == "正常  字体                    有 Noto"
    assert told[1].startswith("有误  条屏线路 north          地址 2（6 号窗口）没有应答")
    assert told[2].startswith(" " * 30 + "→ 检查")
    assert told[-1] == "有 1 处要处理。"
    ill = Finding("loudspeaker", False, "page.ill", {"word": "no_page"}, "lobby")
    assert list(table([ill], Words("zh-CN")))[0].endswith("页面不能出声：没有打开的页面")
    assert list(table([well], Words("en")))[-1] == "All is well."


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({}, "zh-CN"),
    ],
)
def test_the_terminal_says_the_language(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language
