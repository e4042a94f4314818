"""What the hall last told, kept on disk: catalogue, paper template, what was closed.

A kiosk that is started while the server is gone shows and gives by it.
"""

import hashlib
import os
from pathlib import Path

import structlog
from pydantic import ValidationError

from hall_server.wire.catalogue import Catalogue
from hall_server.wire.views import KioskState

log = structlog.get_logger(__name__)


class Kept:
    """Files in the state folder. A disk that takes nothing is logged; the machine goes on without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state_said: object = None

    def keep_catalogue(self, raw: bytes) -> None:
        """The catalogue as fetched."""
        self._write(_catalogue_name(hashlib.sha256(raw).hexdigest()), raw)

    def keep_template(self, template: str) -> None:
        """The hall's own paper template; empty if it has none."""
        self._write("template.toml", template.encode())

    def keep_state(self, state: KioskState) -> None:
        """What is closed, and orders; written only when that is news, not with every wait."""
        closed = tuple((queue.queue, queue.closed) for queue in state.queues)
        said = (state.catalogue, state.items_closed, state.evacuation, state.orders, closed)
        if said != self._state_said and self._write("state.json", state.model_dump_json().encode()):
            self._state_said = said

    def catalogue(self, sha256: str) -> Catalogue | None:
        """The catalogue with this hash, or None if it is not kept or not what it was."""
        raw = self._read(_catalogue_name(sha256))
        if raw is None or hashlib.sha256(raw).hexdigest() != sha256:
            return None
        try:
            return Catalogue.model_validate_json(raw)
        except ValidationError:
            return None

    def template(self) -> str:
        """The template last kept."""
        raw = self._read("template.toml")
        return raw.decode("utf-8", "replace") if raw else ""

    def state(self) -> KioskState | None:
        """The state last kept."""
        raw = self._read("state.json")
        try:
            return KioskState.model_validate_json(raw) if raw else None
        except ValidationError:
            return None

    def drop_catalogues_but(self, sha256: str) -> None:
        """Forget the catalogues that no lease stands for any more; the newest may get one yet."""
        files = sorted(
            self._folder.glob(_catalogue_name("*")), key=lambda file: file.stat().st_mtime
        )
        for file in files[:-1]:
            if file.name != _catalogue_name(sha256):
                file.unlink(missing_ok=True)

    def _read(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def _write(self, name: str, raw: bytes) -> bool:
        """Whether it is on disk now."""
        file = self._folder / name
        beside = file.with_name(f"{name}.new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with beside.open("wb") as opened:
                opened.write(raw)
                opened.flush()
                os.fsync(opened.fileno())
            beside.replace(file)
        except OSError as error:
            log.warning("not kept", what=name, cause=str(error))
            return False
        return True


def _catalogue_name(sha256: str) -> str:
    return f"catalogue-{sha256}.json"
