"""The key that the page gives each press, so that a press sent again is one act."""

import re
from http import HTTPStatus

from flask import abort, request

_KEY = re.compile(r"[!-~]{1,90}")


def key_of_press() -> str:
    """Of the present request. A request without one, or without JSON, is answered with 400.

    A page of another site can send a form here, but not JSON.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key) or not request.is_json:
        abort(HTTPStatus.BAD_REQUEST)
    return key
