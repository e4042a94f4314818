"""Signing in and out: throttled, with argon2 hashes and a CSRF token for every change."""

from apiflask import APIBlueprint
from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from hall_server.desk.told import text
from hall_server.store.people import staff_actor, staff_by_password
from hall_server.web.doors import ANYBODY, STAFF, Access, StaffUser, may_use
from hall_server.web.problems import problem
from hall_server.web.services import services
from hall_server.wire.session import LogIn, Session

blueprint = APIBlueprint("session", __name__, url_prefix="/api/v1", tag="Session")
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)

SIGNED_IN = Access(roles=STAFF)
PER_ADDRESS = "60 per minute"
PER_BADGE = "10 per minute"
PER_ADDRESS_SLOW = "10 per minute"
"""For codes that somebody might try out."""


def _badge() -> str:
    body = request.get_json(silent=True)
    return f"badge:{body.get('badge')}" if isinstance(body, dict) else "badge:"


def session_answer(user: StaffUser) -> Response:
    """Who is signed in, as every log-in answers."""
    now = services().clock()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, user.actor.hall, now)
    body = Session(
        badge=user.actor.name,
        name=user.full_name,
        roles=tuple(sorted(user.actor.roles)),
        hall=text(setup.plan.name),
        csrf=generate_csrf(),
    )
    response = Response(body.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/session")
@blueprint.input(LogIn)
@blueprint.output(Session)
@blueprint.doc(responses={401: "The badge or the password is wrong", 429: "Too many tries"})
@limiter.limit(PER_ADDRESS)
@limiter.limit(PER_BADGE, key_func=_badge)
@may_use(ANYBODY)
def log_in(json_data: LogIn) -> Response:
    """Sign in with badge and password. Ten tries a minute per badge."""
    with services().store.reading() as connection:
        row = staff_by_password(connection, json_data.badge, json_data.password)
    if row is None:
        return problem(401, "wrong_badge_or_password", "The badge or the password is wrong.")
    user = StaffUser(staff_actor(row), row.name)
    login_user(user)
    return session_answer(user)


@blueprint.get("/session")
@blueprint.output(Session)
@may_use(SIGNED_IN)
def get_session() -> Response:
    """Who is signed in, with a fresh CSRF token."""
    return session_answer(current_user._get_current_object())


@blueprint.delete("/session")
@blueprint.doc(responses={204: "Signed out"})
@may_use(SIGNED_IN)
def log_out() -> Response:
    """Sign out of this browser. A window stays signed in until its clerk signs out of it."""
    logout_user()
    return Response(status=204)


def throttle(app: Flask) -> None:
    """Attach the throttle to an app."""
    limiter.init_app(app)
