"""What keeps a screen's PC going: its units, and a browser that is started anew when its page is gone."""

from pathlib import Path

import pytest
import requests
from running_hall import DisplayProcess, HallSimulator

from display.cli import main
from display.screen import PageWatch

SCREENS = '[{"name": "lobby", "board": "main"}, {"name": "side", "board": "zone", "place": "A"}]'


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_page_that_is_gone_is_told_by_how_long_and_a_program_that_is_gone_is_not_its_fault(
    hall: HallSimulator, tmp_path: Path
) -> None:
    own = {"MEDIA": str(tmp_path / "m"), "RUNG_FILE": str(tmp_path / "r.json"), "SCREEN": SCREENS}
    display = DisplayProcess(hall.url, own)
    display.start()
    clock = Clock()
    watch = PageWatch(display.url, "lobby", clock)
    with requests.get(f"{display.url}/stream?screen=lobby", stream=True, timeout=5) as page:
        next(page.iter_lines())
        clock.now = 30
        assert watch.silence() == 0
        side = PageWatch(display.url, "side", clock)
        clock.now = 50
        assert side.silence() == 20
    display.kill()
    clock.now = 70
    assert watch.silence() is None


def test_the_units_are_written_where_they_are_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["units", str(tmp_path)])
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "hall-display-screen@.service",
        "hall-display.service",
    ]
    for unit in tmp_path.iterdir():
        assert "StartLimitIntervalSec=0" in unit.read_text(), "systemd never gives up"
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["units", str(tmp_path / "nowhere")])
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"hall-display: {tmp_path}/nowhere: no such folder\n"


def test_a_screen_that_the_settings_do_not_name_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALL_DISPLAY_SERVER_URL", "http://hall.example:8080")
    monkeypatch.setenv("HALL_DISPLAY_SCREEN", SCREENS)
    with pytest.raises(SystemExit) as ended:
        main(["screen", "main"])
    assert ended.value.code == 2
    assert "there are: lobby, side" in capsys.readouterr().err
