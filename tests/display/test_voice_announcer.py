"""From a hall's states to what simulated loudspeakers hear: each call once, and nothing else."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hall_states import board, call, utc_now
from heard_sounds import Heard, TonePack, heard, simulated
from running_hall import until

from display.board import Shown, advance, lose, start
from display.devices import Loudspeaker, Voice
from display.voice.announcer import Announcer
from display.voice.clip import from_wav
from hall_server.wire.message import Text
from hall_server.wire.views import BoardCall, EvacuationView

CHINESE, ENGLISH, DIALECT, FREE = 900.0, 1400.0, 1900.0, 2500.0
PACKS = {"zh-CN": TonePack("zh-CN", CHINESE), "en": TonePack("en", ENGLISH)}
FREE_TEXT = f"""
import sys, wave, math, struct, time
time.sleep(float(sys.argv[1]))
with wave.open(sys.stdout.buffer, "wb") as sound:
    sound.setnchannels(1); sound.setsampwidth(2); sound.setframerate(16000); sound.setnframes(4800)
    sound.writeframes(b"".join(struct.pack("<h", int(12000 * math.sin(2 * math.pi * {FREE} * n / 16000)))
                               for n in range(4800)))
"""


class Hall:
    """A hall whose states come to an announcer."""

    def __init__(self, announcer: Announcer) -> None:
        self.announcer = announcer
        self.calls: list[BoardCall] = []
        self.evacuation: EvacuationView | None = None
        self.shown = start(utc_now())
        self.version = 0
        self.tell()

    def calls_to(self, number: str, window: str, spoken: Text | None = None) -> None:
        made = call(len(self.calls) + 1, number, window, utc_now())
        self.calls.append(made.model_copy(update={"spoken": spoken}))

    def tell(self, at: datetime | None = None) -> None:
        self.version += 1
        state = board(self.version, at or utc_now(), self.calls, windows=())
        state = state.model_copy(update={"evacuation": self.evacuation})
        self.show(advance(self.shown, state, utc_now()))

    def show(self, shown: Shown) -> None:
        self.shown = shown
        self.announcer.show(shown)


def engine(seconds: float = 0.0) -> dict[str, object]:
    """Settings of an engine whose every sentence is one tone, after so long."""
    program = (sys.executable, "-S", "-c", FREE_TEXT, str(seconds), "{text}")
    return {"engine": "command", "command": program}


@contextmanager
def hall(
    *loudspeakers: Loudspeaker,
    packs: object = PACKS,
    clock: object = time.monotonic,
    **voice: object,
) -> Iterator[Hall]:
    settings = Voice.model_validate({"engine": "none"} | voice)
    announcer = Announcer(
        settings,
        loudspeakers,
        packs,
        lambda: None,
        utc_now,
        clock,  # type: ignore[arg-type]
    )
    announcer.start()
    try:
        yield Hall(announcer)
    finally:
        announcer.stop()


def titles(folder: Path) -> list[str]:
    return [one.title for one in heard(folder)]


def once(folder: Path) -> Heard:
    until(lambda: len(heard(folder)) == 1)
    return heard(folder)[0]


def count(hall: Hall, what: str) -> int:
    return hall.announcer.counts()["hall"].get(what, 0)


def test_each_call_is_said_once_in_its_order_at_the_loudspeakers_of_its_zone(
    tmp_path: Path,
) -> None:
    north = simulated(tmp_path / "north", "--speed", "4", zones=["A"])
    everywhere = simulated(tmp_path / "all", "--speed", "4", name="all")
    with hall(north, everywhere) as told:
        told.calls_to("A001", "5")
        told.calls_to("B002", "20")
        told.tell()
        told.calls_to("A003", "6")
        for _ in range(5):
            told.tell()
        expected = {"hall": {"heard": 2}, "all": {"heard": 3}}
        until(lambda: told.announcer.counts() == expected)
        assert titles(tmp_path / "all") == ["A001 → 5", "B002 → 20", "A003 → 6"]
        assert titles(tmp_path / "north") == ["A001 → 5", "A003 → 6"]
        assert all(part.ok and part.kind == "voice" for part in told.announcer.health())


def test_the_order_of_languages_is_the_halls_and_a_dialect_has_its_own_pack(
    tmp_path: Path,
) -> None:
    packs = PACKS | {"yue": TonePack("yue", DIALECT)}
    loudspeaker = simulated(tmp_path, "--speed", "4", say=["zh-CN", "zh-CN", "yue", "en"])
    with hall(loudspeaker, packs=packs) as told:
        usual = Text(
            zh="请 A零零一 号到 5 号窗口办理",
            en="Ticket A zero zero one, please go to counter 5",
        )
        told.calls_to("A001", "5", usual)
        told.tell()
        one = once(tmp_path)
    assert one.has(CHINESE) and one.has(DIALECT) and one.has(ENGLISH)
    assert one.silences(longer_than=0.3) == 3
    # chime, then four sentences of 0.3 s with a pause after each
    assert one.seconds == pytest.approx(0.85 + 4 * (0.3 + 0.35), abs=0.01)


def test_with_many_behind_it_a_call_is_said_in_one_language_so_that_none_is_late(
    tmp_path: Path,
) -> None:
    with hall(simulated(tmp_path, "--speed", "20"), say=["zh-CN", "zh-CN", "en"]) as told:
        for number in range(1, 9):
            told.calls_to(f"A{number:03d}", "5")
        told.tell()
        until(lambda: count(told, "heard") == 8)
        lengths = [round((one.seconds - 0.85) / 0.65) for one in heard(tmp_path)]
        assert lengths == [1, 1, 2, 2, 2, 3, 3, 3]
        assert heard(tmp_path)[0].has(CHINESE) and not heard(tmp_path)[0].has(ENGLISH)


OWN = Text(zh="A零零一，五号窗口有请", en="A zero zero one to five, please")


def test_the_halls_own_sentence_is_said_by_the_engine_after_the_chime(tmp_path: Path) -> None:
    with hall(simulated(tmp_path, "--speed", "4"), say=["zh-CN"], **engine()) as told:
        told.calls_to("A001", "5", OWN)
        told.tell()
        one = once(tmp_path)
        assert one.has(FREE) and not one.has(CHINESE)
        assert told.announcer.health()[0].ok


def test_a_call_does_not_wait_for_a_slow_engine_it_is_said_in_the_usual_words(
    tmp_path: Path,
) -> None:
    with hall(simulated(tmp_path, "--speed", "4"), say=["zh-CN"], **engine(5)) as told:
        told.calls_to("A001", "5", OWN)
        told.tell()
        one = once(tmp_path)
        assert one.has(CHINESE) and not one.has(FREE)
        (part,) = told.announcer.health()
        assert (part.ok, "not ready" in part.word) == (False, True)


def test_what_nothing_can_say_is_a_chime_alone_and_health_says_so(tmp_path: Path) -> None:
    lacking = {"zh-CN": TonePack("zh-CN", CHINESE, missing="5")}
    with hall(simulated(tmp_path, "--speed", "4"), packs=lacking, say=["zh-CN"]) as told:
        told.calls_to("A001", "5")
        told.tell()
        assert once(tmp_path).seconds == pytest.approx(0.85, abs=0.01)
        (part,) = told.announcer.health()
        assert not part.ok
        told.calls_to("A002", "6")
        told.tell()
        until(lambda: count(told, "heard") == 2)
        assert heard(tmp_path)[1].has(CHINESE)
        assert told.announcer.health()[0].ok


def test_people_are_told_to_leave_at_once_three_chimes_first_and_again(tmp_path: Path) -> None:
    ahead = [0.0]
    with hall(
        simulated(tmp_path, "--speed", "20", volume={"00:00": 10}),
        clock=lambda: time.monotonic() + ahead[0],
        say=["zh-CN"],
        **engine(),
    ) as told:
        told.calls_to("A001", "5")
        told.calls_to("A002", "6")
        told.evacuation = EvacuationView(
            text=Text(zh="请离开", en="Please leave"), since=utc_now(), begun_by="3001"
        )
        told.tell()
        first = once(tmp_path)
        assert first.title == "请离开"
        assert first.has(FREE)
        assert first.seconds == pytest.approx(3 * 1.3 + 0.3 + 0.35, abs=0.02)
        assert abs(first.sound.samples).max() > 10_000, "the quiet hour holds for calls alone"
        told.show(lose(told.shown, utc_now()))
        ahead[0] = 20.0
        told.show(lose(told.shown, utc_now()))
        until(lambda: len(heard(tmp_path)) == 2)
        told.evacuation = None
        told.tell()
        told.calls_to("A003", "7")
        told.tell()
        until(lambda: "A003 → 7" in titles(tmp_path))
        assert titles(tmp_path) == ["请离开", "请离开", "A003 → 7"]
        assert count(told, "evacuation") == 2


def test_an_evacuation_cuts_off_the_call_that_sounds(tmp_path: Path) -> None:
    long = {"zh-CN": TonePack("zh-CN", CHINESE, seconds=30)}
    with hall(simulated(tmp_path, "--speed", "1.5"), packs=long, say=["zh-CN"], **engine()) as told:
        told.calls_to("A001", "5")
        told.tell()
        until(lambda: told.announcer.is_sounding("hall"))
        told.evacuation = EvacuationView(
            text=Text(zh="请离开", en="Please leave"), since=utc_now(), begun_by="3001"
        )
        told.tell()
        assert once(tmp_path).title == "请离开"
        assert count(told, "cut") == 1


def test_a_quiet_hour_is_silent_and_the_others_have_their_volume(tmp_path: Path) -> None:
    loudspeaker = simulated(tmp_path, "--speed", "4", volume={"00:00": 0})
    with hall(loudspeaker) as told:
        told.calls_to("A001", "5")
        told.tell()
        until(lambda: count(told, "quiet") == 1)
        assert heard(tmp_path) == []
        assert told.announcer.health()[0].ok


def test_a_device_that_refuses_is_tried_again_and_the_call_is_heard(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    program = (
        "import os, sys; os.path.exists(sys.argv[1]) or sys.exit('device busy');"
        "sys.argv = ['', *sys.argv[2:]];"
        "import runpy; runpy.run_module('display.simulators.loudspeaker', run_name='__main__')"
    )
    command = (sys.executable, "-c", program, str(gate), str(tmp_path / "kept"), "--speed", "4")
    loudspeaker = Loudspeaker(name="hall", out="command", command=command)
    with hall(loudspeaker) as told:
        told.calls_to("A001", "5")
        told.calls_to("A002", "5")
        told.tell()
        until(lambda: not told.announcer.health()[0].ok)
        assert "device busy" in told.announcer.health()[0].word
        told.calls[0] = told.calls[0].model_copy(update={"live": False})
        told.tell()
        gate.touch()
        until(lambda: count(told, "heard") == 1)
        assert titles(tmp_path / "kept") == ["A002 → 5"]
        assert told.announcer.counts()["hall"] == {"heard": 1, "over": 1}
        assert told.announcer.health()[0].ok


def test_a_page_is_told_what_to_play_and_what_it_missed_is_not_told_later() -> None:
    ahead = [0.0]
    page = Loudspeaker(name="hall", out="page", volume={"00:00": 60})
    with hall(page, clock=lambda: time.monotonic() + ahead[0], say=["zh-CN"]) as told:
        announcer = told.announcer
        assert announcer.health()[0].ok, "its browser may still be on its way"
        told.calls_to("A001", "5")
        told.tell()
        ahead[0] = 5.0
        told.tell()
        until(lambda: count(told, "unheard") == 1)
        ahead[0] = 120.0
        assert announcer.health()[0].word == "no_page"
        with announcer.listening("hall") as listener, announcer.listening("other") as stranger:
            assert announcer.health()[0].ok
            told.calls_to("A002", "6")
            told.tell()
            until(lambda: count(told, "heard") == 1)
            events = [(name, json.loads(data)) for name, data in listener.take()]
            ((name, one),) = events
            assert (name, one["volume"]) == ("say", 60)
            assert one["url"] == f"/utterance/{one['id']}.wav"
            kept = from_wav(announcer.utterance(one["id"]) or b"")
            assert kept.seconds == pytest.approx(0.85 + 0.3 + 0.35, abs=0.01)
            assert not stranger.has_news()
            assert announcer.can_sound("hall", listener.id, can=False)
            assert announcer.health()[0].word == "sound_refused"
            with announcer.listening("hall") as second:
                assert announcer.health()[0].ok, "one page that sounds is enough"
                assert announcer.can_sound("hall", second.id, can=False)
                assert announcer.health()[0].word == "sound_refused"
            assert not announcer.can_sound("hall", second.id, can=True), "that page is gone"
            assert not announcer.can_sound("other", listener.id, can=True)
            assert announcer.can_sound("hall", listener.id, can=True)
            ahead[0] = 190.0
            told.calls_to("A003", "6")
            told.tell()
            until(lambda: count(told, "heard") == 2)
            assert announcer.utterance(one["id"]) is None
        assert announcer.health()[0].word == "no_page"


def test_strange_numbers_and_words_never_stop_the_voice(tmp_path: Path) -> None:
    strange: Sequence[tuple[str, str]] = (("VIP-7", "窗"), ("A\u202e1", "9" * 40), ("🚪", "0"))
    with hall(simulated(tmp_path, "--speed", "0"), say=["zh-CN", "fr"]) as told:
        for number, window in strange:
            told.calls_to(number, window, Text(zh="{number} $(reboot)", en="x" * 5000))
        told.calls_to("A009", "5")
        told.tell()
        until(lambda: count(told, "heard") == len(strange) + 1)
        assert heard(tmp_path)[-1].has(CHINESE)


def test_a_call_that_came_before_the_program_ended_is_not_said_after_it(tmp_path: Path) -> None:
    """A display that starts anew knows its old rings, and says none of them."""
    with hall(simulated(tmp_path, "--speed", "0")) as told:
        told.calls_to("A001", "5")
        told.tell()
        until(lambda: count(told, "heard") == 1)
        rings = told.shown.rings
    with hall(simulated(tmp_path, "--speed", "0")) as again:
        again.show(start(utc_now(), rings))
        again.calls = [*told.calls]
        again.version = 9
        again.calls_to("A002", "6")
        again.tell(at=utc_now() + timedelta(seconds=1))
        until(lambda: count(again, "heard") == 1)
    assert titles(tmp_path) == ["A001 → 5", "A002 → 6"]
