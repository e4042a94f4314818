"""Pictures and films for the boards: received once, streamed to disk, and served by their hash."""

from typing import IO, Any, cast

from apiflask import APIBlueprint
from flask import Response, request, send_file
from werkzeug.formparser import FormDataParser

from hall_server.domain.media import FILM_MOST, KINDS
from hall_server.domain.refusals import OneFileWanted, Unknown
from hall_server.store.media import Arrival, Medium
from hall_server.store.transaction import Transaction
from hall_server.web.acting import PROBLEMS
from hall_server.web.bodies import UPLOAD, takes
from hall_server.web.doors import STAFF, Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire.media import MediumReceived

blueprint = APIBlueprint("media", __name__, url_prefix="/api/v1", tag="Media")

KEEPERS = Access(roles=frozenset({"admin", "supervisor"}))
VIEWERS = Access(roles=STAFF, devices=frozenset({"display"}))
FORM_AROUND = 64 * 1024
"""What a form may add to its file."""

_FILE = {"type": "string", "format": "binary"}
_FORM = {"type": "object", "required": ["file"], "properties": {"file": _FILE}}
_BYTES: dict[str, dict[str, Any]] = {kind.type: {"schema": _FILE} for kind in KINDS}
_SERVED: dict[int | str, dict[str, str | dict[str, dict[str, Any]]]] = {
    200: {"description": "The file", "content": _BYTES},
    206: {"description": "A part of it", "content": _BYTES},
}


@blueprint.post("/admin/media")
@blueprint.output(MediumReceived, status_code=201)
@blueprint.doc(
    responses=PROBLEMS,
    extensions={"requestBody": {"content": {"multipart/form-data": {"schema": _FORM}}}},
)
@takes(FILM_MOST + FORM_AROUND, UPLOAD)
@may_use(KEEPERS)
def receive_medium() -> Response:
    """Keep a picture (10 MB) or film (200 MB): the form's one field `file`. Told by content.

    The same file is kept once; sending it again changes nothing.
    """
    medium = _received()
    told = MediumReceived(sha256=medium.sha256, type=medium.kind.type, size=medium.size)

    def keep(tx: Transaction) -> None:
        tx.record("receive_medium", told.model_dump())

    services().store.act(actor(), services().clock(), keep)
    return Response(told.model_dump_json(), 201, content_type="application/json")


def _received() -> Medium:
    """Read the form straight to disk. Raises what the arrival raises, and OneFileWanted."""
    with services().media.arrival() as arrival:
        fields = _Fields(arrival)
        parser = FormDataParser(stream_factory=fields.open, silent=False, max_form_parts=4)
        try:
            _, _, files = parser.parse(
                request.stream, request.mimetype, request.content_length, request.mimetype_params
            )
        except ValueError as error:
            raise OneFileWanted() from error
        if list(files) != ["file"]:
            raise OneFileWanted()
        return arrival.keep()


class _Fields:
    """Opens the form's first file; there must be no second."""

    def __init__(self, arrival: Arrival) -> None:
        self._arrival = arrival
        self._opened = False

    def open(self, *_about: Any, **_more: Any) -> IO[bytes]:
        if self._opened:
            raise OneFileWanted()
        self._opened = True
        return cast("IO[bytes]", self._arrival)


@blueprint.get("/media/<sha256>")
@blueprint.doc(responses=_SERVED)
@may_use(VIEWERS)
def get_medium(sha256: str) -> Response:
    """A picture or film by its hash; parts of it by range. It never changes."""
    medium = services().media.find(sha256)
    if medium is None:
        raise Unknown(what="medium", name=sha256[:64])
    answer = send_file(
        medium.path.absolute(), mimetype=medium.kind.type, conditional=True, etag=medium.sha256
    )
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
