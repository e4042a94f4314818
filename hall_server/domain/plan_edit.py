"""Editing a plan as a value: edits applied, the difference told, edits taken back.

An edit is one entry before and after. Edits of a change are about different entries, so their
order does not matter; `place` is the entry's final position in its part.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from hall_server.domain.plan import HallPlan
from hall_server.domain.plan_entries import (
    HALL,
    PARTS,
    Entry,
    part_entries,
    part_read,
    with_day,
    with_hall,
)
from hall_server.domain.refusals import ChangedMeanwhile, EditMalformed

_LAST = 2**31
Blame = Callable[[str, str], Mapping[str, Any]]
"""Who changed an entry (part, code) last: facts `by` and `at` for the refusal."""


@dataclass(frozen=True)
class Edit:
    """An entry of a part, `before` (None: it is new) and `after` (None: it is gone).

    `was` is its position before, kept so that the edit can be taken back; None before it is made.
    """

    part: str
    code: str
    before: Entry | None
    after: Entry | None
    place: int | None = None
    was: int | None = None

    @property
    def inverse(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.part, self.code, self.after, self.before, self.was, self.place)

    def plain(self) -> dict[str, Any]:
        """The edit as plain values, from which `Edit(**values)` gives an equal one."""
        return asdict(self)


def nobody(_part: str, _code: str) -> Mapping[str, Any]:
    """Names nobody."""
    return {"by": "", "at": None}


def apply(plan: HallPlan, edits: Iterable[Edit], blame: Blame = nobody) -> HallPlan:
    """The plan with all edits made, not yet checked as a whole.

    Raises EditMalformed, or ChangedMeanwhile when an entry is no longer what `before` says.
    """
    by_part: dict[str, dict[str, Edit]] = {}
    for edit in edits:
        _require_sound(edit)
        if edit.code in by_part.setdefault(edit.part, {}):
            raise EditMalformed(part=edit.part, code=edit.code, field="code")
        by_part[edit.part][edit.code] = edit
    for part, wanted in by_part.items():
        plan = _with_part(plan, part, wanted, blame)
    return plan


def _require_sound(edit: Edit) -> None:
    fixed = edit.part == HALL or edit.part == "hours"
    if not fixed and edit.part not in PARTS:
        raise EditMalformed(part=edit.part, code=edit.code, field="part")
    for name, entry in (("before", edit.before), ("after", edit.after)):
        if entry is None and (fixed or edit.before is edit.after):
            raise EditMalformed(part=edit.part, code=edit.code, field=name)
        if entry is not None and entry.get("code") != edit.code:
            raise EditMalformed(part=edit.part, code=edit.code, field="code")


def _with_part(plan: HallPlan, part: str, wanted: Mapping[str, Edit], blame: Blame) -> HallPlan:
    entries = part_entries(plan, part)
    now = {entry["code"]: entry for entry in entries}
    for edit in wanted.values():
        _require_unchanged(edit, now.get(edit.code), blame)
    if part in PARTS:
        return _with_list(plan, part, wanted, [entry["code"] for entry in entries])
    for edit in wanted.values():
        assert edit.after is not None  # _require_sound
        plan = with_hall(plan, edit.after) if part == HALL else with_day(plan, edit.after)
    return plan


def _require_unchanged(edit: Edit, now: Entry | None, blame: Blame) -> None:
    # A client's 1 and 1.0 are one number; all else is compared as it was read.
    if edit.before != now:
        raise ChangedMeanwhile(
            part=edit.part, code=edit.code, now=now, **blame(edit.part, edit.code)
        )


def _with_list(
    plan: HallPlan, part: str, wanted: Mapping[str, Edit], codes: Sequence[str]
) -> HallPlan:
    values = dict(zip(codes, getattr(plan, part), strict=True))
    read = {
        code: part_read(part, [edit.after])[0]
        for code, edit in wanted.items()
        if edit.after is not None
    }
    stays = [code for code in codes if _stays(wanted.get(code))]
    placed = [
        (_LAST if edit.place is None else edit.place, code)
        for code, edit in wanted.items()
        if edit.after is not None and not (edit.before is not None and _stays(edit))
    ]
    for place, code in sorted(placed, key=lambda each: each[0]):
        stays.insert(place, code)
    changed = tuple(read[code] if code in read else values[code] for code in stays)
    if not PARTS[part].ordered:
        changed = tuple(sorted(changed, key=lambda each: each.date))
    values_of_part: dict[str, Any] = {part: changed}
    return replace(plan, **values_of_part)


def _stays(edit: Edit | None) -> bool:
    """Whether an entry there before keeps its position among the others."""
    return edit is None or (edit.after is not None and edit.place is None)


def edits_between(before: HallPlan, after: HallPlan) -> tuple[Edit, ...]:
    """The edits that make `after` of `before`; none exactly when their entries are equal."""
    edits: list[Edit] = []
    for part in (HALL, "hours", *PARTS):
        edits += _part_edits(part, part_entries(before, part), part_entries(after, part))
    return tuple(edits)


def _part_edits(part: str, before: Sequence[Entry], after: Sequence[Entry]) -> Iterable[Edit]:
    if before == after:
        return
    old = {entry["code"]: entry for entry in before}
    new = {entry["code"]: entry for entry in after}
    place_before = {code: place for place, code in enumerate(old)}
    place_after = {code: place for place, code in enumerate(new)}
    moved = _moved([code for code in old if code in new], place_after)
    if part in PARTS and not PARTS[part].ordered:
        moved = set()
    for code, entry in old.items():
        if code not in new:
            yield Edit(part, code, entry, None, None, place_before[code])
        elif code in moved:
            yield Edit(part, code, entry, new[code], place_after[code], place_before[code])
        elif entry != new[code]:
            yield Edit(part, code, entry, new[code])
    for code, entry in new.items():
        if code not in old:
            yield Edit(part, code, None, entry, place_after[code])


def _moved(codes: Sequence[str], place_after: Mapping[str, int]) -> set[str]:
    """The fewest codes whose moving explains the new order: all but a longest rising run."""
    tails: list[int] = []
    rank = []
    for code in codes:
        at = bisect_left(tails, place_after[code])
        tails[at : at + 1] = [place_after[code]]
        rank.append(at)
    moved, wanted = set(codes), len(tails) - 1
    for code, at in zip(reversed(codes), reversed(rank), strict=True):
        if at == wanted:
            moved.discard(code)
            wanted -= 1
    return moved


def difference(edits: Iterable[Edit]) -> tuple[dict[str, Any], ...]:
    """What edits do, entry by entry, as plain values: part, code, name, kind and changed fields."""
    return tuple(_told(edit) for edit in edits)


def _told(edit: Edit) -> dict[str, Any]:
    before, after = edit.before or {}, edit.after or {}
    fields = [name for name in {**before, **after} if name != "code"]
    told = [
        {"field": name, "before": before.get(name), "after": after.get(name)}
        for name in fields
        if edit.before is None or edit.after is None or before.get(name) != after.get(name)
    ]
    kind = "moved"
    if edit.before is None or edit.after is None:
        kind = "added" if edit.before is None else "removed"
    elif told:
        kind = "changed"
    name = (edit.after or edit.before or {}).get("name") or {"zh": "", "en": ""}
    return {
        "part": edit.part,
        "code": edit.code,
        "name": {"zh": name["zh"], "en": name.get("en") or name["zh"]},
        "kind": kind,
        "fields": told,
    }
