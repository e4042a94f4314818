"""The hall server's API as this kiosk uses it: one method per route, failures as types."""

import hashlib
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Generic, TypeVar

import requests
from pydantic import ValidationError
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from hall_server.wire.acts import IssueTicket, TicketIssued
from hall_server.wire.appointments import CheckIn, FindAppointments, FoundAppointments
from hall_server.wire.catalogue import Catalogue
from hall_server.wire.devices import AskPairing, Heard, PairingNow, ReportHealth
from hall_server.wire.message import Command, State
from hall_server.wire.offline import Lease, OfflineTicket, Reconciled, TakeLease
from hall_server.wire.paper import PaperTemplate, ReportJob, ReportPrinter
from hall_server.wire.problem import Problem
from hall_server.wire.views import KioskState

S = TypeVar("S", bound=State)

CONNECT_SECONDS = 1.0
POLL_SECONDS = 2.0
ISSUE_SECONDS = 3.0
BUSY = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
"""Not a word about what was asked: the same may be asked again later."""

# One more try inside one press, with the key of the press: the request is sent again as it was.
# The page presses again by itself, so more tries here would only keep the visitor waiting.
ONCE_MORE = Retry(
    total=1,
    backoff_factor=0.2,
    allowed_methods={"POST"},
    status_forcelist={500, 502, 503, 504},
    raise_on_status=False,
)


class HallUnreachable(Exception):
    """No answer, or none that is ours. What was asked may have been done or not."""


class HallFailed(HallUnreachable):
    """The server stumbled over what was asked; it may still answer other things."""


class NotAdmitted(Exception):
    """The server does not know this machine's token."""


class HallRefused(Exception):
    """The server said no, and why. Nothing was done."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Fetched(Generic[S]):
    """A message and the tag with which to ask whether it changed."""

    message: S
    etag: str | None
    raw: bytes
    """The message as it came."""


class HallClient:
    """Keep-alive connections to one hall server. Reads and pairing belong to one thread; reporting,
    health, leases and reconciling to one each; any may issue, check in and find appointments."""

    def __init__(self, server_url: str, token: str) -> None:
        self._base = f"{server_url}/api/v1"
        self._token = token
        self._reading = _session(token)
        self._issuing = _session(token)
        self._reporting = _session(token)
        self._health = _session(token)
        self._lending = _session(token)
        self._reconciling = _session(token)
        for scheme in ("http://", "https://"):
            self._issuing.mount(scheme, HTTPAdapter(max_retries=ONCE_MORE))

    def close(self) -> None:
        """Close all connections."""
        for session in self._all():
            session.close()

    def use_token(self, token: str) -> None:
        """Be another device from the next request on."""
        self._token = token
        for session in self._all():
            session.headers["Authorization"] = f"Bearer {token}"

    def token_hash(self) -> str:
        """Of the present token, as the hall keeps it; what it lends is sealed with that."""
        return hashlib.sha256(self._token.encode()).hexdigest()

    def _all(self) -> tuple[requests.Session, ...]:
        sessions = self._reading, self._issuing, self._reporting, self._health
        return *sessions, self._lending, self._reconciling

    def ask_pairing(self, wish: AskPairing) -> PairingNow:
        """Ask for a code to show. Raises HallUnreachable, HallRefused, NotAdmitted."""
        return self._tell(self._reading, "/pairing", wish, PairingNow)

    def report_health(self, report: ReportHealth) -> Heard:
        """Tell how this machine is. Raises as `ask_pairing`."""
        return self._tell(self._health, "/device/health", report, Heard)

    def kiosk_state(self, etag: str | None) -> Fetched[KioskState] | None:
        """The state now, or None if it is still the one tagged `etag`.

        Raises HallUnreachable, NotAdmitted, HallRefused.
        """
        return self._read("/kiosk", KioskState, etag)

    def catalogue(self, etag: str | None) -> Fetched[Catalogue] | None:
        """The catalogue, or None if it is still the one tagged `etag`. Raises as `kiosk_state`."""
        return self._read("/catalogue", Catalogue, etag)

    def paper_template(self, etag: str | None) -> Fetched[PaperTemplate] | None:
        """The hall's own template, or None if it is still the one tagged. Raises as `kiosk_state`."""
        return self._read("/paper-template", PaperTemplate, etag)

    def issue(self, errand: IssueTicket, key: str) -> TicketIssued:
        """Take a number. The same `key` always brings the same ticket.

        Raises HallRefused, NotAdmitted, or HallUnreachable, after which only the same key is safe.
        """
        try:
            answer = self._issuing.post(
                f"{self._base}/tickets",
                json=errand.model_dump(mode="json"),
                headers={"Idempotency-Key": key},
                timeout=(CONNECT_SECONDS, ISSUE_SECONDS),
            )
        except requests.RequestException as error:
            raise HallUnreachable(str(error)) from error
        return _understood(answer, TicketIssued)

    def take_lease(self, wanted: TakeLease, key: str) -> Lease:
        """Renew the day's lease. Raises HallRefused, NotAdmitted, HallUnreachable."""
        return self._tell(self._lending, "/kiosk/lease", wanted, Lease, key)

    def tell_offline_ticket(self, ticket: OfflineTicket) -> Reconciled:
        """Tell of a number given alone, always with the same key. Raises as `take_lease`."""
        key = f"offline:{ticket.press}"
        return self._tell(self._reconciling, "/kiosk/offline-tickets", ticket, Reconciled, key)

    def find_appointments(self, sought: FindAppointments) -> FoundAppointments:
        """A person's appointments, or the one with a code. Raises as `kiosk_state`."""
        return self._tell(self._issuing, "/appointments/find", sought, FoundAppointments)

    def check_in(self, appointment: int, visitor: CheckIn, key: str) -> TicketIssued:
        """Take the number of an appointment. Keys and failures are as with `issue`."""
        path = f"/appointments/{appointment}/check-in"
        return self._tell(self._issuing, path, visitor, TicketIssued, key)

    def report_job(self, job: int, report: ReportJob) -> None:
        """Tell how a sheet ended. Raises HallRefused, NotAdmitted or HallUnreachable."""
        self._report(f"/print-jobs/{job}/report", report)

    def report_printer(self, report: ReportPrinter) -> None:
        """Tell how this machine's printer is. Raises as `report_job`."""
        self._report("/kiosk/printer-status", report)

    def _report(self, path: str, report: Command) -> None:
        self._tell(self._reporting, path, report, State)

    def _tell(
        self,
        session: requests.Session,
        path: str,
        report: Command,
        message: type[S],
        key: str | None = None,
    ) -> S:
        try:
            answer = session.post(
                self._base + path,
                json=report.model_dump(mode="json"),
                headers={"Idempotency-Key": key or uuid.uuid4().hex},
                timeout=(CONNECT_SECONDS, ISSUE_SECONDS),
            )
        except requests.RequestException as error:
            raise HallUnreachable(str(error)) from error
        return _understood(answer, message)

    def _read(self, path: str, message: type[S], etag: str | None) -> Fetched[S] | None:
        headers = {"If-None-Match": etag} if etag else {}
        try:
            answer = self._reading.get(
                self._base + path, headers=headers, timeout=(CONNECT_SECONDS, POLL_SECONDS)
            )
        except requests.RequestException as error:
            raise HallUnreachable(str(error)) from error
        if answer.status_code == HTTPStatus.NOT_MODIFIED:
            return None
        told = _understood(answer, message)
        return Fetched(told, answer.headers.get("ETag"), answer.content)


def _session(token: str) -> requests.Session:
    session = requests.Session()
    # The hall's network is asked directly: a proxy in the environment is for somebody else.
    session.trust_env = False
    session.headers["Authorization"] = f"Bearer {token}"
    session.headers["Accept"] = "application/json"
    return session


def _understood(answer: requests.Response, message: type[S]) -> S:
    if answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
        raise HallFailed(f"{answer.status_code} {answer.reason}")
    if answer.status_code > HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code in BUSY:
        raise HallUnreachable(f"{answer.status_code} {answer.reason}")
    try:
        if answer.ok:
            return message.model_validate_json(answer.content)
        problem = Problem.model_validate_json(answer.content)
    except ValidationError as error:
        raise HallUnreachable(f"{answer.status_code} with a strange body") from error
    if answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise NotAdmitted(problem.detail)
    raise HallRefused(problem)
