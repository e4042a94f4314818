"""Errors as problem details (RFC 9457): the tree of refusals is mapped here and nowhere else."""

from typing import Any

import structlog
from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, request
from werkzeug.exceptions import HTTPException

from hall_server.domain import refusals as r
from hall_server.wire.problem import Problem

log = structlog.get_logger()

STATUS: tuple[tuple[type[r.Refusal], int], ...] = (
    (r.Unknown, 404),
    (r.NotAllowed, 403),
    (r.KeyReused, 422),
    (r.MediumTooLarge, 413),
    (r.Malformed, 400),
    (r.StorageFailed, 503),
    (r.Conflict, 409),
    (r.Unavailable, 409),
)
"""The first class that fits gives the status."""

MEDIA_TYPE = "application/problem+json"
HTTP_CODES = {
    400: "malformed",
    401: "not_signed_in",
    403: "not_allowed",
    404: "no_such_page",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "not_json",
    422: "invalid_body",
    429: "too_many_tries",
}


def problem(status: int, code: str, detail: str, facts: dict[str, Any] | None = None) -> Response:
    """A problem document as a response."""
    body = Problem(
        type=f"urn:hall:problem:{code}",
        title=code.replace("_", " "),
        status=status,
        code=code,
        detail=detail,
        facts=facts or {},
    )
    return Response(body.model_dump_json(), status, content_type=MEDIA_TYPE)


def refusal_problem(refusal: r.Refusal) -> Response:
    """A refusal as a response."""
    status = next((status for kind, status in STATUS if isinstance(refusal, kind)), 409)
    return problem(status, refusal.code, str(refusal), refusal.facts)


def answer_with_problems(app: APIFlask) -> None:
    """Have every error of the app answered with a problem document."""

    @app.errorhandler(r.Refusal)
    def refused(refusal: r.Refusal) -> Response:
        return refusal_problem(refusal)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        response = _http_problem(error.code or 500, error.description or error.name)
        for name, value in error.get_headers():
            if name != "Content-Type":  # such as Allow, which a 405 must carry
                response.headers[name] = value
        return response

    @app.errorhandler(HTTPError)
    def invalid(error: HTTPError) -> Response:
        code = HTTP_CODES.get(error.status_code, "refused")
        return problem(error.status_code, code, error.message or code, {"fields": error.detail})

    @app.errorhandler(RecursionError)
    def too_deep(_: RecursionError) -> Response:
        return problem(400, "malformed", "The body is nested too deeply.")

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        log.error("request_broke", path=request.path, method=request.method, exc_info=error)
        return problem(500, "internal", "The server made a mistake. It has been logged.")


def _http_problem(status: int, detail: str) -> Response:
    return problem(status, HTTP_CODES.get(status, "refused"), detail)
