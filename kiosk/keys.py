"""What marks a request as this machine's own page's: JSON, and the key that makes a press one act.

A page of another site can send a form or plain text here, but neither JSON nor a header.
"""

import re
from http import HTTPStatus

from flask import abort, request

_KEY = re.compile(r"[!-~]{1,90}")


def key_of_press() -> str:
    """Of the present request. A request without one, or without JSON, is answered with 400."""
    own_json()
    return own_header()


def own_header() -> str:
    """The present request's key. A request without one is answered with 400."""
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        abort(HTTPStatus.BAD_REQUEST)
    return key


def own_json() -> bytes:
    """The present request's body. One that is not said to be JSON is answered with 400."""
    if not request.is_json:
        abort(HTTPStatus.BAD_REQUEST)
    return request.get_data()
