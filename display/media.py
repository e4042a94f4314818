"""Pictures and films beside the calls, kept on this machine so that they go on without the hall."""

import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

import requests
import structlog

from hall_server.wire.views import MediumView

ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
}
MOST = 200 * 1024 * 1024
"""Bytes of one file; the hall takes no larger one."""

RETRY_S = 10.0
"""Between two attempts at what could not be fetched."""

ARRIVING = "arriving"
_OURS = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(ENDINGS.values())}|{ARRIVING})")
_HASH = re.compile(r"[0-9a-f]{64}")
_TIMEOUTS_S = (2.0, 10.0)
_PIECE = 256 * 1024

Fetch = Callable[[str], AbstractContextManager[Iterator[bytes]]]
"""Opens the bytes of a hash. Raises requests.RequestException."""

log = structlog.get_logger(__name__)


class Kept(NamedTuple):
    """A file of the cache."""

    path: Path
    type: str


class MediaCache:
    """The folder with this display's pictures and films. `want` and `find` may be called by any thread.

    A thread of its own fetches what is listed and not there, checks it against its hash, removes
    what is no longer listed, and tells `on_ready` the hashes that can be shown.
    """

    def __init__(
        self, folder: Path, fetch: Fetch, on_ready: Callable[[frozenset[str]], None]
    ) -> None:
        self._folder = folder
        self._fetch = fetch
        self._on_ready = on_ready
        self._listed: tuple[MediumView, ...] | None = None
        self._ready: dict[str, Kept] = {}
        self._failed: set[str] = set()
        self._woken = threading.Event()
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin, in a thread of its own that does not keep the process alive."""
        threading.Thread(target=self._run, name="media", daemon=True).start()

    def stop(self) -> None:
        """Let the thread end after what it is doing."""
        self._stopped.set()
        self._woken.set()

    def want(self, listed: tuple[MediumView, ...]) -> None:
        """What the hall lists now."""
        if listed != self._listed:
            self._listed = listed
            self._woken.set()

    def find(self, sha256: str) -> Kept | None:
        """The file of a hash, once it was checked."""
        return self._ready.get(sha256)

    def look(self) -> None:
        """Bring the folder into line with the list, once. Raises nothing of network or disk."""
        listed = [one for one in self._listed or () if one.type in ENDINGS and _is_hash(one)]
        for one in listed:
            if one.sha256 not in self._ready and self._bring(one):
                self._tell()
        if self._listed is not None:
            self._forget_all_but(listed)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._woken.wait(RETRY_S)
            self._woken.clear()
            try:
                self.look()
            except Exception:
                # The thread must outlive a fault of ours: boards without pictures are still boards.
                log.exception("media")

    def _bring(self, one: MediumView) -> bool:
        path = self._folder / f"{one.sha256}.{ENDINGS[one.type]}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not (path.is_file() and _hash_of(path) == one.sha256):
                self._download(one.sha256, path)
        except (requests.RequestException, OSError, WrongBytes) as trouble:
            if one.sha256 not in self._failed:
                self._failed.add(one.sha256)
                log.warning("medium not fetched", sha256=one.sha256, why=str(trouble)[:200])
            return False
        self._failed.discard(one.sha256)
        self._ready = self._ready | {one.sha256: Kept(path, one.type)}
        return True

    def _download(self, sha256: str, path: Path) -> None:
        arriving = self._folder / f"{sha256}.{ARRIVING}"
        digest, size = hashlib.sha256(), 0
        try:
            with self._fetch(sha256) as pieces, arriving.open("wb") as file:
                for piece in pieces:
                    size += len(piece)
                    if size > MOST:
                        raise WrongBytes("too many bytes")
                    digest.update(piece)
                    file.write(piece)
            if digest.hexdigest() != sha256:
                raise WrongBytes("the bytes do not fit their hash")
            arriving.replace(path)
        finally:
            arriving.unlink(missing_ok=True)

    def _forget_all_but(self, listed: list[MediumView]) -> None:
        wanted = {one.sha256 for one in listed}
        if not self._ready.keys() <= wanted:
            self._ready = {name: kept for name, kept in self._ready.items() if name in wanted}
            self._tell()
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if _OURS.fullmatch(path.name) and path.stem not in wanted:
                path.unlink(missing_ok=True)

    def _tell(self) -> None:
        self._on_ready(frozenset(self._ready))


class WrongBytes(Exception):
    """What came is not what was listed."""


def fetch_from(server_url: str, token: Callable[[], str]) -> Fetch:
    """Fetching from a hall server, with the token that the display has at the moment."""
    session = requests.Session()
    # The hall's network is asked directly: a proxy in the environment is for somebody else.
    session.trust_env = False

    @contextmanager
    def fetch(sha256: str) -> Iterator[Iterator[bytes]]:
        address = f"{server_url}/api/v1/media/{sha256}"
        admission = {"Authorization": f"Bearer {token()}"}
        with session.get(address, stream=True, headers=admission, timeout=_TIMEOUTS_S) as answer:
            answer.raise_for_status()
            yield answer.iter_content(_PIECE)

    return fetch


def _is_hash(one: MediumView) -> bool:
    return _HASH.fullmatch(one.sha256) is not None


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
