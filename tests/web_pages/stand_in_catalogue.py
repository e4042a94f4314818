"""The stand-in's catalogue: enough of it to search items in."""

from __future__ import annotations

from stand_in_hall import StandInHall
from stand_in_views import HALL, ZONES

from hall_server.wire import catalogue
from hall_server.wire.message import Text


def catalogue_of(hall: StandInHall) -> catalogue.Catalogue:
    """Enough of the catalogue to search items in."""
    return catalogue.Catalogue(
        version="1",
        hall=HALL,
        public_url="",
        zones=tuple(
            catalogue.ZoneEntry(code=code, name=name, floor="1", way=Text(zh="", en=""))
            for code, name in ZONES.items()
        ),
        departments=(),
        queues=(),
        items=tuple(
            catalogue.ItemEntry(
                code=errand.code,
                name=errand.name,
                kind=errand.kind,  # type: ignore[arg-type] # the scenario names a kind of the wire
                department="D1",
                queue=errand.queue,
                zone=hall.queues[errand.queue][1],
                statutory_days=20,
                promised_days=5,
                minutes=10,
                fee="",
                materials=errand.materials,
                pinyin="",
                initials=errand.initials,
                common=False,
            )
            for errand in hall.errands.values()
        ),
        themes=(),
        reasons=(),
        rules=Text(zh="", en=""),
    )
