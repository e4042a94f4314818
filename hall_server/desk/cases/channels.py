"""Green channels: asked for on receipt, and that of major projects approved by a supervisor's own act.

A badge that somebody else types is no approval: it needs the supervisor's own session. So a clerk
receives the case as asked for, and it is handled as any other until a supervisor approves; one who
receives it himself approves with that.
"""

from dataclasses import replace

from hall_server.desk.cases.told import case_now
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.channels import require_reason
from hall_server.domain.cases.decision import may_be_decided_on_spot
from hall_server.domain.cases.refusals import ApproverNeeded, NotInstant
from hall_server.domain.cases.states import CaseAction
from hall_server.store.cases.rows import case_numbered, change_case, steps_of
from hall_server.store.item_versions import version_by_id
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w

APPROVERS = "supervisor"


def channel_values(tx: Transaction, wanted: w.Channel | None) -> dict[str, str]:
    """What a case received now says of its channel. Raises ChannelReasonUnknown."""
    if wanted is None:
        return {"channel": "", "channel_reason": "", "channel_approver": ""}
    require_reason(wanted.kind, wanted.reason, tx.setup.plan.priority_reason)
    approves = wanted.kind == "project" and APPROVERS in tx.actor.roles
    return {
        "channel": wanted.kind,
        "channel_reason": wanted.reason,
        "channel_approver": tx.actor.signature if approves else "",
    }


def require_spot(tx: Transaction, case: Case) -> None:
    """Every step of a case may be decided in the act that accepts it. Raises NotInstant, ApproverNeeded.

    The second when it would be, were its channel approved.
    """
    for step in steps_of(tx.connection, case.id):
        item = version_by_id(tx.connection, step.item_version_id).item
        if may_be_decided_on_spot(item.kind, case.green):
            continue
        if may_be_decided_on_spot(item.kind, case.channel):
            raise ApproverNeeded()
        raise NotInstant(item=item.name.zh)


def approve_channel(tx: Transaction, number: str, word: w.ApproveChannel) -> w.CaseNow:
    """A supervisor lets a case that is not accepted yet into the channel of major projects.

    After acceptance its promise has been made, and stands. Raises CaseNotReady, ApproverNeeded,
    ChannelReasonUnknown.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.APPROVE_CHANNEL, tx.now)
    if APPROVERS not in tx.actor.roles:
        raise ApproverNeeded()
    require_reason("project", word.reason, ())
    after = replace(
        after,
        channel="project",
        channel_reason=word.reason,
        channel_approver=tx.actor.signature,
    )
    approved = change_case(tx, case, after)
    tx.record("approve_channel", {"case": number, "reason": word.reason}, case.ticket_id, case.id)
    return case_now(tx, approved)
