"""The real server with three routes of the bench's own: the floor, and looks into the process.

Started as `python -m tests.bench.launcher`; settings come from HALL_* as for `hall-server run`.
"""

import json
import time

from flask import Response

from hall_server.app import Server
from hall_server.config import load_settings
from hall_server.serve import ThreadedServer
from hall_server.store.migrations import migrate
from hall_server.web.act_routes import ISSUERS
from hall_server.web.doors import ANYBODY, may_use

NOTHING = "/bench/nothing"
COMMITS = "/bench/commits"


def main() -> None:
    """Run until killed."""
    settings = load_settings(None)
    running: list[Server] = []

    def build() -> object:
        server = Server(settings)
        migrate(server.store.engine)
        _add_routes(server)
        server.start()
        running.append(server)
        return server.app

    def end() -> None:
        for server in running:
            server.stop()

    ThreadedServer(build, end, f"{settings.host}:{settings.port}", settings.sockets).run()


def _add_routes(server: Server) -> None:
    committed: list[float] = []
    # The steady clock counts alike in every process of a machine.
    server.store.on_commit(lambda _hall: committed.append(time.monotonic()))

    @server.app.post(NOTHING)
    @may_use(ISSUERS)
    def nothing() -> Response:
        return Response("{}", 201, content_type="application/json")

    @server.app.get(COMMITS)
    @may_use(ANYBODY)
    def commits() -> Response:
        """The moments of all commits since the last look, on the steady clock."""
        told, committed[:] = list(committed), []
        return Response(json.dumps(told), content_type="application/json")


if __name__ == "__main__":
    main()
