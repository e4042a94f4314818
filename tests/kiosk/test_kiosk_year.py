"""A year of use: 500,000 visits leave the page's memory flat; and what the page weighs."""

import pytest
from machine import Machine
from playwright.sync_api import Browser, CDPSession, Page
from simulated_hall import demo_catalogue, quiet_morning
from stage import WAIT, Event, given, go, heard, open_stage, scenes, show

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LARGEST_PAGE = 500_000
A_YEAR = 500_000
SETTLED = 50_000
_PLAY = """async ([visits, events, catalogue, first]) => {
    const { reduce, untouched, screenOf } = await import("/page/reducer.js");
    if (first) {
        window.state = reduce(untouched("zh-CN", 60_000), { type: "catalogue", catalogue });
        window.clock = Date.parse("2026-11-23T10:24:00+08:00");
    }
    for (let visit = 0; visit < visits; visit += 1) {
        for (const event of events) {
            if (event.type === "tick") window.clock += event.clock;
            const dated = event.type === "tick" ? { type: "tick", clock: window.clock } : event;
            window.state = reduce(window.state, dated);
        }
    }
    return [screenOf(window.state).name, JSON.stringify(window.state).length, window.state.visitor];
}"""


def one_visit() -> list[Event]:
    """A visitor who uses all there is, says who it is, takes a number and walks away. Ticks say how long."""
    morning = quiet_morning(demo_catalogue())
    item = demo_catalogue().items[0]
    person = {"handle": "h" * 20, "source": "typed", "kind": "phone", "name": "", "tail": "5678"}
    return [
        heard(morning.model_copy(update={"version": 2})),
        {"type": "speak", "language": "ko"},
        *(
            {"type": "set", "what": what, "on": True}
            for what in ("large", "low", "contrast", "aloud")
        ),
        {"type": "keyed", "nine": 1},
        {"type": "typed", "query": "yyzz"},
        {"type": "repeat"},
        go("item", item=item.code),
        go("identify", by="phone"),
        {"type": "entered", "entry": "13812345678"},
        {"type": "known", "person": {**person, "reasons": [], "expired": False}},
        {"type": "claim", "reason": "elder"},
        {"type": "take"},
        heard(morning, "unreachable"),
        given("SENDING"),
        {"type": "paper", "visit": given("PRINTED")["visit"]},
        {"type": "moved", "more": {"above": False, "below": True}},
        {"type": "tick", "clock": 40_000},
    ]


def heap(browser: CDPSession) -> float:
    """Bytes in use after the rubbish is collected."""
    for _ in range(3):
        browser.send("HeapProfiler.collectGarbage")
    used: float = browser.send("Runtime.getHeapUsage")["usedSize"]
    return used


@pytest.fixture
def stage_page(chromium: Browser, machine: Machine) -> Page:
    """The page without its news, to be played on."""
    page = chromium.new_context(reduced_motion="reduce").new_page()
    open_stage(page, machine.url)
    return page


def test_a_year_of_visits_leaves_memory_flat(stage_page: Page) -> None:
    browser = stage_page.context.new_cdp_session(stage_page)
    catalogue = demo_catalogue().model_dump(mode="json")
    events = one_visit()
    assert events[-4]["visit"]["ticket"]["wait"] == WAIT
    screen, size, gone = stage_page.evaluate(_PLAY, [SETTLED, events, catalogue, True])
    assert (screen, gone) == ("welcome", SETTLED)
    settled = heap(browser)
    later = stage_page.evaluate(_PLAY, [A_YEAR - SETTLED, events, None, False])
    # Counters grow by a digit or two; nothing else may.
    assert (later[0], later[2]) == ("welcome", A_YEAR)
    assert abs(later[1] - size) < 16
    assert heap(browser) - settled < 200_000
    stage_page.context.close()


def test_drawing_visit_after_visit_leaves_memory_flat(stage_page: Page) -> None:
    browser = stage_page.context.new_cdp_session(stage_page)

    def drawn(rounds: int) -> tuple[float, int]:
        for _ in range(rounds):
            for scene in scenes():
                show(stage_page, scene, "en", ["large"])
        show(stage_page, scenes()[0])
        used = heap(browser)
        return used, browser.send("Memory.getDOMCounters")["nodes"]

    drawn(2)
    settled, nodes = drawn(1)
    later, more = drawn(4)
    assert later - settled < 300_000
    assert more <= nodes * 1.1
    stage_page.context.close()


def test_the_whole_page_weighs_less_than_half_a_megabyte(
    chromium: Browser, machine: Machine
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    weights: dict[str, int] = {}
    page.on("response", lambda answer: weights.update({answer.url: len(answer.body())}))
    page.goto(machine.url)
    page.locator(".zone .line span").first.wait_for()
    static = {url: size for url, size in weights.items() if "/api/" not in url}
    context.close()
    assert any("main.js" in url for url in static)
    assert any("texts/ko.json" in url for url in static)
    assert sum(static.values()) <= LARGEST_PAGE
