"""The demo hall on its real server, for programs that pair with it."""

import threading
import time
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server

from hall_server.app import Server, utc_now
from hall_server.config import Settings
from hall_server.desk import machines
from hall_server.desk.load import load_hall
from hall_server.domain.actor import system
from hall_server.domain.plan import HallPlan
from hall_server.store.migrations import migrate
from hall_server.store.people import devices_of
from hall_server.web import session_routes
from hall_server.wire.devices import PairDevice


class RealHall:
    """A running server. `pair` and `revoke` are what an administrator does."""

    def __init__(self, folder: Path, plan: HallPlan) -> None:
        settings = Settings(database=f"sqlite:///{folder / 'hall.db'}", secret_file=folder / "key")
        self.server = Server(settings)
        migrate(self.server.store.engine)
        self.hall = load_hall(self.server.store, plan, utc_now())
        with self.server.app.app_context():
            session_routes.limiter.reset()
        self._http = make_server("127.0.0.1", 0, self.server.app, threaded=True)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def start(self) -> None:
        """Serve."""
        self.server.start()
        self._thread.start()

    def stop(self) -> None:
        """End everything."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        self.server.stop()

    def act(self, act: Any) -> Any:
        """Do an act as the server itself."""
        return self.server.store.act(system(self.hall), utc_now(), act)

    def pair(self, code: str, name: str, place: str = "hall") -> None:
        """Enter the code that a device shows."""
        wanted = PairDevice(code=code, name=name, place=place)
        self.act(lambda tx: machines.pair(tx, wanted))

    def revoke(self, name: str) -> None:
        """The device no longer belongs to the hall."""
        self.act(lambda tx: machines.revoke(tx, name))

    def wait_for_act(self, act: str, seconds: float = 20.0) -> None:
        """Until the journal has an entry of this act."""
        news = threading.Event()
        self.server.store.on_commit(lambda _hall: news.set())
        deadline = time.monotonic() + seconds
        while not self._has(act):
            assert time.monotonic() < deadline, f"no {act}"
            news.wait(0.2)
            news.clear()

    def _has(self, act: str) -> bool:
        with self.server.store.reading() as connection:
            entries = connection.exec_driver_sql("SELECT 1 FROM journal WHERE act = ?", (act,))
            return entries.first() is not None

    def device(self, name: str) -> Any:
        """A device's row."""
        with self.server.store.reading() as connection:
            return next(row for row in devices_of(connection, self.hall) if row.name == name)
