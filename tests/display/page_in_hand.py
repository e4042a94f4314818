"""A board's real page in Chromium whose clock and event stream are the test's."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from display.board import Picture

BEFORE_THE_PAGE = Path(__file__).with_name("page_in_hand.js")


class PageInHand:
    """What is sent to it, and what it shows after each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        """Errors of scripts, and what the console was told."""
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text))
        self._at: datetime | None = None

    def play(self, told: Sequence[tuple[datetime, Picture | None]]) -> list[dict[str, Any]]:
        """Pictures, or beats alone, at moments of the hall's clock; what is shown after each."""
        steps = []
        for at, picture in told:
            waited = at - (self._at or at)
            self._at = at
            event = (
                ["picture", picture.model_dump_json()]
                if picture is not None
                else ["beat", at.isoformat(timespec="milliseconds")]
            )
            steps.append({"wait": waited / timedelta(milliseconds=1), "sent": [event]})
        shown: list[dict[str, Any]] = self.page.evaluate("(steps) => inHand.play(steps)", steps)
        return shown

    def weigh(self) -> dict[str, float]:
        """Bytes of the heap, nodes and listeners that are still in use."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Performance.enable")
        session.send("HeapProfiler.collectGarbage")
        told = {
            each["name"]: each["value"]
            for each in session.send("Performance.getMetrics")["metrics"]
        }
        session.detach()
        return {
            "heap": told["JSHeapUsedSize"],
            "nodes": told["Nodes"],
            "listeners": told["JSEventListeners"],
        }


@contextmanager
def page_in_hand(browser: Browser, url: str) -> Iterator[PageInHand]:
    """A main board at full size for the length of the block."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.add_init_script(path=BEFORE_THE_PAGE)
    page = context.new_page()
    in_hand = PageInHand(page)
    page.goto(url)
    page.wait_for_selector("header")
    try:
        yield in_hand
    finally:
        context.close()
