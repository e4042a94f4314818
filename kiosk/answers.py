"""How the loopback server answers: a message as JSON, a failure as a problem document."""

from http import HTTPStatus

from flask import Response, request
from pydantic import BaseModel

from hall_server.wire.problem import Problem


def told(message: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """The message itself."""
    return Response(message.model_dump_json(), status, mimetype="application/json")


def told_if_new(message: BaseModel) -> Response:
    """The message, or 304 when the page of the present request holds it already."""
    answer = told(message)
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def failure(status: HTTPStatus, code: str, detail: str) -> Response:
    """A failure of this machine's own; the page has words for `code`."""
    return problem(
        status,
        Problem(type="about:blank", title=status.phrase, status=status, code=code, detail=detail),
    )


def problem(status: HTTPStatus, said: Problem) -> Response:
    """A problem as somebody told it."""
    return Response(said.model_dump_json(), status, mimetype="application/problem+json")
