"""What browsers report of the content policy: logged and counted, nothing kept."""

import json

import structlog
from apiflask import APIBlueprint
from flask import Response, request

from hall_server.web.bodies import ANYTHING, takes
from hall_server.web.doors import ANYBODY, Access, may_use
from hall_server.web.services import services
from hall_server.web.session_routes import limiter
from hall_server.wire.media import PolicyReports

log = structlog.get_logger()
blueprint = APIBlueprint("policy", __name__, url_prefix="/api/v1", tag="Content policy")

LARGEST_REPORT = 8 * 1024
PER_ADDRESS = "30 per minute"
WORDS = 200
"""So much of each value is logged."""


@blueprint.post("/csp-report")
@blueprint.doc(responses={204: "Counted", 413: "Too large", 429: "Too many"})
@limiter.limit(PER_ADDRESS)
@takes(LARGEST_REPORT, ANYTHING)
@may_use(ANYBODY)
def take_report() -> Response:
    """A browser's report that a page broke its content policy."""
    said = _said(request.get_data())
    services().policy_reports.add()
    log.warning("content_policy_broken", **said)
    return Response(status=204)


@blueprint.get("/csp-reports")
@blueprint.output(PolicyReports)
@may_use(Access(roles=frozenset({"admin"})))
def get_report_count() -> Response:
    """How many reports came since the server started; in a sound hall none."""
    told = PolicyReports(count=services().policy_reports.count)
    return Response(told.model_dump_json(), content_type="application/json")


def _said(body: bytes) -> dict[str, str]:
    """The three values that find the fault, as far as the report has them; anybody may have written it."""
    try:
        report = json.loads(body)["csp-report"]
        named = ("document-uri", "effective-directive", "blocked-uri")
        return {name.replace("-", "_"): repr(report.get(name))[:WORDS] for name in named}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {"unreadable": repr(body[:WORDS])[:WORDS]}
