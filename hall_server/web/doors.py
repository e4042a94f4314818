"""Who may come in: every route states it, and one check before each request enforces it."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from flask import Flask, Response, current_app, g, render_template, request
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from hall_server.domain.actor import Actor
from hall_server.store.people import device_actor, staff_actor
from hall_server.store.roster import staff_in_session
from hall_server.store.schema import AnyRow
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
    one_time_password: bool = False
    """Open even to those who must change their one-time password first."""

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
    """A signed-in member of staff, as Flask-Login wants one.

    The id in the cookie is `staff:epoch:session`: the epoch moves on whenever the person's rights
    change, and a session that was signed out of is never taken again.
    """

    def __init__(self, row: AnyRow, session: str) -> None:
        self.id = f"{row.id}:{row.session_epoch}:{session}"
        self.session = session
        self.actor = staff_actor(row)
        self.full_name: str = row.name
        self.password_once: bool = row.password_once

    @property
    def proof(self) -> "StaffProof":
        """What this session rests on."""
        return StaffProof.of(self.id)


class StaffProof(NamedTuple):
    """What a session rests on; when any of it is over, so is the session."""

    staff: int
    epoch: int
    session: str

    @classmethod
    def of(cls, id: str) -> "StaffProof":
        """From the cookie's id. Raises ValueError."""
        staff, epoch, session = id.split(":")
        return cls(int(staff), int(epoch), session)


def begin_session(row: AnyRow) -> StaffUser:
    """Sign a member of staff in with this browser."""
    user = StaffUser(row, secrets.token_urlsafe(16))
    login_user(user)
    return user


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

    def forget(self) -> None:
        """Ask the database about everybody the next time."""
        with self._lock:
            self._known.clear()


def device_by_token(token: str) -> Actor | None:
    """The device with a token, or None."""

    def find() -> Actor | None:
        with services().store.reading() as connection:
            return device_actor(connection, token)

    trusted: _Trusted = current_app.extensions["hall_trusted"]
    actor: Actor | None = trusted.get(f"device:{token}", find)
    return actor


def _load_staff(id: str) -> StaffUser | None:
    try:
        proof = StaffProof.of(id)
    except ValueError:
        return None  # a cookie of an earlier version

    def find() -> StaffUser | None:
        with services().store.reading() as connection:
            row = staff_in_session(connection, *proof)
        return StaffUser(row, proof.session) if row is not None else None

    trusted: _Trusted = current_app.extensions["hall_trusted"]
    user: StaffUser | None = trusted.get(f"staff:{id}", find)
    return user


def trust_nobody(app: Flask) -> None:
    """Somebody's rights have changed: this process asks the database at the next request of each."""
    trusted: _Trusted = app.extensions["hall_trusted"]
    trusted.forget()


class HeaderCsrf(CSRFProtect):  # type: ignore[misc]  # Flask-WTF is untyped
    """The token comes in the header alone.

    Looking for it in a form would read an upload's whole body before it is known who sends it.
    """

    def _get_csrf_token(self) -> str | None:
        return request.headers.get("X-CSRFToken")


def hang_doors(app: Flask) -> CSRFProtect:
    """Set up log-in and CSRF, and check every request against its route's access."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.extensions["hall_trusted"] = _Trusted()
    csrf = HeaderCsrf(app)
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
    token = bearer_token()
    user = current_user._get_current_object() if token is None else None
    actor = device_by_token(token) if token is not None else None
    if isinstance(user, StaffUser):
        actor = user.actor
        if request.method in CHANGES:
            try:
                csrf.protect()
            except CSRFError as error:
                return problem(403, "csrf_missing", error.description or "no CSRF token")
        if user.password_once and not access.one_time_password:
            return _change_first(access)
    if actor is None:
        if access.page:
            return to_login()
        return problem(401, "not_signed_in", "Sign in, or send the device's token.")
    if not access.admits(actor):
        if access.page and isinstance(user, StaffUser):
            return Response(render_template("not_yours.html"), 403)
        return problem(403, "not_allowed", "You may not do this.")
    g.actor = actor
    return None


def _change_first(access: Access) -> Response:
    if access.page:
        return to_login()
    return problem(403, "password_to_change", "Change your one-time password first.")


def bearer_token() -> str | None:
    """The token that a device sends, known or not; None when none is sent."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ") if header.startswith("Bearer ") else None


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
