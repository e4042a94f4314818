"""What a change's body must be before any route reads it: a JSON object, small, that says it is JSON.

The few routes that take files or thousands of edits state it with `takes`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from flask import Flask, Response, current_app, request

from hall_server.web.doors import CHANGES
from hall_server.web.problems import problem

View = TypeVar("View", bound=Callable[..., Any])


class Body(NamedTuple):
    """What a route takes: at most so many bytes, of a MIME type."""

    largest: int
    type: str


JSON = "application/json"
UPLOAD = "multipart/form-data"
ANYTHING = "*/*"
"""The view reads whatever comes, and makes of it what it can."""


def takes(largest: int, type: str = JSON) -> Callable[[View], View]:
    """State that a view takes another body than others: of another size, an upload, or anything."""

    def mark(view: View) -> View:
        view.body = Body(largest, type)  # type: ignore[attr-defined]  # read back by _body_of
        return view

    return mark


def _body_of(endpoint: str | None) -> Body | None:
    view = current_app.view_functions.get(endpoint or "")
    body: Body | None = getattr(view, "body", None)
    return body


def allow_larger_bodies(app: Flask) -> None:
    """Let the routes that state so have larger bodies. Call before anything reads a body."""

    @app.before_request
    def allow() -> None:
        body = _body_of(request.endpoint)
        if body is not None:
            request.max_content_length = body.largest


def require_json_objects(app: Flask) -> None:
    """Refuse other bodies with problems `not_json` and `invalid_body`. Call after `hang_doors`.

    Without this, `null` or a form would be taken for an empty object, and an act without words
    would be done.
    """

    @app.before_request
    def check() -> Response | None:
        if request.method not in CHANGES or request.endpoint is None:
            return None
        body = _body_of(request.endpoint)
        if body is not None and body.type == ANYTHING:
            return None
        if body is not None and body.type == UPLOAD:
            if request.mimetype == UPLOAD:
                return None
            return problem(415, "not_an_upload", "Send the file as multipart/form-data.")
        if not request.get_data():
            return None
        if not request.is_json:
            return problem(415, "not_json", "Send the body as application/json.")
        if not isinstance(request.get_json(), dict):
            return problem(422, "invalid_body", "The body must be a JSON object.")
        return None
