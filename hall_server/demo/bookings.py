"""Appointments of the demo: some for today at every start, and citizens who book, move, cancel and come."""

import random
import secrets
from collections.abc import Callable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from hall_server.demo.presses import HallGone, Presses, Refused
from hall_server.domain.appointments import Half, new_code
from hall_server.domain.opening import local_date
from hall_server.store import schema as t
from hall_server.store.appointments import add_appointment
from hall_server.store.transaction import Transaction

ITEM = "GA-004"
"""A passport: what the demo's citizens book."""
A_DAY = 8
BOOKED_AT_FIRST = 12
BETWEEN_S = (900.0, 2400.0)
"""How long until the next citizen does something with the portal."""
MOVE_CHANCE, CANCEL_CHANCE = 0.2, 0.12
SURNAMES = "赵钱孙李周吴郑王冯陈"


def appointments_today(tx: Transaction) -> tuple[str, ...]:
    """Codes of appointments that can be checked in now; made when there are none."""
    today = local_date(tx.now, tx.setup.plan.timezone)
    half: Half = "am" if tx.now.astimezone(ZoneInfo(tx.setup.plan.timezone)).hour < 12 else "pm"
    booked = t.appointment.c
    known = tx.execute(
        select(booked.code)
        .where(
            booked.hall_id == tx.hall,
            booked.date == today,
            booked.half == half,
            booked.state == "BOOKED",
            booked.made_by == tx.actor.signature,
        )
        .order_by(booked.id)
    )
    codes = tuple(known.scalars())
    return codes or tuple(_book(tx, today, half, name) for name in SURNAMES[:A_DAY])


def _book(tx: Transaction, today: date, half: Half, surname: str) -> str:
    # The portal books for days to come; those of today were made before the demo began.
    code = new_code(secrets.choice)
    appointment = add_appointment(
        tx,
        {
            "item_id": tx.setup.item_ids[ITEM],
            "date": today,
            "half": half,
            "code": code,
            "card_mark": secrets.token_hex(32),
            "name": f"{surname}*",
        },
    )
    entry = {"appointment": appointment, "item": ITEM, "date": today.isoformat(), "half": half}
    tx.record("book", entry)
    return code


class Citizens:
    """People with the city's portal on their phone; those of today come to the hall."""

    def __init__(
        self, server: str, portal: str, kiosk: str, today: tuple[str, ...], chance: random.Random
    ) -> None:
        self._portal = Presses.as_device(server, portal)
        self._kiosk = Presses.as_device(server, kiosk)
        # The first code is told on the start page: it is for whoever tries the demo.
        self._coming = list(today[1:])
        self._chance = chance

    def life(self) -> Iterator[float]:
        """Some book at once; then now and then somebody books, changes it, or comes."""
        for _ in range(BOOKED_AT_FIRST):
            self._act(self._book)
            yield 5.0
        while True:
            yield self._chance.uniform(*BETWEEN_S)
            self._act(self._book)
            if self._coming:
                yield self._chance.uniform(*BETWEEN_S) / 4
                self._act(self._come)

    def _act(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (Refused, HallGone):
            # Full, too late, or the server is being restarted: another time.
            return

    def _book(self) -> None:
        free = [
            slot
            for slot in self._portal.get(f"/api/v1/appointments/slots?item={ITEM}")["slots"]
            if slot["free"] > 0
        ]
        if len(free) < 2:
            return
        one, other = self._chance.sample(free, 2)
        told = self._portal.press(
            "/api/v1/appointments",
            item=ITEM,
            date=one["date"],
            half=one["half"],
            document=f"E{self._chance.randrange(10**8):08}",
            name=self._chance.choice(SURNAMES) + "明",
        )
        path = f"/api/v1/appointments/{told['appointment']['appointment_id']}"
        fate = self._chance.random()
        if fate < MOVE_CHANCE:
            self._portal.press(f"{path}/move", date=other["date"], half=other["half"])
        elif fate < MOVE_CHANCE + CANCEL_CHANCE:
            self._portal.press(f"{path}/cancel")

    def _come(self) -> None:
        code = self._coming.pop()
        found = self._kiosk.press("/api/v1/appointments/find", code=code)["appointments"]
        for each in found:
            self._kiosk.press(f"/api/v1/appointments/{each['appointment_id']}/check-in")
