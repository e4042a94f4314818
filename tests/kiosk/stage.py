"""The kiosk's page as a stage: its own drawing and state machine, each screen shown by its events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page
from simulated_hall import MORNING, demo_catalogue, quiet_morning

from hall_server.wire.message import Text
from hall_server.wire.views import KioskState
from kiosk.web import PAGE

LAYOUTS = ("large", "low", "contrast")
LANGUAGES = sorted(file.stem for file in (PAGE / "static" / "texts").glob("*.json"))
Event = dict[str, Any]

_SHOW = """async ([events, idleMs, language]) => {
    const { draw, tellers } = await import("/page/draw.js");
    const { reduce, untouched } = await import("/page/reducer.js");
    const { watchScroll } = await import("/page/scrolling.js");
    const root = document.getElementById("kiosk");
    window.words ??= await tellers(root.dataset.languages.split(" "));
    let state = events.reduce(reduce, untouched(language, idleMs));
    const send = (event) => { state = reduce(state, event); show(); };
    const show = () => draw(root, window.words, state, send);
    show();
    watchScroll(root, (more) => { state = reduce(state, { type: "moved", more }); show(); })();
    root.querySelector("main")?.scrollTo(0, 0);
}"""
_EMPTY = "addEventListener('contextmenu', (press) => press.preventDefault());"


@dataclass(frozen=True)
class Scene:
    """A screen as a visitor may meet it: what the hall says, what was done, how long ago."""

    name: str
    events: Sequence[Event] = ()
    hall: KioskState | None = None
    link: str = "reached"
    idle: float = 0


def go(name: str, **more: str) -> Event:
    return {"type": "go", "screen": {"name": name, **more}}


def heard(hall: KioskState | None, link: str, **more: Any) -> Event:
    """What the kiosk's program tells its page."""
    return {
        "type": "heard",
        "now": {
            "link": link,
            "since": MORNING.isoformat(),
            "state": hall.model_dump(mode="json") if hall else None,
            "catalogue": demo_catalogue().version,
            "pairing": None,
            "reader": {"state": "none", "trouble": "", "seq": 0, "person": None},
            **more,
        },
    }


def given(paper: str, trouble: str | None = None) -> Event:
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
        "wait": {"ahead": 12, "low": 15, "high": 25},
        "reason": catalogue.reasons[0].name.model_dump(),
    }
    visit = {
        "visit": "k",
        "ticket": ticket,
        "paper": paper,
        "trouble": trouble,
        "qr": "/page/mark.svg",
    }
    return {"type": "given", "visit": visit}


def open_stage(page: Page, url: str) -> None:
    """The page without the news and the clock of its own: it shows what `show` says."""
    page.route(
        "**/page/main.js",
        lambda route: route.fulfill(body=_EMPTY, content_type="text/javascript"),
    )
    page.goto(url)


def show(page: Page, scene: Scene, language: str = "zh-CN", layouts: Sequence[str] = ()) -> None:
    """Draw the scene, in a language and any combination of layouts."""
    hall = scene.hall or quiet_morning(demo_catalogue())
    clock = MORNING.timestamp() * 1000
    events = [
        {"type": "tick", "clock": clock},
        {"type": "touched"},
        heard(hall, "reached"),
        {"type": "catalogue", "catalogue": demo_catalogue().model_dump(mode="json")},
        {"type": "speak", "language": language},
        *({"type": "set", "what": layout, "on": True} for layout in layouts),
        *scene.events,
        *([heard(hall, scene.link)] if scene.link != "reached" else []),
        {"type": "tick", "clock": clock + scene.idle * 1000},
    ]
    page.evaluate(_SHOW, [events, 60_000, language])


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


def scenes() -> list[Scene]:
    """Every screen of the kiosk in the states that draw it differently."""
    catalogue = demo_catalogue()
    morning = quiet_morning(catalogue)
    first = catalogue.items[0]
    zone = go("zone", zone=first.zone)
    item = go("item", item=first.code)
    theme = go("theme", theme=catalogue.themes[0].code)
    failed = {"type": "failed", "failure": {"code": "series_exhausted", "detail": ""}}
    claim = {"type": "claim", "reason": catalogue.reasons[0].code}
    office = go("department", zone=first.zone, department=first.department)
    return [
        Scene("welcome", hall=_told(morning)),
        Scene("welcome-closed", hall=_closed(morning)),
        Scene("welcome-away", link="unreachable"),
        Scene("zone", [zone]),
        Scene("department", [zone, office]),
        Scene("search", [{"type": "typed", "query": "yy"}]),
        Scene("search-nothing", [{"type": "typed", "query": "qqq"}]),
        Scene("item", [zone, item, claim]),
        Scene("item-refused", [zone, item, {"type": "take"}, failed]),
        Scene("item-away", [zone, item], link="unreachable"),
        Scene("theme", [theme]),
        Scene("number", [item, given("PRINTED")]),
        Scene("number-without-paper", [item, given("REFUSED", "paper_out")]),
        Scene("warning", [zone, item], idle=(120 + 62)),
    ]
