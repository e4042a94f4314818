"""A panel that does not answer, as the supervisor's rules see what the display reports of it."""

from led_time import Cable, HallAt, Time, drive, line

from display.led.lights import Lights
from display.simulators.panel import Fault
from hall_server.domain.alarms import (
    BEGIN_AFTER_S,
    END_AFTER_S,
    Component,
    DeviceSeen,
    Facts,
    Key,
    Memory,
    Snapshot,
    alarms,
    judge,
)
from hall_server.wire.devices import ReportHealth

ALERT = Key("led", "device:board-1")


def seen(lights: Lights, now: float) -> Snapshot:
    """What the server knows of the display after its report."""
    heard = ReportHealth.model_validate_json(
        ReportHealth(components=lights.health()).model_dump_json()
    )
    ill = tuple(
        Component(part.kind, part.name, part.word) for part in heard.components if not part.ok
    )
    return Snapshot(
        now=now,
        serving=True,
        expected_on=True,
        devices=(DeviceSeen("display", "board-1", "hall", now, ill),),
    )


def test_an_alert_names_window_and_line_and_is_over_when_the_panel_answers() -> None:
    story: list[tuple[float, str, Facts]] = []
    standing: dict[Key, Facts] = {}
    memory: dict[int, Memory] = {}

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        def report() -> None:
            snapshot = seen(lights, clock.now)
            verdict = judge(
                alarms(snapshot, standing.keys()), standing, memory.get(0, {}), clock.now
            )
            memory[0] = verdict.memory
            standing.update(verdict.begin)
            story.extend((clock.now, "begins", facts) for facts in verdict.begin.values())
            for key in verdict.end:
                story.append((clock.now, "ends", standing.pop(key)))

        hall = HallAt(3)
        clock.at(0, lambda: lights.show(hall.tells(clock)))
        for second in range(0, 120, 2):
            clock.at(second + 0.5, report)
        clock.at(20, lambda: cable.panels[2].begin(Fault.OFF))
        clock.at(21, lambda: lights.show(hall.call("A003", "2", clock)))
        clock.at(60, lambda: cable.panels[2].end(Fault.OFF))
        return 121

    drive(line(), plan)
    (begun, first, facts), (ended, second, _) = story
    assert (first, second) == ("begins", "ends")
    assert facts["parts"] == [{"kind": "led", "name": "2 (L1/2)", "word": "no_answer"}]
    assert 21 < begun < 21 + 3 + BEGIN_AFTER_S["led"] + 2
    assert 60 < ended < 60 + 2 + END_AFTER_S + 2
