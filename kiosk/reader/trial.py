"""Trying a reader out, for the person who installs it: what is there, and one card, told masked."""

import time
from collections.abc import Callable
from datetime import date

from kiosk.messages import PersonNow, ReadTrouble
from kiosk.person import People
from kiosk.reader.exchange import Exchange, NoAnswer
from kiosk.reader.frames import Command, Word
from kiosk.reader.layouts import IdCard
from kiosk.reader.reader import ANSWER_S, Reader, ReaderView
from kiosk.reader.urls import ReaderPlace
from printer.attached import attached_ports
from printer.ports import NotConnected, PortError

PATIENCE_S = 60.0
_SAM_ID_BYTES = 16

Say = Callable[[str], None]

_KINDS = {
    "citizen": "a citizen's card",
    "foreigner": "a foreigner's permanent residence card",
    "hkmt": "a residence permit for Hong Kong, Macao and Taiwan",
}
_TROUBLES: dict[ReadTrouble, str] = {
    "unreadable": "The card could not be read. Lay it flat on the middle and leave it there.",
    "check_digit": "The card was read, but its number is wrong.",
    "taken_away_early": "The card was taken away too early. Leave it there until it has been read.",
}


class _NoReader(Exception):
    """The trial ends here; the message says what to look for."""


def try_reader(place: ReaderPlace, say: Say, seconds: float = PATIENCE_S) -> bool:
    """Say what is found at `place`, then wait for a card and say what was read, masked.

    False when there is no reader, or no card was read within `seconds`.
    """
    try:
        _greet(place, say)
        view, person = _read_one(place, say, seconds)
    except _NoReader as ended:
        say(str(ended))
        return False
    valid = "expired: visitors may still take a number" if view.trouble == "expired" else "valid"
    say(f"Read: {_KINDS[person.kind]}, {person.name}, number ending in {person.tail}, {valid}.")
    return True


def lines_here() -> str:
    """The serial lines of this machine, under the names that survive a restart."""
    lines = [port for port in attached_ports() if not port.url.startswith("/dev/usb/")]
    listed = "".join(f"\n  {port.url}  {port.description}" for port in lines)
    return f"Serial lines here:{listed or ' none'}"


def _greet(place: ReaderPlace, say: Say) -> None:
    try:
        line = place.open()
    except NotConnected as error:
        raise _NoReader(
            f"The line cannot be opened: {error}\n"
            "Is the reader plugged in? Is hall-kiosk running, which keeps the line for itself?"
            f" Is this user in the group dialout?\n{lines_here()}"
        ) from error
    exchange = Exchange(line, time.monotonic)
    try:
        say(f"The line {place} is open.")
        said = exchange.ask(Command.STATUS, ANSWER_S)
        if said.word is not Word.DONE:
            raise _NoReader(f"The reader answers that it is not ready: {said.word.name}.")
        say(f"A reader answers. Its security module: {_sam_id(exchange)}.")
    except (NoAnswer, PortError) as error:
        raise _NoReader(
            f"Nothing on it answers as an ID-card reader does: {error}\n"
            "Is reader_baud the reader's? Is it a reader on a serial line? One on USB that shows no"
            " serial line (HID, or a vendor's library alone) cannot be used."
        ) from error
    finally:
        exchange.close()


def _sam_id(exchange: Exchange) -> str:
    """As it is printed on the module: 05.03-20160101-0000012345-0123456789."""
    said = exchange.ask(Command.SAM_ID, ANSWER_S).data
    if len(said) != _SAM_ID_BYTES:
        return "not told"
    sizes = ((0, 2), (2, 4), (4, 8), (8, 12), (12, 16))
    kind, version, made, serial, more = (
        int.from_bytes(said[start:end], "little") for start, end in sizes
    )
    return f"{kind:02}.{version:02}-{made:08}-{serial:010}-{more:010}"


def _read_one(place: ReaderPlace, say: Say, seconds: float) -> tuple[ReaderView, PersonNow]:
    people = People(time.monotonic, date.today, lambda _age: ())
    persons: list[PersonNow] = []

    def present(card: IdCard) -> PersonNow:
        persons.append(people.present_card(card))
        people.forget()
        return persons[-1]

    reader = Reader(place.open, present, time.monotonic)
    reader.start()
    try:
        say(f"Lay an ID card on it now ({seconds:.0f} s).")
        view = _card_in_time(reader, say, seconds)
    finally:
        reader.stop()
    return view, persons[-1]


def _card_in_time(reader: Reader, say: Say, seconds: float) -> ReaderView:
    deadline = time.monotonic() + seconds
    told = 0
    while True:
        try:
            view = reader.wait_for(_news_after(told), deadline - time.monotonic())
        except TimeoutError:
            raise _NoReader("No card was read.") from None
        if view.state == "card":
            return view
        told = view.seq
        say(_TROUBLES[view.trouble])


def _news_after(seq: int) -> Callable[[ReaderView], bool]:
    return lambda view: view.state == "card" or (view.state == "failed" and view.seq > seq)
