"""Whose turn it is on a line: a panel that is down takes no other's."""

from display.devices import Line, Panel
from display.led.agenda import Agenda
from display.led.drivers import driver_of
from display.led.saying import Face

RESEND_S, EXCHANGE_S, UNANSWERED_S = 40, 0.1, 0.35


def test_a_panel_that_is_down_takes_no_turn_of_those_that_are_told_again() -> None:
    panels = tuple(Panel(address=n, window=str(n)) for n in range(1, 9))
    line = Line(name="east", url="loop://", protocol="onbon", resend_s=RESEND_S, panel=panels)
    agenda = Agenda(line, driver_of(line))
    now, told, tried = 0.0, dict.fromkeys(range(2, 9), 0.0), 0
    agenda.forget(now)
    agenda.want({panel.address: Face(f"{panel.window}号窗口", "red") for panel in panels}, now)
    longest = 0.0
    while now < 600:
        job = agenda.next(now)
        if job is None:
            now += agenda.wait_s(now)
        elif job.panel.address == 1:
            now += UNANSWERED_S
            agenda.missed(job, "no_answer", now)
            tried += 1
        else:
            now += EXCHANGE_S
            agenda.done(job, now)
            longest = max(longest, now - told[job.panel.address])
            told[job.panel.address] = now
    assert max(longest, *(now - at for at in told.values())) <= RESEND_S + 2
    assert tried > 300
