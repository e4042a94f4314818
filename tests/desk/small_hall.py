"""A hall small enough to hold in the head: three queues of five numbers, three windows."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from hall_server.desk.issue import issue_ticket
from hall_server.domain import plan as p
from hall_server.domain.actor import Actor, system
from hall_server.domain.identity import known_by
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.people import add_device, add_staff, devices_of, staff_actor, staff_of
from hall_server.wire.acts import IssueTicket, TicketIssued

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in Shanghai."""
CAPACITY = 5
"""Less than a real hall may have, so that every series wraps within a test."""
CLERKS = ("1001", "1002", "1003")
CARD_KEY = b"cards of the small hall"
GUIDE, SUPERVISOR = "2001", "3001"
WINDOWS = ("1", "2", "3")
KIOSKS = ("kiosk-1", "kiosk-2")

PLAN = p.HallPlan(
    code="small",
    name=p.Text("小厅", "Small hall"),
    timezone="Asia/Shanghai",
    notice=p.Text(""),
    ticket_rules=p.Text(""),
    public_url="",
    rules=p.HouseRules(come_back_minutes=30, come_back_after=2, recall_pause_seconds=5),
    hours=tuple(p.Hours(weekday, time(9), time(17)) for weekday in range(7)),
    zones=(p.Zone("A", p.Text("综合区")), p.Zone("B", p.Text("税务区"))),
    departments=(p.Department("gov", p.Text("政务局")),),
    queues=(
        p.Queue("A", p.Text("综合"), "A", max_wait_minutes=30, capacity=CAPACITY),
        p.Queue("B", p.Text("税务"), "B", max_wait_minutes=30, capacity=CAPACITY),
        p.Queue("C", p.Text("社保"), "B", max_wait_minutes=60, capacity=CAPACITY),
    ),
    items=tuple(
        p.Item(
            code,
            p.Text(code),
            "instant",
            "gov",
            queue,
            zone,
            minutes,
            slots=2 if code == "a-card" else 0,
        )
        for code, queue, zone, minutes in (
            ("a-card", "A", "A", 5),
            ("a-form", "A", "A", 8),
            ("b-tax", "B", "B", 10),
            ("c-fund", "C", "B", 15),
        )
    ),
    themes=(
        p.Theme(
            "shop",
            p.Text("开店", "Open a shop"),
            (p.ThemeStep("a-card", 1), p.ThemeStep("b-tax", 2), p.ThemeStep("c-fund", 2)),
        ),
    ),
    profiles=(
        p.Profile("front", p.Text("前台"), ("A",), (p.Backup("B", 10),)),
        p.Profile("tax", p.Text("税务"), ("B",)),
        p.Profile("all", p.Text("全部"), ("A", "B", "C")),
    ),
    windows=(
        p.Window("1", "A", "front"),
        p.Window("2", "B", "tax"),
        p.Window("3", "B", "all"),
    ),
    priority_reasons=(p.PriorityReason("elder", p.Text("老人", "Elder"), 2.0),),
    pause_reasons=(p.PauseReason("lunch", p.Text("午休", "Lunch")),),
)


def found(store: Store, now: datetime) -> int:
    """Put the small hall and its people into a migrated store; its id."""
    hall = store.found_hall(PLAN, now, lambda _tx: None)
    for badge in (*CLERKS, GUIDE, SUPERVISOR):
        role = {GUIDE: "guide", SUPERVISOR: "supervisor"}.get(badge, "clerk")
        store.act(
            system(hall),
            now,
            lambda tx, badge=badge, role=role: add_staff(tx, badge, badge, "-", frozenset({role})),
        )
    for kiosk in KIOSKS:
        store.act(system(hall), now, lambda tx, kiosk=kiosk: add_device(tx, "kiosk", kiosk, "hall"))
    return hall


class Day:
    """A day in the small hall: people do their acts by name, at a clock the test moves."""

    def __init__(self, store: Store, hall: int, now: datetime) -> None:
        self.store = store
        self.hall = hall
        self.now = now
        with store.reading() as connection:
            rows = staff_of(connection, hall)
            devices = devices_of(connection, hall)
        self.kiosks = {
            row.name: Actor("device", row.id, row.name, hall, frozenset({"kiosk"}), "hall")
            for row in devices
        }
        self.kiosk = self.kiosks["kiosk-1"]
        self.portal = Actor("device", 99, "portal-1", hall, frozenset({"portal"}), "hall")
        self.staff = {row.badge: staff_actor(row) for row in rows}
        self.tickets = 0

    def forward(self, **span: float) -> None:
        """Move the clock on."""
        self.now += timedelta(**span)

    def act(self, who: str, act: Any, *words: Any) -> Any:
        """Have somebody of the staff, the `kiosk`, a kiosk by name, the `portal` or the `system` do an act."""
        return self.store.act(self.actor(who), self.now, lambda tx: act(tx, *words))

    def actor(self, who: str) -> Actor:
        """Somebody by name, as `act` names them."""
        others = {"kiosk": self.kiosk, "portal": self.portal, "system": system(self.hall)}
        return (others | self.kiosks).get(who) or self.staff[who]

    def take(self, *items: str, who: str = "kiosk", **wish: Any) -> TicketIssued:
        """Take a number; a second later the next visitor may."""
        self.tickets += 1
        wanted = IssueTicket(items=items, **wish)
        visitor = known_by(CARD_KEY, wanted.phone, wanted.card)
        issued: TicketIssued = self.act(
            who, issue_ticket, wanted, f"token-{self.tickets}", lambda _queue: None, visitor
        )
        self.forward(seconds=1)
        return issued

    def rows(self, table: Any) -> list[Any]:
        """All rows of a table, by id where it has one."""
        with self.store.reading() as connection:
            order = [table.c.id] if "id" in table.c else []
            return list(connection.execute(select(table).order_by(*order)))

    def stops_of(self, number: str) -> list[Any]:
        """The stops of a number, oldest first."""
        return [row for row in self.rows(t.stop) if row.label == number]

    def stop(self, number: str) -> Any:
        """The newest stop of a number."""
        return self.stops_of(number)[-1]

    def tables(self) -> dict[str, list[Any]]:
        """Every row of every table, to compare."""
        with self.store.reading() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for table in t.metadata.sorted_tables
            }
