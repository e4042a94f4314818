"""What every paper of a case is composed from, in the words of the papers' library and the case's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hall_server.desk.cases.clock import today
from hall_server.domain import plan as p
from hall_server.domain.cases.case import Case, Checked, Step
from hall_server.domain.cases.states import MaterialState
from hall_server.store.cases.rows import materials_of, steps_of
from hall_server.store.item_versions import ItemVersion, version_by_id
from hall_server.store.people import name_of_signature
from hall_server.store.transaction import Transaction
from printer.forms.parties import Applicant, Issuer, Material, Officer, Query, Remedies
from printer.texts import Sentences, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A case in the moment a paper is issued. `version` is that of the department that speaks."""

    tx: Transaction
    case: Case
    steps: Sequence[Step]
    versions: Mapping[int, ItemVersion]
    """By position of the step."""
    speaker: Step
    reference: str
    reason: str
    words: Mapping[str, Any]

    @property
    def say(self) -> Sentences:
        return sentences(self.case.language)

    @property
    def version(self) -> ItemVersion:
        return self.versions[self.speaker.position]

    @property
    def department(self) -> p.Department:
        return self.version.department

    @property
    def on(self) -> date:
        return today(self.tx)

    @property
    def items(self) -> list[p.Item]:
        return [self.versions[step.position].item for step in self.steps]

    def named(self, name: p.Text) -> str:
        """A name in the case's language."""
        return name.english if self.case.language == "en" else name.zh

    def materials(self) -> tuple[Checked, ...]:
        """The check list as it is now."""
        return materials_of(self.tx.connection, self.case.id)


def scene_of(
    tx: Transaction,
    case: Case,
    step: Step | None,
    *,
    reason: str = "",
    words: Mapping[str, Any] | None = None,
) -> Scene:
    """A case as it is now, without a number yet; the department of `step` speaks, else the lead."""
    steps = steps_of(tx.connection, case.id)
    versions = {each.position: version_by_id(tx.connection, each.item_version_id) for each in steps}
    speaker = step or next(each for each in steps if each.lead)
    return Scene(
        tx=tx,
        case=case,
        steps=steps,
        versions=versions,
        speaker=speaker,
        reference="",
        reason=reason,
        words=words or {},
    )


def issuer(scene: Scene) -> Issuer:
    """The body that speaks."""
    return Issuer(
        body=scene.named(scene.department.name), reference=scene.reference, issued_on=scene.on
    )


def applicant(scene: Scene) -> Applicant:
    """Who applies, by full name."""
    case = scene.case
    return Applicant(
        name=case.applicant,
        contact=case.contact or None,
        phone=case.phone or None,
        agent=case.agent or None,
    )


def officer(scene: Scene) -> Officer:
    """Who does the act, and the office's phone."""
    actor = scene.tx.actor
    name = scene.say("form.unknown.officer")
    if actor.kind == "staff":
        name = name_of_signature(scene.tx.connection, scene.tx.hall, actor.signature)
    return Officer(name=name, phone=scene.department.phone or scene.say("form.unknown.phone"))


def query(scene: Scene) -> Query:
    """How the case can be followed."""
    url = scene.tx.setup.plan.public_url.rstrip("/")
    return Query(code=scene.case.number, link=f"{url}/c/{scene.case.token}" if url else None)


def title(scene: Scene) -> str:
    """What is applied for; of a joint case's step, that department's item."""
    theme = next(
        (code for code, id in scene.tx.setup.theme_ids.items() if id == scene.case.theme_id), None
    )
    known = scene.tx.setup.plan.theme.get(theme or "")
    return scene.named(known.name if known is not None else scene.version.item.name)


def remedies(scene: Scene) -> Remedies:
    """Where to appeal; by law if the hall has not said (行政复议法 24, 行政诉讼法 18)."""
    say, body = scene.say, scene.department
    return Remedies(
        reconsideration=body.reconsideration or say("form.unknown.reconsideration"),
        court=body.court or say("form.unknown.court"),
    )


def delivery(scene: Scene) -> str:
    """How the result is had."""
    case = scene.case
    if case.delivery == "mail":
        return scene.say("form.delivery.mail", address=case.address or scene.say("form.none"))
    return scene.say("form.delivery.window", hall=scene.named(scene.tx.setup.plan.name))


def result(scene: Scene) -> str:
    """What the applicant is given in the end."""
    named = dict.fromkeys(item.result for item in scene.items if item.result)
    return scene.say("list.join").join(named) or scene.say("form.unknown.result")


def fee(scene: Scene) -> str:
    """What it costs and by which rule, item by item in a joint case."""
    told = [_fee(scene, item) for item in scene.items]
    if len(told) == 1:
        return told[0]
    say = scene.say
    return "\n".join(
        say("form.fee.of", item=scene.named(item.name), fee=each)
        for item, each in zip(scene.items, told, strict=True)
    )


def _fee(scene: Scene, item: p.Item) -> str:
    if not item.fee:
        return scene.say("form.unknown.fee")
    if not item.fee_basis:
        return item.fee
    return scene.say("form.fee.basis", fee=item.fee, basis=item.fee_basis)


def form_of(scene: Scene, material: p.Material) -> str:
    """Original or copy, empty where the catalogue does not say."""
    return scene.say(f"form.kind.{material.kind}") if material.kind else ""


def handed_in(scene: Scene, states: frozenset[MaterialState]) -> tuple[Material, ...]:
    """The materials in these states, as a paper lists them."""
    say = scene.say
    return tuple(
        Material(
            name=each.material.name,
            form=say("form.held")
            if each.state is MaterialState.HELD
            else form_of(scene, each.material) or say("form.none"),
            copies=each.material.copies,
        )
        for each in scene.materials()
        if each.state in states
    )
