"""Pressing the hall's buttons over HTTP, as browsers and kiosks do."""

import uuid
from typing import Any

import requests


class HallGone(Exception):
    """The hall could not be reached; nothing is known about the press, so it is repeated later."""


class Refused(Exception):
    """The hall said no; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Presses:
    """One browser or device. Not shared between threads."""

    TIMEOUT_S = 10.0

    def __init__(self, server: str) -> None:
        self._server = server
        self._session = requests.Session()
        self._badge = ""

    @classmethod
    def as_device(cls, server: str, token: str) -> "Presses":
        """A device with its token."""
        pressing = cls(server)
        pressing._session.headers["Authorization"] = f"Bearer {token}"
        return pressing

    @classmethod
    def as_staff(cls, server: str, badge: str, seat: str | None = None) -> "Presses":
        """A member of the demo hall's staff, signed in at the first press."""
        pressing = cls(server)
        pressing._badge = badge
        if seat is not None:
            pressing._session.headers["Hall-Seat"] = seat
        return pressing

    def get(self, path: str) -> Any:
        """Read a state. Raises HallGone or Refused."""
        return self._ask("GET", path, None, {})

    def press(self, path: str, **body: Any) -> Any:
        """One act, repeated with the same key while its answer is lost. Raises HallGone or Refused."""
        key = {"Idempotency-Key": uuid.uuid4().hex}
        try:
            return self._ask("POST", path, body, key)
        except HallGone:
            return self._ask("POST", path, body, key)

    def _ask(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        if self._badge and "X-CSRFToken" not in self._session.headers:
            self._enter()
        answer = self._send(method, path, body, headers)
        if answer.status_code in (401, 403) and self._badge:
            self._enter()
            answer = self._send(method, path, body, headers)
        if answer.status_code >= 500:
            raise HallGone(path)
        said = answer.json()
        if not answer.ok:
            raise Refused(said.get("code", "unknown"))
        return said

    def _enter(self) -> None:
        """The demo lets its people in without a password."""
        self._session.headers.pop("X-CSRFToken", None)
        self._send("GET", f"/demo/enter/{self._badge}?next=/api/v1/health", None, {})
        session = self._send("GET", "/api/v1/session", None, {})
        if not session.ok:
            raise HallGone("session")
        self._session.headers["X-CSRFToken"] = session.json()["csrf"]

    def _send(
        self, method: str, path: str, body: Any, headers: dict[str, str]
    ) -> requests.Response:
        try:
            return self._session.request(
                method, self._server + path, json=body, headers=headers, timeout=self.TIMEOUT_S
            )
        except requests.RequestException as error:
            raise HallGone(path) from error
