"""What a change's body must be before any route reads it: a JSON object that says it is JSON."""

from flask import Flask, Response, request

from hall_server.web.doors import CHANGES
from hall_server.web.problems import problem


def require_json_objects(app: Flask) -> None:
    """Refuse other bodies with problems `not_json` and `invalid_body`. Call after `hang_doors`.

    Without this, `null` or a form would be taken for an empty object, and an act without words
    would be done.
    """

    @app.before_request
    def check() -> Response | None:
        if request.method not in CHANGES or request.endpoint is None or not request.get_data():
            return None
        if not request.is_json:
            return problem(415, "not_json", "Send the body as application/json.")
        if not isinstance(request.get_json(), dict):
            return problem(422, "invalid_body", "The body must be a JSON object.")
        return None
