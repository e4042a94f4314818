"""The papers of a case: composed once, numbered, kept word for word, printed at the window.

What is kept is the composed document itself. Its SHA-256 stands beside it and in the journal, so
that neither can be changed unseen; every print and every PDF comes from the kept text.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from hall_server.desk.cases import answer_papers as answers
from hall_server.desk.cases import work_papers as work
from hall_server.desk.cases.paper_scene import Scene, scene_of
from hall_server.desk.cases.told import Made, document_view
from hall_server.desk.paper import SheetOrdered, order_sheet
from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.paper_numbers import references
from hall_server.domain.refusals import Unknown
from hall_server.store.cases.documents import add_document, is_taken, next_in_series
from hall_server.store.paper import printer_for, printer_named
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction
from hall_server.store.windows import window_of_clerk
from hall_server.wire import cases as w
from printer.document_json import KIND, document_text
from printer.kinds import KINDS
from printer.template import AS_SHIPPED, Template
from printer.template_file import TemplateRefused, read_template

FACTS: Mapping[str, Callable[[Scene], Any]] = MappingProxyType(
    {
        "materials_receipt": answers.receipt_facts,
        "acceptance": answers.acceptance_facts,
        "one_time_notice": answers.notice_facts,
        "refusal": answers.refusal_facts,
        "decision": work.decision_facts,
        "suspension": work.suspension_facts,
        "extension": work.extension_facts,
        "forwarding": work.forwarding_facts,
        "withdrawal": work.withdrawal_facts,
        "handover": work.handover_facts,
    }
)
"""What each kind of paper is composed from; their docstrings say which `words` the act adds."""


def issue_paper(
    tx: Transaction,
    case: Case,
    kind: str,
    made: Made,
    where: w.Print | w.ReceiveCase,
    *,
    step: Step | None = None,
    reason: str = "",
    words: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Issue a paper within the act that gives rise to it: kept, and printed if it is wanted.

    Case, step and check list are told as the act leaves them in the tables. The act journals
    `**made.papers()`. `reason` says why, where a kind wants it (a second notice, an extension).
    Raises Unknown for a printer that is not there.
    """
    scene = scene_of(tx, case, step, reason=reason, words=words)
    scene = replace(scene, reference=_reference(scene, kind))
    template = template_in(tx.setup.plan.paper_template)
    composed = KINDS[kind].compose(FACTS[kind](scene), case.language, template)
    content = document_text(composed)
    kept = add_document(
        tx,
        {
            "case_id": case.id,
            "step_id": step.id if step is not None else None,
            "kind": kind,
            "reference": scene.reference,
            "language": case.language,
            "content": content,
            "sha256": content_hash(content),
            "reason": reason[:300],
        },
        scene.on,
    )
    made.documents.append(document_view(kept))
    printer = printer_of(tx, case, where.printer) if where.paper else None
    if printer is not None:
        made.jobs.append(order_paper(tx, case, kept, printer))


def content_hash(content: str) -> str:
    """The SHA-256 of a paper's kept text."""
    return hashlib.sha256(content.encode()).hexdigest()


def order_paper(tx: Transaction, case: Case, document: AnyRow, printer: AnyRow) -> int:
    """Order a kept paper's printing within another act; the job's id."""
    return order_sheet(
        tx,
        printer,
        SheetOrdered(
            kind=KIND,
            label=case.number,
            facts={},
            language=document.language,
            document=document.id,
        ),
    )


def printer_of(tx: Transaction, case: Case, name: str | None) -> AnyRow | None:
    """The printer named, else the one nearest to the window of whoever acts, or of the case.

    Raises Unknown for a printer that takes no jobs.
    """
    if name is not None:
        named = printer_named(tx, name)
        if not named.url:
            raise Unknown(what="printer", name=name)
        return named
    windows = tx.setup.windows
    number = window_of_clerk(tx, tx.actor.id) if tx.actor.kind == "staff" else None
    if number is None and case.window_id is not None and case.window_id in windows:
        number = windows[case.window_id].number
    window = tx.setup.plan.window.get(number or "")
    if window is None:
        return None
    return printer_for(tx, (f"window:{window.number}", f"zone:{window.zone}", "hall"))


def _reference(scene: Scene, kind: str) -> str:
    tx, year = scene.tx, scene.on.year
    number = next_in_series(tx, scene.speaker.department_id, kind, year)
    written = references(scene.department, kind, year, number)
    return next(each for each in written if not is_taken(tx, each))


@lru_cache(maxsize=8)
def template_in(text: str) -> Template:
    """The hall's own wording; as shipped where it has none, or one that a newer program refuses."""
    if not text.strip():
        return AS_SHIPPED
    try:
        return read_template(text)
    except TemplateRefused:
        return AS_SHIPPED
