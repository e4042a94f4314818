"""What ends with a case that is not decided: its steps."""

from hall_server.desk.cases.clock import today
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.states import StepAction, StepState
from hall_server.store.cases.clocks import end_suspension
from hall_server.store.cases.rows import change_step, steps_of
from hall_server.store.transaction import Transaction

_OVER = frozenset({StepState.DECIDED, StepState.ENDED})


def end_steps(tx: Transaction, case: Case) -> None:
    """End the steps that are not done, and their standing; what a department has decided stays said."""
    for step in steps_of(tx.connection, case.id):
        if step.state is StepState.SUSPENDED:
            end_suspension(tx, step.id, today(tx))
        if step.state not in _OVER:
            change_step(tx, step, step.after(StepAction.END, tx.now))
