"""The house at a busy moment: clerks at work, people waiting, one queue beyond its limit."""

from __future__ import annotations

from random import Random

from house import PASSWORD, House
from quick_password import quick_hash

from hall_server.desk import call, duty, serve
from hall_server.domain.refusals import NobodyWaiting
from hall_server.store.people import add_staff
from hall_server.wire.acts import Note, Pause, SignIn

SEAT = "seat-0001"
NAMES = "王敏 李静 张丽 周静 吴磊 郑晓燕 欧阳建国 刘洋 陈杰 杨军".split()
FREE = ("1",)
"""Windows left to the test's own clerk."""


def fill(house: House, people: int = 140) -> None:
    """Seat a clerk at most windows, let people come, call and serve; then a quarter of an hour passes."""
    chance = Random(3)
    with house.store.reading() as connection:
        plan = house.store.setup(connection, house.hall, house.clock()).plan
    items = [item.code for item in plan.items if not item.pick_up]
    seated = [window for place, window in enumerate(plan.windows)
              if place % 11 != 10 and window.number not in FREE]  # fmt: skip
    badges = {window.number: f"51{place:02}" for place, window in enumerate(seated)}
    for place, (window, badge) in enumerate(badges.items()):
        _sit_down(house, window, badge, NAMES[place % len(NAMES)])
    for _ in range(people):
        house.take_number(chance.choice(items), reason=chance.choice([None] * 6 + ["elder"]))
    for place, (window, badge) in enumerate(badges.items()):
        _work(house, window, badge, place)
    house.clock.forward(minutes=23)
    for _ in range(people // 6):
        house.take_number(chance.choice(items))


def _sit_down(house: House, window: str, badge: str, name: str) -> None:
    clerk = frozenset({"clerk"})
    house.act(lambda tx: add_staff(tx, badge, name, quick_hash(PASSWORD), clerk))
    house.act(lambda tx: duty.sign_in(tx, window, SignIn(seat=SEAT)), badge)
    house.act(lambda tx: duty.open_window(tx, window, SEAT), badge)


def _work(house: House, window: str, badge: str, place: int) -> None:
    if place % 9 == 4:
        house.act(lambda tx: duty.pause_window(tx, window, SEAT, Pause(reason="meal")), badge)
        return
    try:
        house.act(lambda tx: call.call_next(tx, window, SEAT), badge)
    except NobodyWaiting:
        return  # this window's queues drew nobody
    if place % 13 == 6:
        house.act(lambda tx: serve.no_show(tx, window, SEAT, Note(note="")), badge)
    elif place % 4:
        house.act(lambda tx: serve.start(tx, window, SEAT), badge)
