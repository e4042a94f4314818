"""A hall for the crash tests: the demo hall in a file, with devices, and eight clerks at their windows."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

import requests

from hall_server.desk.day import open_day
from hall_server.desk.load import load_hall
from hall_server.domain.actor import system
from hall_server.domain.plan import HallPlan
from hall_server.store.database import Store
from hall_server.store.migrations import migrate
from hall_server.store.people import add_device, add_staff
from tests.quick_password import quick_hash

SEAT = "tab-00001"
PASSWORD = "a long enough password"
SUPERVISOR = "9001"


@dataclass(frozen=True)
class CrashHall:
    """What clients need: the hall's id, tokens, the clerks' badges by window, and items to ask for."""

    id: int
    kiosk: str
    display: str
    clerks: Mapping[str, str]
    items: list[str]


def make_hall(database: str, plan: HallPlan, now: datetime, windows: int) -> CrashHall:
    """Make the database with an open day; nobody has signed in yet."""
    with closing(Store(database)) as store:
        migrate(store.engine)
        hall = load_hall(store, plan, now)
        actor = system(hall)
        store.act(actor, now, open_day)
        kiosk = store.act(actor, now, lambda tx: add_device(tx, "kiosk", "k", "hall"))
        display = store.act(actor, now, lambda tx: add_device(tx, "display", "d", "hall"))
        clerks = {}
        for place, window in enumerate(_spread(plan, windows)):
            badge = f"{1001 + place}"
            _add_staff(store, hall, now, badge, "clerk")
            clerks[window] = badge
        _add_staff(store, hall, now, SUPERVISOR, "supervisor")
    letters = {
        letter for window in clerks for letter in plan.profile[plan.window[window].profile].own
    }
    items = [item.code for item in plan.items if item.queue in letters and not item.pick_up]
    return CrashHall(hall, kiosk.token, display.token, clerks, items)


def _spread(plan: HallPlan, windows: int) -> list[str]:
    """Window numbers: one of each profile first, then from the start again."""
    first: dict[str, str] = {}
    for window in plan.windows:
        first.setdefault(window.profile, window.number)
    rest = [each.number for each in plan.windows if each.number not in first.values()]
    return [*first.values(), *rest][:windows]


def _add_staff(store: Store, hall: int, now: datetime, badge: str, role: str) -> None:
    hashed = quick_hash(PASSWORD)
    store.act(system(hall), now, lambda tx: add_staff(tx, badge, badge, hashed, frozenset({role})))


def kiosk_headers(hall: CrashHall) -> dict[str, str]:
    """What a kiosk sends with each request."""
    return {"Authorization": f"Bearer {hall.kiosk}"}


def sign_in(url: str, badge: str) -> dict[str, str]:
    """Sign a member of staff in; returns the headers of that browser."""
    with requests.Session() as browser:
        answer = browser.post(
            f"{url}/api/v1/session", json={"badge": badge, "password": PASSWORD}, timeout=30
        )
        assert answer.status_code == 200, answer.text
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
        return {"Cookie": cookies, "X-CSRFToken": answer.json()["csrf"], "Hall-Seat": SEAT}


def open_windows(url: str, hall: CrashHall) -> dict[str, dict[str, str]]:
    """Sit every clerk down and open the windows; returns each clerk's headers by window."""
    browsers = {}
    for window, badge in hall.clerks.items():
        headers = sign_in(url, badge)
        for act, words in (("sign-in", {"seat": SEAT}), ("open", {})):
            answer = requests.post(
                f"{url}/api/v1/windows/{window}/{act}",
                json=words,
                headers={**headers, "Idempotency-Key": f"{act}-{window}"},
                timeout=30,
            )
            assert answer.status_code == 200, answer.text
        browsers[window] = headers
    return browsers
