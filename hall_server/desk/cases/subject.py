"""What is applied for: an item or a theme, with the versions of the catalogue in force and its steps."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from hall_server.domain import plan as p
from hall_server.domain.cases.refusals import ItemHasNoVersion
from hall_server.domain.refusals import Unknown
from hall_server.store.item_versions import ItemVersion, version_in_force
from hall_server.store.setup import Setup
from hall_server.wire.cases import Subject


class Part(NamedTuple):
    """An item of the subject: its version, the stage in which it is handled, whether it leads."""

    version: ItemVersion
    stage: int
    lead: bool


class Applied(NamedTuple):
    """The subject as the catalogue has it on a day. `promised_days` is a theme's own promise."""

    title: p.Text
    kind: str
    parts: tuple[Part, ...]
    item: str | None
    theme: str | None
    promised_days: int | None = None

    @property
    def lead(self) -> Part:
        return next(part for part in self.parts if part.lead)

    @property
    def items(self) -> list[p.Item]:
        return [part.version.item for part in self.parts]


def applied(connection: Connection, setup: Setup, wanted: Subject, on: date) -> Applied:
    """The subject of an application received on a day. Raises Unknown, ItemHasNoVersion."""
    plan = setup.plan
    if wanted.item is not None:
        version = _version(connection, setup, wanted.item, on)
        return Applied(
            version.item.name, version.item.kind, (Part(version, 1, True),), wanted.item, None
        )
    theme = plan.theme.get(wanted.theme or "")
    if theme is None:
        raise Unknown(what="theme", name=wanted.theme)
    parts = tuple(
        Part(_version(connection, setup, each.item, on), each.step, each.item == theme.lead_item)
        for each in theme.items
    )
    return Applied(theme.name, "joint", parts, None, wanted.theme, theme.promised_days)


def _version(connection: Connection, setup: Setup, item: str, on: date) -> ItemVersion:
    id = setup.item_ids.get(item)
    if id is None:
        raise Unknown(what="item", name=item)
    version = version_in_force(connection, id, on)
    if version is None:
        raise ItemHasNoVersion(item=item, date=on.isoformat())
    return version
