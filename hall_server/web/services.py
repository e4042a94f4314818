"""What the routes work with, kept on the Flask app."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from flask import current_app

from hall_server.domain.cases.identity import IdentityKeys
from hall_server.domain.identity import day_key, derived_key
from hall_server.domain.opening import local_date
from hall_server.live.certificate_library import CertificateLibrary
from hall_server.live.expectation import Expectation
from hall_server.live.newsroom import Newsroom
from hall_server.store.database import Store
from hall_server.store.media import MediaFiles
from hall_server.web.first_run import FirstRun
from hall_server.web.guide_pdfs import GuidePdfs
from hall_server.web.policy import ReportCount
from printer.pdf_worker import PdfWorker

Clock = Callable[[], datetime]
EXTENSION = "hall"


@dataclass(frozen=True)
class Keys:
    """Secrets for one purpose each, derived from the server's own. Never stored, never told."""

    visitor_card: bytes
    appointment: bytes
    staff_card: bytes
    fingerprint: bytes
    one_time_password: bytes
    applicant: IdentityKeys

    @classmethod
    def of(cls, secret: bytes) -> "Keys":
        """All keys of a server."""
        return cls(
            visitor_card=derived_key(secret, "visitor's card"),
            appointment=derived_key(secret, "visitor's appointment"),
            staff_card=derived_key(secret, "staff card"),
            fingerprint=derived_key(secret, "request fingerprint"),
            one_time_password=derived_key(secret, "one-time password"),
            applicant=IdentityKeys(
                derived_key(secret, "applicant's document"),
                derived_key(secret, "applicant's document, sealed"),
            ),
        )


@dataclass(frozen=True)
class Services:
    """The running parts of one server process."""

    store: Store
    expectation: Expectation
    newsroom: Newsroom
    clock: Clock
    demo_links: Path | None
    first_run: FirstRun
    keys: Keys
    media: MediaFiles
    policy_reports: ReportCount
    guide_pdfs: GuidePdfs
    pdf: PdfWorker
    """Its process begins with the first PDF that somebody wants."""
    certificates: CertificateLibrary | None
    """A library outside the hall; None: its own table is all there is."""

    def todays_card_key(self, hall: int) -> bytes:
        """The key for marks of visitors' cards on the hall's date."""
        now = self.clock()
        with self.store.reading() as connection:
            timezone = self.store.setup(connection, hall, now).plan.timezone
        return day_key(self.keys.visitor_card, local_date(now, timezone))


def services() -> Services:
    """The services of the app that serves this request."""
    return cast(Services, current_app.extensions[EXTENSION])
