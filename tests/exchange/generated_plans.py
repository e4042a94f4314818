"""Plans of halls that could be: any names a keyboard can write, any shape the check allows."""

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from hall_server.domain.plan import (
    Backup,
    Department,
    HallPlan,
    Hours,
    HouseRules,
    Item,
    LegalDay,
    LifeEvent,
    Material,
    Medium,
    Notice,
    PauseReason,
    Period,
    PriorityReason,
    Profile,
    Queue,
    SpecialDay,
    Text,
    Theme,
    ThemeStep,
    Window,
    Zone,
)
from hall_server.domain.plan_entries import DEPARTMENT_FACTS, ITEM_TEXTS
from hall_server.domain.plan_values import RULES

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
AWKWARD = (
    '"',
    "'",
    "\\",
    ",",
    '"""',
    "=1+1",
    "#N/A",
    "a;b；c",
    "_x0041_",
    "# x",
    "1",
    "北京　市",
    "𠮷",
)

CALL_TEXTS = (
    Text(""),
    Text("请{number}号到{zone}{window}号窗口"),
    Text('"{number}" → {window} {{!}}', "{number}, {number}: counter {window}"),
)
TEMPLATES = ("", '[ticket.zh-CN]\nheader = "欢迎 \\" \\\\ \U0001f600"\n', "\n# 说明\t只有一行\n")
"""Sound ones, as docs/paper.md describes."""

_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
).filter(lambda c: ord(c) & 0xFFFE != 0xFFFE)

lines = (
    (st.sampled_from(AWKWARD) | st.text(_CHARACTERS, min_size=1, max_size=12))
    .map(str.strip)
    .filter(bool)
)
line_or_none = st.just("") | lines
names = st.builds(Text, lines, line_or_none)
names_or_none = st.just(Text("")) | names
sentences = st.lists(line_or_none, max_size=3).map(lambda parts: "\n".join(parts).strip())
sentence_pairs = st.just(Text("")) | st.builds(Text, sentences.filter(bool), sentences)
codes = st.text("abcxyzABC甲乙丙0189._-", min_size=1, max_size=8)
undivided = lines.map(lambda words: words.replace(";", "、").replace("；", "、"))
materials = undivided.map(Material) | st.builds(
    Material,
    undivided,
    st.sampled_from(("", "original", "copy", "both")),
    st.integers(1, 99),
    st.sampled_from(("", "paper", "electronic", "either")),
    line_or_none,
    line_or_none,
    st.booleans(),
    line_or_none,
)


def _some_codes(most: int, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(codes, min_size=least, max_size=most, unique=True)


def _some_names(count: int) -> st.SearchStrategy[list[Text]]:
    return st.lists(names, min_size=count, max_size=count, unique_by=lambda name: name.zh)


@st.composite
def halls(draw: st.DrawFn) -> HallPlan:
    """A plan in which the check finds nothing wrong."""
    zones = draw(_zones())
    departments = draw(_departments())
    queues = draw(_queues(zones))
    items = draw(_items(zones, departments, queues))
    themes = draw(_themes(items))
    profiles = draw(_profiles(queues))
    return HallPlan(
        code=draw(st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True)),
        name=draw(names),
        timezone=draw(st.sampled_from(("Asia/Shanghai", "Asia/Urumqi", "UTC"))),
        notice=draw(sentence_pairs),
        ticket_rules=draw(sentence_pairs),
        address=draw(
            st.sampled_from((Text(""), Text("江畔路1号"), Text("江畔路1号", "1 Jiangpan Rd")))
        ),
        public_url=draw(st.sampled_from(("", "https://hall.example.cn", "http://10.0.0.2:8000/t"))),
        rules=draw(_rules()),
        hours=draw(_hours()),
        zones=zones,
        departments=departments,
        queues=queues,
        items=items,
        themes=themes,
        life_events=draw(_life_events(items, themes)),
        profiles=profiles,
        windows=draw(_windows(zones, profiles)),
        priority_reasons=draw(_priority_reasons()),
        pause_reasons=tuple(PauseReason(code, draw(names)) for code in draw(_some_codes(3))),
        special_days=draw(_special_days()),
        legal_days=tuple(
            LegalDay(on, draw(st.booleans()), draw(names_or_none)) for on in draw(_some_dates())
        ),
        notices=draw(_notices()),
        media=draw(_media()),
        call_text=draw(st.sampled_from(CALL_TEXTS)),
        paper_template=draw(st.sampled_from(TEMPLATES)),
    )


@st.composite
def _zones(draw: st.DrawFn) -> tuple[Zone, ...]:
    letters = draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=3, unique=True))
    named = zip(letters, draw(_some_names(len(letters))), strict=True)
    return tuple(Zone(c, name, draw(line_or_none), draw(sentence_pairs)) for c, name in named)


@st.composite
def _departments(draw: st.DrawFn) -> tuple[Department, ...]:
    written = draw(_some_codes(3, least=1))
    named = zip(written, draw(_some_names(len(written))), strict=True)
    return tuple(
        Department(code, name, *(draw(line_or_none) for _ in DEPARTMENT_FACTS))
        for code, name in named
    )


@st.composite
def _queues(draw: st.DrawFn, zones: tuple[Zone, ...]) -> tuple[Queue, ...]:
    letters = draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=4, unique=True))
    return tuple(
        Queue(
            letter,
            draw(names),
            draw(st.sampled_from(zones)).code,
            draw(st.integers(1, 480)),
            draw(st.integers(10, 9999)),
        )
        for letter in letters
    )


@st.composite
def _items(
    draw: st.DrawFn,
    zones: tuple[Zone, ...],
    departments: tuple[Department, ...],
    queues: tuple[Queue, ...],
) -> tuple[Item, ...]:
    needed = max(len(zones), len(departments))
    return tuple(
        draw(
            _item(
                code,
                # The first items see to it that no zone and no department is without one.
                zones[at] if at < len(zones) else draw(st.sampled_from(zones)),
                departments[at] if at < len(departments) else draw(st.sampled_from(departments)),
                draw(st.sampled_from(queues)),
            )
        )
        for at, code in enumerate(draw(_some_codes(needed + 4, least=needed)))
    )


@st.composite
def _item(draw: st.DrawFn, code: str, zone: Zone, department: Department, queue: Queue) -> Item:
    kind = draw(st.sampled_from(("instant", "promised", "joint", "forwarded")))
    statutory = draw(st.none() | st.integers(1, 730))
    most = 0 if kind == "instant" else statutory or 730
    return Item(
        code=code,
        name=draw(names),
        kind=kind,
        department=department.code,
        queue=queue.letter,
        zone=zone.code,
        service_minutes=draw(st.integers(1, 480)),
        statutory_days=statutory,
        promised_days=draw(st.none() | st.integers(0, most)),
        fee=draw(line_or_none),
        materials=tuple(draw(st.lists(materials, max_size=3))),
        common=draw(st.booleans()),
        **draw(_limits()),
        **draw(_guides()),
    )


@st.composite
def _guides(draw: st.DrawFn) -> dict[str, Any]:
    """What a service guide tells beside; usually little of it is known."""
    if draw(st.integers(0, 2)):
        return {}
    ways = draw(st.sampled_from((("window",), ("mail",), ("window", "mail"), ("mail", "window"))))
    return {
        **{name: draw(line_or_none) for name in (*ITEM_TEXTS, "higher_body")},
        "day_kind": draw(st.sampled_from(("working", "calendar"))),
        "delivery": ways,
        "deemed_approval": draw(st.booleans()),
        "higher_days": draw(st.none() | st.integers(1, 730)),
    }


@st.composite
def _limits(draw: st.DrawFn) -> dict[str, Any]:
    day = draw(st.none() | st.integers(1, 9999))
    pick_up = draw(st.integers(0, 9)) == 0
    return {
        "synonyms": tuple(draw(st.lists(undivided, max_size=2))),
        "day_cap": day,
        "half_day_cap": draw(st.none() | st.integers(1, day or 9999)),
        "slots": 0 if pick_up else draw(st.integers(0, 500)),
        "pick_up": pick_up,
    }


@st.composite
def _profiles(draw: st.DrawFn, queues: tuple[Queue, ...]) -> tuple[Profile, ...]:
    """The first serves every queue, so that none is left over."""
    profiles = []
    for at, code in enumerate(draw(_some_codes(3, least=1))):
        mixed = draw(st.permutations(queues))
        own = len(mixed) if at == 0 else draw(st.integers(1, len(mixed)))
        backup = tuple(
            Backup(queue.letter, draw(st.none() | st.integers(0, queue.max_wait_minutes)))
            for queue in mixed[own:]
        )
        profiles.append(Profile(code, draw(names), tuple(q.letter for q in mixed[:own]), backup))
    return tuple(profiles)


@st.composite
def _windows(
    draw: st.DrawFn, zones: tuple[Zone, ...], profiles: tuple[Profile, ...]
) -> tuple[Window, ...]:
    numbers = draw(st.lists(st.integers(1, 20), min_size=1, max_size=8, unique=True))
    kinds = [(profiles[0], zones[0], draw(names_or_none))]
    kinds += [(draw(st.sampled_from(profiles)), draw(st.sampled_from(zones)), draw(names_or_none))]
    chosen = [kinds[0], *(draw(st.sampled_from(kinds)) for _ in numbers[1:])]
    return tuple(
        Window(str(number), zone.code, profile.code, name)
        for number, (profile, zone, name) in zip(numbers, chosen, strict=True)
    )


@st.composite
def _themes(draw: st.DrawFn, items: tuple[Item, ...]) -> tuple[Theme, ...]:
    themes = []
    items = tuple(item for item in items if not item.pick_up)
    for code in draw(_some_codes(2 if items else 0)):
        mixed = draw(st.permutations(items))[: draw(st.integers(1, len(items)))]
        step, errands = 1, [ThemeStep(mixed[0].code, 1)]
        for item in mixed[1:]:
            step += draw(st.integers(0, 1))
            errands.append(ThemeStep(item.code, step))
        lead = draw(st.sampled_from(("", *(errand.item for errand in errands))))
        promised = draw(st.none() | st.integers(0, 730))
        themes.append(Theme(code, draw(names), tuple(errands), lead, promised))
    return tuple(themes)


@st.composite
def _life_events(
    draw: st.DrawFn, items: tuple[Item, ...], themes: tuple[Theme, ...]
) -> tuple[LifeEvent, ...]:
    events = []
    for code in draw(_some_codes(2)):
        some = draw(st.permutations(items))[: draw(st.integers(1, 3))]
        joint = draw(st.permutations(themes))[: draw(st.integers(0, 2))]
        alone = some if draw(st.booleans()) or not joint else []
        found = tuple(each.code for each in alone), tuple(each.code for each in joint)
        events.append(LifeEvent(code, draw(names), *found))
    return tuple(events)


@st.composite
def _hours(draw: st.DrawFn) -> tuple[Hours, ...]:
    days = draw(st.lists(st.integers(0, 6), min_size=1, unique=True))
    noon = draw(st.integers(1, 1438))
    morning = (time(), time(noon // 60, noon % 60))
    evening = (time((noon + 1) // 60, (noon + 1) % 60), time())
    spans = draw(st.sampled_from(([morning], [evening], [morning, evening], [(time(), time())])))
    return tuple(Hours(day, begins, ends) for begins, ends in spans for day in days)


@st.composite
def _rules(draw: st.DrawFn) -> HouseRules:
    ranges = RULES.items()
    return HouseRules(**{name: draw(st.integers(each.low, each.high)) for name, each in ranges})


@st.composite
def _priority_reasons(draw: st.DrawFn) -> tuple[PriorityReason, ...]:
    return tuple(
        PriorityReason(
            code, draw(names), draw(st.floats(1, 100)), draw(st.none() | st.integers(1, 120))
        )
        for code in draw(_some_codes(3))
    )


def _some_dates() -> st.SearchStrategy[list[date]]:
    return st.lists(st.dates(date(2000, 1, 1), date(2100, 12, 31)), max_size=2, unique=True).map(
        sorted
    )


@st.composite
def _special_days(draw: st.DrawFn) -> tuple[SpecialDay, ...]:
    whole_day = (Period(time(), time()),)
    halves = (Period(time(8, 30), time(12)), Period(time(13), time()))
    return tuple(
        SpecialDay(on, draw(names_or_none), draw(st.sampled_from(((), whole_day, halves))))
        for on in draw(_some_dates())
    )


@st.composite
def _shown(draw: st.DrawFn) -> tuple[date | None, date | None]:
    begins = draw(st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)))
    ends = draw(st.none() | st.dates(begins or date(2000, 1, 1), date(2100, 1, 1)))
    return begins, ends


@st.composite
def _notices(draw: st.DrawFn) -> tuple[Notice, ...]:
    words = st.builds(Text, sentences.filter(bool), sentences)
    return tuple(
        Notice(code, draw(names), draw(words), *draw(_shown())) for code in draw(_some_codes(1))
    )


@st.composite
def _media(draw: st.DrawFn) -> tuple[Medium, ...]:
    marks = st.sampled_from(("0" * 64, "0123456789abcdef" * 4))
    types = st.sampled_from(("image/png", "video/mp4"))
    return tuple(
        Medium(
            code, draw(names), draw(types), draw(st.integers(1, 2**31 - 1)), draw(marks),
            *draw(_shown()),
        )
        for code in draw(_some_codes(1))
    )  # fmt: skip
