"""A case as staff see it, and what an act on one answers with."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from hall_server.desk.cases.clock import legs_promised
from hall_server.desk.told import text
from hall_server.domain import plan as p
from hall_server.domain.cases.case import Case, Checked, Step
from hall_server.domain.cases.whole import expected
from hall_server.domain.opening import local_date
from hall_server.store import schema as t
from hall_server.store.cases.rows import materials_of, steps_of
from hall_server.store.item_versions import ItemVersion, version_by_id
from hall_server.store.setup import Setup
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w
from hall_server.wire.message import Text


@dataclass(slots=True)
class Made:
    """What an act brings about beside the change of the case."""

    documents: list[w.DocumentView] = field(default_factory=list)
    jobs: list[int] = field(default_factory=list)


def case_now(tx: Transaction, case: Case, made: Made | None = None) -> w.CaseNow:
    """The answer to an act."""
    made = made or Made()
    on = local_date(tx.now, tx.setup.plan.timezone)
    return w.CaseNow(
        case=case_view(tx.connection, tx.setup, case, on),
        documents=tuple(made.documents),
        print_jobs=tuple(made.jobs),
    )


def case_view(connection: Connection, setup: Setup, case: Case, on: date) -> w.CaseView:
    """A case, whole, as of a date of the hall."""
    steps = steps_of(connection, case.id)
    versions = {step.position: version_by_id(connection, step.item_version_id) for step in steps}
    lead = versions[next(step.position for step in steps if step.lead)]
    return w.CaseView(
        number=case.number,
        state=case.state.value,
        kind=case.kind,
        title=title_of(setup, case, lead),
        applicant=case.applicant,
        department=text(lead.department.name),
        received_on=case.received_on,
        answer_due=case.answer_due,
        accepted_on=case.accepted_on,
        promised_due=case.promised_due,
        statutory_due=case.statutory_due,
        decided_on=case.decided_on,
        days_left=days_left(setup, case.promised_due or case.statutory_due, case.decided_on, on),
        channel=case.channel,
        notices=case.notices,
        deemed=case.deemed,
        suspended=any(step.state == "SUSPENDED" for step in steps),
        ready=case.ready_at is not None,
        version=case.version,
        link=f"/c/{case.token}",
        item=lead.item.code if case.item_id is not None else None,
        theme=_theme_code(setup, case),
        language=case.language,
        applicant_kind=case.applicant_kind,
        contact=case.contact,
        phone=case.phone,
        agent=case.agent,
        document_kind=case.document_kind,
        document_tail=case.document_tail,
        applied_on=case.applied_on,
        received_at=case.received_at,
        received_by=case.received_by,
        window=_window(setup, case.window_id),
        ticket_number=_label(connection, case.ticket_id),
        channel_reason=case.channel_reason,
        channel_approver=case.channel_approver,
        answer_provisional=case.answer_provisional,
        supplemented_on=case.supplemented_on,
        provisional=case.provisional,
        result=case.result,
        reason=case.reason,
        delivery=case.delivery,
        delivery_ways=lead.item.delivery,
        address=case.address,
        ready_at=case.ready_at,
        handed_to=case.handed_to,
        handed_tail=case.handed_tail,
        carrier=case.carrier,
        tracking=case.tracking,
        catalogue_version=lead.version,
        fee=lead.item.fee,
        materials=tuple(material_view(each) for each in materials_of(connection, case.id)),
        steps=_step_views(setup, case, steps, versions, on),
        documents=(),
    )


def title_of(setup: Setup, case: Case, lead: ItemVersion) -> Text:
    """What is applied for, by name."""
    theme = _theme(setup, case)
    return text(theme.name if theme is not None else lead.item.name)


def _theme(setup: Setup, case: Case) -> p.Theme | None:
    for code, id in setup.theme_ids.items():
        if id == case.theme_id:
            return setup.plan.theme[code]
    return None


def _theme_code(setup: Setup, case: Case) -> str | None:
    theme = _theme(setup, case)
    return theme.code if theme is not None else None


def _window(setup: Setup, id: int | None) -> str | None:
    window = setup.windows.get(id or 0)
    return window.number if window is not None else None


def _label(connection: Connection, ticket: int | None) -> str | None:
    if ticket is None:
        return None
    return connection.execute(
        select(t.ticket.c.label).where(t.ticket.c.id == ticket)
    ).scalar_one_or_none()


def days_left(setup: Setup, due: date | None, ended: date | None, on: date) -> int | None:
    """Working days until a due date; negative when it is past, None when nothing runs."""
    if due is None or ended is not None:
        return None
    return setup.calendar.between(on, due)


def material_view(checked: Checked) -> w.MaterialView:
    """A material of a check list."""
    return w.MaterialView(
        **asdict(checked.material),
        position=checked.position,
        state=checked.state.value,
        problem=checked.problem,
        promised_until=checked.promised_until,
        certificate_number=checked.certificate_number,
        steps=checked.steps,
    )


def _step_views(
    setup: Setup, case: Case, steps: Sequence[Step], versions: Mapping[int, ItemVersion], on: date
) -> tuple[w.StepView, ...]:
    items = [versions[step.position].item for step in steps]
    legs = legs_promised(steps, items, case.channel)
    soon = expected(legs, on, setup.calendar)
    return tuple(
        _step_view(setup, step, versions[step.position], on).model_copy(
            update={"expected_on": soon.get(step.position) if step.state == "PLANNED" else None}
        )
        for step in steps
    )


def _step_view(setup: Setup, step: Step, version: ItemVersion, on: date) -> w.StepView:
    return w.StepView(
        position=step.position,
        stage=step.stage,
        lead=step.lead,
        department=text(version.department.name),
        item=text(version.item.name),
        item_code=version.item.code,
        state=step.state.value,
        began_on=step.began_on,
        statutory_due=step.statutory_due,
        promised_due=step.promised_due,
        provisional=step.provisional,
        days_left=days_left(
            setup, step.promised_due or step.statutory_due, step.decided_on or step.forwarded_on, on
        ),
        forwarded_on=step.forwarded_on,
        higher_body=version.item.higher_body,
        higher_due=step.higher_due,
        higher_reference=step.higher_reference,
        decided_on=step.decided_on,
        result=step.result,
        reason=step.reason,
        handled_by=step.handled_by,
    )
