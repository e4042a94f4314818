"""Whether the display program runs on this machine, and what it says of itself."""

from dataclasses import dataclass

import requests
from pydantic import BaseModel, ConfigDict, ValidationError

from display.config import DisplayConfig
from hall_server.wire.devices import Component

PATIENCE_S = 3.0
TRIAL_PATIENCE_S = 40.0
"""A trial waits for what is being said, and sounds."""


class RunningDisplay(BaseModel):
    """The answer of its /health."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    release: str = ""
    hall_heard: bool
    parts: tuple[Component, ...] = ()

    def part(self, kind: str, name: str) -> Component | None:
        """What it says of one of its parts."""
        return next((each for each in self.parts if (each.kind, each.name) == (kind, name)), None)

    def of_kind(self, kind: str) -> tuple[Component, ...]:
        """What it says of all parts of a kind."""
        return tuple(each for each in self.parts if each.kind == kind)


class TriedOut(BaseModel):
    """The answer of a loudspeaker's trial."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    outcome: str
    percent: int
    trouble: str


@dataclass(frozen=True, slots=True)
class PortTaken:
    """Something else has the port of the pages."""

    said: str


def running_display(config: DisplayConfig) -> RunningDisplay | PortTaken | None:
    """The program with these settings, if it runs."""
    try:
        return RunningDisplay.model_validate_json(_ask(config, "GET", "/health", PATIENCE_S))
    except requests.ConnectionError:
        return None
    except (requests.RequestException, ValidationError) as error:
        return PortTaken(type(error).__name__)


def try_loudspeaker(config: DisplayConfig, name: str) -> TriedOut | None:
    """Have the running program's loudspeaker say its name; None when it does not answer."""
    try:
        path = f"/loudspeaker/{name}/trial"
        return TriedOut.model_validate_json(_ask(config, "PUT", path, TRIAL_PATIENCE_S))
    except (requests.RequestException, ValidationError):
        return None


def _ask(config: DisplayConfig, method: str, path: str, patience_s: float) -> bytes:
    host = "127.0.0.1" if config.host in ("", "0.0.0.0", "::") else config.host
    with requests.Session() as session:
        # A proxy in the environment is for the way out, not for this machine itself.
        session.trust_env = False
        return session.request(
            method, f"http://{host}:{config.port}{path}", timeout=patience_s
        ).content
