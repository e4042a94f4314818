"""Every kind of paper there is: its facts, how they are composed, and what a hall may leave out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from printer import day_end, materials, ticket, trial
from printer.document import Document
from printer.forms import acceptance, materials_receipt, one_time_notice, refusal
from printer.page import A4, ROLL_80, Form
from printer.template import Template

_WRITTEN = "行政许可法 32"
"""Accepting or refusing needs a written certificate with the body's seal and the date."""
_ONCE = "行政许可法 32(1)(4)"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper. `required` names what may not be left out, with the rule that wants it."""

    facts: type[Any]
    compose: Callable[[Any, str, Template], Document]
    form: Form
    """Where it goes when it is not said: legal papers on A4, all else on a roll."""
    optional: frozenset[str] = frozenset()
    required: Mapping[str, str] = field(default_factory=dict)


_LEGAL = {
    "reference": _WRITTEN,
    "applicant": _WRITTEN,
    "item": _WRITTEN,
    "officer": "首问负责制",
    "seal": _WRITTEN,
    "issued_on": _WRITTEN,
}

KINDS: Mapping[str, Kind] = {
    ticket.KIND: Kind(
        facts=ticket.TicketFacts,
        compose=ticket.compose_ticket,
        form=ROLL_80,
        optional=frozenset(
            {"department", "holder", "direction", "kiosk", "link", "materials", "notes"}
        ),
        required=dict.fromkeys(
            ("hall", "zone", "number", "wait", "items", "issued_at"), "GB/T 36112 现场秩序"
        ),
    ),
    materials_receipt.KIND: Kind(
        facts=materials_receipt.MaterialsReceiptFacts,
        compose=materials_receipt.compose_materials_receipt,
        form=A4,
        optional=frozenset({"contact", "phone", "query"}),
        required={**_LEGAL, "materials": _ONCE, "received_at": _ONCE, "answer_due": _ONCE},
    ),
    acceptance.KIND: Kind(
        facts=acceptance.AcceptanceFacts,
        compose=acceptance.compose_acceptance,
        form=A4,
        optional=frozenset({"contact", "phone", "query"}),
        required={
            **_LEGAL,
            "accepted_on": _WRITTEN,
            "limits": "行政许可法 42",
            "uncounted": "行政许可法 45",
            "fee": "行政许可法 58",
        },
    ),
    refusal.KIND: Kind(
        facts=refusal.RefusalFacts,
        compose=refusal.compose_refusal,
        form=A4,
        optional=frozenset({"contact", "phone"}),
        required={
            **_LEGAL,
            "reason": "行政许可法 38",
            "competent": "行政许可法 32(1)(2)",
            "reconsideration": "行政许可法 38",
            "court": "行政许可法 38",
        },
    ),
    one_time_notice.KIND: Kind(
        facts=one_time_notice.OneTimeNoticeFacts,
        compose=one_time_notice.compose_one_time_notice,
        form=A4,
        optional=frozenset({"contact", "phone", "query", "present"}),
        required={**_LEGAL, "materials": _ONCE, "resubmit": _ONCE},
    ),
    day_end.KIND: Kind(
        facts=day_end.DayEndFacts,
        compose=day_end.compose_day_end,
        form=ROLL_80,
        optional=frozenset({"pauses"}),
    ),
    materials.KIND: Kind(
        facts=materials.MaterialsListFacts,
        compose=materials.compose_materials_list,
        form=ROLL_80,
        optional=frozenset({"department", "fee"}),
    ),
    trial.KIND: Kind(facts=trial.TrialFacts, compose=trial.compose_trial, form=ROLL_80),
}
