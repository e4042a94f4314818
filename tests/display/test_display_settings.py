"""display.toml and HALL_DISPLAY_*: read together, refused when wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from display.config import UnknownSetting, load

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
    with pytest.raises(ValidationError) as refused:
        load(file)
    assert named in str(refused.value)
    assert "secret-token" not in str(refused.value)


def test_an_unknown_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "display.toml"
    file.write_text(WRITTEN)
    monkeypatch.setenv("HALL_DISPLAY_COLOUR", "red")
    with pytest.raises(UnknownSetting, match="HALL_DISPLAY_COLOUR"):
        load(file)


@pytest.mark.parametrize("written", ["colour = 'red'", "port = ", None])
def test_the_program_does_not_start_with_wrong_settings(
    tmp_path: Path, written: str | None
) -> None:
    file = tmp_path / "display.toml"
    if written is not None:
        file.write_text(written)
    ended = subprocess.run(
        [sys.executable, "-m", "display", "run", "--config", str(file)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("hall-display: ")
    assert "Traceback" not in ended.stderr
