"""A hall small enough to hold in the head, with items of every kind and two themes of several departments."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from hall_server.desk.cases.receive import receive_case
from hall_server.desk.issue import issue_ticket
from hall_server.domain import plan as p
from hall_server.domain.actor import Actor, system
from hall_server.domain.cases.identity import NOBODY, IdentityKeys, kept_identity
from hall_server.domain.identity import known_by
from hall_server.domain.official_days import official_days
from hall_server.domain.opening import local_date
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.people import add_device, add_staff, devices_of, staff_actor, staff_of
from hall_server.wire import cases as w
from hall_server.wire.acts import IssueTicket, TicketIssued

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in Shanghai."""
TODAY = date(2026, 11, 23)
KEYS = IdentityKeys(b"marks of the case hall", b"seals of the case hall, 32 bytes")
CLERKS = ("1001", "1002", "1003")
GUIDE, SUPERVISOR, SECOND = "2001", "3001", "3002"
STAFF = {
    **dict.fromkeys(CLERKS, "clerk"),
    GUIDE: "guide",
    SUPERVISOR: "supervisor",
    SECOND: "supervisor",
    "4001": "admin",
    "5001": "auditor",
}
ZHANG = "11010519491231002X"


def _department(code: str, name: str, short: str) -> p.Department:
    return p.Department(
        code,
        p.Text(name),
        short=short,
        address="江畔路1号",
        phone="027-85550100",
        complaint_phone="12345",
        reconsideration="江畔市人民政府",
        court="江畔市人民法院",
    )


def _item(code: str, name: str, kind: str, department: str, **more: Any) -> p.Item:
    return p.Item(
        code,
        p.Text(name, more.pop("name_en", "")),
        kind,
        department,
        more.pop("queue", "A"),
        "A",
        5,
        **more,
    )


ID_CARD = p.Material("身份证", "original", certificate="id_card", source="公安机关")
PHOTO = p.Material("近期照片", copies=2, standard="白底，二寸")
FORM = p.Material("申请书", "original", source="窗口领取")
LEASE = p.Material("住所使用证明", "copy", deferrable=True)

ITEMS = (
    _item("teacher", "教师资格证书", "instant", "edu", promised_days=0, name_en="Teacher's certificate",
          materials=(ID_CARD, PHOTO), result="教师资格证书", basis="教师资格条例 第十四条"),
    _item("passport", "普通护照签发", "promised", "police", name_en="Passport",
          statutory_days=15, promised_days=7, day_kind="calendar", fee="120元",
          materials=(ID_CARD, PHOTO, FORM), result="普通护照", delivery=("window", "mail"),
          basis="护照法 第六条"),
    _item("licence", "营业执照", "promised", "market", statutory_days=20, promised_days=3,
          materials=(ID_CARD, FORM, LEASE), result="营业执照"),
    _item("tax", "税务登记", "instant", "tax", promised_days=0, materials=(ID_CARD,)),
    _item("health", "卫生许可", "promised", "health", queue="D", statutory_days=20, promised_days=5,
          materials=(FORM, p.Material("健康证", "original"))),
    _item("fire", "消防检查", "promised", "fire", queue="D", statutory_days=13, promised_days=8,
          materials=(FORM, p.Material("消防设计", "copy")), deemed_approval=True),
    _item("lawyer", "律师执业", "forwarded", "justice", statutory_days=20, promised_days=10,
          materials=(ID_CARD, FORM), higher_body="省司法厅", higher_days=10),
    *(
        _item(f"build-{n}", f"工程许可{n}", "promised", department, statutory_days=20,
              promised_days=5 + n, materials=(FORM, p.Material(f"图纸{n}", "original")))
        for n, department in enumerate(("market", "tax", "health", "fire", "justice", "edu"))
    ),
)  # fmt: skip

PLAN = p.HallPlan(
    code="cases",
    name=p.Text("江畔厅", "Riverside hall"),
    timezone="Asia/Shanghai",
    notice=p.Text(""),
    ticket_rules=p.Text(""),
    public_url="https://hall.example.cn",
    address=p.Text("江畔区滨江大道1号", "1 Binjiang Avenue"),
    rules=p.HouseRules(),
    hours=tuple(p.Hours(weekday, time(9), time(17)) for weekday in range(7)),
    zones=(p.Zone("A", p.Text("综合区")),),
    departments=(
        _department("edu", "教育局", "江教"),
        _department("police", "公安局", "江公"),
        _department("market", "市场监督管理局", "江市监"),
        _department("tax", "税务局", "江税"),
        _department("health", "卫生健康委员会", "江卫"),
        _department("fire", "消防救援大队", "江消"),
        _department("justice", "司法局", "江司"),
    ),
    queues=(
        p.Queue("A", p.Text("综合"), "A"),
        p.Queue("D", p.Text("部门"), "A"),
        p.Queue("Z", p.Text("取件"), "A"),
    ),
    items=(*ITEMS, p.Item("collect", p.Text("取件"), "instant", "edu", "Z", "A", 3, pick_up=True)),
    themes=(
        p.Theme(
            "restaurant",
            p.Text("开饭店", "Open a restaurant"),
            (p.ThemeStep("licence", 1), p.ThemeStep("tax", 2), p.ThemeStep("health", 2),
             p.ThemeStep("fire", 2)),
        ),
        p.Theme(
            "construction",
            p.Text("工程建设", "Construction project"),
            tuple(p.ThemeStep(f"build-{n}", 1) for n in range(6)),
            lead="build-0",
            promised_days=15,
        ),
    ),
    profiles=(
        p.Profile("all", p.Text("全部"), ("A", "Z")),
        p.Profile("departments", p.Text("部门"), ("D",)),
    ),
    windows=(
        *(p.Window(number, "A", "all") for number in ("1", "2", "3")),
        p.Window("4", "A", "departments"),
    ),
    priority_reasons=(
        p.PriorityReason("elder", p.Text("老人", "Elder"), 2.0),
        p.PriorityReason("green-project", p.Text("重大项目", "Major project"), 4.0),
    ),
    pause_reasons=(p.PauseReason("lunch", p.Text("午休", "Lunch")),),
    legal_days=official_days(2026),
)  # fmt: skip


def found(store: Store, now: datetime) -> int:
    """Put the hall and its people into a migrated store; its id."""
    hall = store.found_hall(PLAN, now, lambda _tx: None)
    for badge, role in STAFF.items():
        store.act(
            system(hall),
            now,
            lambda tx, badge=badge, role=role: add_staff(tx, badge, badge, "-", frozenset({role})),
        )
    store.act(system(hall), now, lambda tx: add_device(tx, "kiosk", "kiosk-1", "hall"))
    store.act(system(hall), now, lambda tx: add_device(tx, "portal", "portal-1", "hall"))
    return hall


class CaseDay:
    """Work in the case hall: people do their acts by badge, at a clock the test moves."""

    def __init__(self, store: Store, hall: int, now: datetime) -> None:
        self.store = store
        self.hall = hall
        self.now = now
        with store.reading() as connection:
            devices = {
                row.name: Actor("device", row.id, row.name, hall, frozenset({row.kind}), "hall")
                for row in devices_of(connection, hall)
            }
            staff = {row.badge: staff_actor(row) for row in staff_of(connection, hall)}
        self.actors: dict[str, Actor] = {**devices, **staff, "system": system(hall)}
        self.given = 0

    def forward(self, **span: float) -> None:
        """Move the clock on."""
        self.now += timedelta(**span)

    def on(self, day: str, hour: int = 9) -> None:
        """Move the clock to an hour of a date of the hall, such as `2026-11-30`."""
        self.now = datetime.combine(date.fromisoformat(day), time(hour - 8), UTC)

    def act(self, who: str, act: Any, *words: Any) -> Any:
        """Have somebody do an act: a badge, `kiosk-1`, `portal-1` or `system`."""
        return self.store.act(self.actors[who], self.now, lambda tx: act(tx, *words))

    def take(self, *items: str, **wish: Any) -> TicketIssued:
        """Take a number at the kiosk."""
        self.given += 1
        wanted = IssueTicket(items=items, **wish)
        known = known_by(b"cards", wanted.phone, wanted.card)
        issued: TicketIssued = self.act(
            "kiosk-1", issue_ticket, wanted, f"ticket-{self.given}", lambda _queue: None, known
        )
        return issued

    def receive(self, who: str = "1001", **words: Any) -> w.CaseNow:
        """Receive an application; the applicant is 张三 unless said otherwise, all papers there.

        `states` are the materials' states in the order of the check list, all PRESENT if not given.
        """
        states = words.pop("states", None)
        words.setdefault("applicant", {"name": "张三", "phone": "13812345678"})
        if "materials" not in words:
            words["materials"] = self.marks(words, states)
        wanted = w.ReceiveCase.model_validate(words)
        shown = wanted.applicant.identity
        identity = kept_identity(KEYS, shown.kind, shown.number) if shown else NOBODY
        self.given += 1
        now: w.CaseNow = self.act(who, receive_case, wanted, f"case-{self.given}", identity)
        return now

    def marks(self, subject: dict[str, Any], states: Any) -> list[dict[str, Any]]:
        """Words on every material of a subject's check list."""
        codes = (
            [subject["item"]]
            if subject.get("item")
            else [each.item for each in PLAN.theme[subject["theme"]].items]
        )
        names = dict.fromkeys(m.name for code in codes for m in PLAN.item[code].materials)
        states = states or ["PRESENT"] * len(names)
        return [
            {
                "position": at,
                "state": state,
                "problem": "看不清" if state == "WRONG" else "",
                "promised_until": self.today + timedelta(30) if state == "PROMISED" else None,
            }
            for at, state in enumerate(states)
        ]

    @property
    def today(self) -> date:
        """The hall's date."""
        return local_date(self.now, PLAN.timezone)

    def do(
        self, act: Any, case: w.CaseNow | w.CaseView | str, *words: Any, by: str = "1001"
    ) -> Any:
        """Have somebody do an act on a case; its words come last, as the message or its fields."""
        view = case.case if isinstance(case, w.CaseNow) else case
        number = view if isinstance(view, str) else view.number
        return self.act(by, act, number, *words)

    def tables(self) -> dict[str, list[Any]]:
        """Every row of every table, to compare."""
        with self.store.reading() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for table in t.metadata.sorted_tables
            }

    def rows(self, table: Any) -> list[Any]:
        """All rows of a table, by id where it has one."""
        with self.store.reading() as connection:
            order = [table.c.id] if "id" in table.c else []
            return list(connection.execute(select(table).order_by(*order)))

    def acts(self) -> list[str]:
        """The acts journaled so far."""
        return [row.act for row in self.rows_of_journal()]

    def rows_of_journal(self) -> list[Any]:
        """The journal, oldest first."""
        with self.store.reading() as connection:
            return list(connection.execute(select(t.journal).order_by(t.journal.c.seq)))
