"""What the tests of reading and writing share."""

from pathlib import Path

import pytest
from hall_folder import HallFolder


@pytest.fixture
def files(tmp_path: Path) -> HallFolder:
    """A small hall's files, which can be read."""
    return HallFolder(tmp_path)
