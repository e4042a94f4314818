"""The facts of the papers of an accepted case: its clock, its decision, its end."""

from datetime import date
from zoneinfo import ZoneInfo

from hall_server.desk.cases.answer_papers import parts
from hall_server.desk.cases.paper_scene import (
    Scene,
    applicant,
    delivery,
    issuer,
    officer,
    query,
    remedies,
    result,
    title,
)
from hall_server.domain.cases.states import CaseState
from printer.forms.acceptance import DayKind
from printer.forms.clock_notices import ExtensionFacts, ForwardingFacts, SuspensionFacts
from printer.forms.decision import DecisionFacts
from printer.forms.handover import HandoverFacts, Mailing
from printer.forms.withdrawal import WithdrawalFacts


def decision_facts(scene: Scene) -> DecisionFacts:
    """The paper of a decision."""
    case = scene.case
    assert case.accepted_on is not None  # nothing else is decided
    assert case.decided_on is not None
    handed_over = case.state is CaseState.DELIVERED
    return DecisionFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=title(scene),
        applied_on=case.applied_on,
        accepted_on=case.accepted_on,
        decided_on=case.decided_on,
        approved=case.result == "approved",
        reason=case.reason,
        result=result(scene),
        delivery=scene.say("form.delivery.done") if handed_over else delivery(scene),
        remedies=remedies(scene),
        officer=officer(scene),
        parts=parts(scene),
        query=query(scene),
    )


def suspension_facts(scene: Scene) -> SuspensionFacts:
    """The paper of a suspension. Words: `ground`, `days`, `note`, `due_before`."""
    words = scene.words
    return SuspensionFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=_part_title(scene),
        accepted_on=_accepted_on(scene),
        officer=officer(scene),
        due_before=words.get("due_before"),
        query=query(scene),
        procedure=scene.say(f"ground.{words['ground']}"),
        days=words["days"],
        began_on=scene.on,
        note=words.get("note", ""),
    )


def extension_facts(scene: Scene) -> ExtensionFacts:
    """The paper of an extension. Words: `days`, `approver` (a name), `due_before`; why in `reason`."""
    words = scene.words
    return ExtensionFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=_part_title(scene),
        accepted_on=_accepted_on(scene),
        officer=officer(scene),
        due_before=words.get("due_before"),
        query=query(scene),
        reason=scene.reason,
        days=words["days"],
        day_kind=DayKind(scene.version.item.day_kind),
        approver=words["approver"],
        due_on=scene.speaker.promised_due or scene.speaker.statutory_due,
    )


def forwarding_facts(scene: Scene) -> ForwardingFacts:
    """The paper of a step sent up. Words: `body`, else the catalogue's."""
    step = scene.speaker
    body = scene.words.get("body") or scene.version.item.higher_body
    return ForwardingFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=_part_title(scene),
        accepted_on=_accepted_on(scene),
        officer=officer(scene),
        due_before=None,
        query=query(scene),
        body=body or scene.say("form.none"),
        forwarded_on=step.forwarded_on or scene.on,
        reference=step.higher_reference,
        higher_due=step.higher_due,
    )


def withdrawal_facts(scene: Scene) -> WithdrawalFacts:
    """The paper of an application taken back."""
    return WithdrawalFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=title(scene),
        applied_on=scene.case.applied_on,
        withdrawn_on=scene.on,
        reason=scene.case.reason,
        officer=officer(scene),
    )


def handover_facts(scene: Scene) -> HandoverFacts:
    """The paper of a result handed over or mailed."""
    case = scene.case
    mailing = None
    if case.delivery == "mail":
        mailing = Mailing(address=case.address, carrier=case.carrier, tracking=case.tracking)
    return HandoverFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=title(scene),
        case=case.number,
        result=result(scene),
        handed_to=case.handed_to,
        identity_tail=case.handed_tail,
        handed_at=scene.tx.now.astimezone(ZoneInfo(scene.tx.setup.plan.timezone)),
        officer=officer(scene),
        mailing=mailing,
    )


def _part_title(scene: Scene) -> str:
    if len(scene.steps) == 1:
        return title(scene)
    return f"{title(scene)} · {scene.named(scene.version.item.name)}"


def _accepted_on(scene: Scene) -> date:
    assert scene.case.accepted_on is not None  # no clock runs before
    return scene.case.accepted_on
