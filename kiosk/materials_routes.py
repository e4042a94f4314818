"""The routes that print what to bring for an item."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from kiosk.answers import failure, told
from kiosk.keys import key_of_press
from kiosk.materials import EnoughLists, Lists, UnknownItem
from kiosk.messages import ListOrdered, PrintList, SheetNow


def materials_routes(lists: Lists) -> Blueprint:
    """Printing a list, and where its sheet is."""
    routes = Blueprint("materials", __name__)

    @routes.post("/api/materials")
    def print_list() -> Response:
        key = key_of_press()
        lists.order(key, PrintList.model_validate_json(request.get_data()))
        return told(ListOrdered(job=key), HTTPStatus.CREATED)

    @routes.get("/api/sheets/<key>")
    def sheet_now(key: str) -> Response:
        now = (lists.sheet(key) or abort(HTTPStatus.NOT_FOUND)).now
        return told(SheetNow(paper=now.state, trouble=now.trouble))

    @routes.errorhandler(UnknownItem)
    def no_item(_: UnknownItem) -> Response:
        return failure(HTTPStatus.NOT_FOUND, "unknown", "The hall offers no such item.")

    @routes.errorhandler(EnoughLists)
    def enough(_: EnoughLists) -> Response:
        said = "Enough lists were printed for the moment."
        return failure(HTTPStatus.TOO_MANY_REQUESTS, "enough_lists", said)

    return routes
