"""Decisions on cases over HTTP: a department's on its step, the lead's on the case, a supervisor's on its channel."""

from functools import partial

from apiflask import APIBlueprint

from hall_server.desk.cases import channels, decide
from hall_server.web.case_acting import CASE, STEP, register_case_act
from hall_server.web.doors import Access
from hall_server.wire import cases as w

blueprint = APIBlueprint("case_decisions", __name__, url_prefix="/api/v1", tag="Cases")

SUPERVISOR = Access(roles=frozenset({"supervisor"}))
_act = partial(register_case_act, blueprint)

_act(f"{CASE}/decide", decide.decide_case, body=w.DecideCase)
_act(f"{CASE}/go-on", decide.go_on, body=w.GoOn)
_act(f"{CASE}/approve-channel", channels.approve_channel, body=w.ApproveChannel, access=SUPERVISOR)
_act(f"{STEP}/decide", decide.decide_step, body=w.DecideStep)
