"""Why an act on a case is refused."""

from hall_server.domain.refusals import Conflict, Malformed, NotAllowed


class CaseNotReady(Conflict):
    """The case is in a state that does not allow the act."""

    code = "case_not_ready"
    sentence = "The case is {state}; {action} is not possible."


class StepNotReady(Conflict):
    """The step is in a state that does not allow the act."""

    code = "step_not_ready"
    sentence = "The step is {state}; {action} is not possible."


class CaseChanged(Conflict):
    """Somebody changed the case since it was read."""

    code = "case_changed"
    sentence = "The case was changed meanwhile: read it again."


class MaterialUndecided(Conflict):
    """A material of the check list has no word yet: a notice or an acceptance must know all."""

    code = "material_undecided"
    sentence = "Nothing is said yet of {materials}."


class MaterialLacking(Conflict):
    """An application with a missing or wrong material cannot be accepted."""

    code = "material_lacking"
    sentence = "{materials} is missing or wrong: give a one-time notice, or mark it as in order."


class NothingLacking(Conflict):
    """A one-time notice that would name nothing."""

    code = "nothing_lacking"
    sentence = "Every material is in order: accept the application."


class SecondNoticeReason(Conflict):
    """A second notice on the same case needs a reason; the law wants everything told once."""

    code = "second_notice_reason"
    sentence = "This case has had its one-time notice: say why there must be another."


class NotDeferrable(Conflict):
    """Only what the catalogue says may be handed in later can be promised."""

    code = "not_deferrable"
    sentence = "{material} may not be handed in later."


class MaterialPromised(Conflict):
    """A case is not decided while a promised material is still owed."""

    code = "material_promised"
    sentence = "{materials} was promised and is still owed."


class NotInstant(Conflict):
    """Only what is done on the spot can be decided in the act that accepts it."""

    code = "not_instant"
    sentence = "{item} is not decided on the spot."


class StepsOpen(Conflict):
    """A case is not decided while one of its steps is."""

    code = "steps_open"
    sentence = "{departments} has not decided yet."


class StepsSaidOtherwise(Conflict):
    """The result of a case is that of its steps: denied when one is, else approved."""

    code = "steps_said_otherwise"
    sentence = "{departments} said otherwise: {result}."


class NoStageLeft(Conflict):
    """Every stage of the case has begun."""

    code = "no_stage_left"
    sentence = "Every stage of {number} has begun already."


class NoSuchMaterial(Malformed):
    """A check list has no material at this place."""

    code = "no_such_material"
    sentence = "The check list has no material {position}."


class ProblemMissing(Malformed):
    """A wrong material needs a word on what is wrong."""

    code = "problem_missing"
    sentence = "Say what is wrong with {material}."


class ItemHasNoVersion(Conflict):
    """The catalogue said nothing of the item on the day of receipt."""

    code = "item_has_no_version"
    sentence = "The catalogue has no version of {item} for {date}."


class NotOfThisTicket(Conflict):
    """The ticket is not there for this item or theme."""

    code = "not_of_this_ticket"
    sentence = "Number {number} is not here for {subject}."


class ApproverNeeded(Conflict):
    """A second person must approve, and must be one who may."""

    code = "approver_needed"
    sentence = "A supervisor other than yourself must approve this."


class ChannelReasonUnknown(Malformed):
    """A green channel is given for one of the hall's reasons."""

    code = "channel_reason_unknown"
    sentence = "{reason} is not a reason for this channel."


class IdentityDiffers(Conflict):
    """Whoever collects is neither the applicant nor the agent named."""

    code = "identity_differs"
    sentence = "The document shown is not the applicant's: name the agent and check the mandate."


class ResultNotReady(Conflict):
    """The result is not made yet, or has been handed over; `state` is the case's, where it is told."""

    code = "result_not_ready"
    sentence = "The result of {number} is not ready to be handed over."


class NotOwed(Conflict):
    """Of an accepted application only what is still owed is checked, and only as handed in or promised."""

    code = "not_owed"
    sentence = (
        "{material} is not owed: of an accepted case only what is owed is marked, as in order."
    )


class NothingHandedIn(Conflict):
    """A supplement that brings nothing of what the notice named."""

    code = "nothing_handed_in"
    sentence = "Nothing that the notice named has come."


class PromiseNotAhead(Malformed):
    """What may come later is promised for a day ahead."""

    code = "promise_not_ahead"
    sentence = "Say by which day ahead {material} will be handed in."


class DayAhead(Malformed):
    """Nobody has applied on a day that has not come."""

    code = "day_ahead"
    sentence = "{date} has not come yet."


class DayOver(Malformed):
    """Nobody can hand in by a day that is over."""

    code = "day_over"
    sentence = "{date} is over."


class ReasonNeeded(Malformed):
    """Whoever is denied is told why (行政许可法 38)."""

    code = "reason_needed"
    sentence = "Say why it is denied."


class BodyNeeded(Malformed):
    """Whoever is sent elsewhere is told where (行政许可法 32)."""

    code = "body_needed"
    sentence = "Name the body that is competent."


class AddressNeeded(Malformed):
    """A result is mailed to an address."""

    code = "address_needed"
    sentence = "Say where to mail the result."


class WayNotOffered(Conflict):
    """A result is handed over in one of the ways the catalogue offers."""

    code = "way_not_offered"
    sentence = "The result of {item} is not handed over this way."


class AlreadyReady(Conflict):
    """The result has been made."""

    code = "already_ready"
    sentence = "The result of {number} is ready already."


class NoIdentityKept(Conflict):
    """The case keeps no identity document."""

    code = "no_identity_kept"
    sentence = "No identity document is kept of case {number}."


class CaseHasOtherTicket(Conflict):
    """Another number already stands for this case today."""

    code = "case_has_other_ticket"
    sentence = "Number {number} is already here for this case."


class PreCheckUsed(Conflict):
    """A pre-check leads to one case only."""

    code = "pre_check_used"
    sentence = "This pre-check has become case {number}."


class PreCheckExpired(Conflict):
    """The catalogue may have changed since: the check must be made again."""

    code = "pre_check_expired"
    sentence = "This pre-check was good until {date}: make a new one."


class CertificateNotHeld(Conflict):
    """A certificate that would stand for a material is not in the library, or of somebody else."""

    code = "certificate_not_held"
    sentence = "The certificate library has nothing of this applicant that stands for {material}."


class CertificateKnown(Conflict):
    """A certificate is in the library once."""

    code = "certificate_known"
    sentence = "Certificate {number} is in the library already."


class WrongDocument(Malformed):
    """An identity document whose number cannot be right."""

    code = "wrong_document"
    sentence = "The number of the document is not right: read it again."


class NotForwarded(Conflict):
    """Only an item that a higher body decides is sent up."""

    code = "not_forwarded_item"
    sentence = "{item} is decided here."


class NotYourApproval(NotAllowed):
    """Whoever asks cannot approve it himself."""

    code = "not_your_approval"
    sentence = "Somebody else must approve this."


class ExtensionTooLate(Conflict):
    """Time is added while there is some left, not when it is over (行政许可法 42)."""

    code = "extension_too_late"
    sentence = "Its time was over on {date}: none can be added now."


class ExtensionTooLong(Conflict):
    """The law bounds how much time a step may be given in addition."""

    code = "extension_too_long"
    sentence = "At most {most} days may be added in all; {left} are left."
