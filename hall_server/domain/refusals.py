"""Why the hall says no: one type per reason, with the values a person needs.

The web layer maps this tree to problem details once; `code` is stable and part of the API.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """An act that was not done. Nothing has changed. `facts` are plain values for the answer."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = "The hall cannot do this."

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        return self.sentence.format(**self.facts)


class Unknown(Refusal):
    """Something named does not exist in this hall."""

    code = "unknown"
    sentence = "There is no {what} {name}."


class Conflict(Refusal):
    """The act does not fit the present state."""

    code = "conflict"


class Unavailable(Refusal):
    """The act cannot be done now; later it can."""

    code = "unavailable"


class NotAllowed(Refusal):
    """The actor may not do this."""

    code = "not_allowed"
    sentence = "You may not do this."


class Malformed(Refusal):
    """The request makes no sense, whatever the state."""

    code = "malformed"


class StopNotReady(Conflict):
    """The stop's state does not allow the action."""

    code = "stop_not_ready"
    sentence = "The ticket is {state}; {action} is not possible."


class WindowNotReady(Conflict):
    """The window's state does not allow the action."""

    code = "window_not_ready"
    sentence = "The window is {state}; {action} is not possible."


class WindowNotOpen(Conflict):
    """Only an open window calls people."""

    code = "window_not_open"
    sentence = "Window {window} is {state}. Open it first."


class WindowBusy(Conflict):
    """A window serves one person at a time."""

    code = "window_busy"
    sentence = "Window {window} still has {number}. Finish that first."


class NobodyAtWindow(Conflict):
    """The act needs a stop in hand."""

    code = "nobody_at_window"
    sentence = "Nobody is called to window {window}."


class NobodyWaiting(Conflict):
    """The rule found nobody for this window."""

    code = "nobody_waiting"
    sentence = "Nobody is waiting for window {window}."


class WindowNotSignedIn(Conflict):
    """The window has no clerk."""

    code = "window_not_signed_in"
    sentence = "Nobody is signed in at window {window}."


class WindowHeldElsewhere(Conflict):
    """Another tab or another clerk sits at the window."""

    code = "window_held_elsewhere"
    sentence = "Window {window} is in use by {clerk} in another place."


class ClerkSitsElsewhere(Conflict):
    """A clerk sits at one window at a time."""

    code = "clerk_sits_elsewhere"
    sentence = "You are signed in at window {window}. Sign out there first."


class TicketOver(Conflict):
    """The ticket has ended."""

    code = "ticket_over"
    sentence = "Ticket {number} has ended."


class TooLateToComeBack(Conflict):
    """The hall's limit for coming back after a no-show has passed."""

    code = "too_late_to_come_back"
    sentence = "{number} was missed more than {minutes} minutes ago. Please take a new number."


class StopNotHere(Conflict):
    """The stop belongs to another window or to no line of this one."""

    code = "stop_not_here"
    sentence = "{number} is not in the line of window {window}."


class AlreadyThere(Conflict):
    """A transfer to where the stop already is."""

    code = "already_there"
    sentence = "{number} is already there."


class RecallTooSoon(Conflict):
    """Recalls keep a few seconds' distance, so that the loudspeaker is not flooded."""

    code = "recall_too_soon"
    sentence = "{number} was called a moment ago. Try again in {seconds} s."


class NothingToUndo(Conflict):
    """The newest act of the window cannot be taken back, or there is none."""

    code = "nothing_to_undo"
    sentence = "There is nothing to undo at window {window}."


class TooLateToUndo(Conflict):
    """A slip is taken back within seconds, or not at all."""

    code = "too_late_to_undo"
    sentence = "Only what was done in the last {seconds} s can be undone."


class UndoOvertaken(Conflict):
    """Somebody else has acted on the same number, or at the same window, since."""

    code = "undo_overtaken"
    sentence = "{number} has moved on since; this cannot be undone any more."


class ItemNotHere(Conflict):
    """A walk-in is served at a window that does the item."""

    code = "item_not_here"
    sentence = "Window {window} does not do {name}."


class DayNotOpen(Unavailable):
    """No numbers before the day is opened or after it is closed."""

    code = "day_not_open"
    sentence = "The hall's day is not open."


class HallClosed(Unavailable):
    """Outside opening hours."""

    code = "hall_closed"
    sentence = "The hall gives no numbers now."


class IssuingClosed(Unavailable):
    """Issuing is closed for this item or queue."""

    code = "issuing_closed"
    sentence = "No numbers for {name} now: {text}"


class GivenByStaff(NotAllowed):
    """A priority that no visitor claims."""

    code = "given_by_staff"
    sentence = "{name} is given by the hall's staff."


class HallEvacuated(Unavailable):
    """Nobody is given a number or called while everybody is told to leave."""

    code = "hall_evacuated"
    sentence = "The hall is being evacuated: {text}"


class EvacuationInForce(Conflict):
    """An evacuation has begun already."""

    code = "evacuation_in_force"
    sentence = "{by} has begun an evacuation already."


class NoEvacuation(Conflict):
    """There is no evacuation to end."""

    code = "no_evacuation"
    sentence = "No evacuation is in force."


class NeedsSecondPerson(Conflict):
    """Whoever began the evacuation does not end it."""

    code = "needs_second_person"
    sentence = "{by} began the evacuation; somebody else must end it."


class AlreadyLent(Conflict):
    """A window is lent to one queue at a time."""

    code = "already_lent"
    sentence = "Window {window} is lent to queue {queue} already."


class AlreadyServes(Conflict):
    """A window need not be lent to what it serves."""

    code = "already_serves"
    sentence = "Window {window} serves queue {queue} already."


class NotLent(Conflict):
    """There is no loan to end."""

    code = "not_lent"
    sentence = "Window {window} is not lent."


class AlertTaken(Conflict):
    """Somebody else looks after the alert."""

    code = "alert_taken"
    sentence = "{by} looks after this already."


class AlertNotTaken(Conflict):
    """Nobody looks after the alert."""

    code = "alert_not_taken"
    sentence = "Nobody has taken this alert."


class SeriesExhausted(Unavailable):
    """All numbers of a queue are live at once."""

    code = "series_exhausted"
    sentence = "All numbers of queue {queue} are in use."


class NumberNotLent(Conflict):
    """A kiosk brings a number that was not lent to it for that day."""

    code = "number_not_lent"
    sentence = "Number {number} was not lent to this kiosk for {date}."


class NumberTaken(Conflict):
    """A kiosk brings a number that another visitor has brought already."""

    code = "number_taken"
    sentence = "Number {number} is taken already."


class OfflineDayUnknown(Conflict):
    """A kiosk brings a number of a day on which the hall was never open."""

    code = "offline_day_unknown"
    sentence = "The hall had no day on {date}."


class DayStillServing(Conflict):
    """The day cannot close while people are at windows."""

    code = "day_still_serving"
    sentence = "People are still being served: {numbers}."


class DayAlreadyOpen(Conflict):
    """The day is open."""

    code = "day_already_open"
    sentence = "The day is already open."


class DayAlreadyClosed(Conflict):
    """The day is closed."""

    code = "day_already_closed"
    sentence = "The day is already closed."


class AlreadyClosed(Conflict):
    """Issuing is closed already."""

    code = "issuing_already_closed"
    sentence = "Issuing is already closed for {name}."


class KeyReused(Malformed):
    """An idempotency key came back with another request."""

    code = "idempotency_key_reused"
    sentence = "This key was used for another request. Make a new one."


class PhoneNotValid(Malformed):
    """What was given as a phone is none; it is not repeated in the answer."""

    code = "phone_not_valid"
    sentence = "This is not a phone number."


class CardNotValid(Malformed):
    """What was given as a document's number is none; it is not repeated in the answer."""

    code = "card_not_valid"
    sentence = "This is not the number of an identity document."


class JobNotReady(Conflict):
    """A print job's state does not allow the action."""

    code = "job_not_ready"
    sentence = "The print job is {state}; {action} is not possible."


class NotYourJob(Conflict):
    """A print job belongs to another station or kiosk."""

    code = "not_your_job"
    sentence = "Print job {job} belongs to another printer."


class NoPrinter(Conflict):
    """Nothing prints at this place."""

    code = "no_printer"
    sentence = "No printer is set up for {place}."


class PlanRefused(Conflict):
    """A hall's plan cannot be loaded as it is."""

    code = "plan_refused"
    sentence = "The hall cannot be loaded: {why}"


class HallFounded(Conflict):
    """The first run is over: there is a hall."""

    code = "hall_founded"
    sentence = "This server has its hall already. Sign in instead."


class WrongFirstCode(NotAllowed):
    """The code of the first run is not the one the server showed."""

    code = "wrong_first_code"
    sentence = "This is not the code that the server showed when it started."


class OneFileWanted(Malformed):
    """An upload is not a form with one file."""

    code = "one_file_wanted"
    sentence = "Send one file, as the field `file` of a form."


class NotAMedium(Malformed):
    """A file that boards cannot show, whatever its name says."""

    code = "not_a_medium"
    sentence = (
        "Boards show PNG, JPEG and WebP pictures and MP4 and WebM films; this is none of them."
    )


class MediumTooLarge(Malformed):
    """A picture or film beyond its limit."""

    code = "medium_too_large"
    sentence = "The file is too large: at most {most_mb} MB."


class MediumBroken(Malformed):
    """A picture that cannot be drawn."""

    code = "medium_broken"
    sentence = "The picture is cut off, damaged or has too many pixels."


class StorageFailed(Refusal):
    """The database could not keep the act (disk full, gone). Nothing was done; it may be tried again."""

    code = "storage_failed"
    sentence = "The server cannot store this now. Nothing was done; please try again."


class EditMalformed(Malformed):
    """An edit of the plan is no edit: no such part, or a value of the wrong kind."""

    code = "edit_malformed"
    sentence = "{part} {code}: {field} is missing, unknown, or of the wrong kind."


class ChangedMeanwhile(Conflict):
    """Somebody changed the very entry since the editor read it."""

    code = "changed_meanwhile"
    sentence = "{part} {code} was changed meanwhile by {by}."


class NothingChanged(Conflict):
    """The edits leave the plan as it is."""

    code = "nothing_changed"
    sentence = "Nothing would change."


class QueueInUse(Conflict):
    """People still wait in a queue that would be dropped."""

    code = "queue_in_use"
    sentence = "Queue {queue} cannot be removed: {numbers} are still in it."


class ItemInUse(Conflict):
    """People are still here for an item that would be dropped."""

    code = "item_in_use"
    sentence = "Item {item} cannot be removed: {numbers} are here for it."


class WindowInUse(Conflict):
    """A window that would be dropped is at work."""

    code = "window_in_use"
    sentence = "Window {window} cannot be removed: {why}."


class TooEarly(Conflict):
    """A change can be scheduled for an opening within a year, not for today or the past."""

    code = "too_early"
    sentence = "There is no opening ahead on {date}."


class ChangeSettled(Conflict):
    """A change is no longer in the state the act needs."""

    code = "change_settled"
    sentence = "The change is {state}; {action} is not possible."


class LegalYearUnknown(Conflict):
    """The package of official holidays does not know the year."""

    code = "legal_year_unknown"
    sentence = "The official calendar of {year} is not known: enter its days by hand."


class TemplateRefused(Malformed):
    """A paper template cannot be used."""

    code = "template_refused"
    sentence = "The template cannot be used: {why}"


class CallTextRefused(Malformed):
    """A sentence for calls cannot be used."""

    code = "call_text_refused"
    sentence = "The sentence cannot be used: {why}"


class NoRoom(StorageFailed):
    """The disk has too little room for one more file."""

    code = "no_room"
    sentence = "The server's disk is too full for this file. Nothing was kept."
