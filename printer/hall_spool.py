"""The hall's side of a print station, over its HTTP API."""

import uuid
from collections.abc import Mapping
from typing import Any

import requests

from printer.station import (
    SheetOrder,
    SpoolAway,
    SpoolRefused,
    StationStart,
    order_of,
    settings_of,
)
from printer.status import PrinterStatus, PrintState

CONNECT_S = 2.0
ANSWER_S = 10.0


class HallSpool:
    """A Spool over HTTP with a station's device token. Belongs to one thread."""

    def __init__(self, server_url: str, token: str) -> None:
        self._base = f"{server_url.rstrip('/')}/api/v1"
        self._session = requests.Session()
        # The hall's network is asked directly: a proxy in the environment is for somebody else.
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"

    def begin(self) -> StationStart:
        """See Spool."""
        begun = self._press("/station/begin", {})
        return StationStart(
            [settings_of(each) for each in begun["printers"]], begun.get("uncertain", {})
        )

    def waiting(self) -> Mapping[str, int]:
        """See Spool."""
        found: Mapping[str, int] = self._ask("GET", "/station/waiting", None, {})["waiting"]
        return found

    def claim(self, printer: str) -> SheetOrder | None:
        """See Spool."""
        job = self._press("/station/claim", {"printer": printer})["job"]
        return order_of(job) if job is not None else None

    def paper_template(self) -> str:
        """The hall's own template, empty if it has none. Raises SpoolAway, SpoolRefused."""
        told: str = self._ask("GET", "/paper-template", None, {})["template"]
        return told

    def report_job(self, job: int, state: PrintState, trouble: str) -> None:
        """See Spool."""
        self._press(f"/print-jobs/{job}/report", {"state": state.value, "trouble": trouble})

    def report_printer(self, printer: str, status: PrinterStatus) -> None:
        """See Spool."""
        said = {"troubles": sorted(status.troubles), "paper_low": status.paper_low}
        self._press(f"/printers/{printer}/status", said)

    def _press(self, path: str, body: Mapping[str, Any]) -> Any:
        """A change; a lost answer is asked for once more with the same key, so it happens once."""
        key = {"Idempotency-Key": uuid.uuid4().hex}
        try:
            return self._ask("POST", path, body, key)
        except SpoolAway:
            return self._ask("POST", path, body, key)

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> Any:
        try:
            answer = self._session.request(
                method,
                self._base + path,
                json=body,
                headers=headers,
                timeout=(CONNECT_S, ANSWER_S),
            )
            said = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise SpoolAway(str(error)) from error
        if answer.status_code >= 500:
            raise SpoolAway(f"{answer.status_code} {path}")
        if not answer.ok:
            raise SpoolRefused(f"{path}: {said.get('code')}: {said.get('detail')}")
        return said
