"""What changes by the minute on a kiosk, and the catalogue behind it."""

import hashlib
import json
from functools import cache, lru_cache
from typing import Any, NamedTuple

from hall_server.desk.issue import wait_told
from hall_server.desk.told import text
from hall_server.domain import plan as p
from hall_server.domain.cases.channels import PROJECT_PRIORITY
from hall_server.domain.forecast import Forecast
from hall_server.domain.opening import local_date, opening_at
from hall_server.live.board import closed_text, notices_in_force
from hall_server.live.picture import Picture, evacuation_view
from hall_server.store.setup import Setup
from hall_server.wire.catalogue import (
    Catalogue,
    DepartmentEntry,
    ItemEntry,
    LifeEventEntry,
    MaterialEntry,
    QueueEntry,
    ReasonEntry,
    ThemeEntry,
    ThemeStep,
    WindowEntry,
    ZoneEntry,
)
from hall_server.wire.views import ItemClosed, KioskState, QueueNow


def kiosk_state(picture: Picture, played: Forecast) -> KioskState:
    """Queues with their waits, what is closed and why, and whether the hall gives numbers."""
    setup = picture.setup
    plan = setup.plan
    opening = opening_at(plan.hours, plan.timezone, picture.now, plan.special_days)
    is_open = opening.open and picture.open_date == local_date(picture.now, plan.timezone)
    closed = {
        row.queue_id: closed_text(row.text_zh, row.text_en)
        for row in picture.closures
        if row.queue_id is not None
    }
    return KioskState(
        version=picture.version,
        at=picture.now,
        open=is_open,
        until=opening.until if is_open else None,
        opens=opening.opens,
        queues=tuple(
            QueueNow(
                queue=queue.letter,
                wait=wait_told(picture.line(id).waiting, played.newcomers.get(id)),
                windows_open=picture.windows_open_for(id),
                closed=closed.get(id),
            )
            for id, queue in setup.queues.items()
        ),
        items_closed=tuple(
            ItemClosed(
                item=setup.items[row.item_id].code,
                closed=closed_text(row.text_zh, row.text_en),
            )
            for row in picture.closures
            if row.item_id is not None
        ),
        catalogue=catalogue_version(setup),
        notices=notices_in_force(picture),
        evacuation=evacuation_view(setup),
    )


def catalogue_version(setup: Setup) -> str:
    """Changes whenever the hall's setup does, or the form in which a newer server tells it."""
    return f"{setup.plan.code}-{setup.version}-{_form()}"


@cache
def _form() -> str:
    told = json.dumps(Catalogue.model_json_schema(), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:6]


class Offer(NamedTuple):
    """The catalogue as it is sent, and the SHA-256 of just these bytes, in hexadecimal."""

    version: str
    body: bytes
    sha256: str


def offer(setup: Setup) -> Offer:
    """What the hall offers, ready to be sent."""
    body = catalogue(setup).model_dump_json().encode()
    return Offer(catalogue_version(setup), body, hashlib.sha256(body).hexdigest())


@lru_cache(maxsize=16_384)
def _spelled(name: str) -> tuple[str, str]:
    """Pinyin without tones, and its initials, of a name; both lower case."""
    # Slow to import (a quarter of a second), and only needed when a kiosk asks for the catalogue.
    from pypinyin import lazy_pinyin

    kept = "".join(character for character in name if character.isalnum())
    syllables = [syllable.lower() for syllable in lazy_pinyin(kept, errors=_letters)]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables if syllable)


def _letters(latin: str) -> Any:
    """Latin letters and digits are kept, one by one: each is its own initial."""
    return list(latin)


def catalogue(setup: Setup) -> Catalogue:
    """The hall's offer as kiosks list and search it."""
    plan = setup.plan
    return Catalogue(
        version=catalogue_version(setup),
        hall=text(plan.name),
        timezone=plan.timezone,
        public_url=plan.public_url,
        zones=tuple(
            ZoneEntry(code=zone.code, name=text(zone.name), floor=zone.floor, way=text(zone.way))
            for zone in plan.zones
        ),
        departments=tuple(
            DepartmentEntry(code=each.code, name=text(each.name)) for each in plan.departments
        ),
        queues=tuple(
            QueueEntry(
                queue=queue.letter,
                name=text(queue.name),
                zone=queue.zone,
                windows=tuple(window.number for window in plan.windows_serving(queue.letter)),
            )
            for queue in plan.queues
        ),
        items=tuple(_item(item) for item in plan.items),
        themes=tuple(_theme(theme) for theme in plan.themes),
        reasons=tuple(
            ReasonEntry(code=reason.code, name=text(reason.name), from_age=reason.from_age)
            for reason in plan.priority_reasons
            if reason.code != PROJECT_PRIORITY
        ),
        life_events=tuple(
            LifeEventEntry(
                code=event.code, name=text(event.name), items=event.items, themes=event.themes
            )
            for event in plan.life_events
        ),
        windows=tuple(WindowEntry(window=each.number, zone=each.zone) for each in plan.windows),
        rules=text(plan.ticket_rules),
    )


def _theme(theme: p.Theme) -> ThemeEntry:
    pinyin, initials = _spelled(theme.name.zh)
    return ThemeEntry(
        code=theme.code,
        name=text(theme.name),
        items=tuple(ThemeStep(item=each.item, step=each.step) for each in theme.items),
        pinyin=pinyin,
        initials=initials,
    )


def _item(item: p.Item) -> ItemEntry:
    pinyin, initials = _spelled(item.name.zh)
    return ItemEntry(
        code=item.code,
        name=text(item.name),
        kind=item.kind,
        department=item.department,
        queue=item.queue,
        zone=item.zone,
        statutory_days=item.statutory_days,
        promised_days=item.promised_days,
        minutes=item.service_minutes,
        fee=item.fee,
        materials=item.material_names,
        pinyin=pinyin,
        initials=initials,
        common=item.common,
        synonyms=item.synonyms,
        synonyms_spelled=tuple(_spelled(synonym) for synonym in item.synonyms),
        bookable=item.slots > 0,
        pick_up=item.pick_up,
        bring=tuple(
            MaterialEntry(
                name=each.name, kind=each.kind, copies=each.copies, deferrable=each.deferrable
            )
            for each in item.materials
        ),
        day_kind=item.day_kind,
    )
