"""The master of a line, in a time that passes only when it waits: what panels show, and when."""

from collections.abc import Sequence
from datetime import time, timedelta

import pytest
from hall_states import window
from hypothesis import given, settings
from hypothesis import strategies as st
from led_time import START, Cable, HallAt, Time, drive, line

from display import board as boards
from display.led.lights import Lights
from display.simulators.panel import Fault
from hall_server.wire.message import Text
from hall_server.wire.views import EvacuationView

CALLED_WITHIN_S = 0.5
BACK_WITHIN_S = 2.0
LEAVE = EvacuationView(
    text=Text(zh="请立即从最近的出口离开大厅", en="Leave the hall now"),
    since=START,
    begun_by="1001",
)


def read(cable: Cable) -> list[str]:
    """What can be read on the panels, in the order of their addresses."""
    return [panel.face.text.strip() for panel in cable.panels.values()]


def seen_at(clock: Time, cable: Cable, seconds: float) -> list[list[str]]:
    found: list[list[str]] = []
    clock.at(seconds, lambda: found.append(read(cable)))
    return found


def test_the_five_states_of_a_window() -> None:
    found: list[list[str]] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(5)
        hall.windows["2"] = window("2", "A", "serving", "A007")
        hall.windows["3"] = window("3", "A", "paused")
        hall.windows["4"] = window("4", "A", "closed")
        clock.at(1, lambda: lights.show(hall.call("A003", "5", clock)))
        clock.at(7, lambda: found.append(read(cable)))
        clock.at(8, lambda: lights.show(boards.lose(hall.shown, clock.clock())))
        clock.at(10, lambda: found.append(read(cable)))
        clock.at(11, lambda: lights.show(hall.tells(clock, day_open=False)))
        clock.at(14, lambda: found.append(read(cable)))
        return 15

    cable, _ = drive(line(panels=5), plan)
    assert found == [
        ["热情为您服务", "正在办理A007", "暂 停 服 务", "4号窗口", "请A003号"],
        ["1号窗口", "2号窗口", "3号窗口", "4号窗口", "5号窗口"],
        ["1号窗口", "正在办理A007", "3号窗口", "4号窗口", "请A003号"],
    ]
    # The program has ended: nobody would take a number away any more.
    assert read(cable) == ["1号窗口", "2号窗口", "3号窗口", "4号窗口", "5号窗口"]


def history(cable: Cable, address: int) -> list[tuple[str, float]]:
    """What a panel showed, each with the second since the start."""
    return [
        (moment.face.text.strip(), round((moment.at - START).total_seconds(), 1))
        for moment in cable.panels[address].history
    ]


def test_a_call_flashes_for_three_seconds_and_then_stands() -> None:
    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(3)
        clock.at(0, lambda: lights.show(hall.tells(clock)))
        clock.at(10, lambda: lights.show(hall.call("A003", "2", clock)))
        clock.at(11, lambda: lights.show(hall.tells(clock)))
        return 20

    cable, _ = drive(line("onbon"), plan)
    shown = [text for text, at in history(cable, 2) if 10 <= at < 20]
    assert shown == ["请A003号", "", "请A003号"]
    last = max(at for text, at in history(cable, 2) if text == "请A003号")
    assert 12 <= last <= 13.5
    cable, _ = drive(line("cpower"), plan)
    effects = [
        (
            "flashes" if moment.face.flashes else "steady",
            round((moment.at - START).total_seconds(), 1),
        )
        for moment in cable.panels[2].history
        if moment.face.text.strip() == "请A003号"
    ]
    assert [effect for effect, _ in effects] == ["flashes", "steady"]
    assert effects[1][1] - 10 == pytest.approx(3, abs=0.3)


def test_a_call_overtakes_whatever_else_the_line_has_to_say() -> None:
    """15 panels at 9600, two dead, all told again since the last state: still the call is next."""
    late: list[float] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(15)
        cable.panels[14].begin(Fault.OFF)
        cable.panels[15].begin(Fault.MUTE)
        clock.at(0, lambda: lights.show(hall.tells(clock)))
        for turn in range(60):
            clock.at(20 + 7.013 * turn, lambda turn=turn: one_call(turn))

        def one_call(turn: int) -> None:
            at = str(turn % 13 + 1)
            number = f"A{turn + 100}"
            begun = clock.now
            # Others change at the same moment.
            for other in hall.windows:
                if other != at and turn % 3 == 0:
                    hall.windows[other] = window(other, "A", "serving", f"B{turn:03}")
            lights.show(hall.call(number, at, clock))
            clock.at(begun + 3, lambda: late.append(arrival(number, at) - begun))

        def arrival(number: str, at: str) -> float:
            panel = cable.panels[int(at)]
            return next(
                (moment.at - START).total_seconds()
                for moment in panel.history
                if number in moment.face.text
            )

        return 20 + 7.013 * 61

    drive(line(panels=15, resend_s=5), plan)
    assert len(late) == 60
    assert max(late) < CALLED_WITHIN_S


def test_a_line_pulled_and_put_back_in_the_middle_of_a_frame_is_whole_again_within_two_seconds() -> (
    None
):
    back: list[float] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(8)
        clock.at(0, lambda: lights.show(hall.tells(clock)))
        clock.at(10, lambda: lights.show(hall.call("A003", "5", clock)))
        # The frame of the call is on the line.
        clock.at(10.05, cable.pull)
        clock.at(10.2, lambda: hall.windows.update({"1": window("1", "A", "serving", "A009")}))
        clock.at(10.3, lambda: lights.show(hall.tells(clock)))
        clock.at(20, cable.put_back)

        def everybody_told() -> None:
            for panel in cable.panels.values():
                told = [(at - START).total_seconds() - 20 for at, _ in panel.frames]
                back.append(next(after for after in told if after >= 0))

        clock.at(25, everybody_told)
        found = seen_at(clock, cable, 25)
        clock.at(
            26,
            lambda: back.append(float(found[0][0] == "正在办理A009" and found[0][4] == "请A003号")),
        )
        return 27

    drive(line(panels=8), plan)
    *told, right = back
    assert right
    assert max(told) < BACK_WITHIN_S


def test_a_panel_that_was_off_is_well_again_and_did_not_slow_the_others() -> None:
    words: list[Sequence[tuple[str, str]]] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        def how() -> None:
            words.append([(part.name, part.word) for part in lights.health() if not part.ok])

        hall = HallAt(3)
        clock.at(0, lambda: lights.show(hall.tells(clock)))
        clock.at(5, lambda: cable.panels[2].begin(Fault.OFF))
        clock.at(6, lambda: lights.show(hall.call("A003", "2", clock)))
        clock.at(9, how)
        clock.at(30, lambda: cable.panels[2].end(Fault.OFF))
        clock.at(33, how)
        clock.at(34, lambda: words.append([(read(cable)[1], "")]))
        return 35

    drive(line(), plan)
    assert words == [[("2 (L1/2)", "no_answer")], [], [("请A003号", "")]]


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault.MUTE, "no_answer"),
        (Fault.GARBAGE, "no_answer"),
        (Fault.WRONG_CHECKSUM, "no_answer"),
        (Fault.BUSY, "unknown command"),
    ],
)
def test_every_way_to_answer_wrongly_is_told_and_shows_the_number_all_the_same(
    fault: Fault, word: str
) -> None:
    found: list[tuple[str, str]] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(2)
        cable.panels[1].begin(fault)
        clock.at(0, lambda: lights.show(hall.call("A003", "1", clock)))
        clock.at(1, lambda: lights.show(hall.call("A004", "2", clock)))
        clock.at(
            10, lambda: found.extend((part.word, "") for part in lights.health() if not part.ok)
        )
        clock.at(10, lambda: found.append((read(cable)[0], read(cable)[1])))
        return 11

    drive(line(panels=2), plan)
    shown = "" if fault is Fault.BUSY else "请A003号"
    assert found == [(word, ""), (shown, "请A004号")]


def test_a_line_that_never_answers_is_told_everything_again_and_is_called_well() -> None:
    found: list[bool] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(3)
        clock.at(0, lambda: lights.show(hall.call("A003", "2", clock)))
        clock.at(10, lambda: cable.panels[2].begin(Fault.OFF))
        clock.at(11, lambda: cable.panels[2].end(Fault.OFF))
        clock.at(17, lambda: found.append(read(cable)[1] == "请A003号"))
        clock.at(17, lambda: found.append(all(part.ok for part in lights.health())))
        return 18

    drive(line("cpower", answers=False, resend_s=5), plan)
    assert found == [True, True]


def test_a_program_begins_and_ends_with_windows_names_wherever_a_number_could_stand() -> None:
    found: list[list[str]] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(15)
        clock.at(4, lambda: found.append(read(cable)))
        for at in ("7", "14", "15"):
            hall.windows[at] = window(at, "A", "serving", f"A0{at}")
        clock.at(5, lambda: lights.show(hall.tells(clock)))
        return 10

    cable, _ = drive(line(panels=15), plan)
    # Not heard yet; whatever an earlier program left is gone.
    assert found[-1] == [f"{number}号窗口" for number in range(1, 16)]
    # A second is not enough for all 15; those with a number come first.
    assert not [text for text in read(cable) if "A0" in text]


def test_every_panel_is_told_again_within_the_time_and_one_by_one() -> None:
    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(6)
        clock.at(0, lambda: lights.show(hall.tells(clock)))
        return 100

    cable, _ = drive(line(panels=6, resend_s=12), plan)
    for panel in cable.panels.values():
        told = [(at - START).total_seconds() for at, _ in panel.frames]
        gaps = [after - before for before, after in zip(told, told[1:], strict=False)]
        assert len(told) >= 8
        assert max(gaps) < 12.5
    every = sorted(at for panel in cable.panels.values() for at, _ in panel.frames)
    late = [at for at in every if at > START + timedelta(seconds=5)]
    apart = [
        (after - before).total_seconds() for before, after in zip(late, late[1:], strict=False)
    ]
    assert min(apart[:-6]) > 1.5


def test_a_long_sentence_runs_and_no_number_stands() -> None:
    found: list[list[list[str]]] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(2)
        clock.at(0, lambda: lights.show(hall.call("A003", "1", clock)))
        clock.at(5, lambda: lights.show(hall.tells(clock, evacuation=LEAVE)))
        clock.at(6, lambda: lights.show(boards.lose(hall.shown, clock.clock())))
        found.append(seen_at(clock, cable, 8))
        return 9

    cable, _ = drive(line("onbon", panels=2), plan)
    assert found[0][0] == [LEAVE.text.zh] * 2
    assert all(panel.face.runs for panel in cable.panels.values())


def test_tubes_show_the_number_and_dashes_for_a_pause() -> None:
    digits: list[tuple[int, ...]] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(2)
        hall.windows["2"] = window("2", "A", "paused")
        clock.at(0, lambda: lights.show(hall.call("A003", "1", clock)))
        clock.at(6, lambda: digits.extend(panel.face.digits for panel in cable.panels.values()))
        clock.at(7, lambda: lights.show(hall.tells(clock, evacuation=LEAVE)))
        clock.at(9, lambda: digits.extend(panel.face.digits for panel in cable.panels.values()))
        return 10

    drive(line("tubes", panels=2), plan)
    called = (0x00, 0x77, 0x3F, 0x3F, 0x4F)
    dashes = (0x40,) * 5
    assert digits == [called, dashes, dashes, dashes]


def test_the_brightness_follows_the_halls_hours() -> None:
    found: list[list[int]] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(2)

        def look() -> None:
            found.append([panel.face.brightness for panel in cable.panels.values()])

        clock.at(0, lambda: lights.show(hall.tells(clock)))
        clock.at(30, look)
        clock.at(100, look)
        return 101

    # The hall's clock stands at 10:24 at the start.
    hours = {time(8, 30): 80, time(10, 25): 20}
    drive(line(panels=2, brightness=hours), plan)
    assert found == [[80, 80], [20, 20]]


def test_a_window_that_the_hall_does_not_have_is_told() -> None:
    found: list[tuple[str, str]] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(1)
        clock.at(0, lambda: lights.show(hall.tells(clock)))
        clock.at(
            5,
            lambda: found.extend((part.name, part.word) for part in lights.health() if not part.ok),
        )
        return 6

    drive(line(panels=2), plan)
    assert found == [("2 (L1/2)", "no_window")]


def test_a_clock_that_is_set_does_not_make_a_call_flash_for_ever() -> None:
    jump = timedelta(hours=-1)

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(1)
        clock.at(0, lambda: lights.show(hall.tells(clock)))
        clock.at(5, lambda: lights.show(hall.call("A003", "1", clock)))
        clock.at(
            6, lambda: setattr(clock, "clock", lambda: START + timedelta(seconds=clock.now) + jump)
        )
        return 30

    cable, _ = drive(line("cpower", panels=1), plan)
    assert [moment.face.flashes for moment in cable.panels[1].history].count(True) == 1


class Draws:
    """What may happen at a second of a random hour."""

    happenings = st.sampled_from(
        ["call", "call", "serve", "pause", "close", "idle", "repeat", "lose", "pull", "put back",
         "off", "on", "mute", "heard", "leave", "stay"]
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["onbon", "cpower", "tubes"]),
    st.booleans(),
    st.lists(
        st.tuples(Draws.happenings, st.integers(1, 4), st.floats(0.01, 3)), min_size=1, max_size=40
    ),
)
def test_whatever_happens_panels_show_the_newest_state_in_the_end(
    protocol: str, answers: bool, happenings: list[tuple[str, int, float]]
) -> None:
    found: list[tuple[list[str], list[tuple[int, ...]]]] = []
    hall = HallAt(4)

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        def happen(what: str, which: int, turn: int) -> None:
            at = str(which)
            number = f"A{turn:03}"
            match what:
                case "call":
                    lights.show(hall.call(number, at, clock))
                    return
                case "serve" | "pause" | "close" | "idle":
                    state = {"serve": "serving", "pause": "paused", "close": "closed"}.get(
                        what, "idle"
                    )
                    hall.calls = [
                        one.model_copy(update={"live": False}) if one.window == at else one
                        for one in hall.calls
                    ]
                    hall.windows[at] = window(at, "A", state, number if what == "serve" else None)
                    lights.show(hall.tells(clock))
                case "repeat":
                    lights.show(hall.tells(clock))
                case "lose":
                    hall.shown = boards.lose(hall.shown, clock.clock())
                    lights.show(hall.shown)
                case "leave":
                    lights.show(hall.tells(clock, evacuation=LEAVE))
                case "pull":
                    cable.pull()
                case "put back":
                    cable.put_back()
                case "off" | "mute":
                    cable.panels[which].begin(Fault(what))
                case "on" | "heard":
                    cable.panels[which].end(Fault.OFF if what == "on" else Fault.MUTE)
                case _:
                    pass

        clock.at(0, lambda: lights.show(hall.tells(clock)))
        when = 0.0
        for turn, (what, which, after) in enumerate(happenings):
            when += after
            clock.at(when, lambda what=what, which=which, turn=turn: happen(what, which, turn))
        for panel in cable.panels.values():
            for fault in Fault:
                clock.at(when + 0.1, lambda panel=panel, fault=fault: panel.end(fault))
        clock.at(when + 0.2, cable.put_back)
        clock.at(when + 0.3, lambda: lights.show(hall.tells(clock)))
        clock.at(
            when + 25,
            lambda: found.append(
                (read(cable), [panel.face.digits for panel in cable.panels.values()])
            ),
        )
        return when + 26

    drive(line(protocol, panels=4, answers=answers or protocol == "tubes", resend_s=5), plan)
    texts, digits = found[0]
    for at, text, segments in zip(hall.windows, texts, digits, strict=True):
        now = {one.window: one.number for one in hall.calls if one.live}.get(at)
        state = hall.windows[at].state
        number = now or (hall.windows[at].number if state == "serving" else None)
        if protocol == "tubes":
            assert bool(number) == (len(set(segments) - {0, 0x40}) > 0)
            continue
        if now:
            assert text == f"请{now}号"
        elif state == "serving":
            assert text == f"正在办理{number}"
        else:
            assert (
                text
                == {"idle": "热情为您服务", "paused": "暂 停 服 务", "closed": f"{at}号窗口"}[state]
            )
