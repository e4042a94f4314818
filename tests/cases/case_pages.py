"""The case hall's own pages: its real server on the test's database, read by a browser."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from case_hall import CaseDay
from playwright.sync_api import Page
from werkzeug.serving import make_server

from hall_server.app import Server
from hall_server.config import Settings

AXE = Path(
    os.environ.get("AXE_JS")
    or Path(__file__).parents[1] / "pages" / "node_modules" / "axe-core" / "axe.min.js"
)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def axe_findings(page: Page) -> list[str]:
    """What axe finds wrong with a page; nothing where axe is not installed."""
    if not AXE.exists():
        return []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", RULES)
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]


@contextmanager
def served(cases: CaseDay) -> Iterator[str]:
    """The server's address. Its threads do not run: acts are done by the test itself.

    Staff come in as they do in the demo, by `/demo/enter/<badge>`.
    """
    file = cases.store.engine.url.database
    settings = Settings(
        database=f"sqlite:///{file}",
        secret_file=f"{file}.key",
        media=f"{file}.media",
        demo_links=Path(f"{file}.links"),
    )
    server = Server(settings, lambda: cases.now)
    http = make_server("127.0.0.1", 0, server.app, threaded=True)
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    thread.join()
    http.server_close()
    server.store.close()
