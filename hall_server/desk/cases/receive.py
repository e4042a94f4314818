"""Receiving an application (收件): it gets its number, its check list and its steps; the clocks begin."""

from typing import Any

from hall_server.desk.cases.answer import answer
from hall_server.desk.cases.asking import with_held
from hall_server.desk.cases.certificates import verified
from hall_server.desk.cases.channels import channel_values
from hall_server.desk.cases.clock import answer_due, today
from hall_server.desk.cases.join import Wanted, require_first_on_ticket, require_here_for
from hall_server.desk.cases.messages import tell_applicant
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.pre_check import identity_in, materials_in, pre_check_for
from hall_server.desk.cases.subject import Applied, applied
from hall_server.desk.cases.told import Made, case_now
from hall_server.desk.cases.words import words_of
from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.check_list import said, union
from hall_server.domain.cases.delivery import require_way
from hall_server.domain.cases.identity import NOBODY, KeptIdentity
from hall_server.domain.cases.refusals import DayAhead
from hall_server.domain.cases.states import CaseState
from hall_server.domain.refusals import Unknown
from hall_server.store.cases.pre_checks import change_pre_check
from hall_server.store.cases.rows import add_case, add_materials, add_step
from hall_server.store.transaction import Transaction
from hall_server.visitor_numbers import phone_tail
from hall_server.wire import cases as w


def receive_case(
    tx: Transaction, wanted: w.ReceiveCase, token: str, identity: KeptIdentity = NOBODY
) -> w.CaseNow:
    """Receive an application against its check list, and answer it when `then` says how.

    Raises Unknown, ItemHasNoVersion, DayAhead, ChannelReasonUnknown, WayNotOffered, AddressNeeded,
    NotOfThisTicket, CaseHasOtherTicket, PreCheckUsed, PreCheckExpired, IdentityDiffers,
    CertificateNotHeld, the refusals of a check list and those of the answer.
    """
    on = today(tx)
    if wanted.applied_on is not None and wanted.applied_on > on:
        raise DayAhead(date=wanted.applied_on.isoformat())
    subject = applied(tx.connection, tx.setup, wanted, on)
    require_way(subject.lead.version.item, wanted.delivery, wanted.address)
    if wanted.ticket is not None:
        _require_ticket(tx, wanted.ticket, subject, wanted.applicant.name)
    before = pre_check_for(tx, wanted, subject, identity)
    identity = identity if before is None or identity.mark else identity_in(before)
    asked = with_held(tx.connection, tx.setup, union(subject.items), identity.mark, on)
    if before is not None and wanted.pre_check is not None:
        asked = materials_in(before, subject)
    materials = verified(tx, said(asked, words_of(wanted.materials), on), identity.mark, on)
    case = add_case(tx, _values(tx, wanted, subject, token, identity))
    if before is not None:
        change_pre_check(tx, before.id, case_id=case.id)
    add_materials(tx, case.id, materials)
    for position, part in enumerate(subject.parts):
        add_step(tx, _step_values(tx, case.id, position, part))
    made = Made()
    if wanted.then is None:
        issue_paper(tx, case, "materials_receipt", made, wanted)
    entry = _entry(wanted, subject, materials, case.number) | made.papers()
    tx.record("receive_case", entry, case.ticket_id, case.id)
    if wanted.then is not None:
        case = answer(tx, case, wanted.then, made)
    else:
        tell_applicant(tx, case, "received")
    return case_now(tx, case, made)


def _require_ticket(tx: Transaction, ticket: int, subject: Applied, applicant: str) -> None:
    setup = tx.setup
    wanted = Wanted(
        setup.item_ids[subject.item] if subject.item else None,
        setup.theme_ids[subject.theme] if subject.theme else None,
        subject.title.zh,
    )
    require_first_on_ticket(tx, require_here_for(tx, ticket, wanted), wanted, applicant)


def _values(
    tx: Transaction, wanted: w.ReceiveCase, subject: Applied, token: str, identity: KeptIdentity
) -> dict[str, Any]:
    on = today(tx)
    due = answer_due(tx.setup.calendar, on)
    setup = tx.setup
    if wanted.window is not None and wanted.window not in setup.window_ids:
        raise Unknown(what="window", name=wanted.window)
    lead = setup.plan.item[subject.lead.version.item.code]
    department = next(id for id, each in setup.departments.items() if each.code == lead.department)
    return {
        "token": token,
        "state": CaseState.RECEIVED,
        "kind": subject.kind,
        "item_id": setup.item_ids[subject.item] if subject.item else None,
        "theme_id": setup.theme_ids[subject.theme] if subject.theme else None,
        "department_id": department,
        "window_id": setup.window_ids[wanted.window] if wanted.window else None,
        "ticket_id": wanted.ticket,
        "language": wanted.language,
        **_applicant_values(wanted.applicant, identity),
        **channel_values(tx, wanted.channel),
        "applied_on": wanted.applied_on or on,
        "received_at": tx.now,
        "received_on": on,
        "received_by": tx.actor.signature,
        "answer_due": due.on,
        "answer_provisional": due.provisional,
        "promised_days": subject.promised_days,
        "delivery": wanted.delivery,
        "address": wanted.address,
        "since": tx.now,
        **_NOTHING_YET,
    }


_NOTHING_YET = {"notices": 0, "deemed": False, "provisional": False, "result": "", "reason": "",
                "handed_to": "", "handed_tail": "", "carrier": "", "tracking": ""}  # fmt: skip


def _applicant_values(applicant: w.Applicant, identity: KeptIdentity) -> dict[str, Any]:
    return {
        "applicant_kind": applicant.kind,
        "applicant": applicant.name,
        "contact": applicant.contact,
        "phone": applicant.phone,
        "phone_tail": phone_tail(applicant.phone) if applicant.phone else None,
        "document_kind": identity.kind,
        "document_tail": identity.tail,
        "document_mark": identity.mark,
        "document_sealed": identity.sealed,
        "agent": applicant.agent,
    }


def _step_values(tx: Transaction, case: int, position: int, part: Any) -> dict[str, Any]:
    item = part.version.item
    department = next(
        id for id, each in tx.setup.departments.items() if each.code == item.department
    )
    return {
        "case_id": case,
        "position": position,
        "stage": part.stage,
        "lead": part.lead,
        "department_id": department,
        "item_id": part.version.item_id,
        "item_version_id": part.version.id,
    }


def _entry(
    wanted: w.ReceiveCase, subject: Applied, materials: tuple[Checked, ...], number: str
) -> dict[str, Any]:
    return {
        "case": number,
        **({"item": subject.item} if subject.item else {"theme": subject.theme}),
        "window": wanted.window,
        "versions": [part.version.version for part in subject.parts],
        "materials": [each.state.value for each in materials],
        "channel": wanted.channel.kind if wanted.channel else "",
    }
