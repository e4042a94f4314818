"""A sheet as it would look with a template not yet saved, drawn from sample facts of the hall."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hall_server.desk.template_check import template_problems
from hall_server.domain import plan as p
from hall_server.domain.plan_words import in_words
from hall_server.domain.refusals import TemplateRefused
from hall_server.wire.setup import PaperPreview


def paper_preview(plan: p.HallPlan, wanted: PaperPreview, now: datetime) -> bytes:
    """The sheet as PNG. Raises TemplateRefused with the first fault's line."""
    for fault in template_problems(wanted.template):
        words = in_words(fault.code, fault.facts)
        raise TemplateRefused(
            line=fault.facts["line"], why=fault.facts["why"], text={"zh": words.zh, "en": words.en}
        )
    # Imported here: a server that prints nothing need not load the paper library.
    from pydantic import TypeAdapter

    from printer.document import PrintSize
    from printer.kinds import KINDS
    from printer.picture import preview
    from printer.template_file import read_template

    kind = KINDS[wanted.kind]
    sample = _SAMPLES[wanted.kind](plan, wanted.language, now.astimezone(ZoneInfo(plan.timezone)))
    facts = TypeAdapter(kind.facts).validate_python(sample)
    document = kind.compose(facts, wanted.language, read_template(wanted.template))
    return preview(document, kind.form, PrintSize(wanted.print_size))


def _named(name: p.Text, language: str) -> str:
    return name.english if language == "en" else name.zh


def _ticket(plan: p.HallPlan, language: str, now: datetime) -> dict[str, Any]:
    item = plan.items[0]
    zone, queue = plan.zone[item.zone], plan.queue[item.queue]
    windows = [window.number for window in plan.windows_serving(queue.letter)]
    rules = _named(plan.ticket_rules, language)
    return {
        "hall": _named(plan.name, language),
        "zone_code": zone.code,
        "zone": _named(zone.name, language),
        "windows": windows[:4],
        "items": [_named(item.name, language)],
        "number": f"{queue.letter}012",
        "wait": {"ahead": 6, "low": 10, "high": 15},
        "issued_at": now,
        "kiosk": "1",
        "notes": [rules] if rules else [],
        "link": plan.public_url.rstrip("/") + "/t/sample" if plan.public_url else None,
    }


def _day_end(plan: p.HallPlan, language: str, now: datetime) -> dict[str, Any]:
    pauses = [{"reason": _named(each.name, language), "minutes": 20} for each in plan.pause_reasons]
    return {
        "hall": _named(plan.name, language),
        "window": plan.windows[0].number,
        "clerk": "1001",
        "on": now.date(),
        "called": 46,
        "served": 43,
        "no_shows": 2,
        "transferred": 1,
        "receipts": 31,
        "notices": 4,
        "average_wait": 12,
        "average_service": 9,
        "printed_at": now,
        "pauses": pauses[:2],
    }


_SAMPLES = {"ticket": _ticket, "day_end": _day_end}
