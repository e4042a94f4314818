"""What the tests of reading and writing share."""

from pathlib import Path

import pytest
from hall_folder import HallFolder
from hypothesis import HealthCheck, settings

# Whole halls take a while to make up, longer than Hypothesis expects on a busy machine.
settings.register_profile(
    "halls", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50
)
settings.load_profile("halls")


@pytest.fixture
def files(tmp_path: Path) -> HallFolder:
    """A small hall's files, which can be read."""
    return HallFolder(tmp_path)
