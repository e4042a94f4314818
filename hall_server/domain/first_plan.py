"""The plan of a hall on its first day: from a few words to a whole that can open.

What it leaves out (profiles that help each other, themes, exact limits) is edited afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from hall_server.domain import plan as p

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""For zones and their numbers; I and O read as 1 and 0."""
TICKET_RULES = p.Text(
    "请留意屏幕显示和语音叫号。\n过号后 30 分钟内可在取号机或导办台恢复排队。\n号码当日有效。",
    "Please watch the boards and listen for your number.\n"
    "If you miss your call, come back within 30 minutes.\nValid today only.",
)
PRIORITY_REASONS = (
    p.PriorityReason("elder", p.Text("老年人（70 周岁及以上）", "Aged 70 or over"), 2.0, 70),
    p.PriorityReason("disabled", p.Text("残疾人", "Disabled"), 2.0),
    p.PriorityReason("pregnant", p.Text("孕妇", "Pregnant"), 2.0),
    p.PriorityReason("ill", p.Text("重病患者", "Seriously ill"), 3.0),
    p.PriorityReason("soldier", p.Text("现役、退役军人", "Serving or retired soldier"), 2.0),
)
PAUSE_REASONS = (
    p.PauseReason("meal", p.Text("用餐", "Meal")),
    p.PauseReason("break", p.Text("短暂休息", "Short break")),
    p.PauseReason("meeting", p.Text("会议培训", "Meeting or training")),
    p.PauseReason("fault", p.Text("设备故障", "Equipment fault")),
)


@dataclass(frozen=True, slots=True)
class ZoneSketch:
    """A zone with one line of people: its windows' numbers and what is done there."""

    name: p.Text
    windows: tuple[str, ...]
    items: tuple[str, ...]
    minutes: int = 10
    """How long one visitor takes, about."""


@dataclass(frozen=True, slots=True)
class HallSketch:
    """What a new hall is asked on its first day. `opening` are periods of a day, open on `weekdays`."""

    code: str
    name: p.Text
    timezone: str
    weekdays: tuple[int, ...]
    opening: tuple[tuple[time, time], ...]
    zones: tuple[ZoneSketch, ...]
    public_url: str = ""


def first_plan(sketch: HallSketch) -> p.HallPlan:
    """The sketch as a plan: each zone gets a letter, a queue, a profile for its windows, its items.

    Pure; the plan is not checked. Raises ValueError for more zones than letters.
    """
    if len(sketch.zones) > len(LETTERS):
        raise ValueError(f"at most {len(LETTERS)} zones")
    zones: Mapping[str, ZoneSketch] = dict(zip(LETTERS, sketch.zones, strict=False))
    return p.HallPlan(
        code=sketch.code,
        name=sketch.name,
        timezone=sketch.timezone,
        notice=p.Text(f"欢迎光临{sketch.name.zh}。", f"Welcome to {sketch.name.english}."),
        ticket_rules=TICKET_RULES,
        public_url=sketch.public_url,
        rules=p.HouseRules(),
        hours=tuple(
            p.Hours(day, begins, ends) for day in sketch.weekdays for begins, ends in sketch.opening
        ),
        zones=tuple(p.Zone(letter, zone.name) for letter, zone in zones.items()),
        departments=(p.Department(sketch.name.zh[:40], sketch.name),),
        queues=tuple(p.Queue(letter, zone.name, letter) for letter, zone in zones.items()),
        items=tuple(
            _item(sketch, letter, place, name, zone.minutes)
            for letter, zone in zones.items()
            for place, name in enumerate(zone.items)
        ),
        themes=(),
        profiles=tuple(p.Profile(letter, zone.name, (letter,)) for letter, zone in zones.items()),
        windows=tuple(
            p.Window(number, letter, letter)
            for letter, zone in zones.items()
            for number in zone.windows
        ),
        priority_reasons=PRIORITY_REASONS,
        pause_reasons=PAUSE_REASONS,
    )


def _item(sketch: HallSketch, letter: str, place: int, name: str, minutes: int) -> p.Item:
    return p.Item(
        code=f"{letter}-{place + 1:03}",
        name=p.Text(name),
        kind="instant",
        department=sketch.name.zh[:40],
        queue=letter,
        zone=letter,
        service_minutes=minutes,
        common=place < 8,
    )
