"""Every kind of paper there is: its facts, how they are composed, and what a hall may leave out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from printer import day_end, materials, ticket, trial
from printer.document import Document
from printer.forms import (
    acceptance,
    clock_notices,
    decision,
    handover,
    materials_receipt,
    one_time_notice,
    refusal,
    service_guide,
    withdrawal,
)
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

_OPTIONAL = frozenset({"contact", "phone", "query"})

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
        optional=_OPTIONAL,
        required={**_LEGAL, "materials": _ONCE, "received_at": _ONCE, "answer_due": _ONCE},
    ),
    acceptance.KIND: Kind(
        facts=acceptance.AcceptanceFacts,
        compose=acceptance.compose_acceptance,
        form=A4,
        optional=_OPTIONAL,
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
            "remedies": "行政许可法 38",
        },
    ),
    one_time_notice.KIND: Kind(
        facts=one_time_notice.OneTimeNoticeFacts,
        compose=one_time_notice.compose_one_time_notice,
        form=A4,
        optional=frozenset({"contact", "phone", "query", "present"}),
        required={**_LEGAL, "materials": _ONCE, "resubmit": _ONCE},
    ),
    decision.KIND: Kind(
        facts=decision.DecisionFacts,
        compose=decision.compose_decision,
        form=A4,
        optional=_OPTIONAL,
        required={**_LEGAL, "reason": "行政许可法 38", "remedies": "行政许可法 38"},
    ),
    clock_notices.SUSPENSION: Kind(
        facts=clock_notices.SuspensionFacts,
        compose=clock_notices.compose_suspension,
        form=A4,
        optional=_OPTIONAL,
        required={**_LEGAL, "procedure": "行政许可法 45", "days": "行政许可法 45"},
    ),
    clock_notices.EXTENSION: Kind(
        facts=clock_notices.ExtensionFacts,
        compose=clock_notices.compose_extension,
        form=A4,
        optional=_OPTIONAL,
        required={**_LEGAL, "reason": "行政许可法 42", "approver": "行政许可法 42"},
    ),
    clock_notices.FORWARDING: Kind(
        facts=clock_notices.ForwardingFacts,
        compose=clock_notices.compose_forwarding,
        form=A4,
        optional=_OPTIONAL,
        required={**_LEGAL, "body": "行政许可法 43"},
    ),
    withdrawal.KIND: Kind(
        facts=withdrawal.WithdrawalFacts,
        compose=withdrawal.compose_withdrawal,
        form=A4,
        optional=frozenset({"contact", "phone"}),
        required=_LEGAL,
    ),
    handover.KIND: Kind(
        facts=handover.HandoverFacts,
        compose=handover.compose_handover,
        form=A4,
        optional=frozenset({"contact", "phone"}),
        required={**_LEGAL, "handed_to": "行政许可法 44", "handed_at": "行政许可法 44"},
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
    service_guide.KIND: Kind(
        facts=service_guide.ServiceGuideFacts,
        compose=service_guide.compose_service_guide,
        form=A4,
    ),
    trial.KIND: Kind(facts=trial.TrialFacts, compose=trial.compose_trial, form=ROLL_80),
}
