"""The fold that tells the past knows every act there is."""

import re
from pathlib import Path

import hall_server
from hall_server.domain.replay import KNOWN


def test_every_act_that_the_journal_keeps_has_its_place_in_the_replay() -> None:
    server = Path(hall_server.__file__).parent
    sources = "\n".join(path.read_text(encoding="utf-8") for path in server.rglob("*.py"))
    acts = set(re.findall(r'(?:\.record|_done|_given)\(\s*(?:tx, )?(?:\w+, )?"(\w+)"', sources))
    assert {"call_next", "pause_window", "take_alert"} <= acts
    assert acts - KNOWN == set()
