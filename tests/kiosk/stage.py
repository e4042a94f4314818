"""The kiosk's page as a stage: its own drawing and state machine, each screen shown by its events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from simulated_hall import MORNING, demo_catalogue, quiet_morning

from hall_server.wire.message import Text
from hall_server.wire.views import EvacuationView, ItemClosed, KioskOrders, KioskState
from kiosk.qr import qr_picture
from kiosk.web import PAGE

LAYOUTS = ("large", "low", "contrast")
LANGUAGES = sorted(file.stem for file in (PAGE / "static" / "texts").glob("*.json"))
Event = dict[str, Any]
WAIT = {"ahead": 12, "low": 15, "high": 25}

_HERE = Path(__file__).parent
_STAGE = (_HERE / "stage.js").read_text(encoding="utf-8")
_TAPE = (_HERE / "measure.js").read_text(encoding="utf-8")
_MEASURE = f"""([shows, language]) => shows.flatMap(([layouts, events]) => {{
    window.show(events, language);
    const laid = [...document.documentElement.classList];
    const found = ({_TAPE[_TAPE.index("({") :].rstrip()})
        ({{ low: laid.includes("low"), contrast: laid.includes("contrast") }});
    return found.map((fault) => `${{layouts}}: ${{fault}}`);
}})"""
_EMPTY = "addEventListener('contextmenu', (press) => press.preventDefault());"


@dataclass(frozen=True)
class Scene:
    """A screen as a visitor may meet it: what was done, what the kiosk then hears, how long ago."""

    name: str
    events: Sequence[Event] = ()
    hall: KioskState | None = None
    then: Event | None = None
    idle: float = 0
    known: bool = True
    """Whether the kiosk has reached the hall before."""


def go(name: str, **more: str) -> Event:
    return {"type": "go", "screen": {"name": name, **more}}


def heard(hall: KioskState | None, link: str = "reached", **more: Any) -> Event:
    """What the kiosk's program tells its page."""
    now = {
        "link": link,
        "since": MORNING.isoformat(),
        "state": hall.model_dump(mode="json") if hall else None,
        "catalogue": demo_catalogue().version,
        "pairing": None,
        "reader": {"state": "none", "trouble": "", "seq": 0, "person": None},
        "offline": {"able": False, "why": "no_lease", "waiting": 0},
    }
    return {"type": "heard", "now": now | more}


def given(paper: str, trouble: str | None = None, *, alone: bool = False) -> Event:
    """A number, and where its paper is."""
    catalogue = demo_catalogue()
    queue = catalogue.queues[0]
    zone = next(each for each in catalogue.zones if each.code == queue.zone)
    ticket = {
        "ticket_id": 7,
        "number": "A007",
        "link": "/t/x",
        "issued_at": MORNING.isoformat(),
        "language": "zh-CN",
        "hall": catalogue.hall.model_dump(),
        "zone": zone.name.model_dump(),
        "zone_code": zone.code,
        "queue": queue.name.model_dump(),
        "items": [catalogue.items[0].name.model_dump()],
        "windows": list(queue.windows),
        "wait": {"ahead": 0, "low": None, "high": None} if alone else WAIT,
        "reason": catalogue.reasons[0].name.model_dump(),
    }
    visit = {
        "visit": "k",
        "ticket": ticket,
        "paper": paper,
        "trouble": trouble,
        "qr": "/api/visits/k/qr.svg",
        "offline": alone,
    }
    return {"type": "given", "visit": visit}


def open_stage(page: Page, url: str) -> None:
    """The page without the news and the clock of its own: it shows what it is told to show."""
    page.route(
        "**/page/main.js",
        lambda route: route.fulfill(body=_EMPTY, content_type="text/javascript"),
    )
    code = qr_picture("http://hall.example/t/a-visit-of-the-stage")
    page.route("**/qr.svg", lambda route: route.fulfill(body=code, content_type="image/svg+xml"))
    page.goto(url)
    page.evaluate(
        _STAGE[_STAGE.index("async (") :],
        {"catalogue": demo_catalogue().model_dump(mode="json"), "idleMs": 60_000},
    )


def show(page: Page, scene: Scene, language: str = "zh-CN", layouts: Sequence[str] = ()) -> None:
    """Draw the scene, in a language and any combination of layouts."""
    page.evaluate(
        "([events, language]) => window.show(events, language)",
        [_events(scene, language, layouts), language],
    )


def faults(page: Page, scene: Scene, language: str) -> list[str]:
    """What measure.js finds in the scene, in each of the eight combinations of layouts."""
    combinations = [
        [layout for place, layout in enumerate(LAYOUTS) if number >> place & 1]
        for number in range(2 ** len(LAYOUTS))
    ]
    shows = [
        ["+".join(layouts) or "standard", _events(scene, language, layouts)]
        for layouts in combinations
    ]
    found: list[str] = page.evaluate(_MEASURE, [shows, language])
    return [f"{scene.name}, {fault}" for fault in found]


def _events(scene: Scene, language: str, layouts: Sequence[str]) -> list[Event]:
    clock = MORNING.timestamp() * 1000
    reached = heard(scene.hall or quiet_morning(demo_catalogue()))
    return [
        {"type": "tick", "clock": clock},
        *((reached, {"type": "catalogue"}) if scene.known else ()),
        {"type": "speak", "language": language},
        *({"type": "set", "what": layout, "on": True} for layout in layouts),
        *scene.events,
        *((scene.then,) if scene.then else ()),
        {"type": "tick", "clock": clock + scene.idle * (2 if "large" in layouts else 1) * 1000},
    ]


def _closed(hall: KioskState) -> KioskState:
    return hall.model_copy(
        update={"open": False, "until": None, "opens": MORNING + timedelta(days=1)}
    )


def _told(hall: KioskState) -> KioskState:
    words = Text(
        zh="欢迎光临江畔区政务服务中心。请留意屏幕和语音叫号；老年人、残疾人、孕妇可申请优先。",
        en="Welcome to the Jiangpan District Service Hall. Please watch the screens.",
    )
    return hall.model_copy(update={"notices": (words, words)})


def _person(source: str = "card") -> Event:
    known = {
        "handle": "h" * 20,
        "source": source,
        "kind": "citizen",
        "name": "欧阳*",
        "tail": "001X",
        "reasons": ["elder"],
        "expired": source == "card",
    }
    return {"type": "known", "person": known}


def _appointment(place: int, standing: str) -> dict[str, Any]:
    item = next(each for each in demo_catalogue().items if each.bookable)
    begins = MORNING + timedelta(hours=place)
    return {
        "appointment_id": place,
        "code": f"ABCDEFG{place + 2}",
        "item": item.code,
        "item_name": item.name.model_dump(),
        "date": begins.date().isoformat(),
        "half": "am",
        "begins": begins.isoformat(),
        "ends": (begins + timedelta(hours=3)).isoformat(),
        "name": "张*",
        "due_from": (begins - timedelta(minutes=30)).isoformat(),
        "state": "BOOKED",
        "standing": standing,
        "number": None,
    }


def _refused(code: str, **facts: Any) -> Event:
    return {"type": "failed", "failure": {"code": code, "detail": "", "facts": facts}}


def _reader(state: str, trouble: str = "") -> dict[str, Any]:
    return {"reader": {"state": state, "trouble": trouble, "seq": 3, "person": None}}


def scenes() -> list[Scene]:
    """Every screen of the kiosk, in the states that draw it differently."""
    return [*_of_the_hall(), *_of_finding(), *_of_an_errand(), *_of_a_person()]


def _of_the_hall() -> list[Scene]:
    morning = quiet_morning(demo_catalogue())
    lock = Text(
        zh="正在换纸，请用旁边的机器。", en="Paper is being changed; please use the next machine."
    )
    locked = morning.model_copy(update={"orders": KioskOrders(lock=lock)})
    alone = {"offline": {"able": True, "why": "", "waiting": 2}}
    leave = EvacuationView(
        text=Text(zh="请从最近的出口离开", en="Please leave by the nearest exit"),
        since=MORNING,
        begun_by="主任",
    )
    return [
        Scene("welcome", hall=_told(morning)),
        Scene("welcome-keypad", [{"type": "keyed", "nine": 0}]),
        Scene("welcome-closed", hall=_closed(morning)),
        Scene("welcome-alone", then=heard(morning, "unreachable", **alone)),
        Scene("away", then=heard(morning, "unreachable")),
        Scene("starting", known=False),
        Scene(
            "pairing",
            known=False,
            then=heard(None, "not_admitted", pairing={"code": "123456", "lost": False}),
        ),
        Scene("locked", then=heard(locked)),
        Scene("evacuation", then=heard(morning.model_copy(update={"evacuation": leave}))),
    ]


def _of_finding() -> list[Scene]:
    catalogue = demo_catalogue()
    first = catalogue.items[0]
    zone = go("zone", zone=first.zone)
    morning = quiet_morning(catalogue)
    stopped = morning.model_copy(
        update={
            "items_closed": (ItemClosed(item=first.code, closed=Text(zh="系统升级", en="upgrade")),)
        }
    )
    return [
        Scene("zone", [zone], hall=stopped),
        Scene("department", [zone, go("department", zone=first.zone, department=first.department)]),
        Scene("departments", [go("departments")]),
        Scene("office", [go("office", department=first.department)]),
        Scene("themes", [go("themes")]),
        Scene("events", [go("events")]),
        Scene("event", [go("event", event=catalogue.life_events[0].code)]),
        Scene("floors", [go("floors")]),
        Scene("search", [{"type": "typed", "query": "yy"}]),
        Scene("search-nothing", [{"type": "typed", "query": "qqq"}]),
    ]


def _of_an_errand() -> list[Scene]:
    catalogue = demo_catalogue()
    morning = quiet_morning(catalogue)
    item = go("item", item=catalogue.items[0].code)
    claim = {"type": "claim", "reason": catalogue.reasons[0].code}
    listed = {"item": catalogue.items[0].code, "paper": "PRINTED", "trouble": None}
    return [
        Scene("item", [item, claim]),
        Scene("item-known", [item, _person("typed")]),
        Scene("item-refused", [item, {"type": "take"}, _refused("series_exhausted")]),
        Scene(
            "item-in-line",
            [
                item,
                {"type": "take"},
                _refused("already_in_line", number="A003", item="普通护照签发"),
            ],
        ),
        Scene("item-away", [item], then=heard(morning, "unreachable")),
        Scene("item-listed", [item, {"type": "sheet", "sheet": listed}]),
        Scene("theme", [go("theme", theme=catalogue.themes[0].code)]),
        Scene("number", [item, given("PRINTED")]),
        Scene("number-without-paper", [item, given("REFUSED", "paper_out")]),
        Scene(
            "number-alone", [item, given("PRINTED", alone=True)], then=heard(morning, "unreachable")
        ),
        Scene("warning", [item], idle=62),
    ]


def _of_a_person() -> list[Scene]:
    morning = quiet_morning(demo_catalogue())
    document = go("identify", by="document")
    found = {"type": "found", "appointments": [_appointment(0, "due"), _appointment(3, "early")]}
    asked = {"type": "ask", "asked": {"what": "appointments", "code": "ABCDEFG2"}}
    return [
        Scene("zone-known", [go("zone", zone="A"), _person("typed")]),
        Scene("document", [document, {"type": "entered", "entry": "4201011949123"}]),
        Scene("document-wrong", [document, {"type": "entered", "entry": "420101194912310021"}]),
        Scene("document-letters", [document, {"type": "choose", "chosen": "letters"}]),
        Scene("phone", [go("identify", by="phone"), {"type": "entered", "entry": "138"}]),
        Scene("card-failed", [document], then=heard(morning, **_reader("failed", "unreadable"))),
        Scene("check-in", [go("check-in")], then=heard(morning, **_reader("ready"))),
        Scene("code", [go("check-in"), go("code"), {"type": "entered", "entry": "ABCD"}]),
        Scene("appointments", [go("check-in"), go("code"), asked, found]),
        Scene("pick-up", [go("pick-up"), {"type": "entered", "entry": "SL-20261123-0007"}]),
    ]
