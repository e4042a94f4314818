"""Chromium's windows, used again: a new one costs a second of processor time, mostly its renderer's.

A test borrows a browser context and opens its pages in it. When it is given back, its pages are
closed and nothing of it is left: no cookie, nothing stored, nothing cached, no permission. One empty
page stays open, so that the next test's pages find the renderer running.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

USES = 25
"""What Playwright keeps of each use (settings of the clock) would slow down the later ones."""
ONE_RENDERER = [
    "--process-per-site",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
]
"""Flags with which the pages of a context share their renderer."""


class Windows:
    """The contexts of one browser that can be borrowed."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[tuple[BrowserContext, int]]] = defaultdict(list)

    @contextmanager
    def borrow(self, **options: Any) -> Iterator[BrowserContext]:
        """A context with these options (of `Browser.new_context`) and nothing in it.

        Whoever borrows sets the timeout, and takes away the listeners and init scripts they add.
        """
        idle = self._idle[json.dumps(options, sort_keys=True)]
        context, uses = idle.pop() if idle else (self._new(options), 0)
        try:
            yield context
        except BaseException:
            context.close()
            raise
        if uses + 1 < USES:
            _clear(context)
            idle.append((context, uses + 1))
        else:
            context.close()

    def _new(self, options: dict[str, Any]) -> BrowserContext:
        context = self._browser.new_context(**options)
        context.new_page()
        return context


def _clear(context: BrowserContext) -> None:
    kept, *pages = context.pages
    origins = {_origin(page.url) for page in pages}
    for page in pages:
        page.close()
    context.clear_cookies()
    context.clear_permissions()
    session = context.new_cdp_session(kept)
    for origin in origins:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.send("Network.clearBrowserCache")
    session.detach()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
