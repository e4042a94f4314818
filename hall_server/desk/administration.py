"""Changing the hall's setup: applied whole or scheduled for an opening, undone, never half."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hall_server.desk.change_told import change_view
from hall_server.desk.plan_in_use import end_closures, require_free
from hall_server.desk.template_check import template_problems
from hall_server.domain.actor import Actor
from hall_server.domain.opening import local_date, periods_on
from hall_server.domain.plan import HallPlan
from hall_server.domain.plan_check import check
from hall_server.domain.plan_edit import Edit, apply, difference, edits_between
from hall_server.domain.plan_entries import PART_NAMES
from hall_server.domain.plan_problem import PlanProblem
from hall_server.domain.plan_spot import told
from hall_server.domain.refusals import (
    ChangedMeanwhile,
    ChangeSettled,
    EditMalformed,
    NotAllowed,
    NothingChanged,
    PlanRefused,
    Refusal,
    TooEarly,
    Unknown,
)
from hall_server.store.people import name_of_signature
from hall_server.store.plan_changes import (
    add_change,
    change_row,
    edits_of,
    scheduled_until,
    settle_change,
    who_loaded,
    who_touched,
)
from hall_server.store.plan_saving import save_plan
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction
from hall_server.wire import setup as w

EDITORS: Mapping[str, frozenset[str]] = {
    "admin": frozenset(PART_NAMES),
    "supervisor": frozenset({"notices", "media", "special_days"}),
}
"""Which parts a role may edit."""
PROBLEMS_TOLD = 100
DIFFERENCE_KEPT = 20
"""So much of a change stands in its journal entry; its hash vouches for the rest."""
LONGEST_VALUE = 200
LOOK_AHEAD = timedelta(days=366)


def may_edit(actor: Actor) -> frozenset[str]:
    """The parts of the plan an actor may edit."""
    return frozenset[str]().union(*(EDITORS.get(role, ()) for role in actor.roles))


def edits_read(edits: Iterable[w.Edit]) -> tuple[Edit, ...]:
    """Edits as they came, as the plan takes them."""
    return tuple(Edit(**each.model_dump()) for each in edits)


def whole_check(plan: HallPlan) -> tuple[PlanProblem, ...]:
    """Everything wrong with a plan, its paper template too."""
    return (*check(plan), *template_problems(plan.paper_template))


def preview(plan: HallPlan, edits: Iterable[Edit]) -> w.Preview:
    """What edits would do to the plan and what would be wrong with it. Raises ChangedMeanwhile."""
    after = apply(plan, edits)
    return w.Preview.model_validate(
        {
            "problems": [told(after, each) for each in whole_check(after)[:PROBLEMS_TOLD]],
            "difference": difference(edits_between(plan, after)),
        }
    )


def make_change(tx: Transaction, wanted: w.MakeChange) -> w.ChangeView:
    """Apply edits now, or keep them for an opening. All of them, or nothing.

    Raises NotAllowed, ChangedMeanwhile, NothingChanged, PlanRefused, QueueInUse, ItemInUse,
    WindowInUse; TooEarly when the opening named is not ahead.
    """
    edits = edits_read(wanted.edits)
    _require_editor(tx, edits)
    if wanted.when == "now":
        return _told(tx, _applied(tx, edits, wanted.summary))
    due = _due(tx, wanted.when)
    edits = _checked(tx, _expected(tx, due), edits)[0]
    row = add_change(tx, edits, wanted.summary, "SCHEDULED", due)
    tx.record("schedule_change", _entry(row, edits) | {"due": due.isoformat()})
    return _told(tx, row)


def take_in(tx: Transaction, edits: Sequence[Edit], summary: str) -> w.ChangeView:
    """Apply edits that the hall makes of itself, such as a year's legal days. Raises as `make_change`."""
    return _told(tx, _applied(tx, edits, summary))


def undo_change(tx: Transaction, change: int) -> w.ChangeView:
    """Take an applied change back by a new one. Raises what `make_change` raises, and ChangeSettled.

    What somebody changed since is not overwritten: that raises ChangedMeanwhile.
    """
    row = _row(tx, change, "APPLIED", "undo")
    edits = edits_of(row)
    _require_editor(tx, edits)
    settle_change(tx, change, "UNDONE")
    inverse = tuple(edit.inverse for edit in edits)
    return _told(tx, _applied(tx, inverse, row.summary, undoes=change))


def cancel_change(tx: Transaction, change: int) -> w.ChangeView:
    """A scheduled change will not take effect. Raises ChangeSettled, NotAllowed, Unknown."""
    row = _row(tx, change, "SCHEDULED", "cancel")
    _require_editor(tx, edits_of(row))
    settle_change(tx, change, "CANCELLED")
    tx.record("cancel_change", {"change": change, "summary": row.summary})
    return _told(tx, _known(tx, change))


def apply_due(tx: Transaction, today: date) -> None:
    """Apply what waits for this opening, in its order. One that no longer fits fails, whole."""
    plan = tx.setup.plan
    for row in scheduled_until(tx.connection, tx.hall, today):
        edits = edits_of(row)
        try:
            edits, after = _checked(tx, plan, edits)
            require_free(tx, after)
        except NothingChanged:
            settle_change(tx, row.id, "APPLIED")
            continue
        except Refusal as refusal:
            settle_change(tx, row.id, "FAILED", _trouble(refusal))
            tx.record(
                "fail_change",
                {"change": row.id, "summary": row.summary, "why": refusal.code},
            )
            continue
        plan = after
        settle_change(tx, row.id, "APPLIED")
        tx.record("apply_change", _entry(row, edits))
    if plan is not tx.setup.plan:
        _save(tx, plan)


def _trouble(refusal: Refusal) -> dict[str, Any]:
    """Why a change failed, to be put in words by whoever reads it."""
    return {"code": refusal.code, "facts": refusal.facts, "text": str(refusal)}


def _applied(
    tx: Transaction, edits: Sequence[Edit], summary: str, undoes: int | None = None
) -> AnyRow:
    edits, after = _checked(tx, tx.setup.plan, edits)
    require_free(tx, after)
    _save(tx, after)
    row = add_change(tx, edits, summary, "APPLIED")
    if undoes is None:
        tx.record("change_plan", _entry(row, edits))
    else:
        tx.record("undo_change", _entry(row, edits) | {"undoes": undoes})
    return row


def _save(tx: Transaction, after: HallPlan) -> None:
    end_closures(tx, after)
    save_plan(tx.connection, after, tx.now)


def _checked(
    tx: Transaction, plan: HallPlan, edits: Iterable[Edit]
) -> tuple[tuple[Edit, ...], HallPlan]:
    """The edits as what they change, with positions, and the sound plan they make."""
    after = apply(plan, edits, lambda part, code: _blame(tx, part, code))
    made = edits_between(plan, after)
    if not made:
        raise NothingChanged()
    problems = whole_check(after)
    if problems:
        raise PlanRefused(
            why="; ".join(each.text for each in problems[:3]),
            problems=[told(after, each) for each in problems[:PROBLEMS_TOLD]],
        )
    return made, after


def _blame(tx: Transaction, part: str, code: str) -> dict[str, Any]:
    """Who changed an entry last, as far as is known: a name and a moment."""
    row = who_touched(tx.connection, tx.hall, part, code)
    if row is not None:
        signature, at = row.made_by, row.made_at
    else:
        loaded = who_loaded(tx.connection, tx.hall, ("load_plan", "change_profile"))
        if loaded is None:
            return {"by": "", "at": None}
        signature, at = loaded
    return {
        "by": name_of_signature(tx.connection, tx.hall, signature),
        "at": at.isoformat(timespec="milliseconds"),
    }


def _require_editor(tx: Transaction, edits: Iterable[Edit]) -> None:
    allowed = may_edit(tx.actor)
    for edit in edits:
        if edit.part not in allowed:
            raise NotAllowed(part=edit.part)


def _expected(tx: Transaction, due: date) -> HallPlan:
    """The plan as it will be at an opening: with all that already waits for it."""
    plan = tx.setup.plan
    for row in scheduled_until(tx.connection, tx.hall, due):
        try:
            plan = apply(plan, edits_of(row))
        except (ChangedMeanwhile, EditMalformed):
            continue  # it will fail then, and says so to whoever made it
    return plan


def _due(tx: Transaction, when: str) -> date:
    """The date of the opening meant. Raises TooEarly for one that is not ahead."""
    plan = tx.setup.plan
    today = local_date(tx.now, plan.timezone)
    if when == "next_opening":
        day = today
        while day < today + LOOK_AHEAD:
            day += timedelta(days=1)
            if periods_on(day, plan.hours, plan.special_days):
                return day
        raise TooEarly(date=when)
    try:
        named = date.fromisoformat(when)
    except ValueError as error:
        raise TooEarly(date=when) from error
    if not today < named <= today + LOOK_AHEAD:
        raise TooEarly(date=when)
    return named


def _row(tx: Transaction, change: int, state: str, action: str) -> AnyRow:
    row = _known(tx, change)
    if row.state != state:
        raise ChangeSettled(state=row.state, action=action)
    return row


def _known(tx: Transaction, change: int) -> AnyRow:
    row = change_row(tx.connection, tx.hall, change)
    if row is None:
        raise Unknown(what="change", name=change)
    return row


def _told(tx: Transaction, row: AnyRow) -> w.ChangeView:
    return change_view(tx.connection, row, may_edit(tx.actor))


def _entry(row: AnyRow, edits: Sequence[Edit]) -> dict[str, Any]:
    """A change in the journal: its first entries, long values cut, and the hash of all of it."""
    told_all = difference(edits)
    return {
        "change": row.id,
        "summary": row.summary,
        "entries": len(told_all),
        "difference": [_brief(each) for each in told_all[:DIFFERENCE_KEPT]],
        "sha256": hashlib.sha256(row.edits.encode()).hexdigest(),
    }


def _brief(entry: Mapping[str, Any]) -> dict[str, Any]:
    fields = [
        each | {side: _cut(each[side]) for side in ("before", "after")} for each in entry["fields"]
    ]
    return {**entry, "fields": fields}


def _cut(value: Any) -> Any:
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return value if len(written) <= LONGEST_VALUE else written[:LONGEST_VALUE] + "…"
