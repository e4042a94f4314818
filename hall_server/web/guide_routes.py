"""The guide desk over HTTP: finding a ticket, its whole story, the desk's own view."""

from apiflask import APIBlueprint
from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from hall_server.domain.actor import Actor
from hall_server.domain.lookup import read_query
from hall_server.domain.refusals import NotAllowed, Unknown
from hall_server.live.lookup import find_tickets
from hall_server.live.newsroom import Room
from hall_server.live.story import story_of
from hall_server.store.lookup import ticket_of_hall
from hall_server.web.acting import ID
from hall_server.web.doors import STAFF, Access, actor, may_use
from hall_server.web.services import services
from hall_server.web.view_routes import tagged
from hall_server.wire import guide as w

blueprint = APIBlueprint("guide", __name__, url_prefix="/api/v1", tag="Guide desk")

GUIDES = Access(roles=frozenset({"guide", "supervisor"}))
READERS_OF_STORIES = Access(roles=STAFF)
OF_ALL_TICKETS = frozenset({"guide", "supervisor", "admin", "auditor"})
"""Roles that read any ticket's story; a clerk reads those of tickets called to them."""


@blueprint.post("/tickets/find")
@blueprint.input(w.FindTickets)
@blueprint.output(w.FoundTickets)
@blueprint.doc(responses={422: "Nothing was typed, or too much"})
@may_use(GUIDES)
def find(json_data: w.FindTickets) -> Response:
    """Today's tickets by number, phone or card. Changes nothing; a POST keeps the query out of logs."""
    now, hall = services().clock(), actor().hall
    played = services().expectation.latest(hall, now)
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        key = services().keys.visitor_card
        found = find_tickets(connection, setup, read_query(json_data.q), key, played, now)
    response = Response(found.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get(f"/tickets/{ID.format('ticket_id')}/story")
@blueprint.output(w.Story)
@may_use(READERS_OF_STORIES)
def get_story(ticket_id: int) -> AnyResponse:
    """Everything that happened to a ticket, of any day. A clerk must have had it at the window."""
    now, reader = services().clock(), actor()
    played = services().expectation.latest(reader.hall, now)
    with services().store.reading() as connection:
        setup = services().store.setup(connection, reader.hall, now)
        ticket = ticket_of_hall(connection, reader.hall, ticket_id)
        if ticket is None:
            raise Unknown(what="ticket", name=ticket_id)
        story = story_of(connection, setup, ticket, played, now)
    if not _may_read(reader, story):
        raise NotAllowed()
    return tagged(story.model_dump(mode="json"))


def _may_read(reader: Actor, story: w.Story) -> bool:
    if reader.roles & OF_ALL_TICKETS:
        return True
    return any(
        entry.actor == "staff" and entry.who == reader.name and entry.window is not None
        for entry in story.entries
    )


@blueprint.get("/guide")
@blueprint.output(w.GuideState)
@may_use(GUIDES)
def get_guide() -> AnyResponse:
    """The guide desk's view of the hall."""
    return tagged(services().newsroom.state_of(Room(actor().hall, "guide")))
