"""A busy morning in the house: clerks at their windows, people called and waiting."""

from __future__ import annotations

from house import House
from sqlalchemy import insert, select

from hall_server.desk import call, duty, serve
from hall_server.domain.refusals import NobodyWaiting
from hall_server.store import schema as t
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import Pause, SignIn

FAMILY_NAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
)
ITEM_OF_ZONE = {"A": "SJ-001", "B": "FG-001", "C": "GA-004", "D": "RQ-001"}
"""An item of each zone."""


def seat_of(window: str) -> str:
    """The tab of the clerk at a window."""
    return f"seat-at-window-{window}"


def clerk_at(house: House, window: str) -> str:
    """A clerk signs in at a window and opens it. Returns the badge."""
    badge = f"5{int(window):03}"
    with house.store.reading() as connection:
        known = connection.execute(select(t.staff.c.password_hash)).scalars().first()
    name = FAMILY_NAMES[int(window) % len(FAMILY_NAMES)] + "敏静强磊"[int(window) % 4]

    def hired(tx: Transaction) -> None:
        tx.execute(
            insert(t.staff).values(
                hall_id=house.hall,
                badge=badge,
                name=name,
                password_hash=known,
                roles="clerk",
                active=True,
                created_at=house.clock(),
            )
        )
        tx.record("staff_added", {"badge": badge})

    house.act(hired)
    house.act(lambda tx: duty.sign_in(tx, window, SignIn(seat=seat_of(window))), badge)
    house.act(lambda tx: duty.open_window(tx, window, seat_of(window)), badge)
    return badge


def busy_morning(house: House, windows: int = 45, people: int = 90) -> None:
    """Most windows open, calling or serving, some paused, some closed; people in every zone."""
    with house.store.reading() as connection:
        zones = dict(
            connection.execute(
                select(t.window.c.code, t.zone.c.code).join(
                    t.zone, t.window.c.zone_id == t.zone.c.id
                )
            ).all()
        )
    for place in range(people):
        zone = "AACCBDCA"[place % 8]
        house.take_number(ITEM_OF_ZONE[zone])
        if place % 10 == 0:
            house.clock.forward(minutes=3)
    for place, window in enumerate([*zones][:windows]):
        if place % 9 == 8:
            continue
        badge = clerk_at(house, window)
        if place % 10 == 3:
            house.act(
                lambda tx, at=window: duty.pause_window(tx, at, None, Pause(reason="break")), "3001"
            )
        elif place % 4:
            try:
                house.act(lambda tx, at=window: call.call_next(tx, at, seat_of(at)), badge)
            except NobodyWaiting:
                continue
            if place % 4 > 1:
                house.act(lambda tx, at=window: serve.start(tx, at, seat_of(at)), badge)
    house.clock.forward(minutes=4)
