"""Signing in and out: throttled, with argon2 hashes and a CSRF token for every change."""

from apiflask import APIBlueprint
from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from hall_server.desk.staff import change_own_password
from hall_server.desk.told import text
from hall_server.domain.admission import PasswordTooEasy, WrongPassword
from hall_server.domain.identity import mark
from hall_server.store.passwords import hash_password, is_password
from hall_server.store.people import staff_by_password
from hall_server.store.roster import end_session, staff_by_card, staff_in_session
from hall_server.store.schema import AnyRow
from hall_server.web.doors import (
    ANYBODY,
    STAFF,
    Access,
    StaffUser,
    begin_session,
    may_use,
    trust_nobody,
)
from hall_server.web.problems import problem
from hall_server.web.services import services
from hall_server.wire.session import CardLogIn, ChangePassword, LogIn, Session

blueprint = APIBlueprint("session", __name__, url_prefix="/api/v1", tag="Session")
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)

SIGNED_IN = Access(roles=STAFF, one_time_password=True)
PER_ADDRESS = "60 per minute"
PER_BADGE = "10 per minute"
PER_ADDRESS_SLOW = "10 per minute"
"""For codes that somebody might try out."""
PER_ADDRESS_BY_CARD = "20 per minute"
SHORTEST_PASSWORD = 8


def _badge() -> str:
    body = request.get_json(silent=True)
    return f"badge:{body.get('badge')}" if isinstance(body, dict) else "badge:"


def _whoever() -> str:
    user = current_user._get_current_object()
    return f"staff:{user.actor.id}" if isinstance(user, StaffUser) else "staff:"


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
        must_change=user.password_once,
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
    return session_answer(begin_session(row))


@blueprint.post("/session/card")
@blueprint.input(CardLogIn)
@blueprint.output(Session)
@blueprint.doc(responses={401: "Nobody has this card", 429: "Too many tries"})
@limiter.limit(PER_ADDRESS_BY_CARD)
@may_use(ANYBODY)
def log_in_by_card(json_data: CardLogIn) -> Response:
    """Sign in with a staff card at the reader beside the keyboard. Twenty tries a minute per machine."""
    with services().store.reading() as connection:
        row = staff_by_card(connection, mark(services().keys.staff_card, json_data.card))
    if row is None:
        return problem(401, "unknown_card", "Nobody has this card.")
    return session_answer(begin_session(row))


@blueprint.get("/session")
@blueprint.output(Session)
@may_use(SIGNED_IN)
def get_session() -> Response:
    """Who is signed in, with a fresh CSRF token."""
    return session_answer(current_user._get_current_object())


@blueprint.post("/session/password")
@blueprint.input(ChangePassword)
@blueprint.output(Session)
@blueprint.doc(responses={403: "The old password is wrong", 429: "Too many tries"})
@limiter.limit(PER_BADGE, key_func=_whoever)
@may_use(SIGNED_IN)
def change_password(json_data: ChangePassword) -> Response:
    """Change one's own password. All other sessions of the person end; this one goes on."""
    user: StaffUser = current_user._get_current_object()
    row = _still_here(user)
    if row is None or not is_password(row.password_hash, json_data.old):
        raise WrongPassword()
    if json_data.new in (json_data.old, row.badge) or len(json_data.new) < SHORTEST_PASSWORD:
        raise PasswordTooEasy()
    hashed = hash_password(json_data.new)
    changed = services().store.act(
        user.actor, services().clock(), lambda tx: change_own_password(tx, hashed)
    )
    trust_nobody(current_app)
    renewed = StaffUser(changed, user.session)
    login_user(renewed)
    return session_answer(renewed)


def _still_here(user: StaffUser) -> AnyRow | None:
    with services().store.reading() as connection:
        return staff_in_session(connection, *user.proof)


@blueprint.delete("/session")
@blueprint.doc(responses={204: "Signed out"})
@may_use(SIGNED_IN)
def log_out() -> Response:
    """Sign out of this browser; a copy of its cookie is no good either.

    A window stays signed in until its clerk signs out of it.
    """
    user: StaffUser = current_user._get_current_object()
    now = services().clock()
    services().store.keep(
        user.actor.hall, lambda connection: end_session(connection, user.session, now)
    )
    trust_nobody(current_app)
    logout_user()
    return Response(status=204)


def throttle(app: Flask) -> None:
    """Attach the throttle to an app."""
    limiter.init_app(app)
