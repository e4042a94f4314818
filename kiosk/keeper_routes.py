"""The keeper's page behind its PIN: how the machine is, a look after a paper change, a test page."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Literal

from flask import Blueprint, Response, render_template, request
from pydantic import StringConstraints

from hall_server.wire.devices import Component
from hall_server.wire.message import Command, Instant, State
from hall_server.wire.problem import Problem
from kiosk.answers import problem, told
from kiosk.keeper import Keeper, TooManyTries, WrongPin
from kiosk.keys import own_json
from kiosk.messages import LinkStatus
from printer.device import PrintState, Trouble

PASS_HEADER = "Keeper-Pass"
PRINTED_WITHIN_S = 20.0


class EnterPin(Command):
    """Open the door."""

    pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}$")]


class KeeperPass(State):
    """Goes with every further request; ends three minutes after the last."""

    key: str


class KeeperNow(State):
    """How the machine is, part by part, as it would tell the hall now."""

    name: str
    version: str
    link: LinkStatus
    since: Instant
    waiting: int
    """Numbers given alone that the hall has not got yet."""
    components: tuple[Component, ...]


class TestPage(State):
    """How the test page ended; SENDING: not within our patience."""

    paper: PrintState
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Inside:
    """What the keeper may see and do."""

    now: Callable[[], KeeperNow]
    look_at_printer: Callable[[], None]
    """Asks the printer how it is; returns when it has answered."""
    print_test_page: Callable[[float], TestPage]
    """Waits so many seconds for the end."""
    restart: Callable[[], None]


def keeper_page(
    keeper: Keeper, inside: Inside, language: str, seen: Callable[[], None]
) -> Blueprint:
    """The page at `/keeper` and its acts below `/api/keeper`; `seen` hears each request of it."""
    routes = Blueprint("keeper", __name__)
    _add_door(routes, keeper, language)
    _add_acts(routes, inside)

    @routes.before_request
    def only_with_a_pass() -> Response | None:
        seen()
        if request.endpoint in ("keeper.page", "keeper.enter"):
            return None
        if keeper.knows(request.headers.get(PASS_HEADER, "")):
            return None
        return _no(HTTPStatus.FORBIDDEN, "no_pass", "Enter the PIN again.")

    return routes


def _add_door(routes: Blueprint, keeper: Keeper, language: str) -> None:
    @routes.get("/keeper")
    def page() -> str:
        return render_template("keeper.html", language=language)

    @routes.post("/api/keeper/enter")
    def enter() -> Response:
        pin = EnterPin.model_validate_json(own_json()).pin
        try:
            return told(KeeperPass(key=keeper.let_in(pin)))
        except WrongPin as wrong:
            return _no(HTTPStatus.FORBIDDEN, "wrong_pin", "Not the PIN.", left=wrong.left)
        except TooManyTries as tired:
            return _no(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too_many_tries",
                "Too many wrong PINs.",
                seconds=round(tired.seconds),
            )

    @routes.post("/api/keeper/leave")
    def leave() -> Response:
        keeper.leave()
        return Response(status=HTTPStatus.NO_CONTENT)


def _add_acts(routes: Blueprint, inside: Inside) -> None:
    @routes.get("/api/keeper")
    def now() -> Response:
        return told(inside.now())

    @routes.post("/api/keeper/printer")
    def look_at_printer() -> Response:
        inside.look_at_printer()
        return told(inside.now())

    @routes.post("/api/keeper/test-page")
    def print_test_page() -> Response:
        return told(inside.print_test_page(PRINTED_WITHIN_S))

    @routes.post("/api/keeper/restart")
    def restart() -> Response:
        inside.restart()
        return Response(status=HTTPStatus.NO_CONTENT)


def _no(
    status: HTTPStatus,
    code: Literal["no_pass", "wrong_pin", "too_many_tries"],
    detail: str,
    **facts: int,
) -> Response:
    return problem(
        status,
        Problem(
            type="about:blank",
            title=status.phrase,
            status=status,
            code=code,
            detail=detail,
            facts=facts,
        ),
    )
