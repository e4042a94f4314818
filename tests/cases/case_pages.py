"""The case hall's own pages: its real server on the test's database, read by a browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from case_hall import CaseDay
from werkzeug.serving import make_server

from hall_server.app import Server
from hall_server.config import Settings


@contextmanager
def served(cases: CaseDay) -> Iterator[str]:
    """The server's address. Its threads do not run: acts are done by the test itself."""
    file = cases.store.engine.url.database
    settings = Settings(
        database=f"sqlite:///{file}", secret_file=f"{file}.key", media=f"{file}.media"
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
