"""The page's pure parts, called in Chromium as they are served: the state machine, waits, search."""

from collections.abc import Iterator
from typing import Any

import pytest
from machine import running_machine
from playwright.sync_api import Page
from simulated_hall import SimulatedHall
from windows import Windows

pytestmark = pytest.mark.browser

PLAY = """async ([events, language, idleMs]) => {
    const { reduce, untouched, screenOf, isWarning, timeLeft } = await import("/page/reducer.js");
    const state = events.reduce(reduce, untouched(language, idleMs));
    return { state, screen: screenOf(state).name, warned: isWarning(state), left: timeLeft(state) };
}"""
NO_READER = {"state": "none", "trouble": "", "seq": 0, "person": None}
VISIT = {"visit": "press-1", "paper": "PRINTED", "trouble": None, "qr": None, "ticket": {}}


@pytest.fixture(scope="module")
def page(windows: Windows) -> Iterator[Page]:
    """One page for all: what is called here leaves no trace in it."""
    hall = SimulatedHall()
    hall.come()
    with running_machine(hall) as machine, windows.borrow() as context:
        opened = context.new_page()
        opened.goto(machine.url)
        yield opened
    hall.go_away()


PERSON = {
    "handle": "handle-of-a-person",
    "source": "card",
    "kind": "citizen",
    "name": "张*",
    "tail": "1234",
    "reasons": ["elder"],
    "expired": False,
}


def reading(seq: int, person: dict[str, Any] | None, state: str = "card") -> dict[str, Any]:
    """The kiosk's news of its reader."""
    told = {
        "state": state,
        "trouble": "",
        "seq": seq,
        "person": person if state == "card" else None,
    }
    now = {"link": "reached", "since": "", "state": None, "catalogue": None, "pairing": None}
    return {"type": "heard", "now": {**now, "reader": told}}


def play(page: Page, *events: dict[str, Any]) -> dict[str, Any]:
    """The state after `events`, on a machine that idles for 60 s."""
    result: dict[str, Any] = page.evaluate(PLAY, [events, "zh-CN", 60_000])
    return result


def tick(seconds: float) -> dict[str, Any]:
    return {"type": "tick", "clock": seconds * 1000}


def go(name: str, **more: str) -> dict[str, Any]:
    return {"type": "go", "screen": {"name": name, **more}}


def test_back_leads_along_the_way_one_came(page: Page) -> None:
    way = [go("zone", zone="A"), go("department", zone="A", department="x"), go("item", item="i")]
    assert play(page, *way)["screen"] == "item"
    assert play(page, *way, {"type": "back"})["screen"] == "department"
    assert play(page, *way, *[{"type": "back"}] * 9)["screen"] == "welcome"


def test_a_reason_belongs_to_one_item_only(page: Page) -> None:
    claimed = [go("item", item="i"), {"type": "claim", "reason": "elder"}]
    assert play(page, *claimed)["state"]["reason"] == "elder"
    assert play(page, *claimed, {"type": "back"}, go("item", item="j"))["state"]["reason"] is None


@pytest.mark.parametrize(
    ("seconds", "screen", "warned"),
    [(59, "item", False), (60, "item", True), (75, "welcome", False)],
)
def test_a_page_asks_after_its_idle_time_and_leaves_a_quarter_minute_later(
    page: Page, seconds: float, screen: str, warned: bool
) -> None:
    after = play(page, go("item", item="i"), tick(seconds))
    assert (after["screen"], after["warned"]) == (screen, warned)


def test_the_kiosk_hears_every_twenty_seconds_of_who_is_known_and_touches_the_page(
    page: Page,
) -> None:
    told = page.evaluate(
        """async (person) => {
            const { presence } = await import("/page/presence.js");
            const told = [];
            let clock = 0;
            const show = presence(() => told.push(clock));
            const see = (at, touched, who) => { clock = at; show({ person: who, touched, clock }); };
            see(0, 0, null); see(30, 30, null);
            see(1_000, 1_000, person);
            for (let at = 1_500; at <= 70_000; at += 500) see(at, at < 30_000 ? at : 30_000, person);
            return told;
        }""",
        PERSON,
    )
    assert told == [21_000, 41_000], "each touch at last, and nobody who has stopped"


def test_a_clock_that_is_set_back_gives_nobody_more_time(page: Page) -> None:
    begun = [tick(7200), go("item", item="i"), tick(7230), tick(3600)]
    assert play(page, *begun, tick(3629))["screen"] == "item"
    assert play(page, *begun, tick(3646))["screen"] == "welcome"


def test_an_order_to_reload_waits_until_nobody_is_at_the_first_page_either(page: Page) -> None:
    counted = page.evaluate(
        """async (person) => {
            const { reloadOnOrder } = await import("/page/orders.js");
            const { untouched } = await import("/page/reducer.js");
            let count = 0;
            const obey = reloadOnOrder(() => { count += 1; });
            const see = (reloads, visitor) =>
                obey({ ...untouched("zh-CN", 60_000), now: { state: { orders: { reloads } } }, ...visitor });
            see(1); see(2, { person }); see(2, { large: true }); see(2, { language: "en" });
            const before = count;
            see(2); see(2);
            return [before, count];
        }""",
        PERSON,
    )
    assert counted == [0, 1]


def test_large_print_gives_twice_the_time(page: Page) -> None:
    large = [{"type": "set", "what": "large", "on": True}, go("item", item="i")]
    assert not play(page, *large, tick(119))["warned"]
    assert play(page, *large, tick(120))["warned"]


CHOSEN = [
    {"type": "speak", "language": "ko"},
    *({"type": "set", "what": what, "on": True} for what in ("large", "low", "contrast", "aloud")),
    {"type": "keyed", "nine": 0},
]
LAYOUT = ("language", "large", "low", "contrast", "aloud", "keypad")


def test_layout_voice_and_language_last_for_the_visit_and_no_longer(page: Page) -> None:
    kept = play(page, *CHOSEN, go("item", item="i"), {"type": "home"})["state"]
    assert [kept[part] for part in LAYOUT] == ["ko", True, True, True, True, True]
    back = play(page, *CHOSEN, {"type": "standard"})["state"]
    assert [back[part] for part in LAYOUT] == ["ko", False, False, False, True, True]
    gone = play(page, *CHOSEN, go("item", item="i"), tick(134), tick(136))["state"]
    assert [gone[part] for part in LAYOUT] == ["zh-CN", False, False, False, False, False]


def test_the_digits_begin_anew_on_each_page(page: Page) -> None:
    turned = [{"type": "keyed", "nine": 1}]
    assert play(page, *turned)["state"]["nine"] == 1
    assert play(page, *turned, go("item", item="i"))["state"]["nine"] == 0
    assert play(page, go("item", item="i"), *turned, {"type": "back"})["state"]["nine"] == 0


def test_a_page_that_waits_for_the_hall_is_not_idle(page: Page) -> None:
    waiting = [go("item", item="i"), {"type": "take"}, tick(200)]
    after = play(page, *waiting)
    assert (after["screen"], after["warned"], after["state"]["taking"]) == ("item", False, True)
    assert play(page, *waiting, {"type": "given", "visit": VISIT})["screen"] == "number"


def test_a_number_is_shown_wherever_the_visitor_pressed_meanwhile(page: Page) -> None:
    pressed = [go("item", item="i"), {"type": "take"}, {"type": "home"}, {"type": "back"}]
    assert play(page, *pressed)["screen"] == "item"
    assert play(page, *pressed, {"type": "given", "visit": VISIT})["screen"] == "number"


def test_the_number_stays_until_the_paper_is_out_and_longer_without_it(page: Page) -> None:
    given = [go("item", item="i"), {"type": "take"}]
    printing = {"type": "given", "visit": {**VISIT, "paper": "SENDING"}}
    printed = {"type": "paper", "visit": VISIT}
    refused = {"type": "paper", "visit": {**VISIT, "paper": "REFUSED"}}
    assert play(page, *given, printing, tick(30))["screen"] == "number"
    assert play(page, *given, printing, tick(30), printed, tick(44))["screen"] == "number"
    assert play(page, *given, printing, tick(30), printed, tick(45))["screen"] == "welcome"
    assert play(page, *given, printing, tick(30), refused, tick(69))["screen"] == "number"
    assert play(page, *given, printing, tick(30), refused, tick(70))["screen"] == "welcome"


def test_news_of_another_visitors_paper_changes_nothing(page: Page) -> None:
    late = {"type": "paper", "visit": {**VISIT, "paper": "REFUSED"}}
    assert play(page, late)["state"]["visit"] is None
    other = {"type": "given", "visit": {**VISIT, "visit": "press-2"}}
    assert play(page, other, late)["state"]["visit"]["paper"] == "PRINTED"


def test_the_hall_stays_known_when_the_visitor_goes(page: Page) -> None:
    now = {"link": "reached", "since": "", "state": None, "catalogue": "v", "reader": NO_READER}
    after = play(page, {"type": "heard", "now": now}, go("search"), tick(500))
    assert after["screen"] == "welcome"
    assert after["state"]["now"] == now


def test_a_kiosk_program_that_is_gone_counts_as_a_hall_that_is_gone(page: Page) -> None:
    first = {"type": "lost", "at": "2026-11-23T10:00:00+08:00"}
    later = {"type": "lost", "at": "2026-11-23T10:05:00+08:00"}
    now = play(page, first, later)["state"]["now"]
    assert (now["link"], now["since"]) == ("unreachable", first["at"])


def test_nothing_of_a_visitor_is_left_in_the_state(page: Page) -> None:
    visitor = [
        {"type": "speak", "language": "en"},
        {"type": "set", "what": "large", "on": True},
        {"type": "typed", "query": "huzhao"},
        go("item", item="GA-004"),
        reading(1, PERSON),
        {"type": "serve", "agent": True},
        {"type": "claim", "reason": "elder"},
        {"type": "print", "item": "GA-004"},
        {"type": "take"},
        {"type": "given", "visit": {**VISIT, "paper": "REFUSED"}},
        tick(500),
    ]
    after = play(page, *visitor)["state"]
    untouched = play(page, reading(1, PERSON, "ready"), tick(500))["state"]
    kept = {"visitor": 1, "passed": 1, "now": after["now"]}
    assert after == {**untouched, **kept}


def test_a_card_left_on_the_reader_is_not_the_next_visitors(page: Page) -> None:
    gone = [go("search"), reading(1, PERSON), tick(500)]
    assert play(page, *gone, reading(1, PERSON))["state"]["person"] is None
    assert play(page, *gone, reading(2, PERSON))["state"]["person"] == PERSON
    cleared = [reading(1, PERSON), {"type": "forget"}, reading(1, PERSON)]
    assert play(page, *cleared)["state"]["person"] is None


def test_what_is_typed_counts_more_than_the_card_that_still_lies_there(page: Page) -> None:
    typed = {**PERSON, "handle": "handle-of-what-was-typed", "source": "typed"}
    after = play(page, reading(1, PERSON), {"type": "known", "person": typed}, reading(1, PERSON))
    assert after["state"]["person"] == typed
    gone = play(page, reading(1, PERSON), {"type": "known", "person": typed}, reading(1, None))
    assert gone["state"]["person"] == typed


def test_a_card_placed_while_a_number_is_shown_is_for_later(page: Page) -> None:
    given = [go("item", item="i"), {"type": "take"}, {"type": "given", "visit": VISIT}]
    shown = play(page, *given, reading(1, PERSON))
    assert (shown["screen"], shown["state"]["person"]) == ("number", None)


def test_what_the_kiosk_forgot_the_page_forgets(page: Page) -> None:
    known = [go("item", item="i"), reading(1, PERSON)]
    assert play(page, *known, reading(1, None, "ready"))["state"]["person"] is None
    refused = {"type": "failed", "failure": {"code": "person_gone", "detail": "", "facts": {}}}
    after = play(page, *known, {"type": "take"}, refused)["state"]
    assert (after["person"], after["taking"]) == (None, False)


def test_saying_who_one_is_keeps_what_was_chosen_and_another_item_does_not(page: Page) -> None:
    chosen = [go("item", item="i"), {"type": "claim", "reason": "ill"}, go("identify", by="phone")]
    said = [*chosen, {"type": "entered", "entry": "138"}, {"type": "known", "person": PERSON}]
    after = play(page, *said)
    assert (after["screen"], after["state"]["reason"], after["state"]["entry"]) == (
        "item",
        "ill",
        "",
    )
    assert play(page, *chosen, {"type": "back"})["state"]["reason"] == "ill"
    other = play(page, *said, {"type": "serve", "agent": True}, go("item", item="j"))["state"]
    assert (other["reason"], other["agent"], other["person"]) == (None, False, PERSON)


def test_a_card_is_enough_at_the_check_in(page: Page) -> None:
    asked = {"what": "appointments", "person": PERSON["handle"]}
    here = [go("check-in"), go("code"), {"type": "entered", "entry": "AB"}, reading(1, PERSON)]
    after = play(page, *here)
    assert (after["screen"], after["state"]["asked"]) == ("check-in", asked)
    assert play(page, reading(1, PERSON), go("check-in"))["state"]["asked"] == asked
    one = {"appointment_id": 7, "state": "BOOKED", "standing": "due"}
    early = {**one, "appointment_id": 8, "standing": "early"}
    found = play(page, *here, {"type": "found", "appointments": [one, early]})
    assert (found["screen"], found["state"]["chosen"]) == ("appointments", "7")
    cleared = play(page, *here, {"type": "found", "appointments": [one]}, {"type": "forget"})
    assert (cleared["screen"], cleared["state"]["found"]) == ("check-in", None)
    none = play(page, *here, {"type": "found", "appointments": []})
    assert (none["screen"], none["state"]["asked"]) == ("check-in", None)


@pytest.mark.parametrize(
    ("text", "screen", "entry"),
    [
        ("https://hall.example/c/SL2026-7?x=1", "pick-up", "SL2026-7"),
        ("abcdefg2", "check-in", ""),
        ("x" * 200, "pick-up", "x" * 60),
        ("///", "zone", ""),
    ],
)
def test_a_code_leads_where_it_belongs(page: Page, text: str, screen: str, entry: str) -> None:
    offer = {"items": [{"bookable": True, "pick_up": False}, {"bookable": False, "pick_up": True}]}
    here = [{"type": "catalogue", "catalogue": offer}, go("zone", zone="A")]
    after = play(page, *here, {"type": "scanned", "text": text})
    assert (after["screen"], after["state"]["entry"]) == (screen, entry)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("11010519491231002X", True),
        ("110105194912310021", False),
        ("110105198603170017", True),
        ("E12345678", True),
        ("1101051949", True),
    ],
)
def test_a_slip_in_a_residents_number_is_seen(page: Page, typed: str, right: bool) -> None:
    script = """async (typed) => (await import("/page/document_number.js")).mayBeRight(typed)"""
    assert page.evaluate(script, typed) is right


@pytest.mark.parametrize(
    ("wait", "chinese", "english"),
    [
        ((12, 15, 25), "前面 12 人，约 15–25 分钟", "12 ahead, about 15–25 min"),
        ((0, 0, 0), "马上可办", "Served right away"),
        ((0, 5, 10), "前面没有人，约 5–10 分钟", "Nobody ahead, about 5–10 min"),
        ((1, 0, 5), "前面 1 人，5 分钟内", "1 ahead, within 5 min"),
        ((2, 5, 5), "前面 2 人，约 5 分钟", "2 ahead, about 5 min"),
        ((4, None, None), "前面 4 人，现在没有窗口办理", "4 ahead, No window is serving now"),
    ],
)
def test_a_wait_is_told_in_words(
    page: Page, wait: tuple[int, int | None, int | None], chinese: str, english: str
) -> None:
    told = page.evaluate(
        """async ([ahead, low, high]) => {
            const { loadSentences, teller } = await import("/assets/texts.js");
            const { waitWords } = await import("/page/waiting.js");
            const languages = await Promise.all(
                ["zh-CN", "en"].map((code) => loadSentences("/page/texts", code)));
            return languages.map((words) => waitWords(teller(words), { ahead, low, high }));
        }""",
        list(wait),
    )
    assert told == [chinese, english]


def test_windows_in_a_row_are_told_as_a_range(page: Page) -> None:
    told = page.evaluate(
        """async (windows) => {
            const { windowWords } = await import("/page/waiting.js");
            return windowWords((key, values) => values?.windows ?? ",", windows);
        }""",
        ["1", "2", "3", "5", "7", "8", "B2"],
    )
    assert told == "1–3,5,7,8,B2"


def test_search_ranks_initials_then_names_then_pinyin(page: Page) -> None:
    items = [
        entry("substring of initials", "x", "xiangezhu", "xgz"),
        entry("pinyin", "x", "shangzheng", "sz"),
        entry("证书 gz", "x", "zhengshu", "zs"),
        entry("initials", "x", "gongzheng", "gz"),
        entry("nothing", "x", "banli", "bl"),
    ]
    assert search(page, items, "gz") == ["initials", "证书 gz", "pinyin", "substring of initials"]
    assert search(page, items, " G Z ") == search(page, items, "gz")
    assert search(page, items, "ＧＺ") == search(page, items, "gz")


def test_everyday_words_find_an_item_after_names_and_are_told(page: Page) -> None:
    passport = {
        **entry("普通护照签发", "passport", "putonghuzhaoqianfa", "pthzqf"),
        "synonyms": ["出国本本", "办护照"],
        "synonyms_spelled": [["chuguobenben", "cgbb"], ["banhuzhao", "bhz"]],
        "common": True,
    }
    named = entry("办护照须知", "x", "banhuzhaoxuzhi", "bhzxz")
    assert search(page, [passport, named], "bhz") == ["办护照须知", "普通护照签发: 办护照"]
    assert search(page, [passport], "本本") == ["普通护照签发: 出国本本"]
    assert search(page, [passport], "guobenben") == ["普通护照签发: 出国本本"]
    assert search(page, [passport], "hz") == ["普通护照签发"]
    assert search(page, [passport], "gbb") == []


def test_common_items_come_first_among_equals(page: Page) -> None:
    rare, common = (
        entry("rare", "x", "a", "gz"),
        {**entry("common", "x", "a", "gz"), "common": True},
    )
    assert search(page, [rare, common], "gz") == ["common", "rare"]
    assert search(page, [rare, common], "") == ["common"]


def entry(zh: str, en: str, pinyin: str, initials: str) -> dict[str, Any]:
    name = {"zh": zh, "en": en}
    spelled = {"pinyin": pinyin, "initials": initials, "synonyms": [], "synonyms_spelled": []}
    return {"name": name, **spelled, "common": False}


def search(page: Page, items: list[dict[str, Any]], query: str) -> list[str]:
    found: list[str] = page.evaluate(
        """async ([items, query]) => {
            const { searchItems } = await import("/page/search_items.js");
            return searchItems(items, query, 8).map(({ item, word }) => item.name.zh + (word && `: ${word}`));
        }""",
        [items, query],
    )
    return found
