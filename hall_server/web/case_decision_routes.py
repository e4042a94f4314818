"""Decisions on cases over HTTP: a department's on its step, the lead's on the case."""

from functools import partial

from apiflask import APIBlueprint

from hall_server.desk.cases import decide
from hall_server.web.case_acting import CASE, STEP, register_case_act
from hall_server.wire import cases as w

blueprint = APIBlueprint("case_decisions", __name__, url_prefix="/api/v1", tag="Cases")

_act = partial(register_case_act, blueprint)

_act(f"{CASE}/decide", decide.decide_case, body=w.DecideCase)
_act(f"{CASE}/go-on", decide.go_on, body=w.GoOn)
_act(f"{STEP}/decide", decide.decide_step, body=w.DecideStep)
