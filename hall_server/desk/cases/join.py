"""A number of today and the case it is here for: found by each other."""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from hall_server.desk.cases.clock import today
from hall_server.desk.cases.told import case_now
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.refusals import CaseHasOtherTicket, NotOfThisTicket
from hall_server.domain.cases.states import FINAL, CaseAction
from hall_server.store import schema as t
from hall_server.store.cases.errands import TicketHere, ticket_here
from hall_server.store.cases.rows import (
    case_numbered,
    case_of,
    cases_of_ticket,
    change_case,
    steps_of,
)
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def case_of_ticket(connection: Connection, ticket: int) -> Case | None:
    """The case a number is here for: the newest received on it or joined to it, not ended if any is.

    A number for collecting finds its case by the receipt it was taken with.
    """
    received = cases_of_ticket(connection, ticket)
    if received:
        return next((case for case in received if case.state not in FINAL), received[0])
    row = connection.execute(
        select(t.case)
        .join(
            t.ticket,
            (t.ticket.c.hall_id == t.case.c.hall_id) & (t.ticket.c.receipt == t.case.c.number),
        )
        .where(t.ticket.c.id == ticket)
    ).one_or_none()
    return None if row is None else case_of(row)


class Wanted(NamedTuple):
    """What somebody applies for, by ids: an item or a theme; `name` is for people."""

    item: int | None
    theme: int | None
    name: str


def require_here_for(tx: Transaction, ticket: int, wanted: Wanted) -> TicketHere:
    """The ticket, which must be here today for what is wanted. Raises Unknown, NotOfThisTicket."""
    here = ticket_here(tx, ticket)
    items = {wanted.item} if wanted.item is not None else _items_of_theme(tx, wanted.theme)
    same_theme = wanted.theme is not None and here.theme == wanted.theme
    if not _is_here(tx, here) or not (same_theme or items & here.items):
        raise NotOfThisTicket(number=here.label, subject=wanted.name)
    return here


def require_first_on_ticket(tx: Transaction, here: TicketHere, wanted: Wanted, who: str) -> None:
    """A number brings one application of a kind; an agent's one for each applicant.

    Raises CaseHasOtherTicket.
    """
    for other in cases_of_ticket(tx.connection, here.id):
        same = (other.item_id, other.theme_id) == (wanted.item, wanted.theme)
        # At a later stop of a theme's ticket the item is a step of the case that is there already.
        if other.theme_id is not None and wanted.item is not None:
            same = wanted.item in {step.item_id for step in steps_of(tx.connection, other.id)}
        if same and other.state not in FINAL and (not here.agent or other.applicant == who):
            raise CaseHasOtherTicket(number=here.label)


def join_case(tx: Transaction, number: str, word: w.JoinCase) -> w.CaseNow:
    """Today's number is here for a case received before: to supplement it, or to collect its result.

    Raises CaseNotReady, Unknown, NotOfThisTicket, CaseHasOtherTicket.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    joined = joined_to(tx, case, word.ticket)
    changed = change_case(tx, case, joined)
    tx.record("join_case", {"case": number, "ticket": word.ticket}, word.ticket, case.id)
    return case_now(tx, changed)


def joined_to(tx: Transaction, case: Case, ticket: int) -> Case:
    """The case with a number of today; writes nothing. Raises as `join_case`."""
    after = case.after(CaseAction.JOIN, tx.now)
    here = ticket_here(tx, ticket)
    if here.receipt == case.number and _is_here(tx, here):
        return replace(after, ticket_id=ticket)
    if not (here.collects and here.receipt is None):
        require_here_for(tx, ticket, Wanted(case.item_id, case.theme_id, case.number))
    elif not _is_here(tx, here):
        raise NotOfThisTicket(number=here.label, subject=case.number)
    _require_no_other(tx, case, ticket)
    return replace(after, ticket_id=ticket)


def _require_no_other(tx: Transaction, case: Case, ticket: int) -> None:
    if case.ticket_id is not None and case.ticket_id != ticket:
        other = ticket_here(tx, case.ticket_id)
        if _is_here(tx, other):
            raise CaseHasOtherTicket(number=other.label)


def _is_here(tx: Transaction, ticket: TicketHere) -> bool:
    return ticket.live and ticket.date == today(tx)


def _items_of_theme(tx: Transaction, theme: int | None) -> set[int | None]:
    code = next(code for code, id in tx.setup.theme_ids.items() if id == theme)
    return {tx.setup.item_ids[each.item] for each in tx.setup.plan.theme[code].items}
