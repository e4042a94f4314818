"""Making the demo hall: its plan, its people, its devices. Done once per data folder."""

import json
import os
import random
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from hall_server.demo.bookings import appointments_today
from hall_server.demo.past_cases import DAYS, add_past_cases
from hall_server.desk.devices import move_printer, register_device, register_printer
from hall_server.desk.load import load_hall
from hall_server.domain.actor import system
from hall_server.domain.official_days import official_days
from hall_server.domain.plan import HallPlan, LegalDay
from hall_server.domain.refusals import LegalYearUnknown, Unknown
from hall_server.exchange.reading import read_hall
from hall_server.store.database import Store, halls
from hall_server.store.migrations import migrate
from hall_server.store.paper import printer_named
from hall_server.store.passwords import hash_password
from hall_server.store.people import add_device, add_staff
from hall_server.store.transaction import Transaction

FOLDER = Path(__file__).parent
YOURS = ("5", "20", "27", "42")
"""Windows left to whoever tries the demo; simulated clerks keep the others."""
DESK_PRINTER = "5号窗口打印机"
EVERYTHING = frozenset({"clerk", "guide", "supervisor", "admin", "auditor"})
FAMILY = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗"
GIVEN = ("敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛")


@dataclass(frozen=True, slots=True)
class DemoHall:
    """What the programs of the demo need to know. Kept in the data folder, for its owner's eyes."""

    server: str
    kiosk_token: str
    display_token: str
    visitors_token: str
    visitor_badge: str
    """The person at the keyboard: every role, so that one browser can open every page."""
    guide_badge: str
    clerk_badges: dict[str, str]
    """Badge of the simulated clerk by window."""
    portal_token: str = ""
    booking_codes: tuple[str, ...] = ()
    """Today's appointments as the demo started; the first is for the person at the keyboard."""


def demo_plan(public_url: str) -> HallPlan:
    """The demo hall's plan, as any hall's files are read."""
    plan = read_hall(FOLDER / "hall.toml", FOLDER / "catalogue.csv")
    return replace(plan, public_url=public_url)


def found(data: Path, server: str, desk_printer: str, now: datetime) -> DemoHall:
    """Make the demo hall in a data folder, or find it there and bring its addresses up to date.

    `server` is the server's address, `desk_printer` that of the printer beside window 5.
    """
    data.mkdir(parents=True, exist_ok=True)
    store = Store(f"sqlite:///{data / 'hall.db'}")
    try:
        migrate(store.engine)
        plan = demo_plan(server)
        hall = _loaded(store, plan, now)
        kept = data / "demo.json"
        if kept.exists():
            known = DemoHall(**json.loads(kept.read_text(encoding="utf-8")))
            demo = replace(known, server=server)
        else:
            # Random and told to nobody: in the demo staff pages open without a password.
            secret = hash_password(secrets.token_urlsafe(12))
            begun = now - timedelta(days=DAYS)
            demo = store.act(
                system(hall), begun, lambda tx: _people_and_devices(tx, server, secret)
            )
            clerks = demo.clerk_badges
            store.act(system(hall), now, lambda tx: add_past_cases(tx, clerks, random.Random()))
        store.act(system(hall), now, lambda tx: _place_printer(tx, desk_printer))
        demo = store.act(system(hall), now, lambda tx: _with_bookings(tx, demo))
        _keep(kept, demo)
        return demo
    finally:
        store.close()


def _loaded(store: Store, plan: HallPlan, now: datetime) -> int:
    with store.reading() as connection:
        known = halls(connection).get(plan.code)
        present = store.setup(connection, known, now).plan if known is not None else None
    if present is None:
        # A new one has been at work for weeks, so that it has cases in hand.
        begun = now - timedelta(days=DAYS)
        return load_hall(store, replace(plan, legal_days=_legal_days(begun, now)), begun)
    # The calendar is the hall's own: years are added to it as they become known.
    plan = replace(plan, legal_days=present.legal_days)
    if known is not None and present == plan:
        return known
    return load_hall(store, plan, now)


def _legal_days(begun: datetime, now: datetime) -> tuple[LegalDay, ...]:
    days: list[LegalDay] = []
    for year in sorted({begun.year, now.year}):
        # A demo shown in a year that the package does not know has its days computed.
        with suppress(LegalYearUnknown):
            days += official_days(year)
    return tuple(days)


def _people_and_devices(tx: Transaction, server: str, secret: str) -> DemoHall:
    """Everybody has the same password, of which `secret` is the hash."""
    names = _names()
    badges: dict[str, str] = {}
    for window in tx.setup.plan.windows:
        if window.number not in YOURS:
            badges[window.number] = f"{1000 + len(badges) + 1}"
            add_staff(tx, badges[window.number], next(names), secret, frozenset({"clerk"}))
    add_staff(tx, "2001", next(names), secret, frozenset({"guide"}))
    add_staff(tx, "demo", "演示员", secret, EVERYTHING)
    return DemoHall(
        server=server,
        kiosk_token=register_device(tx, "kiosk", "1号取号机", "hall").token,
        display_token=register_device(tx, "display", "大屏", "hall").token,
        visitors_token=add_device(tx, "kiosk", "2号取号机", "hall").token,
        visitor_badge="demo",
        guide_badge="2001",
        clerk_badges=badges,
    )


def _with_bookings(tx: Transaction, demo: DemoHall) -> DemoHall:
    """A portal, if an earlier demo had none yet, and appointments for today."""
    portal = demo.portal_token or register_device(tx, "portal", "预约平台", "hall").token
    return replace(demo, portal_token=portal, booking_codes=appointments_today(tx))


def _place_printer(tx: Transaction, url: str) -> None:
    try:
        if printer_named(tx, DESK_PRINTER).url != url:
            move_printer(tx, DESK_PRINTER, url)
    except Unknown:
        register_printer(tx, DESK_PRINTER, "window:5", url, {}, None, None)


def _names() -> Iterator[str]:
    for given in GIVEN:
        for family in FAMILY:
            yield family + given


def _keep(file: Path, demo: DemoHall) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        json.dump(asdict(demo), opened, ensure_ascii=False, indent=1)


def read_demo(file: Path) -> DemoHall:
    """What `found` kept."""
    return DemoHall(**json.loads(file.read_text(encoding="utf-8")))
