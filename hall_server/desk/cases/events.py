"""Supervision events: noted within the act that gives rise to them."""

from collections.abc import Mapping

from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.nodes import Grade
from hall_server.store.cases.events import add_event, known_events
from hall_server.store.transaction import Transaction


def note_event(
    tx: Transaction,
    node: str,
    grade: Grade,
    subject: str,
    evidence: Mapping[str, str | int | None],
    *,
    case: Case | None = None,
    step: Step | None = None,
) -> bool:
    """Note that a node of `domain.cases.nodes` saw something; True when it is new.

    `subject` says about what, so that the same is noted once: at most 60 characters. `evidence` are
    the facts that the node's words name.
    """
    if known_events(tx.connection, tx.hall, [(node, subject)]):
        return False
    add_event(
        tx, node, grade, subject, evidence, case.id if case else None, step.id if step else None
    )
    return True
