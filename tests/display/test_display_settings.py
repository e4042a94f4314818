"""display.toml and HALL_DISPLAY_*: read together, refused when wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from display.cli import main
from display.faults import Refused
from display.settings import load

WRITTEN = 'server_url = "http://hall.example:8080"\ntoken = "secret-token"\n'


def test_a_file_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "display.toml"
    file.write_text(WRITTEN + 'languages = ["en", "zh-CN"]\nname = "north lobby"\n')
    config = load(file)
    assert (config.languages, config.name) == (("en", "zh-CN"), "north lobby")
    assert config.token.get_secret_value() == "secret-token"
    assert "secret-token" not in repr(config)


def test_the_environment_goes_on_top_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "display.toml"
    file.write_text(WRITTEN + "port = 9000\n")
    monkeypatch.setenv("HALL_DISPLAY_PORT", "9001")
    assert load(file).port == 9001


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("colour = 'red'", "colour"),
        ("port = 0", "port"),
        ("server_url = 'hall'", "server_url"),
        ("languages = ['fr']", "languages"),
        ("languages = ['en', 'en']", "languages"),
        ("languages = []", "languages"),
        ("timezone = 'Asia/Atlantis'", "timezone"),
    ],
)
def test_a_wrong_setting_is_named_and_the_token_is_not_shown(
    tmp_path: Path, line: str, named: str
) -> None:
    file = tmp_path / "display.toml"
    written = [kept for kept in WRITTEN.splitlines() if kept.split()[0] != line.split()[0]]
    file.write_text("\n".join([*written, line]))
    with pytest.raises(Refused) as refused:
        load(file)
    assert named in str(refused.value)
    assert "secret-token" not in str(refused.value)


def test_an_unknown_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "display.toml"
    file.write_text(WRITTEN)
    monkeypatch.setenv("HALL_DISPLAY_COLOUR", "red")
    with pytest.raises(Refused, match="HALL_DISPLAY_COLOUR"):
        load(file)


def faults_in(file: Path, written: str) -> list[str]:
    file.write_text(written, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(file)
    return [str(fault).replace(f"{file.parent}/", "") for fault in refused.value.faults]


def test_all_that_is_wrong_is_said_at_once_with_its_line(tmp_path: Path) -> None:
    assert faults_in(tmp_path / "display.toml", MUCH_IS_WRONG) == [
        "display.toml:1: server_url: the key is missing: add it",
        "display.toml:1: port: must be greater than or equal to 1",
        "display.toml:2: layouts: gone.toml: No such file or directory",
        "display.toml:6: [[screen]] 1 board: this board is of one zone: add `place`, the zone's letter",
        "display.toml:9: [[screen]] 2 name: `hall` is the name of another [[screen]]: give each its own",
        "display.toml:15: [[screen]] 3 plaec: there is no such key: is it meant to be `place`?",
        "display.toml:17: [voice] packs x!: must be a language's tag, such as zh-CN",
        "display.toml:21: [[loudspeaker]] 1 out: needs `command`: the program that plays a WAV",
        'display.toml:22: [[loudspeaker]] 1 device: is used by out = "device" only: set that, or'
        " remove it",
        "display.toml:25: [[loudspeaker]] 2 volume 8: is not an hour of the day: write it as in"
        ' "08:30"',
        "display.toml:31: [[line]] 1 baud: must be one of 1200, 2400, 4800, 9600, 19200, 38400,"
        " 57600 or 115200",
        "display.toml:40: [[line]] 2 panel 1 address: is not a whole number",
        "display.toml:46: [[line]] 2 panel 3 address: another panel of this line has the address 2:"
        " two on one address answer at once, so give each its own",
        "display.toml:49: [[line]] 2 panel 4 address: a C-Power card has one from 1 to 254",
        "display.toml:53: [[line]] 3 url: the line `side` has it already: a line has one master, so"
        " put its panels below one [[line]]",
        "display.toml:55: [[line]] 3 template: strip.toml: No such file or directory",
    ]


MUCH_IS_WRONG = """port = 0
layouts = "gone.toml"

[[screen]]
name = "hall"
board = "zone"

[[screen]]
name = "hall"
board = "main"

[[screen]]
name = "entrance"
board = "overview"
plaec = "A"
[voice]
packs = { "x!" = "pack" }

[[loudspeaker]]
name = "north"
out = "command"
device = "default"
[[loudspeaker]]
name = "side"
volume = { "8" = 80 }

[[line]]
name = "north"
url = "/dev/ttyUSB0"
protocol = "onbon"
baud = 9601
panel = [{ address = 1, window = "1" }]

[[line]]
name = "side"
url = "/dev/ttyUSB1"
protocol = "cpower"

[[line.panel]]
address = "first"
window = "1"
[[line.panel]]
address = 2
window = "1"  # a window may have two strips
[[line.panel]]
address = 2
window = "2"
[[line.panel]]
address = 0
window = "3"
[[line]]
name = "south"
url = "/dev/ttyUSB1"
protocol = "template"
template = "strip.toml"
panel = [{ address = 1, window = "9" }]
"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[[screen]]\nname = "a"\nboard = "main"\nplace = "A"', "`main` is of no place"),
        ('[[loudspeaker]]\nname = "a"', "no screen plays it"),
        (
            '[[loudspeaker]]\nname = "a"\nout = "device"\n'
            '[[screen]]\nname = "s"\nboard = "main"\nloudspeaker = "b"',
            "there is no loudspeaker `b`: there are a",
        ),
        (
            '[[loudspeaker]]\nname = "a"\nout = "device"\n'
            '[[screen]]\nname = "s"\nboard = "main"\nloudspeaker = "a"',
            "is not played by a page",
        ),
        ('[voice]\nengine = "command"', "needs `command`"),
        ('[voice]\ncommand = ["say", "{text}"]', 'is used by engine = "command" only'),
        ('[voice]\nengine = "command"\ncommand = ["say"]', "need one with {text}"),
        (
            '[[line]]\nname = "a"\nurl = "COM3"\nprotocol = "cpower"\nbrightness = { "08:00" = 80 }\n'
            'panel = [{ address = 1, window = "1" }]',
            "no command for the brightness of these panels is known",
        ),
        (
            '[[line]]\nname = "a"\nurl = "COM3"\nprotocol = "tubes"\n'
            'panel = [{ address = 1, window = "1" }]',
            "panel 1 cells: tubes have 3 to 6 digits",
        ),
        ("line = 5", "is not a list"),
        ("line = [3]", "is not a table"),
        ('[[line]]\nname = "a"\nurl = "COM3"\nprotocol = "tubes"', "panel: the key is missing"),
        ('voice = "loud"', "is not a table"),
        ('[voice]\nchime = "loud"', "is not true or false"),
    ],
)
def test_what_contradicts_itself_is_refused(tmp_path: Path, written: str, said: str) -> None:
    [fault] = faults_in(tmp_path / "display.toml", WRITTEN + written)
    assert said in fault


def test_what_hangs_on_a_wrong_part_is_not_called_wrong(tmp_path: Path) -> None:
    written = """
[[screen]]
name = "a b"
board = "main"
loudspeaker = "north"
[[loudspeaker]]
name = "north"
"""
    [fault] = faults_in(tmp_path / "display.toml", WRITTEN + written)
    assert fault.startswith("display.toml:5: [[screen]] 1 name: must be up to 32 of")


def test_a_list_in_the_environment_is_named_by_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_DISPLAY_LINE", '[{"name": "a", "url": "COM3", "protocol": "b"}]')
    monkeypatch.setenv("HALL_DISPLAY_SCREEN", "secret-list")
    assert faults_in(tmp_path / "display.toml", WRITTEN) == [
        'HALL_DISPLAY_SCREEN: is not JSON: write a list as in ["zh-CN", "en"]',
    ]
    monkeypatch.delenv("HALL_DISPLAY_SCREEN")
    assert faults_in(tmp_path / "display.toml", WRITTEN) == [
        "HALL_DISPLAY_LINE: 1 protocol: must be one of 'onbon', 'cpower', 'tubes' or 'template'",
        "HALL_DISPLAY_LINE: 1 panel: the key is missing: add it",
    ]


def test_files_that_people_write_are_found_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "strip.toml").write_text("frame = [{ part = 'text', encoding = 'gbk' }]")
    (tmp_path / "display.toml").write_text(
        WRITTEN
        + """
[[line]]
name = "north"
url = "/dev/ttyUSB0"
protocol = "template"
template = "strip.toml"
panel = [{ address = 1, window = "1" }]
"""
    )
    assert load(tmp_path / "display.toml").line[0].template == tmp_path / "strip.toml"


@pytest.mark.parametrize("written", ["colour = 'red'\nsize = 3", "port = ", None])
def test_the_program_does_not_start_with_wrong_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str | None
) -> None:
    file = tmp_path / "display.toml"
    if written is not None:
        file.write_text(written)
    with pytest.raises(SystemExit) as ended:
        main(["run", "--config", str(file)])
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert said
    assert all(line.startswith(f"hall-display: {file}:") for line in said)


def test_the_module_is_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "display", "run", "--config", str(tmp_path / "none.toml")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
