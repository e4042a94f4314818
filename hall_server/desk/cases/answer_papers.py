"""The facts of the papers that answer an application: receipt, acceptance, one-time notice, refusal."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from hall_server.desk.cases.paper_scene import (
    Scene,
    applicant,
    delivery,
    fee,
    handed_in,
    issuer,
    officer,
    query,
    remedies,
    result,
    title,
)
from hall_server.domain.cases.case import Case, Checked
from hall_server.domain.cases.channels import promised_days
from hall_server.domain.cases.check_list import lacking
from hall_server.domain.cases.states import IN_ORDER, MaterialState
from hall_server.domain.plan import HallPlan, Item
from printer.forms.acceptance import AcceptanceFacts, DayKind, Limits, Owed, Uncounted
from printer.forms.materials_receipt import MaterialsReceiptFacts
from printer.forms.one_time_notice import Application, Defect, OneTimeNoticeFacts
from printer.forms.parties import Part
from printer.forms.refusal import CompetentBody, Ground, RefusalFacts
from printer.texts import Sentences
from printer.ticket import window_ranges

_HERE = frozenset({MaterialState.PRESENT, MaterialState.HELD})
_HANDED_IN = _HERE | {MaterialState.WRONG}


def receipt_facts(scene: Scene) -> MaterialsReceiptFacts:
    """The paper of an application that is received, or supplemented, and not answered yet."""
    zone = ZoneInfo(scene.tx.setup.plan.timezone)
    return MaterialsReceiptFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=title(scene),
        materials=handed_in(scene, _HANDED_IN),
        received_at=scene.tx.now.astimezone(zone),
        answer_due=scene.case.answer_due,
        officer=officer(scene),
        query=query(scene),
        unchecked=tuple(
            each.material.name
            for each in scene.materials()
            if each.state is MaterialState.UNDECIDED
        ),
        provisional=scene.case.answer_provisional,
    )


def acceptance_facts(scene: Scene) -> AcceptanceFacts:
    """The paper of an accepted application. Words: `foreseen`, grounds with their days."""
    case, say = scene.case, scene.say
    assert case.accepted_on is not None  # it is issued by the act that accepts
    return AcceptanceFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=title(scene),
        applied_on=case.applied_on,
        accepted_on=case.accepted_on,
        limits=_limits(case, scene.items),
        materials=handed_in(scene, _HERE),
        officer=officer(scene),
        fee=fee(scene),
        delivery=say("list.join").join((result(scene), delivery(scene))),
        complaint_phone=scene.department.complaint_phone or say("form.unknown.complaint"),
        uncounted=tuple(
            Uncounted(procedure=say(f"ground.{ground}"), time=say("form.days", days=days))
            for ground, days in scene.words.get("foreseen", ())
        ),
        query=query(scene),
        parts=parts(scene),
        owed=tuple(
            Owed(material=each.material.name, until=each.promised_until)
            for each in scene.materials()
            if each.state is MaterialState.PROMISED
        ),
    )


def parts(scene: Scene) -> tuple[Part, ...]:
    """Every department of a joint case with the day it must be done by, or was."""
    if len(scene.steps) == 1:
        return ()
    return tuple(
        Part(
            department=scene.named(scene.versions[step.position].department.name),
            item=scene.named(scene.versions[step.position].item.name),
            due=step.decided_on or step.promised_due or step.statutory_due,
        )
        for step in scene.steps
    )


def _limits(case: Case, items: list[Item]) -> Limits:
    alone = items[0] if len(items) == 1 else None
    return Limits(
        due_on=case.promised_due or case.statutory_due,
        promised_days=promised_days(alone.promised_days, case.green)
        if alone
        else case.promised_days,
        statutory_days=alone.statutory_days if alone else None,
        statutory_due=case.statutory_due,
        day_kind=DayKind(alone.day_kind) if alone else DayKind.WORKING,
        provisional=case.provisional,
    )


def notice_facts(scene: Scene) -> OneTimeNoticeFacts:
    """The paper of a one-time notice. Words: `resubmit` and `resubmit_by`, both may be left out."""
    case, say = scene.case, scene.say
    materials = scene.materials()
    return OneTimeNoticeFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=title(scene),
        about=Application(
            applied_on=case.applied_on,
            present=tuple(each.material.name for each in materials if each.state in IN_ORDER),
            resubmit_by=scene.words.get("resubmit_by"),
            ordinal=case.notices,
            reason=scene.reason,
        ),
        materials=tuple(_defect_here(scene, each) for each in lacking(materials)),
        resubmit=scene.words.get("resubmit") or _where(scene),
        officer=officer(scene),
        copies=say("one_time_notice.copies"),
        query=query(scene),
    )


def _defect_here(scene: Scene, checked: Checked) -> Defect:
    wanted_by = [scene.named(scene.versions[at].department.name) for at in checked.steps]
    joint = len(scene.steps) > 1
    return defect(scene.say, checked, dict.fromkeys(wanted_by) if joint else ())


def defect(say: Sentences, checked: Checked, wanted_by: Iterable[str]) -> Defect:
    """A material that is missing or wrong, with all that its applicant needs to know of it."""
    material = checked.material
    return Defect(
        material=material.name,
        form=say(f"form.kind.{material.kind}") if material.kind else "",
        copies=material.copies,
        standard=material.standard,
        problem=checked.problem,
        source=material.source,
        wanted_by=say("list.join").join(wanted_by),
    )


def _where(scene: Scene) -> str:
    setup = scene.tx.setup
    queue = setup.items[scene.speaker.item_id].queue
    hall, address = scene.named(setup.plan.name), scene.named(setup.plan.address)
    return where_to_bring(scene.say, setup.plan, hall, queue, address)


def where_to_bring(say: Sentences, plan: HallPlan, hall: str, queue: str, address: str) -> str:
    """At any window that serves the queue, or else in the hall; with the hall's address."""
    windows = window_ranges([each.number for each in plan.windows_serving(queue)])
    place = say("one_time_notice.resubmit.hall", hall=hall)
    if windows:
        joined = say("ticket.windows.join").join(windows)
        place = say("one_time_notice.resubmit.windows", hall=hall, windows=joined)
    return "\n".join(filter(None, (place, address)))


def refusal_facts(scene: Scene) -> RefusalFacts:
    """The paper of a refusal. Words: `ground`; `body` with `body_address` and `body_phone`."""
    words = scene.words
    competent = None
    if words.get("body"):
        competent = CompetentBody(
            name=words["body"],
            address=words.get("body_address", ""),
            phone=words.get("body_phone", ""),
        )
    return RefusalFacts(
        issuer=issuer(scene),
        applicant=applicant(scene),
        item=title(scene),
        applied_on=scene.case.applied_on,
        ground=Ground(words["ground"]),
        reason=scene.case.reason,
        remedies=remedies(scene),
        officer=officer(scene),
        competent=competent,
    )
