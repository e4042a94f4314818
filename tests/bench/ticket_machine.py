"""The ticket machine as a visitor feels it: from the finger on the button to the painted number.

Real Chromium, the real kiosk program with a virtual printer, the real server behind a line that is cut
for the second half. Beside it an empty POST to the kiosk, and a durable write of a number's size.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event

from playwright.sync_api import Page

from tests.bench.bench_hall import BenchHall
from tests.bench.pages import Felt, chromium_with
from tests.crash.server_process import ServerProcess
from tests.e2e.kiosk_process import KioskProcess
from tests.e2e.open_hall import until
from tests.faulty_line import FaultyLine

SCREEN = {"width": 1080, "height": 1920}
NUMBER_BYTES = 900
"""A number's row in the ledger, with its indexes' entries."""
WATCH_NUMBERS = """(() => {
  window.given = [];
  let begun = null;
  addEventListener("pointerdown", (event) => {
    if (event.target.closest("button.primary") && !document.querySelector(".hero")) begun = event.timeStamp;
  }, true);
  const painted = (since) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.given.push(performance.now() - since);
    channel.port2.postMessage(null);
  });
  new MutationObserver(() => {
    if (begun === null || !document.querySelector(".hero")) return;
    painted(begun);
    begun = null;
  }).observe(document, { subtree: true, childList: true });
})()"""
EMPTY_POST = """async () => {
  const begun = performance.now();
  const headers = { "Idempotency-Key": "of-the-farewell" };
  await (await fetch("/api/farewell", { method: "POST", headers })).text();
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""


@contextmanager
def _machine(
    folder: Path, server: ServerProcess, hall: BenchHall
) -> Iterator[tuple[KioskProcess, FaultyLine]]:
    line = FaultyLine(server.port, seed=1)
    kiosk = KioskProcess(folder / "kiosk", "k", line.url, hall.kiosk)
    try:
        kiosk.start()
        until("the kiosk holds numbers", lambda: _is(kiosk, link="reached"))
        yield kiosk, line
    finally:
        kiosk.close()
        line.close()


def _is(kiosk: KioskProcess, link: str) -> bool:
    now = kiosk.now()
    return bool(now) and now["link"] == link and now["offline"]["able"]


def taking_numbers(
    folder: Path, server: ServerProcess, hall: BenchHall, samples: int
) -> tuple[Felt, Felt]:
    """Presses with the hall, then without it; microseconds beside their floors."""
    with _machine(folder, server, hall) as (kiosk, line), chromium_with(WATCH_NUMBERS) as context:
        page = context.new_page()
        page.set_viewport_size(SCREEN)  # type: ignore[arg-type]
        page.goto(kiosk.url)
        page.locator(".zone").first.wait_for()
        for turn in range(3):
            _take(page, turn)
        online, empty = _took(page, samples), [_empty_post(page) for _ in range(samples)]
        line.cut()
        until("the line is cut", lambda: _is(kiosk, link="unreachable"))
        page.locator(".notice.told").first.wait_for()
        alone = _took(page, samples)
        return Felt(online, empty), Felt(alone, _durable_writes(folder, samples))


def _took(page: Page, samples: int) -> list[float]:
    random, pause = Random(1), Event()
    page.evaluate("window.given.length = 0")
    for turn in range(samples):
        pause.wait(random.uniform(0.05, 0.2))
        _take(page, turn)
        page.wait_for_function("(count) => window.given.length > count", arg=turn)
    return [float(each) for each in page.evaluate("window.given")]


def _take(page: Page, turn: int) -> None:
    """Zone, item, number, and back to the start; each turn another line, so that none is used up."""
    zones = page.locator(".zone")
    zones.first.wait_for()
    zones.nth(turn % zones.count()).click()
    items = page.locator(".item:not([disabled])")
    items.first.wait_for()
    items.nth(turn // 4 % items.count()).click()
    page.locator("button.primary:not([disabled])").click()
    page.locator(".hero").wait_for()
    page.locator("button.primary").click()


def _empty_post(page: Page) -> float:
    return float(page.evaluate(EMPTY_POST))


def _durable_writes(folder: Path, samples: int) -> list[float]:
    took = []
    with (folder / "durable").open("ab", buffering=0) as file:
        for _ in range(samples):
            begun = time.perf_counter()
            file.write(b"x" * NUMBER_BYTES)
            os.fsync(file.fileno())
            took.append((time.perf_counter() - begun) * 1000)
    return took
