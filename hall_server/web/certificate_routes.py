"""The built-in certificate library over HTTP: filled, asked, a certificate withdrawn."""

from functools import partial

from apiflask import APIBlueprint
from flask import Response

from hall_server.desk.cases.certificates import add_certificate, withdraw_certificate
from hall_server.store.cases.certificates import certificate_view, certificates_of
from hall_server.web.acting import ID, KEY_PARAMETER, PROBLEMS, once, register_act
from hall_server.web.case_routes import identity_of
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import cases as w

blueprint = APIBlueprint("certificates", __name__, url_prefix="/api/v1", tag="Cases")

KEEPERS = Access(roles=frozenset({"supervisor", "admin"}))


@blueprint.post("/certificates")
@blueprint.input(w.AddCertificate)
@blueprint.output(w.CertificateView, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(KEEPERS)
def add(json_data: w.AddCertificate) -> Response:
    """Put a certificate into the library; of its holder a keyed mark is kept, nothing else."""
    holder = identity_of(json_data.identity)
    return once(lambda tx: add_certificate(tx, json_data, holder), 201)


@blueprint.post("/certificates/find")
@blueprint.input(w.FindCertificates)
@blueprint.output(w.Certificates)
@blueprint.doc(responses={400: "The document cannot be right"})
@may_use(KEEPERS)
def find_certificates(json_data: w.FindCertificates) -> Response:
    """What the library has of a person, by the document. Changes nothing."""
    mark = identity_of(json_data.identity).mark
    with services().store.reading() as connection:
        found = certificates_of(connection, actor().hall, mark or "")
    told = w.Certificates(certificates=tuple(certificate_view(row) for row in found))
    response = Response(told.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


_act = partial(register_act, blueprint)

_act(
    "DELETE",
    f"/certificates/{ID.format('certificate_id')}",
    KEEPERS,
    w.CertificateView,
    withdraw_certificate,
    body=None,
)
