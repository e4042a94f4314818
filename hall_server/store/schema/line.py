"""A day's numbers: tickets, their stops and calls, and the numbers lent to kiosks."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from hall_server.store.schema.columns import (
    HAS_CARD,
    ID,
    OPEN_ENDED,
    Day,
    Moment,
    hall_ref,
    id_column,
    metadata,
    position,
    ref,
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
    id_column(),
    hall_ref(),
    ref("queue_id", "queue"),
    Column("date", Day, nullable=False),
    ref("device_id", "device"),
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
    id_column(),
    hall_ref(),
    Column("date", Day, nullable=False),
    ref("queue_id", "queue"),
    Column("serial", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("label", String(20), nullable=False),
    Column("live", Boolean, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("issued_by", String(120), nullable=False),
    Column("token", String(32), nullable=False, unique=True),
    Column("language", String(10), nullable=False),
    ref("priority_reason_id", "priority_reason", optional=True),
    ref("theme_id", "theme", optional=True),
    Column("phone_tail", String(4)),
    Column("card_mark", String(64)),
    Column("agent", Boolean, nullable=False, server_default=text("false")),
    Column("offline", Boolean, nullable=False, server_default=text("false")),
    Column("receipt", String(60)),
    UniqueConstraint("queue_id", "date", "serial"),
    Index("ix_ticket_phone", "hall_id", "date", "phone_tail", sqlite_where=_HAS_PHONE,
          postgresql_where=_HAS_PHONE),
    Index("ix_ticket_card", "hall_id", "date", "card_mark", sqlite_where=HAS_CARD,
          postgresql_where=HAS_CARD),
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
    id_column(),
    hall_ref(),
    ref("ticket_id", "ticket"),
    Column("label", String(20), nullable=False),
    ref("item_id", "item"),
    ref("queue_id", "queue"),
    Column("state", String(10), nullable=False),
    Column("rate", Float, nullable=False),
    Column("basis_at", Moment, nullable=False),
    Column("sequence", ID, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("since", Moment, nullable=False),
    Column("booked", Boolean, nullable=False),
    Column("pinned_at", Moment),
    ref("pinned_window_id", "window", optional=True),
    ref("window_id", "window", optional=True),
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
    id_column(),
    ref("ticket_id", "ticket"),
    position(),
    Column("step", Integer, nullable=False),
    ref("item_id", "item"),
    Column("stop_id", ID, ForeignKey("stop.id"), unique=True),
    Column("dropped", Boolean, nullable=False, default=False),
    UniqueConstraint("ticket_id", "position"),
)

call = Table(
    "call",
    metadata,
    id_column(),
    hall_ref(),
    ref("stop_id", "stop"),
    ref("window_id", "window"),
    Column("at", Moment, nullable=False),
    Column("recall", Integer, nullable=False),
    Column("rule", String(20), nullable=False),
    Column("waited_s", Integer, nullable=False),
    Index("ix_call_at", "hall_id", "at"),
    Index("ix_call_stop", "stop_id"),
)

closure = Table(
    "closure",
    metadata,
    id_column(),
    hall_ref(),
    ref("item_id", "item", optional=True),
    ref("queue_id", "queue", optional=True),
    Column("text_zh", String(200), nullable=False),
    Column("text_en", String(200), nullable=False),
    Column("since", Moment, nullable=False),
    Column("ended_at", Moment),
    CheckConstraint("(item_id IS NULL) <> (queue_id IS NULL)", name="subject"),
    Index("uq_closure_item", "item_id", unique=True,
          sqlite_where=OPEN_ENDED, postgresql_where=OPEN_ENDED),
    Index("uq_closure_queue", "queue_id", unique=True,
          sqlite_where=OPEN_ENDED, postgresql_where=OPEN_ENDED),
)  # fmt: skip
