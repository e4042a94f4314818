"""The check list of a case: the union of its items' materials, each asked once, and what is said of it."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.refusals import (
    MaterialLacking,
    MaterialPromised,
    MaterialUndecided,
    NoSuchMaterial,
    NotDeferrable,
    NothingHandedIn,
    NotOwed,
    ProblemMissing,
    PromiseNotAhead,
)
from hall_server.domain.cases.states import HERE, IN_ORDER, MaterialState
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

    Names are alike whatever their width, case and spaces. Where items want different things of a
    material the stricter counts: the larger number of copies, original and copy both, paper; and
    what one of them cannot do without is not deferrable.
    """
    wanted: dict[str, tuple[Material, tuple[int, ...]]] = {}
    for step, item in enumerate(items):
        for material in item.materials:
            name = _alike(material.name)
            known = wanted.get(name)
            if known is None:
                wanted[name] = material, (step,)
            elif step not in known[1]:
                wanted[name] = _both(known[0], material), (*known[1], step)
    return tuple(
        Checked(position=position, material=material, steps=steps)
        for position, (material, steps) in enumerate(wanted.values())
    )


def _alike(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _both(one: Material, other: Material) -> Material:
    kinds = {one.kind, other.kind} - {""}
    media = {one.medium, other.medium} - {""}
    standards = dict.fromkeys(filter(None, (*one.standard.split("；"), other.standard)))
    return replace(
        one,
        kind="both" if len(kinds) > 1 else next(iter(kinds), ""),
        copies=max(one.copies, other.copies),
        medium="paper" if "paper" in media else min(media, default=""),
        source=one.source or other.source,
        standard="；".join(standards),
        deferrable=one.deferrable and other.deferrable,
        certificate=one.certificate or other.certificate,
    )


def said(
    materials: Sequence[Checked], words: Iterable[MaterialWord], on: date
) -> tuple[Checked, ...]:
    """The check list with more words, said on a date.

    Raises NoSuchMaterial, ProblemMissing, NotDeferrable, PromiseNotAhead.
    """
    list_ = {each.position: each for each in materials}
    for word in words:
        known = list_.get(word.position)
        if known is None:
            raise NoSuchMaterial(position=word.position)
        if word.state is MaterialState.WRONG and not word.problem:
            raise ProblemMissing(material=known.material.name)
        if word.state is MaterialState.PROMISED and not known.material.deferrable:
            raise NotDeferrable(material=known.material.name)
        if word.state is MaterialState.PROMISED and not _ahead(word.promised_until, on):
            raise PromiseNotAhead(material=known.material.name)
        list_[word.position] = replace(
            known,
            state=word.state,
            problem=word.problem if word.state is MaterialState.WRONG else "",
            promised_until=word.promised_until if word.state is MaterialState.PROMISED else None,
            certificate_number=word.certificate_number,
        )
    return tuple(list_.values())


def _ahead(day: date | None, on: date) -> bool:
    return day is not None and day > on


def require_owed(materials: Sequence[Checked], words: Iterable[MaterialWord]) -> None:
    """After acceptance only what is owed is checked, as in order or promised anew. Raises NotOwed.

    Owed is what was promised; in a case accepted by law also whatever was not in order then.
    """
    known = {each.position: each for each in materials}
    for word in words:
        checked = known.get(word.position)
        if checked is None:
            raise NoSuchMaterial(position=word.position)
        if checked.state in HERE or word.state not in IN_ORDER:
            raise NotOwed(material=checked.material.name)


def require_something_came(materials: Sequence[Checked], words: Iterable[MaterialWord]) -> None:
    """A supplement brings something that was wrong or missing. Raises NothingHandedIn."""
    awaited = {each.position for each in lacking(materials)}
    came = (word for word in words if word.state is not MaterialState.MISSING)
    if not any(word.position in awaited for word in came):
        raise NothingHandedIn()


def require_nothing_owed(materials: Iterable[Checked]) -> None:
    """Nothing is approved while a material is still to come. Raises MaterialPromised, MaterialLacking.

    A promised one (容缺), or one that was not in order when the law accepted the case. Denying is always
    possible: a promise that was not kept may be the very reason.
    """
    owed = [each for each in materials if each.state not in HERE]
    names = "、".join(each.material.name for each in owed)
    if any(each.state is not MaterialState.PROMISED for each in owed):
        raise MaterialLacking(materials=names)
    if owed:
        raise MaterialPromised(materials=names)


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
