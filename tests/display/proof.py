"""A display beside somebody who knows the journal: board, voice and strips agree with it, call by call."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from display_in_hand import DisplayInHand
from random_sequences import Listener, Step
from recorded_day import LEAVE, RecordedDay, Summoned, Truth


class Heard(NamedTuple):
    """What a display had heard of at a moment: the journal's truth, None without the hall, and all that rang."""

    truth: Truth | None
    rung: frozenset[Summoned]


class Proof:
    """One display through one sequence. Every method raises AssertionError when two part."""

    def __init__(self, day: RecordedDay, begun: datetime, ahead: timedelta) -> None:
        self.display = DisplayInHand(begun, ahead)
        self.listener = Listener()
        self.rung: set[Summoned] = set()
        self.lit: list[Summoned] = []
        """What the page rang, in its order."""
        self._windows = day.windows
        self._at = begun

    def take(self, step: Step) -> Heard:
        """Something happens: what rings then is what the journal lets ring."""
        before = self.display.rings()
        truth, said = self.listener.truth, len(self.display.voice.said)
        due = self.listener.hear(step)
        self.display.take(step)
        self._at = step.at
        assert self.display.rings() - before - self.rung == due, (step.what, due)
        assert not due & self.rung
        self.rung |= due
        self._check_voice(truth, said)
        self._check_strips(step, due)
        return Heard(self.listener.truth, frozenset(self.rung))

    def quiet(self) -> None:
        """Nothing happens for long; then every call that rang was said, or there was a reason."""
        self.take(Step("nothing", self._at + timedelta(seconds=200)))
        voice = self.display.voice
        said = [call for call, _ in voice.said]
        assert len(said) == len(set(said))
        assert set(said) <= self.rung
        for call in self.rung - set(said):
            assert call in voice.dropped, call

    def check_page(self, page: dict[str, Any], heard: Heard, names: Mapping[int, Summoned]) -> None:
        """What the page showed then, `names` being the calls by their ids."""
        truth = heard.truth
        there = frozenset() if truth is None or truth.evacuated else truth.called
        live = {(call.number, call.window) for call in there}
        for id in page["rung"]:
            assert names[id] in there & heard.rung, names[id]
            assert names[id] not in self.lit, "rung twice"
            self.lit.append(names[id])
        shown = [tuple(each) for each in (*page["live"], *([page["hero"]] if page["hero"] else []))]
        assert len(shown) == len(set(shown))
        assert set(shown) <= live, (shown, live)
        assert page["more"] or set(shown) == live, (shown, live)
        assert not {number for number, _ in page["over"]} & {number for number, _ in live}
        assert not page["flashes"] or self.lit[-1][:2] == tuple(page["hero"])
        if truth is None:
            assert page["lost"] or page["leave"]
        else:
            assert (page["lost"], page["leave"]) == (False, truth.evacuated)

    def check_lit(self, heard: Sequence[Heard]) -> None:
        """After a while in the light: whoever rang was rung by the page, or was over in between."""
        over = {
            call
            for truth, rung in heard
            if truth is not None
            for call in rung - (frozenset() if truth.evacuated else truth.called)
        }
        assert self.rung - over <= set(self.lit), self.rung - over - set(self.lit)

    def _check_strips(self, step: Step, due: frozenset[Summoned]) -> None:
        """Every strip shows the number that is there, and flashes when its call rings."""
        truth = self.listener.truth
        there = {} if truth is None or truth.evacuated else truth.at_window
        ringing = {call.window for call in due}
        for window, face in self.display.strips(self._windows, step.at).items():
            number, state = there.get(window, ("", ""))
            words = {
                "CALLED": {f"请{number}号"},
                "SERVING": {f"正在办理{number}"},
                "": {"热情为您服务", f"{window}号窗口", LEAVE},
            }
            assert face.text in words[state]
            assert truth is not None or face.text in {f"{window}号窗口", LEAVE}
            assert not face.flashes or state == "CALLED"
            assert face.flashes or window not in ringing or truth is None or truth.evacuated

    def _check_voice(self, truth: Truth | None, before: int) -> None:
        """What was said since the last step was true then."""
        for call, _ in self.display.voice.said[before:]:
            assert truth is not None
            assert not truth.evacuated
            assert call in truth.called
