"""A case as staff see it, and what an act on one answers with."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from hall_server.desk.cases.told_steps import days_left, step_views
from hall_server.desk.told import text
from hall_server.domain import plan as p
from hall_server.domain.cases.case import Case, Checked
from hall_server.domain.cases.may import acts_on_case
from hall_server.domain.cases.stages import clock_runs
from hall_server.domain.cases.states import CaseState, StepState
from hall_server.domain.opening import local_date
from hall_server.store import schema as t
from hall_server.store.cases import beside
from hall_server.store.cases.rows import materials_of, steps_of
from hall_server.store.item_versions import ItemVersion, version_by_id
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w
from hall_server.wire.message import Text


@dataclass(slots=True)
class Made:
    """What an act brings about beside the change of the case."""

    documents: list[w.DocumentView] = field(default_factory=list)
    jobs: list[int] = field(default_factory=list)

    def papers(self) -> dict[str, Any]:
        """For the act's journal entry: number and hash of each paper it issued."""
        if not self.documents:
            return {}
        told = [{"reference": each.reference, "sha256": each.sha256} for each in self.documents]
        return {"papers": told}


def case_now(tx: Transaction, case: Case, made: Made | None = None) -> w.CaseNow:
    """The answer to an act."""
    made = made or Made()
    on = local_date(tx.now, tx.setup.plan.timezone)
    return w.CaseNow(
        case=case_view(tx.connection, tx.setup, case, on, tx.actor.roles),
        documents=tuple(made.documents),
        print_jobs=tuple(made.jobs),
    )


def case_view(
    connection: Connection, setup: Setup, case: Case, on: date, roles: frozenset[str] = frozenset()
) -> w.CaseView:
    """A case, whole, as of a date of the hall, with the acts that somebody of these roles may do."""
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
        suspended=any(step.state is StepState.SUSPENDED for step in steps),
        ready=case.ready_at is not None,
        answer_left=answer_left(setup, case, on),
        late=case.state is CaseState.ACCEPTED
        and clock_runs(s.state for s in steps)
        and is_past(case, on),
        parts=len(steps),
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
        steps=step_views(connection, setup, case, steps, versions, on, roles),
        documents=tuple(document_view(each) for each in beside.documents_of(connection, case.id)),
        events=tuple(
            event_view(connection, setup, each)
            for each in beside.events_of_case(connection, case.id)
        ),
        may=acts_on_case(case, steps, roles),
    )


def document_view(row: AnyRow) -> w.DocumentView:
    """A row of document, without its words."""
    return w.DocumentView(
        document_id=row.id,
        kind=row.kind,
        reference=row.reference,
        version=row.version,
        sha256=row.sha256,
        issued_on=row.issued_on,
        created_at=row.created_at,
        created_by=row.created_by,
        reason=row.reason,
    )


def event_view(connection: Connection, setup: Setup, row: AnyRow) -> w.EventView:
    """A row of `store.cases.beside` as supervision reads it."""
    title = None
    if row.number is not None:
        title = title_by(setup, row.theme_id, version_by_id(connection, row.item_version_id))
    return w.EventView(
        node=row.node,
        grade=row.grade,
        at=row.at,
        case=row.number,
        title=title,
        facts={
            name: value
            for name, value in json.loads(row.evidence).items()
            if isinstance(value, str | int)
        },
    )


def title_of(setup: Setup, case: Case, lead: ItemVersion) -> Text:
    """What is applied for, by name."""
    return title_by(setup, case.theme_id, lead)


def title_by(setup: Setup, theme_id: int | None, lead: ItemVersion) -> Text:
    """The theme's name, or that of the only item."""
    theme = _theme(setup, theme_id)
    return text(theme.name if theme is not None else lead.item.name)


def _theme(setup: Setup, theme_id: int | None) -> p.Theme | None:
    if theme_id is None:
        return None
    for code, id in setup.theme_ids.items():
        if id == theme_id:
            return setup.plan.theme.get(code)
    return None


def _theme_code(setup: Setup, case: Case) -> str | None:
    theme = _theme(setup, case.theme_id)
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


def answer_left(setup: Setup, case: Case, on: date) -> int | None:
    """Working days until a received case must be answered."""
    waits = case.state is CaseState.RECEIVED
    return setup.calendar.between(on, case.answer_due) if waits else None


def is_past(case: Case, on: date) -> bool:
    """Whether the date that was promised is past."""
    due = case.promised_due or case.statutory_due
    return due is not None and due < on


def date_is_provisional(setup: Setup, case: Case) -> bool:
    """Whether the one date that is told of a case rests on a year whose notice is not out.

    Of two dates only the nearer, promised one is told; the other may lie in another year.
    """
    due = case.promised_due or case.statutory_due
    if case.accepted_on is None or due is None:
        return case.answer_provisional
    return case.provisional and setup.calendar.rests_on_unannounced(case.accepted_on, due)


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
