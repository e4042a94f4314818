"""What a display asks of the hall over HTTP: a code to show, and to be heard how it is."""

from typing import TypeVar

import requests
from pydantic import ValidationError

from hall_server.wire.devices import AskPairing, Heard, PairingNow, ReportHealth
from hall_server.wire.message import Command, State

S = TypeVar("S", bound=State)

PATIENCE_S = (2.0, 5.0)


class NotHeard(Exception):
    """The hall did not answer, or said no."""


class Hall:
    """One hall server. Raises NotHeard; safe for any thread."""

    def __init__(self, server_url: str) -> None:
        self._base = f"{server_url.rstrip('/')}/api/v1"

    def ask_pairing(self, token: str, wish: AskPairing) -> PairingNow:
        """Ask for a code to show."""
        return self._post("/pairing", token, wish, PairingNow)

    def report_health(self, token: str, report: ReportHealth) -> Heard:
        """Tell how this display is."""
        return self._post("/device/health", token, report, Heard)

    def _post(self, path: str, token: str, body: Command, message: type[S]) -> S:
        try:
            with requests.Session() as session:
                # The hall's network is asked directly: a proxy in the environment is for others.
                session.trust_env = False
                answer = session.post(
                    self._base + path,
                    json=body.model_dump(mode="json"),
                    headers={"Authorization": f"Bearer {token}"},
                    timeout=PATIENCE_S,
                )
            if not answer.ok:
                raise NotHeard(f"{answer.status_code} {path}")
            return message.model_validate_json(answer.content)
        except (requests.RequestException, ValidationError) as error:
            raise NotHeard(str(error)) from error
