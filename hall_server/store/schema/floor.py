"""What supervisors do and see: loans, messages, evacuations, alerts."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from hall_server.store.schema.columns import (
    ID,
    OPEN_ENDED,
    Moment,
    hall_ref,
    id_column,
    metadata,
    ref,
)

loan = Table(
    "loan",
    metadata,
    id_column(),
    hall_ref(),
    ref("window_id", "window"),
    ref("queue_id", "queue"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("lent_by", String(120), nullable=False),
    Column("ended_at", Moment),
    Index("uq_loan_window", "window_id", unique=True,
          sqlite_where=OPEN_ENDED, postgresql_where=OPEN_ENDED),
)  # fmt: skip

message = Table(
    "message",
    metadata,
    id_column(),
    hall_ref(),
    ref("window_id", "window", optional=True),
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
    id_column(),
    hall_ref(),
    Column("text_zh", String(200), nullable=False),
    Column("text_en", String(200), nullable=False),
    Column("since", Moment, nullable=False),
    Column("begun_by", String(120), nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", String(120)),
    CheckConstraint("ended_by IS NULL OR ended_by <> begun_by", name="second_person"),
    Index("uq_evacuation_hall", "hall_id", unique=True,
          sqlite_where=OPEN_ENDED, postgresql_where=OPEN_ENDED),
)  # fmt: skip

alert = Table(
    "alert",
    metadata,
    id_column(),
    hall_ref(),
    Column("kind", String(20), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("facts", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("taken_by", String(120)),
    Column("taken_at", Moment),
    Column("ended_at", Moment),
    Index("uq_alert_subject", "hall_id", "kind", "subject", unique=True,
          sqlite_where=OPEN_ENDED, postgresql_where=OPEN_ENDED),
    Index("ix_alert_since", "hall_id", "since"),
)  # fmt: skip
