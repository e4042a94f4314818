"""What the routes work with, kept on the Flask app."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from flask import current_app

from hall_server.live.expectation import Expectation
from hall_server.live.newsroom import Newsroom
from hall_server.store.database import Store
from hall_server.web.first_run import FirstRun

Clock = Callable[[], datetime]
EXTENSION = "hall"


@dataclass(frozen=True)
class Services:
    """The running parts of one server process."""

    store: Store
    expectation: Expectation
    newsroom: Newsroom
    clock: Clock
    demo_links: Path | None
    first_run: FirstRun


def services() -> Services:
    """The services of the app that serves this request."""
    return cast(Services, current_app.extensions[EXTENSION])
