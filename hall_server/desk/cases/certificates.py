"""Certificates that need not be brought (证照共享): the built-in library is kept and asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.identity import KeptIdentity
from hall_server.domain.cases.refusals import CertificateKnown, CertificateNotHeld
from hall_server.domain.cases.states import MaterialState
from hall_server.store.cases import certificates as rows
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def verified(
    tx: Transaction,
    materials: Sequence[Checked],
    mark: str | None,
    on: date,
    before: Sequence[Checked] = (),
) -> tuple[Checked, ...]:
    """The check list of the holder of a document, each HELD material with the library's own number.

    Nobody's word makes a material HELD: raises CertificateNotHeld where the library has nothing.
    What stood in the list `before` stays as it is, whatever has become of the certificate since.
    """
    claimed = [
        each for each in materials if each.state is MaterialState.HELD and each not in before
    ]
    kinds = {each.material.certificate for each in claimed}
    held = rows.held_for(tx.connection, tx.hall, mark, kinds, on)
    for each in claimed:
        if each.material.certificate not in held:
            raise CertificateNotHeld(material=each.material.name)
    return tuple(
        replace(each, certificate_number=held[each.material.certificate])
        if each in claimed
        else each
        for each in materials
    )


def add_certificate(
    tx: Transaction, wanted: w.AddCertificate, holder: KeptIdentity
) -> w.CertificateView:
    """Put a certificate into the library. Of its holder a keyed mark is kept, nothing else.

    One that was withdrawn is there again. Raises CertificateKnown.
    """
    assert holder.mark is not None  # the message demands an identity
    known = rows.certificate_numbered(tx, wanted.kind, wanted.number)
    if known is not None and known.active:
        raise CertificateKnown(number=wanted.number)
    row = rows.put_certificate(
        tx,
        known.id if known is not None else None,
        {
            "kind": wanted.kind,
            "number": wanted.number,
            "document_mark": holder.mark,
            "valid_from": wanted.valid_from,
            "valid_until": wanted.valid_until,
            "issuer": wanted.issuer,
        },
    )
    tx.record("add_certificate", {"kind": wanted.kind, "number": wanted.number})
    return rows.certificate_view(row)


def take_in(tx: Transaction, found: Iterable[w.LibraryCertificate], holder: KeptIdentity) -> int:
    """Put what a library outside knows of a person into the hall's own; how many were new.

    What is known already stays as it is, also when the hall withdrew it.
    """
    new = 0
    for each in found:
        if rows.certificate_numbered(tx, each.kind, each.number) is not None:
            continue
        rows.put_certificate(tx, None, each.model_dump() | {"document_mark": holder.mark})
        tx.record("add_certificate", {"kind": each.kind, "number": each.number, "asked": True})
        new += 1
    return new


def withdraw_certificate(tx: Transaction, certificate_id: int) -> w.CertificateView:
    """A certificate stands for nothing any more. Saying so again changes nothing. Raises Unknown."""
    row = rows.certificate_by_id(tx, certificate_id)
    if row.active:
        row = rows.withdraw(tx, row.id)
        tx.record("withdraw_certificate", {"kind": row.kind, "number": row.number})
    return rows.certificate_view(row)
