"""Certificate libraries (证照库): the port by which the hall asks what a person need not bring.

The built-in one is the hall's own table. A library outside is asked when a check list is wanted for
somebody; what it knows is taken into the table, and from then on stands there as any other.
"""

import json
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol

import requests
from pydantic import ValidationError

from hall_server.live.gateways import signature
from hall_server.wire.cases import LibraryAnswer, LibraryCertificate

TIMEOUT_S = 3.0
"""Somebody stands at the window meanwhile."""


class LibraryAway(Exception):
    """The library did not answer, or not in words we know."""


class CertificateLibrary(Protocol):
    """Knows who has which certificates. Used from any thread."""

    def held(
        self, identity: str, number: str, kinds: Collection[str], now: datetime
    ) -> tuple[LibraryCertificate, ...]:
        """The certificates of these kinds that the holder of a document has. Raises LibraryAway.

        `identity` is the document's kind, such as `id_card`.
        """


class HttpLibrary:
    """Asks a URL, signed as messages are."""

    def __init__(self, url: str, secret: bytes, timeout_s: float = TIMEOUT_S) -> None:
        self._url = url
        self._secret = secret
        self._timeout_s = timeout_s

    def held(
        self, identity: str, number: str, kinds: Collection[str], now: datetime
    ) -> tuple[LibraryCertificate, ...]:
        """See CertificateLibrary. The library answers as `LibraryAnswer`."""
        asked = {"identity": {"kind": identity, "number": number}, "kinds": sorted(kinds)}
        body = json.dumps(asked, ensure_ascii=False).encode()
        timestamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Hall-Timestamp": timestamp,
            "Hall-Signature": signature(self._secret, timestamp, body),
        }
        try:
            answer = requests.post(
                self._url, body, headers=headers, timeout=self._timeout_s, allow_redirects=False
            )
            answer.raise_for_status()
            told = LibraryAnswer.model_validate_json(answer.content)
        except (requests.RequestException, ValidationError) as error:
            # Not the error's own words: they may hold what was asked.
            raise LibraryAway(type(error).__name__) from None
        return tuple(each for each in told.certificates if each.kind in kinds)


def library_of(url: str, secret: Callable[[], bytes]) -> CertificateLibrary | None:
    """The library of a setting; empty: the built-in one is all there is."""
    return HttpLibrary(url, secret()) if url else None
