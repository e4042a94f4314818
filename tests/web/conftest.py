"""The demo hall's office: one template per test session, a copy per module or per test."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from office import Office, Template, build_template

from hall_server.domain.plan import HallPlan

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in Shanghai."""


class StandingClock:
    """A clock that stands until it is moved."""

    now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, demo_plan: HallPlan) -> Template:
    """The demo hall with people and devices, built once."""
    return build_template(tmp_path_factory.mktemp("template"), demo_plan, MORNING)


def _office(template: Template, folder: Path) -> Iterator[Office]:
    office = Office(template, folder, StandingClock())
    yield office
    office.close()


@pytest.fixture
def office(template: Template, tmp_path: Path) -> Iterator[Office]:
    """A fresh office."""
    yield from _office(template, tmp_path)


@pytest.fixture(scope="module")
def shared_office(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for a module's tests that leave nothing behind they mind."""
    yield from _office(template, tmp_path_factory.mktemp("office"))
