"""The notice of a pre-check: the sheet the window would give, to be read and printed at home."""

from datetime import date

from sqlalchemy import Connection

from hall_server.desk.cases.answer_papers import defect, where_to_bring
from hall_server.desk.cases.papers import template_in
from hall_server.desk.cases.pre_check import GOOD_FOR, materials_in, subject_of
from hall_server.desk.cases.subject import Applied
from hall_server.domain import plan as p
from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.check_list import lacking
from hall_server.domain.cases.refusals import NothingLacking
from hall_server.domain.cases.states import IN_ORDER
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from printer.dates import day
from printer.document import Document
from printer.forms.one_time_notice import (
    Application,
    Defect,
    OneTimeNoticeFacts,
    compose_one_time_notice,
)
from printer.forms.parties import Applicant, Issuer, Officer
from printer.texts import sentences


def pre_check_notice(connection: Connection, setup: Setup, row: AnyRow) -> Document:
    """The one-time notice of a pre-check that found something. Raises NothingLacking, Unknown."""
    checked_on = row.expires_on - GOOD_FOR
    subject = subject_of(connection, setup, row)
    materials = materials_in(row, subject)
    if not lacking(materials):
        raise NothingLacking()
    template = template_in(setup.plan.paper_template)
    return compose_one_time_notice(
        _facts(setup, row, subject, materials, checked_on), row.language, template
    )


def _facts(
    setup: Setup, row: AnyRow, subject: Applied, materials: tuple[Checked, ...], on: date
) -> OneTimeNoticeFacts:
    say = sentences(row.language)
    department, item = subject.lead.version.department, subject.lead.version.item
    queue = setup.plan.item[item.code].queue
    hall = _named(setup.plan.name, row.language)
    return OneTimeNoticeFacts(
        issuer=Issuer(
            body=_named(department.name, row.language),
            reference=say("one_time_notice.pre_check", code=row.code),
            issued_on=on,
        ),
        applicant=Applicant(
            name=row.applicant,
            contact=row.contact or None,
            phone=row.phone or None,
            agent=row.agent or None,
        ),
        item=_named(subject.title, row.language),
        about=Application(
            applied_on=on,
            present=tuple(each.material.name for each in materials if each.state in IN_ORDER),
        ),
        materials=tuple(_defect(subject, each, row.language) for each in lacking(materials)),
        resubmit=where_to_bring(
            say, setup.plan, hall, queue, _named(setup.plan.address, row.language)
        ),
        officer=Officer(
            name=say("form.unknown.officer"), phone=department.phone or say("form.unknown.phone")
        ),
        copies=say(
            "one_time_notice.pre_check.bring", code=row.code, until=day(row.expires_on, say)
        ),
    )


def _defect(subject: Applied, checked: Checked, language: str) -> Defect:
    parts = [subject.parts[at].version.department.name for at in checked.steps]
    wanted_by = dict.fromkeys(_named(name, language) for name in parts)
    return defect(sentences(language), checked, wanted_by if len(subject.parts) > 1 else ())


def _named(name: p.Text, language: str) -> str:
    return name.english if language == "en" else name.zh
