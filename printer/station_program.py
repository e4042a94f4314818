"""`hall-printer station`: gets itself into the hall, serves its printers, and says how they are.

Without a token the station makes its own and says a code, which an administrator enters. When the
hall changes the station's printers, it begins anew with them; when it is revoked, it says so and
asks for a code again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from printer.hall_spool import HallSpool
from printer.own_token import OwnToken
from printer.release import RELEASE
from printer.sheets import SheetMaker
from printer.station import SpoolAway, SpoolRefused, Station

LOOK_S = 2.0
HEALTH_EVERY_S = 25.0
ASK_AGAIN_S = 20.0

Say = Callable[[str], None]


@dataclass(frozen=True)
class StationSettings:
    """`token` wins; without one the station's own is kept in `own_token`."""

    server: str
    token: str | None
    own_token: Path
    template: Path | None = None


class StationProgram:
    """Runs until `stop` is set. `say` reaches whoever started it."""

    def __init__(self, settings: StationSettings, say: Say, stop: threading.Event) -> None:
        self._settings = settings
        self._say = say
        self._stop = stop
        self._own = OwnToken(settings.own_token) if settings.token is None else None

    def run(self) -> None:
        """Pair if need be, serve, and begin anew whenever the hall wants it."""
        while not self._stop.is_set():
            token = self._settings.token
            if self._own is not None:
                token = self._own.token
                if not self._paired(HallSpool(self._settings.server, token)):
                    return
            self._serve(token or "")

    def _serve(self, token: str) -> None:
        spool = HallSpool(self._settings.server, token)
        health = HallSpool(self._settings.server, token)
        station = Station(spool, SheetMaker(self._settings.template, spool.paper_template))
        station.start()
        self._say(f"station of {self._settings.server}")
        since_health = HEALTH_EVERY_S
        while not (self._stop.wait(LOOK_S) or spool.over.is_set()):
            since_health += LOOK_S
            if since_health >= HEALTH_EVERY_S:
                since_health = 0.0
                _tell_health(health, station)
        station.stop()
        if spool.forbidden and not self._stop.is_set():
            self._say("this station is no longer registered with the hall")
            if self._own is not None:
                self._own.renew()
            else:
                self._stop.wait(ASK_AGAIN_S)

    def _paired(self, spool: HallSpool) -> bool:
        """Whether the hall knows the station, waited for with a code said; False when told to stop."""
        code = None
        while not self._stop.is_set():
            pause = LOOK_S
            try:
                standing = spool.pairing()
                if standing is None:
                    standing = spool.ask_pairing(RELEASE)
                if standing["state"] == "paired":
                    self._say(f"paired as {standing['name']}")
                    if self._own is not None:
                        self._own.admit()
                    return True
                if standing["code"] != code:
                    code = standing["code"]
                    self._say(f"pairing code: {code[:3]} {code[3:]}")
                    self._say("enter it in the hall's administration under devices (管理 > 设备)")
            except SpoolAway:
                pass
            except SpoolRefused as refused:
                self._say(f"no pairing code: {refused}")
                pause = ASK_AGAIN_S
            self._stop.wait(pause)
        return False


def _tell_health(spool: HallSpool, station: Station) -> None:
    """Say how the printers are; a hall that does not hear it hears it the next time."""
    parts = []
    for name, status in station.printers().items():
        causes = sorted(status.troubles) if status is not None else []
        plain = [each for each in causes if each not in ("offline", "error")] or causes
        word = str(plain[0]) if plain else "paper_low" if status and status.paper_low else ""
        parts.append({"kind": "printer", "name": name, "ok": not plain, "word": word})
    try:
        spool.report_health(RELEASE, parts)
    except (SpoolAway, SpoolRefused):
        return
