"""The hall's side of a print station, over its HTTP API."""

import threading
import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
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
        self._setup = ""
        self.over = threading.Event()
        """Set when the station should begin anew: its printers have changed, or it is `forbidden`."""
        self.forbidden = False
        """The hall does not know the token, or not any longer."""

    def begin(self) -> StationStart:
        """See Spool."""
        # Before the printers: one that is added in between is noticed at the next look.
        self._setup = str(self._ask("GET", "/station/waiting", None, {}).get("setup", ""))
        begun = self._press("/station/begin", {})
        return StationStart(
            [settings_of(each) for each in begun["printers"]], begun.get("uncertain", {})
        )

    def waiting(self) -> Mapping[str, int]:
        """See Spool."""
        work = self._ask("GET", "/station/waiting", None, {})
        if str(work.get("setup", "")) != self._setup:
            self.over.set()
        found: Mapping[str, int] = work["waiting"]
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

    def pairing(self) -> Mapping[str, Any] | None:
        """How the station's pairing stands; None when the hall knows of none."""
        try:
            standing: Mapping[str, Any] = self._ask("GET", "/pairing", None, {})
        except SpoolRefused:
            return None
        return standing

    def ask_pairing(self, version: str) -> Mapping[str, Any]:
        """Ask for a code to say. Raises SpoolAway or SpoolRefused."""
        wish = {"kind": "station", "version": version}
        standing: Mapping[str, Any] = self._ask("POST", "/pairing", wish, {})
        return standing

    def report_health(self, version: str, parts: Sequence[Mapping[str, Any]]) -> None:
        """Tell how the station's printers are. Raises SpoolAway or SpoolRefused."""
        said = {"version": version, "components": list(parts)}
        self._ask("POST", "/device/health", said, {})

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
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            self.forbidden = True
            self.over.set()
        if not answer.ok:
            raise SpoolRefused(f"{path}: {said.get('code')}: {said.get('detail')}")
        return said
