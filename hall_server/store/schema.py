"""The tables. What must never happen is forbidden here first, by keys and unique indexes."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=CONVENTION)

AnyRow = Row[*tuple[Any, ...]]
"""A row whose columns are read by name."""

ID = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds since the epoch."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return None if value is None else round(value.timestamp() * 1000)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


class Day(TypeDecorator[date]):
    """A date of the hall, kept as YYYY-MM-DD so that both databases compare it alike."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, _dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


def _id() -> Column[int]:
    return Column("id", ID, primary_key=True, autoincrement=True)


def _hall() -> Column[int]:
    return Column("hall_id", ID, ForeignKey("hall.id"), nullable=False)


def _ref(name: str, table: str, *, optional: bool = False) -> Column[int]:
    return Column(name, ID, ForeignKey(f"{table}.id"), nullable=optional)


def _names() -> tuple[Column[str], Column[str]]:
    return (
        Column("name_zh", String(200), nullable=False, default=""),
        Column("name_en", String(200), nullable=False, default=""),
    )


def _position() -> Column[int]:
    return Column("position", Integer, nullable=False)


def _active() -> Column[bool]:
    """False for what a later plan dropped but history still names."""
    return Column("active", Boolean, nullable=False, default=True, server_default=text("true"))


def _limit(name: str, shipped: int) -> Column[int]:
    """A limit of the hall, as shipped until the hall sets its own."""
    return Column(name, Integer, nullable=False, server_default=text(str(shipped)))


hall = Table(
    "hall",
    metadata,
    _id(),
    Column("code", String(40), nullable=False, unique=True),
    *_names(),
    Column("timezone", String(60), nullable=False),
    Column("notice_zh", Text, nullable=False),
    Column("notice_en", Text, nullable=False),
    Column("ticket_rules_zh", Text, nullable=False),
    Column("ticket_rules_en", Text, nullable=False),
    Column("public_url", String(200), nullable=False),
    Column("come_back_minutes", Integer, nullable=False),
    Column("come_back_after", Integer, nullable=False),
    Column("recall_pause_seconds", Integer, nullable=False),
    _limit("live_tickets_max", 3),
    _limit("agent_tickets_max", 5),
    _limit("booking_days_ahead", 5),
    _limit("booking_cancel_hours", 2),
    _limit("booking_early_minutes", 30),
    _limit("booking_late_minutes", 30),
    _limit("booking_misses_max", 2),
    _limit("booking_ban_days", 90),
    Column("setup_version", Integer, nullable=False, default=1),
    Column("standing_version", Integer, nullable=False, default=1, server_default=text("1")),
    Column("call_text_zh", String(200), nullable=False, server_default=text("''")),
    Column("call_text_en", String(200), nullable=False, server_default=text("''")),
    Column("paper_template", Text, nullable=False, server_default=text("''")),
)

hours = Table(
    "hours",
    metadata,
    _id(),
    _hall(),
    _position(),
    Column("weekday", Integer, nullable=False),
    Column("begins", String(5), nullable=False),
    Column("ends", String(5), nullable=False),
)

special_day = Table(
    "special_day",
    metadata,
    _id(),
    _hall(),
    _position(),
    Column("date", Day, nullable=False),
    *_names(),
    Column("periods", String(100), nullable=False),
    UniqueConstraint("hall_id", "date"),
)

legal_day = Table(
    "legal_day",
    metadata,
    _id(),
    _hall(),
    Column("date", Day, nullable=False),
    Column("working", Boolean, nullable=False),
    *_names(),
    UniqueConstraint("hall_id", "date"),
)

notice = Table(
    "notice",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    Column("text_zh", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("begins", Day),
    Column("ends", Day),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

medium = Table(
    "medium",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    Column("type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("begins", Day),
    Column("ends", Day),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

zone = Table(
    "zone",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    Column("floor", String(40), nullable=False),
    Column("way_zh", String(200), nullable=False),
    Column("way_en", String(200), nullable=False),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

department = Table(
    "department",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

queue = Table(
    "queue",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    _ref("zone_id", "zone"),
    Column("max_wait_minutes", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

item = Table(
    "item",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    Column("kind", String(20), nullable=False),
    _ref("department_id", "department"),
    _ref("queue_id", "queue"),
    _ref("zone_id", "zone"),
    Column("service_minutes", Integer, nullable=False),
    Column("statutory_days", Integer),
    Column("promised_days", Integer),
    Column("fee", String(200), nullable=False),
    Column("common", Boolean, nullable=False),
    Column("synonyms", Text, nullable=False, server_default=text("'[]'")),
    Column("day_cap", Integer),
    Column("half_day_cap", Integer),
    Column("slots", Integer, nullable=False, server_default=text("0")),
    Column("pick_up", Boolean, nullable=False, server_default=text("false")),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

item_material = Table(
    "item_material",
    metadata,
    Column("item_id", ID, ForeignKey("item.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
)

theme = Table(
    "theme",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

theme_item = Table(
    "theme_item",
    metadata,
    Column("theme_id", ID, ForeignKey("theme.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _ref("item_id", "item"),
    Column("step", Integer, nullable=False),
)

life_event = Table(
    "life_event",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

life_event_entry = Table(
    "life_event_entry",
    metadata,
    Column("life_event_id", ID, ForeignKey("life_event.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _ref("item_id", "item", optional=True),
    _ref("theme_id", "theme", optional=True),
    CheckConstraint("(item_id IS NULL) <> (theme_id IS NULL)", name="subject"),
)

profile = Table(
    "profile",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

profile_queue = Table(
    "profile_queue",
    metadata,
    Column("profile_id", ID, ForeignKey("profile.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _ref("queue_id", "queue"),
    Column("backup", Boolean, nullable=False),
    Column("help_after_minutes", Integer),
)

priority_reason = Table(
    "priority_reason",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    Column("rate", Float, nullable=False),
    Column("from_age", Integer),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

pause_reason = Table(
    "pause_reason",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

_HAS_CARD = text("card_mark IS NOT NULL")
staff = Table(
    "staff",
    metadata,
    _id(),
    _hall(),
    Column("badge", String(40), nullable=False),
    Column("name", String(100), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("roles", String(100), nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", Moment, nullable=False),
    Column("card_mark", String(64)),
    Column("session_epoch", Integer, nullable=False, default=1, server_default=text("1")),
    Column("password_once", Boolean, nullable=False, default=False, server_default=text("false")),
    UniqueConstraint("badge"),
    Index("uq_staff_card_mark", "card_mark", unique=True, sqlite_where=_HAS_CARD,
          postgresql_where=_HAS_CARD),
)  # fmt: skip

ended_session = Table(
    "ended_session",
    metadata,
    Column("session", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
)

device = Table(
    "device",
    metadata,
    _id(),
    _hall(),
    Column("kind", String(20), nullable=False),
    Column("name", String(100), nullable=False),
    Column("place", String(60), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("version", String(40), nullable=False, server_default=text("''")),
    Column("seen_at", Moment),
    Column("health", Text, nullable=False, server_default=text("'[]'")),
    Column("locked", Boolean, nullable=False, server_default=text("false")),
    Column("lock_zh", String(200), nullable=False, server_default=text("''")),
    Column("lock_en", String(200), nullable=False, server_default=text("''")),
    Column("reloads", Integer, nullable=False, server_default=text("0")),
    Column("restarts", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("hall_id", "name"),
)

pairing = Table(
    "pairing",
    metadata,
    _id(),
    Column("kind", String(20), nullable=False),
    Column("code", String(10), nullable=False, unique=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("version", String(40), nullable=False),
    Column("address", String(60), nullable=False),
    Column("asked_at", Moment, nullable=False),
)

window = Table(
    "window",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    _position(),
    *_names(),
    _ref("zone_id", "zone"),
    _ref("profile_id", "profile"),
    Column("state", String(10), nullable=False, default="CLOSED"),
    Column("since", Moment, nullable=False),
    _ref("pause_reason_id", "pause_reason", optional=True),
    Column("staff_id", ID, ForeignKey("staff.id"), unique=True),
    Column("seat", String(64)),
    _active(),
    UniqueConstraint("hall_id", "code"),
    CheckConstraint("state IN ('CLOSED', 'OPEN', 'PAUSED')", name="state"),
    CheckConstraint("(staff_id IS NULL) = (seat IS NULL)", name="seat"),
)

day = Table(
    "day",
    metadata,
    Column("hall_id", ID, ForeignKey("hall.id"), primary_key=True),
    Column("date", Day, primary_key=True),
    Column("state", String(10), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    CheckConstraint("state IN ('OPEN', 'CLOSED')", name="state"),
    Index("uq_day_open", "hall_id", unique=True, sqlite_where=text("state = 'OPEN'"),
          postgresql_where=text("state = 'OPEN'")),
)  # fmt: skip

series = Table(
    "series",
    metadata,
    Column("queue_id", ID, ForeignKey("queue.id"), primary_key=True),
    Column("date", Day, primary_key=True),
    Column("last_serial", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("lent_from", Integer),
    sqlite_with_rowid=False,
)

number_block = Table(
    "number_block",
    metadata,
    _id(),
    _hall(),
    _ref("queue_id", "queue"),
    Column("date", Day, nullable=False),
    _ref("device_id", "device"),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("lent_at", Moment, nullable=False),
    UniqueConstraint("queue_id", "date", "first"),
    CheckConstraint("first <= last", name="span"),
    Index("ix_number_block_device", "device_id", "date"),
)

_LIVE = text("live")
_OFFLINE = text("offline")
_HAS_PHONE = text("phone_tail IS NOT NULL")
ticket = Table(
    "ticket",
    metadata,
    _id(),
    _hall(),
    Column("date", Day, nullable=False),
    _ref("queue_id", "queue"),
    Column("serial", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("label", String(20), nullable=False),
    Column("live", Boolean, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("issued_by", String(120), nullable=False),
    Column("token", String(32), nullable=False, unique=True),
    Column("language", String(10), nullable=False),
    _ref("priority_reason_id", "priority_reason", optional=True),
    _ref("theme_id", "theme", optional=True),
    Column("phone_tail", String(4)),
    Column("card_mark", String(64)),
    Column("agent", Boolean, nullable=False, server_default=text("false")),
    Column("offline", Boolean, nullable=False, server_default=text("false")),
    Column("receipt", String(60)),
    UniqueConstraint("queue_id", "date", "serial"),
    Index("ix_ticket_phone", "hall_id", "date", "phone_tail", sqlite_where=_HAS_PHONE,
          postgresql_where=_HAS_PHONE),
    Index("ix_ticket_card", "hall_id", "date", "card_mark", sqlite_where=_HAS_CARD,
          postgresql_where=_HAS_CARD),
    Index("uq_ticket_live_number", "queue_id", "date", "number", unique=True,
          sqlite_where=_LIVE, postgresql_where=_LIVE),
    Index("uq_ticket_offline_number", "queue_id", "date", "number", unique=True,
          sqlite_where=_OFFLINE, postgresql_where=_OFFLINE),
)  # fmt: skip

_WAITING = text("state = 'WAITING'")
_AT_WINDOW = text("state IN ('CALLED', 'SERVING')")
_ENDED = text("ended_at IS NOT NULL")
_ACTIVE = text("state IN ('WAITING', 'CALLED', 'SERVING', 'HELD')")
stop = Table(
    "stop",
    metadata,
    _id(),
    _hall(),
    _ref("ticket_id", "ticket"),
    Column("label", String(20), nullable=False),
    _ref("item_id", "item"),
    _ref("queue_id", "queue"),
    Column("state", String(10), nullable=False),
    Column("rate", Float, nullable=False),
    Column("basis_at", Moment, nullable=False),
    Column("sequence", ID, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("since", Moment, nullable=False),
    Column("booked", Boolean, nullable=False),
    Column("pinned_at", Moment),
    _ref("pinned_window_id", "window", optional=True),
    _ref("window_id", "window", optional=True),
    Column("called_at", Moment),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("recalls", Integer, nullable=False),
    Column("rule", String(20)),
    Column("waited_s", Integer, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("note", String(200), nullable=False),
    Column("remind_at", Moment),
    CheckConstraint(
        "state IN ('WAITING', 'CALLED', 'SERVING', 'HELD', 'DONE', 'NO_SHOW', 'LEFT', 'MOVED',"
        " 'EXPIRED')",
        name="state",
    ),
    CheckConstraint("state NOT IN ('CALLED', 'SERVING', 'HELD') OR window_id IS NOT NULL",
                    name="window"),
    Index("uq_stop_at_window", "window_id", unique=True,
          sqlite_where=_AT_WINDOW, postgresql_where=_AT_WINDOW),
    Index("uq_stop_active", "ticket_id", unique=True,
          sqlite_where=_ACTIVE, postgresql_where=_ACTIVE),
    Index("ix_stop_line", "queue_id", "rate", "basis_at", "sequence",
          sqlite_where=_WAITING, postgresql_where=_WAITING),
    Index("ix_stop_ticket", "ticket_id"),
    Index("ix_stop_ended", "hall_id", "ended_at",
          sqlite_where=_ENDED, postgresql_where=_ENDED),
)  # fmt: skip

planned_stop = Table(
    "planned_stop",
    metadata,
    _id(),
    _ref("ticket_id", "ticket"),
    _position(),
    Column("step", Integer, nullable=False),
    _ref("item_id", "item"),
    Column("stop_id", ID, ForeignKey("stop.id"), unique=True),
    Column("dropped", Boolean, nullable=False, default=False),
    UniqueConstraint("ticket_id", "position"),
)

call = Table(
    "call",
    metadata,
    _id(),
    _hall(),
    _ref("stop_id", "stop"),
    _ref("window_id", "window"),
    Column("at", Moment, nullable=False),
    Column("recall", Integer, nullable=False),
    Column("rule", String(20), nullable=False),
    Column("waited_s", Integer, nullable=False),
    Index("ix_call_at", "hall_id", "at"),
    Index("ix_call_stop", "stop_id"),
)

_OPEN_ENDED = text("ended_at IS NULL")
closure = Table(
    "closure",
    metadata,
    _id(),
    _hall(),
    _ref("item_id", "item", optional=True),
    _ref("queue_id", "queue", optional=True),
    Column("text_zh", String(200), nullable=False),
    Column("text_en", String(200), nullable=False),
    Column("since", Moment, nullable=False),
    Column("ended_at", Moment),
    CheckConstraint("(item_id IS NULL) <> (queue_id IS NULL)", name="subject"),
    Index("uq_closure_item", "item_id", unique=True,
          sqlite_where=_OPEN_ENDED, postgresql_where=_OPEN_ENDED),
    Index("uq_closure_queue", "queue_id", unique=True,
          sqlite_where=_OPEN_ENDED, postgresql_where=_OPEN_ENDED),
)  # fmt: skip

# Without SQLite's hidden row id these three are one tree each instead of two; every act writes them.
journal = Table(
    "journal",
    metadata,
    Column("hall_id", ID, ForeignKey("hall.id"), primary_key=True),
    Column("seq", ID, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("act", String(40), nullable=False),
    Column("actor", String(120), nullable=False),
    Column("ticket_id", ID),
    Column("data", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_journal_ticket", "ticket_id"),
    Index("ix_journal_at", "hall_id", "at"),
    sqlite_with_rowid=False,
)

reply = Table(
    "reply",
    metadata,
    Column("hall_id", ID, ForeignKey("hall.id"), primary_key=True),
    Column("actor", String(120), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

printer = Table(
    "printer",
    metadata,
    _id(),
    _hall(),
    Column("code", String(40), nullable=False),
    Column("place", String(60), nullable=False),
    _ref("device_id", "device", optional=True),
    Column("url", String(200), nullable=False),
    Column("paper", Integer, nullable=False),
    Column("encoding", String(10), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("acknowledgement", String(10), nullable=False),
    _ref("stand_by_id", "printer", optional=True),
    Column("troubles", String(200), nullable=False, default=""),
    Column("paper_low", Boolean, nullable=False, default=False),
    Column("heard_at", Moment),
    _active(),
    UniqueConstraint("hall_id", "code"),
)

_QUEUED = text("state = 'QUEUED'")
print_job = Table(
    "print_job",
    metadata,
    _id(),
    _hall(),
    _ref("printer_id", "printer"),
    Column("kind", String(20), nullable=False),
    _ref("ticket_id", "ticket", optional=True),
    Column("label", String(20), nullable=False),
    Column("facts", Text, nullable=False),
    Column("language", String(10), nullable=False),
    Column("print_size", String(10), nullable=False),
    Column("copy", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("trouble", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("since", Moment, nullable=False),
    CheckConstraint(
        "state IN ('QUEUED', 'SENDING', 'PRINTED', 'REFUSED', 'UNCERTAIN', 'CANCELLED')",
        name="state",
    ),
    Index("ix_print_job_queued", "printer_id", "id",
          sqlite_where=_QUEUED, postgresql_where=_QUEUED),
    Index("ix_print_job_sending", "hall_id", sqlite_where=text("state = 'SENDING'"),
          postgresql_where=text("state = 'SENDING'")),
    Index("ix_print_job_ticket", "ticket_id"),
    Index("ix_print_job_newest", "printer_id", "since"),
)  # fmt: skip

loan = Table(
    "loan",
    metadata,
    _id(),
    _hall(),
    _ref("window_id", "window"),
    _ref("queue_id", "queue"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("lent_by", String(120), nullable=False),
    Column("ended_at", Moment),
    Index("uq_loan_window", "window_id", unique=True,
          sqlite_where=_OPEN_ENDED, postgresql_where=_OPEN_ENDED),
)  # fmt: skip

message = Table(
    "message",
    metadata,
    _id(),
    _hall(),
    _ref("window_id", "window", optional=True),
    Column("text", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("sent_by", String(120), nullable=False),
    Index("ix_message_at", "hall_id", "at"),
)

message_read = Table(
    "message_read",
    metadata,
    Column("message_id", ID, ForeignKey("message.id"), primary_key=True),
    Column("window_id", ID, ForeignKey("window.id"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("read_by", String(120), nullable=False),
)

evacuation = Table(
    "evacuation",
    metadata,
    _id(),
    _hall(),
    Column("text_zh", String(200), nullable=False),
    Column("text_en", String(200), nullable=False),
    Column("since", Moment, nullable=False),
    Column("begun_by", String(120), nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", String(120)),
    CheckConstraint("ended_by IS NULL OR ended_by <> begun_by", name="second_person"),
    Index("uq_evacuation_hall", "hall_id", unique=True,
          sqlite_where=_OPEN_ENDED, postgresql_where=_OPEN_ENDED),
)  # fmt: skip

alert = Table(
    "alert",
    metadata,
    _id(),
    _hall(),
    Column("kind", String(20), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("facts", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("taken_by", String(120)),
    Column("taken_at", Moment),
    Column("ended_at", Moment),
    Index("uq_alert_subject", "hall_id", "kind", "subject", unique=True,
          sqlite_where=_OPEN_ENDED, postgresql_where=_OPEN_ENDED),
    Index("ix_alert_since", "hall_id", "since"),
)  # fmt: skip

plan_change = Table(
    "plan_change",
    metadata,
    _id(),
    _hall(),
    Column("state", String(10), nullable=False),
    Column("summary", String(200), nullable=False),
    Column("edits", Text, nullable=False),
    Column("difference", Text, nullable=False),
    Column("made_by", String(120), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("due", Day),
    Column("settled_at", Moment),
    Column("settled_by", String(120), nullable=False),
    Column("trouble", Text, nullable=False),
    CheckConstraint(
        "state IN ('APPLIED', 'SCHEDULED', 'CANCELLED', 'UNDONE', 'FAILED')", name="state"
    ),
    Index("ix_plan_change_newest", "hall_id", "id"),
    Index("ix_plan_change_due", "hall_id", "due", sqlite_where=text("state = 'SCHEDULED'"),
          postgresql_where=text("state = 'SCHEDULED'")),
)  # fmt: skip

_BOOKED = text("state = 'BOOKED'")
_HAS_PHONE_MARK = text("phone_mark IS NOT NULL")
_TAKES_A_SLOT = text("state <> 'CANCELLED'")
appointment = Table(
    "appointment",
    metadata,
    _id(),
    _hall(),
    _ref("item_id", "item"),
    Column("date", Day, nullable=False),
    Column("half", String(2), nullable=False),
    Column("state", String(12), nullable=False),
    Column("code", String(12), nullable=False, unique=True),
    Column("card_mark", String(64), nullable=False),
    Column("phone_mark", String(64)),
    Column("name", String(40), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(120), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("came_at", Moment),
    _ref("ticket_id", "ticket", optional=True),
    CheckConstraint("state IN ('BOOKED', 'CHECKED_IN', 'CANCELLED', 'MISSED')", name="state"),
    CheckConstraint("half IN ('am', 'pm')", name="half"),
    CheckConstraint("(state = 'CHECKED_IN') = (ticket_id IS NOT NULL)", name="ticket"),
    Index("uq_appointment_person", "hall_id", "item_id", "card_mark", unique=True,
          sqlite_where=_BOOKED, postgresql_where=_BOOKED),
    Index("ix_appointment_slot", "item_id", "date", "half",
          sqlite_where=_TAKES_A_SLOT, postgresql_where=_TAKES_A_SLOT),
    UniqueConstraint("ticket_id"),
    Index("ix_appointment_card", "hall_id", "card_mark"),
    Index("ix_appointment_phone", "hall_id", "phone_mark", sqlite_where=_HAS_PHONE_MARK,
          postgresql_where=_HAS_PHONE_MARK),
    Index("ix_appointment_due", "hall_id", "date", sqlite_where=_BOOKED, postgresql_where=_BOOKED),
)  # fmt: skip

booking_ban = Table(
    "booking_ban",
    metadata,
    _id(),
    _hall(),
    Column("card_mark", String(64), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Day, nullable=False),
    Column("lifted_at", Moment),
    Column("lifted_by", String(120)),
    Index("ix_booking_ban_card", "hall_id", "card_mark"),
)
