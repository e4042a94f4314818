"""The hall at a past moment, told by its journal alone: a fold over entries, oldest first.

It begins with an empty hall: nobody waits, every window is closed. What was in force before the
first entry (closures, an evacuation) is given to it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from hall_server.domain.states import AT_WINDOW, WindowState

IGNORED = frozenset(
    "accept_case add_certificate add_stop alert_begins alert_changes alert_ends apply_change"
    " appointments_missed approve_channel begin_stage begin_versions book cancel_appointment"
    " cancel_change change_plan check_materials correct_case day_slip decide_case decide_on_spot"
    " decide_step deem_accepted deem_approved deliver_case device_added device_locked"
    " device_moved device_paired device_reload device_restart device_revoked device_trouble"
    " device_unlocked device_well extend_step fail_change forget_applicants forget_appointments forget_visitors"
    " forward_step give_notice join_case lend_numbers lift_ban load_plan message_given_up"
    " move_appointment note pre_check print_cancelled print_claimed print_document print_lost"
    " print_reported printer_added printer_moved printer_removed printer_status read_message"
    " ready_case receive_case receive_medium recompute_dues refuse_case release_alert reprint"
    " resume_step retry_messages reveal_identity schedule_change send_message staff_added"
    " staff_card_removed staff_card_set staff_changed staff_deactivated"
    " staff_password_changed staff_password_set staff_reactivated station_begins supervise"
    " supplement_case suspend_step take_alert undo_change withdraw_case withdraw_certificate".split()
)
"""Acts that change neither lines, windows, closures, loans nor evacuations."""

At = int | str
"""A moment as milliseconds since the epoch, or as the journal writes one; see `moment`."""


class Entry(NamedTuple):
    """A journal entry; `at` in milliseconds since the epoch."""

    seq: int
    at: int
    act: str
    actor: str
    data: Mapping[str, Any]


class StopThen(NamedTuple):
    """A stop as it was. `basis` counts while it waits; `window` while it is there or held there."""

    number: str
    queue: str
    state: str
    since: At
    basis: At
    window: str | None


@dataclass(slots=True)
class WindowThen:
    """A window as it was; `since` is None while nothing has been heard of it."""

    state: str = WindowState.CLOSED.value
    since: At | None = None
    clerk: str | None = None
    """The badge."""
    pause_reason: str | None = None


class ClosureThen(NamedTuple):
    """Issuing closed for an item or a queue, by code."""

    item: str | None
    queue: str | None
    text: str
    text_en: str


class LoanThen(NamedTuple):
    """A window lent to a queue."""

    queue: str
    until: At


class EvacuationThen(NamedTuple):
    """Everybody told to leave, by whose badge."""

    text: str
    text_en: str
    since: At
    begun_by: str


@dataclass(slots=True)
class HallThen:
    """The hall after some entries. Windows by number, stops and closures by id."""

    version: int = 0
    windows: dict[str, WindowThen] = field(default_factory=dict)
    stops: dict[int, StopThen] = field(default_factory=dict)
    issued: list[At] = field(default_factory=list)
    """When each number was given."""
    closures: dict[int, ClosureThen] = field(default_factory=dict)
    loans: dict[str, LoanThen] = field(default_factory=dict)
    evacuation: EvacuationThen | None = None
    day_open: bool = False

    def at_window(self) -> dict[str, StopThen]:
        """Who was called to or served at each window."""
        return {
            stop.window: stop
            for stop in self.stops.values()
            if stop.state in AT_WINDOW and stop.window is not None
        }

    def pools(self) -> dict[str, list[str]]:
        """The numbers held at each window."""
        pools: dict[str, list[str]] = {}
        for stop in self.stops.values():
            if stop.state == "HELD" and stop.window is not None:
                pools.setdefault(stop.window, []).append(stop.number)
        return pools

    def waiting(self) -> dict[str, list[tuple[datetime, str]]]:
        """By queue: since when, and which number; the longest wait first."""
        lines: dict[str, list[tuple[datetime, str]]] = {}
        for stop in self.stops.values():
            if stop.state == "WAITING":
                lines.setdefault(stop.queue, []).append((moment(stop.basis), stop.number))
        return {queue: sorted(line) for queue, line in lines.items()}

    def ended_since(self, begin: datetime, state: str) -> int:
        """How many stops came to an end in a final state from a moment on."""
        return sum(
            stop.state == state and moment(stop.since) >= begin for stop in self.stops.values()
        )


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(at: At) -> datetime:
    """A moment as an aware datetime."""
    return (
        _EPOCH + timedelta(milliseconds=at) if isinstance(at, int) else datetime.fromisoformat(at)
    )


def replay(begin: HallThen, entries: Iterable[Entry]) -> HallThen:
    """Fold entries into the hall; changes and returns `begin`."""
    for entry in entries:
        begin.version = entry.seq
        if entry.act not in IGNORED:
            _RULES.get(entry.act, _stop_moves)(begin, entry)
    return begin


def _stop_moves(hall: HallThen, entry: Entry) -> None:
    """Every act on a stop tells the stop's state after it; some tell of two or three stops."""
    _put(hall, entry, entry.data)
    for name in ("next", "called"):
        other = entry.data.get(name)
        if isinstance(other, Mapping):
            _put(hall, entry, other)


def _put(hall: HallThen, entry: Entry, words: Mapping[str, Any]) -> None:
    if "stop" not in words:
        return
    hall.stops[words["stop"]] = StopThen(
        words["number"],
        words["queue"],
        words["state"],
        words.get("since", entry.at),
        words.get("basis", entry.at),
        words.get("window"),
    )


def _issued(hall: HallThen, entry: Entry) -> None:
    hall.issued.append(entry.at)
    _put(hall, entry, entry.data)


def _reconciled(hall: HallThen, entry: Entry) -> None:
    hall.issued.append(entry.data["issued_at"])
    _put(hall, entry, entry.data)


def _transferred(hall: HallThen, entry: Entry) -> None:
    words = entry.data
    _put(hall, entry, words)
    basis = words.get("next_basis", entry.at)
    hall.stops[words["next"]] = StopThen(
        words["number"], words["to_queue"], "WAITING", entry.at, basis, None
    )


def _undone(hall: HallThen, entry: Entry) -> None:
    words = entry.data
    for name in ("back_in_line", "taken_back"):
        if name in words:
            _put(hall, entry, words[name])
    if "stop" in words:
        _put(hall, entry, words)
    else:
        _window_changes(hall, entry)


def _window_changes(hall: HallThen, entry: Entry) -> None:
    words = entry.data
    window = hall.windows.setdefault(words["window"], WindowThen())
    window.state = words["state"]
    window.since = words.get("since", entry.at)
    window.pause_reason = words.get("reason")
    if entry.act in ("sign_in", "take_over"):
        window.clerk = entry.actor.partition(":")[2]
    elif entry.act == "sign_out":
        window.clerk = None


def _day_opens(hall: HallThen, entry: Entry) -> None:
    if "ended" in entry.data:
        _day_ends(hall, entry)
    hall.day_open = True


def _day_ends(hall: HallThen, entry: Entry) -> None:
    for id, stop in hall.stops.items():
        if stop.state in ("WAITING", "CALLED", "SERVING", "HELD"):
            hall.stops[id] = stop._replace(state="EXPIRED", since=entry.at)
    for window in hall.windows.values():
        if window.state != WindowState.CLOSED.value:
            window.state, window.since, window.pause_reason = "CLOSED", entry.at, None
        window.clerk = None
    hall.loans.clear()
    hall.day_open = False


def _issuing_closes(hall: HallThen, entry: Entry) -> None:
    words = entry.data
    hall.closures[words["closure"]] = ClosureThen(
        words.get("item"), words.get("queue"), words["text"], words.get("text_en", "")
    )


def _issuing_reopens(hall: HallThen, entry: Entry) -> None:
    hall.closures.pop(entry.data["closure"], None)


def _lent(hall: HallThen, entry: Entry) -> None:
    hall.loans[entry.data["window"]] = LoanThen(entry.data["queue"], entry.data["until"])


def _returned(hall: HallThen, entry: Entry) -> None:
    hall.loans.pop(entry.data["window"], None)


def _evacuated(hall: HallThen, entry: Entry) -> None:
    words = entry.data
    badge = entry.actor.partition(":")[2]
    hall.evacuation = EvacuationThen(words["text"], words["text_en"], entry.at, badge)


def _evacuation_over(hall: HallThen, _entry: Entry) -> None:
    hall.evacuation = None


_RULES: Mapping[str, Callable[[HallThen, Entry], None]] = {
    "issue": _issued,
    "walk_in": _issued,
    "check_in": _issued,
    "reconcile_ticket": _reconciled,
    "transfer": _transferred,
    "undo": _undone,
    **dict.fromkeys(
        ("sign_in", "take_over", "sign_out", "open_window", "pause_window", "resume_window",
         "close_window", "change_profile"), _window_changes,
    ),
    "open_day": _day_opens,
    "close_day": _day_ends,
    "end_forgotten_day": _day_ends,
    "close_issuing": _issuing_closes,
    "reopen_issuing": _issuing_reopens,
    "lend_window": _lent,
    "take_back_window": _returned,
    "return_window": _returned,
    "evacuate": _evacuated,
    "end_evacuation": _evacuation_over,
}  # fmt: skip
MOVING = frozenset(
    "call_next call_this recall start finish finish_and_call_next requeue no_show come_back hold"
    " resume_held leave void_number".split()
)
"""Acts whose entry is that of the stop alone, with those it brought about."""
KNOWN = IGNORED | MOVING | _RULES.keys()
"""Every act there is; one that is missing here would make the past wrong."""
