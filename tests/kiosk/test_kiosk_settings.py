"""Settings: the file, the environment on top, and no slip of the pen unnoticed."""

from pathlib import Path

import pytest

from kiosk.config import ConfigError, load_config

WHOLE = 'server_url = "http://hall:8000"\ntoken = "secret-token"\nname = "1 号机"\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_with_the_least_settings_is_enough(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, WHOLE), {})
    assert config.server_url == "http://hall:8000"
    assert config.printer_url is None
    assert (config.language, config.idle_seconds) == ("zh-CN", 60)


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_KIOSK_IDLE_SECONDS", "90")
    monkeypatch.setenv("HALL_KIOSK_READER_BAUD", "9600")
    config = load_config(written(tmp_path, WHOLE))
    assert (config.idle_seconds, config.reader_baud) == (90, 9600)


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ("idle_secs = 90", "idle_secs"),
        ("port = 99999", "port"),
        ('language = "fr"', "language"),
        ("port = ", "kiosk.toml"),
        ('reader_url = "spy:///dev/ttyUSB0?file=/tmp/cards"', "reader_url"),
        ('reader_url = "COM3"', "reader_url"),
        ("reader_baud = 115201", "reader_baud"),
    ],
)
def test_a_slip_in_the_file_refuses_to_start_and_is_named(
    tmp_path: Path, extra: str, named: str
) -> None:
    with pytest.raises(ConfigError, match=named):
        load_config(written(tmp_path, WHOLE + extra), {})


def test_a_slip_in_the_environment_refuses_to_start_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="HALL_KIOSK_PRINTR_URL"):
        load_config(written(tmp_path, WHOLE), {"HALL_KIOSK_PRINTR_URL": "socket://printer"})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere.toml"):
        load_config(tmp_path / "nowhere.toml", {})


def test_the_token_is_not_shown_by_accident(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, WHOLE), {})
    assert "secret-token" not in repr(config)
