"""Whether the display program runs on this machine, and what it says of itself."""

from dataclasses import dataclass

import requests
from pydantic import BaseModel, ConfigDict, ValidationError

from display.config import DisplayConfig
from hall_server.wire.devices import Component

PATIENCE_S = 3.0


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


@dataclass(frozen=True, slots=True)
class PortTaken:
    """Something else has the port of the pages."""

    said: str


def running_display(config: DisplayConfig) -> RunningDisplay | PortTaken | None:
    """The program with these settings, if it runs."""
    host = "127.0.0.1" if config.host in ("", "0.0.0.0", "::") else config.host
    try:
        with requests.Session() as session:
            # A proxy in the environment is for the way out, not for this machine itself.
            session.trust_env = False
            answer = session.get(f"http://{host}:{config.port}/health", timeout=PATIENCE_S)
        return RunningDisplay.model_validate_json(answer.content)
    except requests.ConnectionError:
        return None
    except (requests.RequestException, ValidationError) as error:
        return PortTaken(type(error).__name__)
