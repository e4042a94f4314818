"""The house: the demo hall on its real server, for tests of the staff pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from house import PATIENCE_MS, House, build_house
from windows import Windows

from hall_server.domain.plan import HallPlan


@pytest.fixture(scope="session")
def built_house(tmp_path_factory: pytest.TempPathFactory, demo_plan: HallPlan) -> Path:
    """The database every house starts from."""
    return build_house(tmp_path_factory.mktemp("house"), demo_plan)


@pytest.fixture
def house(built_house: Path, windows: Windows, tmp_path: Path) -> Iterator[House]:
    """A running hall with a browser; it ends without a script error or a broken content policy."""
    with windows.borrow(locale="zh-CN", timezone_id="Asia/Shanghai") as context:
        context.set_default_timeout(PATIENCE_MS)
        opened = House(built_house, tmp_path, context, windows)
        opened.start()
        yield opened
        opened.leave()
    reported = opened.policy_reports
    opened.stop()
    assert (opened.slips, reported) == ([], 0)
