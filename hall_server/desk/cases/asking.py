"""What an application needs, before there is one: the check list of an item or a theme for somebody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from hall_server.desk.cases.subject import Applied, applied
from hall_server.desk.cases.told import material_view
from hall_server.desk.told import text
from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.channels import PROJECT_PRIORITY
from hall_server.domain.cases.check_list import union
from hall_server.domain.cases.states import MaterialState
from hall_server.store.cases.certificates import held_for
from hall_server.store.setup import Setup
from hall_server.wire import cases as w


def check_list(
    connection: Connection, setup: Setup, wanted: w.Subject, mark: str | None, on: date
) -> w.CheckList:
    """The check list on a day for the holder of a document; `mark` None: for anybody.

    What the certificate library has of the holder is HELD, and need not be asked. Raises Unknown,
    ItemHasNoVersion.
    """
    subject = applied(connection, setup, wanted, on)
    materials = with_held(connection, setup, union(subject.items), mark, on)
    lead = subject.lead.version.item
    departments = dict.fromkeys(part.version.department.name for part in subject.parts)
    return w.CheckList(
        item=subject.item,
        theme=subject.theme,
        title=text(subject.title),
        kind=subject.kind,
        departments=tuple(text(name) for name in departments),
        materials=tuple(material_view(each) for each in materials),
        statutory_days=lead.statutory_days if subject.item else None,
        promised_days=_promise(subject),
        day_kind=lead.day_kind if subject.item else "working",
        fee="；".join(dict.fromkeys(item.fee for item in subject.items if item.fee)),
        delivery=lead.delivery,
        reasons=tuple(
            w.ChannelReason(code=each.code, name=text(each.name))
            for each in setup.plan.priority_reasons
            if each.code != PROJECT_PRIORITY
        ),
    )


def _promise(subject: Applied) -> int | None:
    return subject.lead.version.item.promised_days if subject.item else subject.promised_days


def with_held(
    connection: Connection,
    setup: Setup,
    materials: Sequence[Checked],
    mark: str | None,
    on: date,
) -> tuple[Checked, ...]:
    """The check list of somebody, with what a certificate stands for marked as HELD."""
    kinds = {each.material.certificate for each in materials}
    held = held_for(connection, setup.hall, mark, kinds, on)
    return tuple(
        replace(each, state=MaterialState.HELD, certificate_number=held[each.material.certificate])
        if each.material.certificate in held
        else each
        for each in materials
    )
