"""The token this machine makes for itself: kept in a file that its owner alone reads, until revoked."""

import json
import os
import secrets
from pathlib import Path


class OwnToken:
    """`admitted` says whether the hall has ever taken the token; a refused one is then replaced."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.token = ""
        self.admitted = False
        try:
            kept = json.loads(file.read_text(encoding="ascii"))
            self.token, self.admitted = str(kept["token"]), bool(kept["admitted"])
        except (OSError, ValueError, KeyError, TypeError):
            self.renew()

    def renew(self) -> None:
        """Another token, known to nobody."""
        self.token, self.admitted = secrets.token_urlsafe(32), False
        self._keep()

    def admit(self) -> None:
        """The hall has taken the token."""
        if not self.admitted:
            self.admitted = True
            self._keep()

    def _keep(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            json.dump({"token": self.token, "admitted": self.admitted}, opened)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(self._file)
