"""One hall and one Chromium for the tests that follow people through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from open_hall import OpenHall


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHall]:
    """The four programs of the demo, with nobody in the hall yet."""
    opened = OpenHall(tmp_path_factory.mktemp("demo") / "data")
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def pictures() -> Path:
    """Where screenshots for the docs go."""
    return Path(__file__).parents[2] / "docs" / "pictures"
