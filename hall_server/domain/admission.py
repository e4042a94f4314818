"""Why somebody or something is not admitted to the hall, or not registered as asked."""

from hall_server.domain.refusals import Conflict, Malformed, NotAllowed, Unavailable, Unknown


class LastAdministrator(Conflict):
    """A hall always has somebody who may administer it."""

    code = "last_administrator"
    sentence = "{badge} is the hall's last active administrator."


class NotYourself(Conflict):
    """Nobody takes their own rights away, or gives them to themselves."""

    code = "not_yourself"
    sentence = "Another administrator must do this for you."


class BadgeTaken(Conflict):
    """Badge numbers are never given twice, not even after somebody has left."""

    code = "badge_taken"
    sentence = "Badge {badge} belongs to {name} already."


class CardTaken(Conflict):
    """A staff card opens the door to one person."""

    code = "card_taken"
    sentence = "This card belongs to badge {badge}."


class NotActive(Conflict):
    """The person no longer works here."""

    code = "staff_not_active"
    sentence = "{badge} is not active."


class AlreadyActive(Conflict):
    """The person works here already."""

    code = "staff_already_active"
    sentence = "{badge} is active."


class WrongPassword(NotAllowed):
    """The old password is not the right one."""

    code = "wrong_password"
    sentence = "The old password is wrong."


class PasswordTooEasy(Malformed):
    """A new password that would keep nobody out."""

    code = "password_too_easy"
    sentence = "A new password has at least 8 characters and is neither the badge nor the old one."


class PairingCodeUnknown(Unknown):
    """No device shows this code now."""

    code = "pairing_code_unknown"
    sentence = "No device shows the code {code} now."


class TooManyPairings(Unavailable):
    """More devices wait to be paired than a hall ever puts up at once."""

    code = "too_many_pairings"
    sentence = "{count} devices wait to be paired already. Try again in a few minutes."


class DeviceNameTaken(Conflict):
    """A device's name is how the journal calls it."""

    code = "device_name_taken"
    sentence = "There is a device named {name} already."


class NotAKiosk(Conflict):
    """Only kiosks take orders."""

    code = "not_a_kiosk"
    sentence = "{name} is not a kiosk."


class DeviceRevoked(Conflict):
    """The device no longer belongs to the hall; it may be paired again."""

    code = "device_revoked"
    sentence = "{name} is no longer registered. Pair it again."


class TabletNeedsWindow(Conflict):
    """A tablet shows the officer's card of one window."""

    code = "tablet_needs_window"
    sentence = "A tablet stands at a window."


class PrinterNameTaken(Conflict):
    """Jobs name their printer."""

    code = "printer_name_taken"
    sentence = "There is a printer named {name} already."


class PrinterAddressRefused(Malformed):
    """The address names no port of any printer."""

    code = "printer_address_refused"
    sentence = "{url} is no address of a printer."


class PrinterHasSheets(Conflict):
    """Sheets still wait for the printer."""

    code = "printer_has_sheets"
    sentence = "{waiting} sheets wait for {printer}. Print or cancel them first."


class PrinterStandsBy(Conflict):
    """Another printer sends here what it refuses."""

    code = "printer_stands_by"
    sentence = "{printer} stands by for {other}."


class PrinterOfKiosk(Conflict):
    """A kiosk's own printer comes and goes with the kiosk."""

    code = "printer_of_kiosk"
    sentence = "{printer} belongs to a kiosk."
