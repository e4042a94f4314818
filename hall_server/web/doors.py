"""Who may come in: every route states it, and one check before each request enforces it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, Response, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from hall_server.domain.actor import Actor
from hall_server.store.people import device_actor, staff_actor, staff_by_id
from hall_server.web.problems import problem
from hall_server.web.services import services

View = TypeVar("View", bound=Callable[..., Any])
CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
TRUST_S = 1.0
"""How long a token or session is believed without asking the database again."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route: staff with one of the roles, devices of one of the kinds, or anybody."""

    roles: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    anybody: bool = False
    page: bool = False
    """A page sends those who are not signed in to the log-in page instead of refusing."""

    def admits(self, actor: Actor) -> bool:
        allowed = self.roles if actor.kind == "staff" else self.devices
        return bool(allowed & actor.roles)


ANYBODY = Access(anybody=True)
STAFF = frozenset({"clerk", "guide", "supervisor", "admin", "auditor"})


def may_use(access: Access) -> Callable[[View], View]:
    """State who may use a view. A route without it stops the server from starting."""

    def mark(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]  # read back by access_of
        return view

    return mark


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view states."""
    access: Access | None = getattr(view, "access", None)
    return access


class StaffUser(UserMixin):  # type: ignore[misc]  # Flask-Login is untyped
    """A signed-in member of staff, as Flask-Login wants one."""

    def __init__(self, actor: Actor, name: str) -> None:
        self.id = str(actor.id)
        self.actor = actor
        self.full_name = name


class _Trusted:
    """Actors known a moment ago, so that a busy device costs no look-up per request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, Any]] = {}

    def get(self, key: str, find: Callable[[], Any]) -> Any:
        now = time.monotonic()
        with self._lock:
            known = self._known.get(key)
        if known is not None and now < known[0]:
            return known[1]
        found = find()
        with self._lock:
            if len(self._known) > 5000:
                self._known.clear()
            self._known[key] = (now + TRUST_S, found)
        return found


def device_by_token(token: str) -> Actor | None:
    """The device with a token, or None."""

    def find() -> Actor | None:
        with services().store.reading() as connection:
            return device_actor(connection, token)

    trusted: _Trusted = current_app.extensions["hall_trusted"]
    actor: Actor | None = trusted.get(f"device:{token}", find)
    return actor


def _load_staff(id: str) -> StaffUser | None:
    def find() -> StaffUser | None:
        with services().store.reading() as connection:
            row = staff_by_id(connection, int(id))
        return StaffUser(staff_actor(row), row.name) if row is not None else None

    trusted: _Trusted = current_app.extensions["hall_trusted"]
    user: StaffUser | None = trusted.get(f"staff:{id}", find)
    return user


def hang_doors(app: Flask) -> CSRFProtect:
    """Set up log-in and CSRF, and check every request against its route's access."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.extensions["hall_trusted"] = _Trusted()
    csrf = CSRFProtect(app)
    logins = LoginManager(app)
    logins.user_loader(_load_staff)

    @app.before_request
    def check() -> Response | None:
        view = current_app.view_functions.get(request.endpoint or "")
        if view is None:
            return None  # routing has its own 404 and 405
        access = access_of(view)
        if access is None:
            raise RuntimeError(f"{request.endpoint} does not state who may use it")
        if access.anybody:
            return None
        return _check(access, csrf)

    return csrf


def _check(access: Access, csrf: CSRFProtect) -> Response | None:
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        actor = device_by_token(header.removeprefix("Bearer "))
    else:
        user = current_user._get_current_object()
        actor = user.actor if isinstance(user, StaffUser) else None
        if actor is not None and request.method in CHANGES:
            try:
                csrf.protect()
            except CSRFError as error:
                return problem(403, "csrf_missing", error.description or "no CSRF token")
    if actor is None:
        if access.page:
            return to_login()
        return problem(401, "not_signed_in", "Sign in, or send the device's token.")
    if not access.admits(actor):
        return problem(403, "not_allowed", "You may not do this.")
    g.actor = actor
    return None


def to_login() -> Response:
    """Send a browser to the log-in page, and back afterwards."""
    response = Response(status=303)
    response.headers["Location"] = f"/login?next={quote(request.full_path.rstrip('?'))}"
    return response


def actor() -> Actor:
    """Who makes this request. Only behind a route that is not for anybody."""
    found: Actor = g.actor
    return found


def require_access_everywhere(app: Flask) -> None:
    """Raises RuntimeError naming each route that does not state who may use it."""
    silent = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if access_of(app.view_functions[rule.endpoint]) is None
    ]
    if silent:
        raise RuntimeError(f"these routes do not state who may use them: {', '.join(silent)}")
