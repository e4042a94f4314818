"""The staff pages as their people feel them: real Chromium, real server, each beside its floor."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random
from threading import Event

import requests
from playwright.sync_api import BrowserContext, Page, sync_playwright

from hall_server.desk.issue import issue_ticket
from hall_server.domain import plan as p
from hall_server.domain.actor import Actor
from hall_server.store.database import Store
from hall_server.wire.acts import IssueTicket
from tests.bench import measuring as m
from tests.bench.bench_hall import BenchHall, Presses
from tests.bench.launcher import NOTHING
from tests.chromium_here import CHROMIUM_FLAGS, chromium_path
from tests.crash.crash_hall import PASSWORD, SEAT
from tests.crash.server_process import ServerProcess

SUPERVISOR = "3001"
ADMINISTRATOR = "9001"
PATIENCE_MS = 20_000
WATCH_PRESSES = """(() => {
  window.presses = [];
  let begun = null, before = "";
  const shown = () => ["[data-ticket]", "[data-rest]"].map((each) => {
    const found = document.querySelector(each);
    return found ? JSON.stringify(found.dataset) + found.textContent.replace(/[0-9]+:[0-9]+/g, "") : "";
  }).join("|");
  addEventListener("keydown", (event) => {
    if (event.code === "Space" && begun === null) [begun, before] = [performance.now(), shown()];
  }, true);
  new MutationObserver(() => {
    if (begun === null || shown() === before) return;
    const since = begun;
    begun = null;
    requestAnimationFrame(() => window.presses.push(performance.now() - since));
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})()"""
"""From the key going down to the frame in which the ticket or the resting text has changed."""
WATCH_DRAWING = """(() => {
  window.drawn = [];
  const painted = (begun) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.drawn.push(performance.now() - begun);
    channel.port2.postMessage(null);
  });
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntriesByName("hall.render")) painted(startTime);
  }).observe({ entryTypes: ["measure"] });
})()"""
"""From the state's coming to the page until the frame with it has been painted."""
EMPTY_PRESS = """async ([path, token]) => {
  const begun = performance.now();
  const answer = await fetch(path, { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  await answer.text();
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""


@dataclass(frozen=True)
class Felt:
    """Milliseconds of each press (or drawing), and of the floor beside it."""

    took: list[float]
    floor: list[float]


@contextmanager
def chromium_with(script: str | None = None) -> Iterator[BrowserContext]:
    """A browser of its own whose pages run `script` first."""
    path = chromium_path()
    if path is None:
        raise FileNotFoundError("no Chromium: the pages are not measured")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        # The bench looks into the page, which the page's own policy forbids.
        context = browser.new_context(locale="zh-CN", bypass_csp=True)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(f"sessionStorage.setItem('hall.seat', '{SEAT}')")
        if script:
            context.add_init_script(script)
        yield context
        browser.close()


def _signed_in(context: BrowserContext, url: str, badge: str) -> None:
    body = {"badge": badge, "password": PASSWORD}
    assert context.request.post(f"{url}/api/v1/session", data=body).ok


def pressing(
    server: ServerProcess, hall: BenchHall, presses: Presses, samples: int, boards: int
) -> Felt:
    """One clerk's Space in Chromium, all other consoles and the boards connected and at work."""
    mine, *others = presses.windows
    presses.sign_all_in(server.url)
    wanted = [{"auth": {"token": hall.display}, "cookie": ""}] * boards
    wanted += [
        {"auth": {"view": "desk", "window": each}, "cookie": presses.cookie(each)}
        for each in others
    ]
    m.press_all(server, [[presses.issue(mine)] * (samples // 2 + 4)])
    with m.screens(server, wanted), chromium_with(WATCH_PRESSES) as context:
        _signed_in(context, server.url, hall.badges[mine])
        page = context.new_page()
        page.goto(f"{server.url}/desk/{mine}")
        page.wait_for_selector("[data-rest=free]")
        return _press_in_turn(page, server, hall, presses, others, samples)


def _press_in_turn(
    page: Page,
    server: ServerProcess,
    hall: BenchHall,
    presses: Presses,
    others: list[str],
    samples: int,
) -> Felt:
    random, pause, floor = Random(1), Event(), []
    with requests.Session() as driver:
        for turn in range(samples):
            other = others[turn // 4 % len(others)]
            act = ("issue", "call-next", "start", "finish")[turn % 4]
            press = presses.issue(other) if act == "issue" else presses.act(act, other)
            pause.wait(random.uniform(0.05, 0.3))
            m.send(driver, server, press, f"other-{turn}")
            page.keyboard.press("Space")
            page.wait_for_function("(count) => window.presses.length >= count", arg=turn + 1)
            floor.append(float(page.evaluate(EMPTY_PRESS, [NOTHING, hall.kiosk])))
    return Felt([float(each) for each in page.evaluate("window.presses")], floor)


def large_plan(plan: p.HallPlan, windows: int) -> p.HallPlan:
    """The demo hall with more windows, spread over its zones as they are."""
    grown = [*plan.windows]
    while len(grown) < windows:
        like = plan.windows[len(grown) % len(plan.windows)]
        grown.append(replace(like, number=str(len(grown) + 1)))
    return replace(plan, windows=tuple(grown))


def long_plan(plan: p.HallPlan, items: int) -> p.HallPlan:
    """The demo hall with more items."""
    grown = [*plan.items]
    while len(grown) < items:
        like = plan.items[len(grown) % len(plan.items)]
        number = len(grown) + 1
        name = p.Text(f"{like.name.zh}（第 {number} 项）")
        grown.append(replace(like, code=f"{like.code}-{number}", name=name, common=False))
    return replace(plan, items=tuple(grown))


def fill_lines(hall: BenchHall, waiting: int) -> None:
    """So many people in line, over all queues."""
    guide = Actor("device", 1, "k", hall.id, frozenset({"kiosk"}))
    items = list(dict.fromkeys(hall.item.values()))
    store = Store(f"sqlite:///{hall.file}")
    for place in range(waiting):
        wanted = IssueTicket(items=(items[place % len(items)],))
        token = f"waiting-{place}"
        store.act(
            replace(guide, kind="staff"), m.now(),
            lambda tx, wanted=wanted, token=token: issue_ticket(tx, wanted, token, lambda _: None),
        )  # fmt: skip
    store.close()


def supervising(server: ServerProcess, hall: BenchHall, presses: Presses, samples: int) -> Felt:
    """The supervisor's page drawing an update; beside it, the browser reading the state as JSON."""
    presses.sign_all_in(server.url)
    floor: list[float] = []
    with chromium_with(WATCH_DRAWING) as context, requests.Session() as driver:
        _signed_in(context, server.url, SUPERVISOR)
        page = context.new_page()
        page.goto(f"{server.url}/hall")
        page.wait_for_selector("[data-window]")
        state = page.evaluate("fetch('/api/v1/hall').then((answer) => answer.text())")
        page.evaluate("window.drawn.length = 0")
        for turn in range(samples):
            window = presses.windows[turn // 3 % len(presses.windows)]
            act = ("call-next", "start", "finish")[turn % 3]
            count = page.evaluate("window.drawn.length")
            m.send(driver, server, presses.act(act, window), f"super-{turn}")
            page.wait_for_function("(count) => window.drawn.length > count", arg=count)
            floor.append(float(page.evaluate(
                "(text) => { const begun = performance.now(); JSON.parse(text);"
                " return performance.now() - begun; }", state,
            )))  # fmt: skip
        return Felt([float(each) for each in page.evaluate("window.drawn")], floor)


def searching(server: ServerProcess, samples: int) -> Felt:
    """The administrator's list of items narrowed letter by letter; beside it, one bare filter."""
    words = ("登记", "许可", "变更", "2", "证明", "SJ", "社保", "注销")
    took, floor = [], []
    with chromium_with() as context:
        _signed_in(context, server.url, ADMINISTRATOR)
        page = context.new_page()
        page.goto(f"{server.url}/admin#items")
        box = page.locator("[data-find]")
        box.wait_for()
        names = json.loads(page.evaluate(
            "fetch('/api/v1/admin/setup').then((answer) => answer.json())"
            ".then(({ parts }) => JSON.stringify(parts.items.map(({ name }) => name.zh)))"
        ))  # fmt: skip
        for turn in range(samples):
            word = words[turn % len(words)]
            count = page.evaluate("performance.getEntriesByName('admin.search').length")
            box.fill(word)
            page.wait_for_function(
                "(count) => performance.getEntriesByName('admin.search').length > count", arg=count
            )
            took.append(float(page.evaluate(
                "performance.getEntriesByName('admin.search').at(-1).duration"
            )))  # fmt: skip
            floor.append(float(page.evaluate(
                "([names, word]) => { const begun = performance.now();"
                " names.filter((name) => name.includes(word)); return performance.now() - begun; }",
                [names, word],
            )))  # fmt: skip
    return Felt(took, floor)
