"""A case as its applicant follows it on the phone: no personal data, for the link may be passed on."""

from datetime import datetime

from sqlalchemy import Connection, select

from hall_server.desk.cases.told import date_is_provisional, material_view, title_of
from hall_server.desk.told import text
from hall_server.domain.cases.case import Case, Checked, Step
from hall_server.domain.cases.check_list import lacking
from hall_server.domain.cases.states import CaseState, MaterialState, StepState
from hall_server.store import schema as t
from hall_server.store.cases.rows import materials_of, steps_of
from hall_server.store.item_versions import ItemVersion, version_by_id
from hall_server.store.setup import Setup
from hall_server.wire import cases as w
from printer.masking import masked_name


def case_progress(
    connection: Connection, setup: Setup, case: Case, now: datetime
) -> w.CaseProgress:
    """What has become of a case, and what its applicant has to do now."""
    steps = steps_of(connection, case.id)
    versions = {step.position: version_by_id(connection, step.item_version_id) for step in steps}
    lead = versions[next(step.position for step in steps if step.lead)]
    grounds = _grounds(connection, case.id)
    counter = next((item for item in setup.plan.items if item.pick_up), None)
    return w.CaseProgress(
        at=now,
        timezone=setup.plan.timezone,
        language=case.language,
        number=case.number,
        hall=text(setup.plan.name),
        hall_address=text(setup.plan.address),
        state=case.state.value,
        title=title_of(setup, case, lead),
        # A company's name is no secret of a person.
        applicant=case.applicant
        if case.applicant_kind == "company"
        else masked_name(case.applicant),
        received_on=case.received_on,
        answer_due=case.answer_due,
        accepted_on=case.accepted_on,
        deemed=case.deemed,
        due=case.promised_due or case.statutory_due,
        provisional=date_is_provisional(setup, case),
        suspended=any(step.state is StepState.SUSPENDED for step in steps),
        decided_on=case.decided_on,
        result=case.result,
        ready=case.ready_at is not None,
        delivery=case.delivery,
        carrier=case.carrier,
        tracking=case.tracking,
        steps=tuple(
            _step(step, versions[step.position], grounds.get(step.id, "")) for step in steps
        ),
        lacking=_awaited(case, materials_of(connection, case.id)),
        department=text(lead.department.name),
        phone=lead.department.phone,
        address=lead.department.address,
        collect_at=text(setup.plan.zone[counter.zone].name) if counter else None,
        collect_item=text(counter.name) if counter else None,
        document_kind=case.document_kind,
        messages=bool(case.phone),
    )


def _grounds(connection: Connection, case: int) -> dict[int, str]:
    """Why the suspended steps of a case stand, by step id."""
    rows = connection.execute(
        select(t.step_suspension.c.step_id, t.step_suspension.c.ground)
        .join(t.case_step, t.case_step.c.id == t.step_suspension.c.step_id)
        .where(t.case_step.c.case_id == case, t.step_suspension.c.ended_on.is_(None))
    )
    return {row.step_id: row.ground for row in rows}


def _step(step: Step, version: ItemVersion, ground: str) -> w.ProgressStep:
    forwarded = step.state is StepState.FORWARDED
    return w.ProgressStep(
        department=text(version.department.name),
        item=text(version.item.name),
        state=step.state.value,
        due=step.higher_due if forwarded else step.promised_due or step.statutory_due,
        decided_on=step.decided_on,
        ground=ground,
        higher_body=version.item.higher_body if forwarded else "",
    )


def _awaited(case: Case, materials: tuple[Checked, ...]) -> tuple[w.MaterialView, ...]:
    """What the notice named, until it comes; after acceptance what was promised and is owed."""
    if case.state is CaseState.SUPPLEMENT:
        return tuple(material_view(each) for each in lacking(materials))
    if case.state is CaseState.ACCEPTED:
        owed = (each for each in materials if each.state is MaterialState.PROMISED)
        return tuple(material_view(each) for each in owed)
    return ()
