"""Appointments, and who may make none."""

from sqlalchemy import CheckConstraint, Column, Index, String, Table, UniqueConstraint, text

from hall_server.store.schema.columns import Day, Moment, hall_ref, id_column, metadata, ref

_BOOKED = text("state = 'BOOKED'")

_HAS_PHONE_MARK = text("phone_mark IS NOT NULL")

_TAKES_A_SLOT = text("state <> 'CANCELLED'")

appointment = Table(
    "appointment",
    metadata,
    id_column(),
    hall_ref(),
    ref("item_id", "item"),
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
    ref("ticket_id", "ticket", optional=True),
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
    id_column(),
    hall_ref(),
    Column("card_mark", String(64), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Day, nullable=False),
    Column("lifted_at", Moment),
    Column("lifted_by", String(120)),
    Index("ix_booking_ban_card", "hall_id", "card_mark"),
)
