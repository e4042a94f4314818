"""Work on the steps of cases over HTTP: clocks that stand, run on, are given more time; sent up."""

from functools import partial

from apiflask import APIBlueprint

from hall_server.desk.cases import work
from hall_server.web.case_acting import STEP, register_case_act
from hall_server.web.doors import Access
from hall_server.wire import cases as w

blueprint = APIBlueprint("case_work", __name__, url_prefix="/api/v1", tag="Cases")

APPROVERS = Access(roles=frozenset({"supervisor"}))

_act = partial(register_case_act, blueprint)

_act(f"{STEP}/suspend", work.suspend_step, body=w.SuspendStep)
_act(f"{STEP}/resume", work.resume_step, body=w.ResumeStep)
_act(f"{STEP}/extend", work.extend_step, body=w.ExtendStep, access=APPROVERS)
_act(f"{STEP}/forward", work.forward_step, body=w.ForwardStep)
