"""The demo hall behind its real doors: callers of every kind, and every table dumped to compare."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from quick_password import quick_hash
from sqlalchemy import select
from werkzeug.test import TestResponse

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.desk.day import open_day
from hall_server.desk.load import load_hall
from hall_server.domain.actor import system
from hall_server.domain.plan import HallPlan
from hall_server.store import schema as t
from hall_server.store.migrations import migrate
from hall_server.store.people import add_device, add_staff, revoke_device
from hall_server.web import session_routes
from hall_server.web.doors import trust_nobody

ROLES = ("clerk", "guide", "supervisor", "admin", "auditor")
DEVICES = ("kiosk", "display", "station", "tablet", "portal")
STRANGERS = ("nobody", "revoked", "unknown")
PASSWORD = "correct horse"
SEAT = "seat-0001"

_keys = count(1)


@dataclass(frozen=True)
class Template:
    """A database with the demo hall, one of each staff role and device kind, and an open day."""

    database: Path
    hall: int
    tokens: Mapping[str, str]


def build_template(folder: Path, plan: HallPlan, now: datetime) -> Template:
    """Make the template's database in a folder."""
    file = folder / "template.db"
    server = Server(Settings(database=f"sqlite:///{file}", secret_file=folder / "key"))
    store = server.store
    migrate(store.engine)
    hall = load_hall(store, plan, now)
    everybody = system(hall)
    for role in ROLES:
        store.act(
            everybody,
            now,
            lambda tx, role=role: add_staff(
                tx, role, role, quick_hash(PASSWORD), frozenset({role})
            ),
        )
    tokens = {}
    for kind in (*DEVICES, "revoked"):
        registered = "kiosk" if kind == "revoked" else kind
        device = store.act(
            everybody, now, lambda tx, as_=registered, kind=kind: add_device(tx, as_, kind, "hall")
        )
        tokens[kind] = device.token
    store.act(everybody, now, lambda tx: revoke_device(tx, "revoked"))
    store.act(everybody, now, open_day)
    server.store.close()
    return Template(file, hall, tokens | {"unknown": "x" * 43})


class Caller:
    """One browser or device. `ask` sends a request as it would; a change gets a fresh key."""

    def __init__(self, office: "Office", who: str) -> None:
        self.office = office
        self.who = who
        self.client = office.server.app.test_client()
        self.headers: dict[str, str] = {}
        if who in office.tokens:
            self.headers["Authorization"] = f"Bearer {office.tokens[who]}"
        elif who in ROLES:
            session = self.client.post("/api/v1/session", json={"badge": who, "password": PASSWORD})
            self.headers["X-CSRFToken"] = session.get_json()["csrf"]

    def ask(self, method: str, path: str, **words: Any) -> TestResponse:
        """A request with the caller's proofs; `headers` given win, None takes one away."""
        given = words.pop("headers", {})
        headers = self.headers | {"Idempotency-Key": f"key-{next(_keys)}"} | given
        sent = {name: value for name, value in headers.items() if value is not None}
        return self.client.open(path, method=method, headers=sent, **words)


class Office:
    """A server on its own copy of the template, without a network. Its threads do not run."""

    def __init__(self, template: Template, folder: Path, clock: Any) -> None:
        database = folder / "hall.db"
        database.write_bytes(template.database.read_bytes())
        settings = Settings(
            database=f"sqlite:///{database}", secret_file=folder / "key", media=folder / "media"
        )
        self.folder = folder
        self.clock = clock
        self.hall = template.hall
        self.tokens = template.tokens
        self.server = Server(settings, clock)
        self.store = self.server.store
        session_routes.limiter.init_app(self.server.app)
        with self.server.app.app_context():
            session_routes.limiter.reset()

    def caller(self, who: str) -> Caller:
        """A caller: a role, a device kind, `revoked`, `unknown` or `nobody`."""
        return Caller(self, who)

    def a_second_later(self) -> None:
        """The doors have forgotten whom they let in a moment ago."""
        trust_nobody(self.server.app)

    def tables(self) -> dict[str, list[Any]]:
        """Every row of every table, to compare."""
        with self.store.reading() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for table in t.metadata.sorted_tables
            }

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def is_problem(response: TestResponse) -> bool:
    """Whether an answer is a problem document with a code, as the API promises."""
    if response.content_type != "application/problem+json":
        return False
    body = json.loads(response.data)
    return body["status"] == response.status_code and bool(body["code"]) and bool(body["title"])
