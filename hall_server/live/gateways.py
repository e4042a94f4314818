"""Gateways: the port by which messages leave for applicants' phones, as a file and over HTTP.

The signature lets the gateway's operator tell ours from anybody's; the message's id lets it see a
message again that it already has, for one may come twice when the line broke at the wrong moment.
"""

import hashlib
import hmac
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Protocol

import requests

from hall_server.store.cases.outbox import Outgoing

TIMEOUT_S = 10.0
LATER = frozenset({408, 429})
"""Answers of the 4xx kind that mean: not now."""


class NotNow(Exception):
    """The gateway did not take the message; it may later."""


class NeverTaken(Exception):
    """The gateway will not take this message, however often it is sent."""


class Gateway(Protocol):
    """Takes messages. Used from one thread."""

    def send(self, hall: str, message: Outgoing, now: datetime) -> None:
        """Returns when the gateway has the message for good. Raises NotNow, NeverTaken.

        `now` is in the hall's time.
        """


def message_body(hall: str, message: Outgoing) -> dict[str, str]:
    """What a gateway is told."""
    return {
        "message_id": message.message_id,
        "hall": hall,
        "case": message.case,
        "kind": message.kind,
        "phone": message.phone,
        "text": message.text,
        "created_at": message.created_at.isoformat(timespec="milliseconds"),
    }


class FileGateway:
    """Appends each message as a line of JSON to a file per day, for a program beside the server."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def send(self, hall: str, message: Outgoing, now: datetime) -> None:
        """The line is on the disk on return. Raises NotNow."""
        line = json.dumps(message_body(hall, message), ensure_ascii=False).encode() + b"\n"
        try:
            self._append(self._directory / f"messages-{now:%Y%m%d}.jsonl", line)
        except OSError as error:
            raise NotNow(f"{type(error).__name__}: {error.strerror}") from error

    def _append(self, file: Path, line: bytes) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        is_new = not file.exists()
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            # A line that a power cut broke off must not spoil this one.
            broken = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            _write_all(descriptor, b"\n" + line if broken else line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            _sync_directory(self._directory)


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _sync_directory(directory: Path) -> None:
    """The name of a new file must outlive a power cut as well."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class HttpGateway:
    """Posts each message to a URL, signed."""

    def __init__(self, url: str, secret: bytes, timeout_s: float = TIMEOUT_S) -> None:
        self._url = url
        self._secret = secret
        self._timeout_s = timeout_s
        self._session = requests.Session()

    def send(self, hall: str, message: Outgoing, now: datetime) -> None:
        """The gateway has answered 2xx on return. Raises NotNow, NeverTaken."""
        body = json.dumps(message_body(hall, message), ensure_ascii=False).encode()
        timestamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": message.message_id,
            "Hall-Timestamp": timestamp,
            "Hall-Signature": signature(self._secret, timestamp, body),
        }
        try:
            answer = self._session.post(
                self._url, body, headers=headers, timeout=self._timeout_s, allow_redirects=False
            )
        except requests.RequestException as error:
            raise NotNow(type(error).__name__) from error
        if 200 <= answer.status_code < 300:
            return
        trouble = f"HTTP {answer.status_code} {answer.reason}"
        if 400 <= answer.status_code < 500 and answer.status_code not in LATER:
            raise NeverTaken(trouble)
        raise NotNow(trouble)


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over `timestamp.body`, as `sha256=` and hexadecimal digits."""
    signed = hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"
