"""Checked online before coming (网上预审): the notice of the window at home, so that one visit is enough."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from hall_server.desk.cases.asking import with_held
from hall_server.desk.cases.certificates import verified
from hall_server.desk.cases.clock import today
from hall_server.desk.cases.subject import Applied, applied
from hall_server.desk.cases.told import material_view
from hall_server.desk.cases.words import words_of
from hall_server.desk.told import text
from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.check_list import MaterialWord, said, union
from hall_server.domain.cases.identity import NOBODY, KeptIdentity
from hall_server.domain.cases.refusals import IdentityDiffers, PreCheckExpired, PreCheckUsed
from hall_server.domain.cases.states import IN_ORDER, MaterialState
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.cases import pre_checks as rows
from hall_server.store.item_versions import version_by_id
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w
from hall_server.wire.acts import IssueTicket

GOOD_FOR = timedelta(days=30)


def pre_check(
    tx: Transaction,
    wanted: w.PreCheck,
    token: str,
    codes: Iterator[str],
    identity: KeptIdentity = NOBODY,
) -> w.PreChecked:
    """Check the list as an applicant fills it at home; the first unused of `codes` finds it again.

    Raises Unknown, ItemHasNoVersion, CertificateNotHeld and the refusals of a check list.
    """
    on = today(tx)
    subject = applied(tx.connection, tx.setup, wanted, on)
    materials = _checked(tx, subject, wanted, identity.mark, on)
    who = wanted.applicant
    row = rows.add_pre_check(
        tx,
        {
            "code": next(code for code in codes if not rows.is_code_of_pre_check(tx, code)),
            "token": token,
            "item_id": tx.setup.item_ids[subject.item] if subject.item else None,
            "theme_id": tx.setup.theme_ids[subject.theme] if subject.theme else None,
            "language": wanted.language,
            "applicant_kind": who.kind,
            "applicant": who.name,
            "contact": who.contact,
            "phone": who.phone,
            "document_kind": identity.kind,
            "document_tail": identity.tail,
            "document_mark": identity.mark,
            "document_sealed": identity.sealed,
            "agent": who.agent,
            "materials": _written(subject, materials),
            "complete": all(each.state in IN_ORDER for each in materials),
            "created_at": tx.now,
            "created_by": tx.actor.signature,
            "expires_on": on + GOOD_FOR,
        },
    )
    named = {"item": subject.item} if subject.item else {"theme": subject.theme}
    states = [each.state.value for each in materials]
    tx.record("pre_check", {"code": row.code, **named, "materials": states})
    return pre_checked(tx.connection, tx.setup, row)


def _checked(
    tx: Transaction, subject: Applied, wanted: w.PreCheck, mark: str | None, on: date
) -> tuple[Checked, ...]:
    asked = with_held(tx.connection, tx.setup, union(subject.items), mark, on)
    answered = said(asked, words_of(wanted.materials), on)
    unsaid = [
        MaterialWord(each.position, MaterialState.MISSING)
        for each in answered
        if each.state is MaterialState.UNDECIDED
    ]
    return verified(tx, said(answered, unsaid, on), mark, on)


def _written(subject: Applied, materials: Sequence[Checked]) -> str:
    """The list as it is kept: what the catalogue wanted then, and what was said of each."""
    said_of = [
        {
            "name": each.material.name,
            "state": each.state.value,
            "problem": each.problem,
            "promised_until": each.promised_until.isoformat() if each.promised_until else None,
            "certificate_number": each.certificate_number,
        }
        for each in materials
    ]
    versions = [part.version.id for part in subject.parts]
    return json.dumps({"versions": versions, "materials": said_of}, ensure_ascii=False)


def pre_checked(connection: Connection, setup: Setup, row: AnyRow) -> w.PreChecked:
    """A pre-check as its applicant is told of it."""
    return w.PreChecked(**_told(connection, setup, row))


def pre_check_found(connection: Connection, setup: Setup, row: AnyRow) -> w.PreCheckFound:
    """A pre-check as the window is told of it."""
    who = ("applicant_kind", "applicant", "contact", "phone", "agent", "document_kind",
           "document_tail")  # fmt: skip
    return w.PreCheckFound(
        **_told(connection, setup, row), **{name: getattr(row, name) for name in who}
    )


def _told(connection: Connection, setup: Setup, row: AnyRow) -> dict[str, Any]:
    subject = subject_of(connection, setup, row)
    materials = materials_in(row, subject)
    lacking = tuple(each.position for each in materials if each.state not in IN_ORDER)
    return {
        "code": row.code,
        "link": rows.case_link_of(connection, row),
        "item": subject.item,
        "theme": subject.theme,
        "complete": row.complete,
        "title": text(subject.title),
        "materials": tuple(material_view(each) for each in materials),
        "lacking": lacking,
        "expires_on": row.expires_on,
    }


def subject_of(connection: Connection, setup: Setup, row: AnyRow) -> Applied:
    """What was checked, by the very versions it was checked by. Raises Unknown when it is there no more."""
    subject = applied(connection, setup, _subject(setup, row), row.expires_on - GOOD_FOR)
    versions = json.loads(row.materials)["versions"]
    if len(versions) != len(subject.parts):
        return subject  # the theme has other items by now, and the check expires with them
    parts = zip(subject.parts, versions, strict=True)
    return subject._replace(
        parts=tuple(part._replace(version=version_by_id(connection, id)) for part, id in parts)
    )


def _subject(setup: Setup, row: AnyRow) -> w.Subject:
    items = {id: code for code, id in setup.item_ids.items()}
    themes = {id: code for code, id in setup.theme_ids.items()}
    item, theme = items.get(row.item_id), themes.get(row.theme_id)
    if item is None and theme is None:
        raise Unknown(what="pre-check", name=row.code)  # the catalogue has it no more
    return w.Subject(item=item, theme=theme)


def materials_in(row: AnyRow, subject: Applied) -> tuple[Checked, ...]:
    """The list as it was filled, each material as the catalogue has it."""
    kept = {each["name"]: each for each in json.loads(row.materials)["materials"]}
    words = [
        MaterialWord(
            each.position,
            MaterialState(word["state"]),
            word["problem"],
            date.fromisoformat(word["promised_until"]) if word["promised_until"] else None,
            word["certificate_number"],
        )
        for each in union(subject.items)
        if (word := kept.get(each.material.name)) is not None
    ]
    return said(union(subject.items), words, row.expires_on - GOOD_FOR)


def pre_check_for(
    tx: Transaction, wanted: w.ReceiveCase, subject: Applied, identity: KeptIdentity
) -> AnyRow | None:
    """The pre-check that an application becomes: the one named, else one its number was taken with.

    Raises Unknown, PreCheckUsed, PreCheckExpired, IdentityDiffers.
    """
    if wanted.pre_check is None:
        found = rows.open_pre_checks_on(tx.connection, tx.hall, wanted.ticket or 0, today(tx))
        mine = (row for row in found if row.applicant == wanted.applicant.name)
        return next((row for row in mine if _is_of(tx, row, subject)), None)
    row = rows.pre_check_coded(tx.connection, tx.hall, wanted.pre_check)
    require_open(tx, row)
    if not _is_of(tx, row, subject):
        raise Unknown(what="pre-check", name=wanted.pre_check)
    versions = [part.version.id for part in subject.parts]
    if json.loads(row.materials)["versions"] != versions:
        raise PreCheckExpired(date=today(tx).isoformat())
    if None not in (identity.mark, row.document_mark) and identity.mark != row.document_mark:
        raise IdentityDiffers()
    return row


def pre_check_to_bring(tx: Transaction, wanted: IssueTicket) -> int | None:
    """The id of the pre-check that a number is taken with. Raises Unknown, PreCheckUsed, PreCheckExpired."""
    if wanted.pre_check is None:
        return None
    row = rows.pre_check_coded(tx.connection, tx.hall, wanted.pre_check)
    require_open(tx, row)
    id: int = row.id
    return id


def require_open(tx: Transaction, row: AnyRow) -> None:
    """A pre-check may still become a case. Raises PreCheckUsed, PreCheckExpired."""
    if row.case_id is not None:
        number = select(t.case.c.number).where(t.case.c.id == row.case_id)
        raise PreCheckUsed(number=tx.execute(number).scalar_one())
    if row.expires_on < today(tx):
        raise PreCheckExpired(date=row.expires_on.isoformat())


def _is_of(tx: Transaction, row: AnyRow, subject: Applied) -> bool:
    setup = tx.setup
    item = setup.item_ids[subject.item] if subject.item else None
    theme = setup.theme_ids[subject.theme] if subject.theme else None
    return (row.item_id, row.theme_id) == (item, theme)


def identity_in(row: AnyRow) -> KeptIdentity:
    """The document that was named at home."""
    return KeptIdentity(
        row.document_kind, row.document_tail, row.document_mark, row.document_sealed
    )
