"""The check list of a case: the union of its items' materials, each asked once, and what is said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.refusals import (
    MaterialLacking,
    MaterialUndecided,
    NoSuchMaterial,
    NotDeferrable,
    ProblemMissing,
)
from hall_server.domain.cases.states import IN_ORDER, MaterialState
from hall_server.domain.plan import Item, Material


class MaterialWord(NamedTuple):
    """What is said of the material at a position."""

    position: int
    state: MaterialState
    problem: str = ""
    promised_until: date | None = None
    certificate_number: str = ""


def union(items: Sequence[Item]) -> tuple[Checked, ...]:
    """Every material of the items in their order; one that several want is there once.

    Where they want different numbers of copies the larger counts; an original outdoes a copy, and
    what one of them cannot do without is not deferrable.
    """
    wanted: dict[str, tuple[Material, tuple[int, ...]]] = {}
    for step, item in enumerate(items):
        for material in item.materials:
            known = wanted.get(material.name)
            if known is None:
                wanted[material.name] = material, (step,)
            elif step not in known[1]:
                wanted[material.name] = _both(known[0], material), (*known[1], step)
    return tuple(
        Checked(position=position, material=material, steps=steps)
        for position, (material, steps) in enumerate(wanted.values())
    )


def _both(one: Material, other: Material) -> Material:
    kinds = {one.kind, other.kind} - {""}
    return replace(
        one,
        kind="both" if len(kinds) > 1 else next(iter(kinds), ""),
        copies=max(one.copies, other.copies),
        source=one.source or other.source,
        standard="；".join(dict.fromkeys(filter(None, (one.standard, other.standard)))),
        deferrable=one.deferrable and other.deferrable,
        certificate=one.certificate or other.certificate,
    )


def said(materials: Sequence[Checked], words: Iterable[MaterialWord]) -> tuple[Checked, ...]:
    """The check list with more words. Raises NoSuchMaterial, ProblemMissing, NotDeferrable."""
    list_ = {each.position: each for each in materials}
    for word in words:
        known = list_.get(word.position)
        if known is None:
            raise NoSuchMaterial(position=word.position)
        if word.state is MaterialState.WRONG and not word.problem:
            raise ProblemMissing(material=known.material.name)
        if word.state is MaterialState.PROMISED and not known.material.deferrable:
            raise NotDeferrable(material=known.material.name)
        list_[word.position] = replace(
            known,
            state=word.state,
            problem=word.problem if word.state is MaterialState.WRONG else "",
            promised_until=word.promised_until if word.state is MaterialState.PROMISED else None,
            certificate_number=word.certificate_number,
        )
    return tuple(list_.values())


def require_decided(materials: Iterable[Checked]) -> None:
    """Raises MaterialUndecided while nothing is said of a material."""
    undecided = [m.material.name for m in materials if m.state is MaterialState.UNDECIDED]
    if undecided:
        raise MaterialUndecided(materials="、".join(undecided))


def require_in_order(materials: Iterable[Checked]) -> None:
    """Raises MaterialUndecided, or MaterialLacking when one is missing or wrong."""
    materials = tuple(materials)
    require_decided(materials)
    wanting = lacking(materials)
    if wanting:
        raise MaterialLacking(materials="、".join(each.material.name for each in wanting))


def lacking(materials: Iterable[Checked]) -> tuple[Checked, ...]:
    """Those missing or wrong."""
    return tuple(
        each
        for each in materials
        if each.state not in IN_ORDER and each.state is not MaterialState.UNDECIDED
    )
