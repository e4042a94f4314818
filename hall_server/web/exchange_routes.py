"""The hall's setup as files: exported whole, and read from uploads as proposed edits."""

import io
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, send_file
from werkzeug.datastructures import FileStorage

from hall_server.desk import administration
from hall_server.domain.official_days import official_days
from hall_server.domain.plan import HallPlan
from hall_server.domain.plan_edit import difference, edits_between
from hall_server.domain.plan_spot import told as problem_told
from hall_server.domain.refusals import Malformed, OneFileWanted
from hall_server.exchange.archive import write_archive
from hall_server.exchange.hall_toml import hall_toml
from hall_server.exchange.setup_book import setup_xlsx
from hall_server.exchange.taking_in import TakenIn, plan_of_upload
from hall_server.exchange.writing import catalogue_csv
from hall_server.web.acting import PROBLEMS
from hall_server.web.bodies import UPLOAD, takes
from hall_server.web.doors import Access, may_use
from hall_server.web.services import services
from hall_server.web.setup_routes import READERS, setup_now, told
from hall_server.wire import setup as w
from hall_server.wire.acts import Nothing

blueprint = APIBlueprint("exchange", __name__, url_prefix="/api/v1/admin", tag="Administration")

ADMIN = Access(roles=frozenset({"admin"}))
LARGEST_UPLOAD = 512 * 1024 * 1024
"""An archive with films."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE = {"type": "string", "format": "binary"}
_FORM = {"type": "object", "required": ["file"], "properties": {"file": _FILE}}


class UnknownForm(Malformed):
    """The setup is not exported in this form."""

    code = "unknown_form"
    sentence = "Name a form: zip, xlsx, csv or toml."


def _archive(plan: HallPlan) -> Any:
    def medium(sha256: str) -> Path | None:
        found = services().media.find(sha256)
        return found.path if found is not None else None

    return write_archive(plan, medium)


_FORMS: dict[str, tuple[str, str, Callable[[HallPlan], Any]]] = {
    "zip": ("application/zip", "{hall}.zip", _archive),
    "xlsx": (_XLSX, "{hall}.xlsx", lambda plan: io.BytesIO(setup_xlsx(plan))),
    "csv": ("text/csv", "{hall}-catalogue.csv", lambda plan: io.BytesIO(catalogue_csv(plan))),
    "toml": (
        "application/toml",
        "{hall}-hall.toml",
        lambda plan: io.BytesIO(hall_toml(plan).encode()),
    ),
}


_EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {mime: {"schema": _FILE} for mime, _, _ in _FORMS.values()},
    },
    400: {"description": "No such form"},
}


@blueprint.get("/export")
@blueprint.doc(
    responses=_EXPORTED,
    extensions={
        "parameters": [
            {"name": "form", "in": "query", "required": True,
             "schema": {"type": "string", "enum": list(_FORMS)}},
        ]
    },
)  # fmt: skip
@may_use(READERS)
def export_setup() -> Response:
    """The setup as a file: everything (zip, xlsx), the catalogue (csv), or hall.toml."""
    form = _FORMS.get(request.args.get("form", ""))
    if form is None:
        raise UnknownForm()
    mime, name, write = form
    plan = setup_now().plan
    answer = send_file(
        write(plan),
        mimetype=mime,
        as_attachment=True,
        download_name=name.format(hall=plan.code),
        conditional=False,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/import")
@blueprint.output(w.Proposal)
@blueprint.doc(
    responses=PROBLEMS,
    extensions={"requestBody": {"content": {UPLOAD: {"schema": _FORM}}}},
)
@takes(LARGEST_UPLOAD, UPLOAD)
@may_use(ADMIN)
def import_setup() -> Response:
    """What a file would change: edits to be posted as a change. Its media files are kept at once.

    Takes an exported archive or workbook, a catalogue as CSV or XLSX, or hall.toml. A file that
    cannot be read is refused whole, with each problem's file, row and column.
    """
    uploads = request.files.getlist("file")
    if len(uploads) != 1 or len(list(request.files.values())) != 1:
        raise OneFileWanted()
    present = setup_now().plan
    with tempfile.TemporaryDirectory(prefix="hall-import-") as made:
        folder = Path(made)
        taken = _taken(uploads[0], present, folder)
        for path in taken.media:
            _keep(path)
    return told(proposal(present, taken.plan))


def _taken(upload: FileStorage, present: HallPlan, folder: Path) -> TakenIn:
    file, work = folder / "upload", folder / "work"
    work.mkdir()
    upload.save(file)
    is_toml = (upload.filename or "").lower().endswith(".toml")
    return plan_of_upload(file, is_toml, present, work)


def _keep(path: Path) -> None:
    """Keep a medium of an archive. Raises what a single upload of it would."""
    with services().media.arrival() as arrival, path.open("rb") as file:
        while piece := file.read(256 * 1024):
            arrival.write(piece)
        arrival.keep()


@blueprint.post("/legal-years/<int(min=1900,max=2200):year>")
@blueprint.input(Nothing)
@blueprint.output(w.Proposal)
@blueprint.doc(responses=PROBLEMS)
@may_use(ADMIN)
def propose_legal_year(year: int, json_data: Nothing) -> Response:
    """The official holidays and make-up workdays of a year, as edits to be posted as a change."""
    del json_data
    present = setup_now().plan
    others = [each for each in present.legal_days if each.date.year != year]
    days = tuple(sorted((*others, *official_days(year)), key=lambda each: each.date))
    return told(proposal(present, replace(present, legal_days=days)))


def proposal(present: HallPlan, wanted: HallPlan) -> w.Proposal:
    """The edits that make `wanted` of the present plan; none while something is wrong with it."""
    problems = administration.whole_check(wanted)[: administration.PROBLEMS_TOLD]
    edits = () if problems else edits_between(present, wanted)
    plain = [
        {name: value for name, value in edit.plain().items() if name != "was"} for edit in edits
    ]
    return w.Proposal.model_validate(
        {
            "edits": plain,
            "problems": [problem_told(wanted, each) for each in problems],
            "difference": difference(edits),
        }
    )
