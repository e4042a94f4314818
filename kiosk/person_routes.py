"""The routes about the person at the machine: typed numbers, and the farewell."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response

from kiosk.answers import failure, told
from kiosk.keys import own_header, own_json
from kiosk.messages import PresentPerson, ReaderNow, StillHere
from kiosk.person import DocumentNotValid, People, PersonGone, PhoneNotValid
from kiosk.reader.reader import ReaderView


def person_routes(people: People, farewell: Callable[[], None]) -> Blueprint:
    """`farewell` forgets whatever this machine still holds of the visitor."""
    routes = Blueprint("person", __name__)

    @routes.post("/api/person")
    def present() -> Response:
        return told(people.typed(PresentPerson.model_validate_json(own_json())))

    @routes.post("/api/person/touched")
    def touched() -> Response:
        people.touch(StillHere.model_validate_json(own_json()).person)
        return Response(status=HTTPStatus.NO_CONTENT)

    @routes.post("/api/farewell")
    def leave() -> Response:
        own_header()
        farewell()
        return Response(status=HTTPStatus.NO_CONTENT)

    _add_problems(routes)
    return routes


def reader_now(view: ReaderView, people: People) -> ReaderNow:
    """The reader as the page sees it. A card whose person is forgotten is no longer anybody's."""
    person = people.get(view.handle) if view.handle is not None else None
    if view.state == "card" and person is None:
        return ReaderNow(state="ready", seq=view.seq)
    return ReaderNow(
        state=view.state,
        trouble=view.trouble,
        seq=view.seq,
        person=person.now if person else None,
    )


def _add_problems(routes: Blueprint) -> None:
    @routes.app_errorhandler(DocumentNotValid)
    def no_document(_: DocumentNotValid) -> Response:
        said = "This is no document's number."
        return failure(HTTPStatus.UNPROCESSABLE_ENTITY, "card_not_valid", said)

    @routes.app_errorhandler(PhoneNotValid)
    def no_phone(_: PhoneNotValid) -> Response:
        said = "This is no phone number."
        return failure(HTTPStatus.UNPROCESSABLE_ENTITY, "phone_not_valid", said)

    @routes.app_errorhandler(PersonGone)
    def gone(_: PersonGone) -> Response:
        said = "Nothing is known of this person any more."
        return failure(HTTPStatus.CONFLICT, "person_gone", said)
