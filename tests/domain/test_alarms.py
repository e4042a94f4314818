"""What becomes an alert, how long it lasts, and that nothing flickers."""

from hypothesis import given
from hypothesis import strategies as st

from hall_server.domain.alarms import (
    BEGIN_AFTER_S,
    END_AFTER_S,
    Component,
    DeviceSeen,
    Facts,
    Key,
    Memory,
    PrinterSeen,
    QueueSeen,
    Snapshot,
    WindowSeen,
    alarms,
    judge,
)

NOW = 100_000.0
LIMIT = Key("wait_limit", "queue:A")
IDLE = Key("idle_window", "window:5")


def hall(serving: bool = True, expected_on: bool = True, **seen: object) -> Snapshot:
    return Snapshot(NOW, serving, expected_on, **seen)  # type: ignore[arg-type]


def a_queue(longest_s: float, waiting: int = 3) -> Snapshot:
    return hall(queues=(QueueSeen("A", waiting, longest_s, 1800),))


def a_window(state: str = "OPEN", busy: bool = False, waiting: int = 1, ago: float = 0.0,
             reason: str = "") -> Snapshot:  # fmt: skip
    return hall(windows=(WindowSeen("5", state, NOW - ago, busy, waiting, reason),))


def a_device(ago: float | None, *ill: Component, on: bool = True, kind: str = "kiosk") -> Snapshot:
    seen_at = NOW - ago if ago is not None else None
    return hall(expected_on=on, devices=(DeviceSeen(kind, "K1", "zone:A", seen_at, ill),))


def test_a_queue_beyond_its_limit_is_told_with_the_limit() -> None:
    assert alarms(a_queue(1799), set()) == {}
    assert alarms(a_queue(1800), set()) == {LIMIT: {"queue": "A", "limit_minutes": 30}}
    assert alarms(a_queue(9999, waiting=0), set()) == {}


def test_a_queue_is_well_again_only_clearly_below_its_limit() -> None:
    assert LIMIT in alarms(a_queue(1620), {LIMIT})
    assert alarms(a_queue(1619), {LIMIT}) == {}


def test_a_window_idle_while_its_own_queue_waits_is_seen() -> None:
    assert IDLE in alarms(a_window(), set())
    for well in (a_window(busy=True), a_window(waiting=0), a_window("CLOSED"), a_window("PAUSED")):
        assert alarms(well, set()) == {}


def test_a_pause_has_the_length_of_its_reason() -> None:
    key = Key("long_pause", "window:5")
    assert alarms(a_window("PAUSED", ago=1799), set()) == {}
    assert alarms(a_window("PAUSED", ago=1800, reason="break"), set())[key]["minutes"] == 30
    assert alarms(a_window("PAUSED", ago=1800, reason="meal"), set()) == {}
    assert alarms(a_window("PAUSED", ago=5400, reason="meal"), set())[key]["minutes"] == 90


def test_no_window_or_queue_is_looked_at_once_the_day_is_over_or_the_hall_is_evacuated() -> None:
    seen = {"queues": a_queue(9000).queues, "windows": a_window().windows}
    assert alarms(hall(serving=False, expected_on=False, **seen), set()) == {}


def test_a_printer_with_a_trouble_or_never_heard_is_told() -> None:
    def told(*troubles: str, unheard: bool = False) -> dict[Key, Facts]:
        return alarms(hall(printers=(PrinterSeen("P1", troubles, unheard),)), set())

    key = Key("printer", "printer:P1")
    assert told() == {}
    assert told("paper_out")[key]["troubles"] == ["paper_out"]
    assert told(unheard=True)[key]["unheard"] is True


def test_a_silent_device_is_told_within_opening_hours_unless_it_was_put_away() -> None:
    key = Key("kiosk", "device:K1")
    assert alarms(a_device(59), set()) == {}
    assert alarms(a_device(60), set())[key]["unheard"] is True
    for quiet in (a_device(None), a_device(3600, on=False), a_device(8 * 24 * 3600)):
        assert alarms(quiet, set()) == {}


def test_a_panel_that_is_not_well_is_an_alert_of_its_own() -> None:
    led, voice, printer = (
        Component("led", "strip 5", "no answer"),
        Component("voice", "speaker", "no sound card"),
        Component("printer", "P1", "paper out"),
    )
    found = alarms(a_device(1, led, voice, printer, kind="display"), set())
    assert found[Key("led", "device:K1")]["parts"] == [
        {"kind": "led", "name": "strip 5", "word": "no answer"}
    ]
    assert found[Key("display", "device:K1")]["parts"] == [
        {"kind": "voice", "name": "speaker", "word": "no sound card"}
    ]
    silent = alarms(a_device(80, led, kind="display"), set())
    assert set(silent) == {Key("display", "device:K1")}


def test_a_kiosks_ledger_is_an_alert_of_its_own_that_says_what_is_wrong() -> None:
    key = Key("ledger", "device:K1")

    def told(word: str) -> Facts:
        found = alarms(a_device(1, Component("ledger", "", word)), set())
        assert set(found) == {key}
        return found[key]

    damaged, refused = told("ledger_damaged"), told("A998: number_taken (1)")
    assert judge({key: damaged}, {key: damaged}, {}, NOW).change == {}
    assert judge({key: refused}, {key: damaged}, {}, NOW).change == {key: refused}
    assert judge({key: damaged}, {}, {}, NOW).begin == {}, "the next report may be well again"


keys = st.sampled_from([LIMIT, IDLE, Key("printer", "printer:P1"), Key("kiosk", "device:K1")])
looks = st.lists(st.sets(keys), max_size=150)


def play(looks: list[set[Key]], every_s: float = 2.0) -> list[set[Key]]:
    """The alerts in force after each look; each act on them is checked to make sense."""
    standing: dict[Key, Facts] = {}
    memory: Memory = {}
    history = []
    for place, seen in enumerate(looks):
        told = judge(dict.fromkeys(seen, {"n": 1}), standing, memory, place * every_s)
        assert not told.begin.keys() & standing.keys()
        assert told.end <= standing.keys() and told.change == {}
        for key in told.end:
            del standing[key]
        standing |= told.begin
        memory = told.memory
        history.append(set(standing))
    return history


@given(looks)
def test_an_alert_begins_when_seen_long_enough_and_ends_when_long_unseen(
    looks: list[set[Key]],
) -> None:
    before: set[Key] = set()
    for place, after in enumerate(play(looks)):
        for key in after - before:
            patience = int(BEGIN_AFTER_S.get(key.kind, 0) / 2)
            assert all(key in look for look in looks[place - patience : place + 1])
        for key in before - after:
            unseen = int(END_AFTER_S / 2)
            assert all(key not in look for look in looks[place - unseen + 1 : place + 1])
        before = after


@given(st.integers(1, 4), st.integers(2, 100))
def test_what_comes_and_goes_within_seconds_is_one_alert(gap: int, times: int) -> None:
    flicker = ([{LIMIT}] + [set()] * gap) * times
    assert all(LIMIT in standing for standing in play(flicker))


@given(st.integers(0, 89))
def test_a_window_that_serves_now_and_then_is_never_idle(steps: int) -> None:
    history = play(([{IDLE}] * steps + [set()]) * 4)
    assert all(IDLE not in standing for standing in history)


def test_a_window_idle_for_three_minutes_is_an_alert() -> None:
    history = play([{IDLE}] * 91)
    assert IDLE not in history[89] and IDLE in history[90]


def test_a_trouble_that_becomes_another_changes_the_alert() -> None:
    key = Key("printer", "printer:P1")
    told = judge({key: {"troubles": ["cover_open"]}}, {key: {"troubles": ["paper_out"]}}, {}, NOW)
    assert told.change == {key: {"troubles": ["cover_open"]}}
    assert told.begin == {} and told.end == frozenset()


def test_a_figure_that_moves_changes_nothing_but_another_part_does() -> None:
    key = Key("kiosk", "device:K1")

    def told(*parts: Component) -> Facts:
        return alarms(a_device(1, *parts), set())[key]

    low, lower = (Component("disk", "", word) for word in ("0.4 GB", "0.3 GB"))
    assert judge({key: told(lower)}, {key: told(low)}, {}, NOW).change == {}
    both = told(lower, Component("clock", "", "+9 s"))
    assert judge({key: both}, {key: told(low)}, {}, NOW).change == {key: both}
