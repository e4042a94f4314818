"""Why an appointment is not made, changed or taken up."""

from hall_server.domain.refusals import Conflict, Unavailable


class NotBookable(Conflict):
    """The item has no places for appointments."""

    code = "not_bookable"
    sentence = "{name} cannot be booked. Come and take a number."


class SlotUnknown(Conflict):
    """The half-day is not one that can be booked: too far ahead, today, past, or closed."""

    code = "slot_unknown"
    sentence = "There are no appointments on {date} ({half})."


class SlotFull(Unavailable):
    """Every place of the half-day is taken."""

    code = "slot_full"
    sentence = "Every place on {date} ({half}) is taken. Choose another half-day."


class AlreadyBooked(Conflict):
    """A person has one appointment for an item at a time."""

    code = "already_booked"
    sentence = "There is an appointment for this already, on {date} ({half}). Move that one."


class BookingBanned(Unavailable):
    """Whoever missed too often takes a number at the hall for a while."""

    code = "booking_banned"
    sentence = "Too many appointments were missed. Booking is possible again from {until}."


class TooLateToChange(Conflict):
    """Too near for the place to go to somebody else."""

    code = "too_late_to_change"
    sentence = "Less than {hours} h before it begins this can no longer be changed here."


class NotYourDay(Conflict):
    """The appointment lies on a later day."""

    code = "not_your_day"
    sentence = "This appointment is for {date} ({half}), from {time}."


class TooEarlyToCheckIn(Conflict):
    """The half-day has not come yet."""

    code = "too_early_to_check_in"
    sentence = "This appointment can be checked in from {time}."


class AppointmentOver(Conflict):
    """The appointment was used, cancelled or missed."""

    code = "appointment_over"
    sentence = "This appointment is {state}."


class BanOver(Conflict):
    """The ban is not in force any more."""

    code = "ban_over"
    sentence = "This person may book again already."


class PortalNeedsHall(Conflict):
    """A city's web portal belongs to the whole hall."""

    code = "portal_needs_hall"
    sentence = "A web portal belongs to the whole hall, not to a zone or a window."
