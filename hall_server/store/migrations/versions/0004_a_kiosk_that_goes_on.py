"""Numbers lent to kiosks, appointments, what the hall tells one machine, and who may take how many."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_ban",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("card_mark", sa.String(length=64), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=False),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.Column("lifted_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_booking_ban_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_ban")),
    )
    op.create_index("ix_booking_ban_card", "booking_ban", ["hall_id", "card_mark"], unique=False)
    op.create_table(
        "life_event",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_life_event_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life_event")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_life_event_hall_id_code")),
    )
    op.create_table(
        "number_block",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("queue_id", ID, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("lent_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_number_block_span")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_number_block_device_id")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_number_block_hall_id")),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_number_block_queue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
        sa.UniqueConstraint(
            "queue_id", "date", "first", name=op.f("uq_number_block_queue_id_date_first")
        ),
    )
    op.create_index("ix_number_block_device", "number_block", ["device_id", "date"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("half", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("card_mark", sa.String(length=64), nullable=False),
        sa.Column("phone_mark", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("came_at", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", ID, nullable=True),
        sa.CheckConstraint(
            "(state = 'CHECKED_IN') = (ticket_id IS NOT NULL)", name=op.f("ck_appointment_ticket")
        ),
        sa.CheckConstraint("half IN ('am', 'pm')", name=op.f("ck_appointment_half")),
        sa.CheckConstraint(
            "state IN ('BOOKED', 'CHECKED_IN', 'CANCELLED', 'MISSED')",
            name=op.f("ck_appointment_state"),
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_appointment_hall_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_appointment_item_id")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_appointment_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("code", name=op.f("uq_appointment_code")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_appointment_ticket_id")),
    )
    op.create_index("ix_appointment_card", "appointment", ["hall_id", "card_mark"], unique=False)
    op.create_index(
        "ix_appointment_due",
        "appointment",
        ["hall_id", "date"],
        unique=False,
        sqlite_where=sa.text("state = 'BOOKED'"),
        postgresql_where=sa.text("state = 'BOOKED'"),
    )
    op.create_index(
        "ix_appointment_phone",
        "appointment",
        ["hall_id", "phone_mark"],
        unique=False,
        sqlite_where=sa.text("phone_mark IS NOT NULL"),
        postgresql_where=sa.text("phone_mark IS NOT NULL"),
    )
    op.create_index(
        "ix_appointment_slot",
        "appointment",
        ["item_id", "date", "half"],
        unique=False,
        sqlite_where=sa.text("state <> 'CANCELLED'"),
        postgresql_where=sa.text("state <> 'CANCELLED'"),
    )
    op.create_index(
        "uq_appointment_person",
        "appointment",
        ["hall_id", "item_id", "card_mark"],
        unique=True,
        sqlite_where=sa.text("state = 'BOOKED'"),
        postgresql_where=sa.text("state = 'BOOKED'"),
    )
    op.create_table(
        "life_event_entry",
        sa.Column("life_event_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("theme_id", ID, nullable=True),
        sa.CheckConstraint(
            "(item_id IS NULL) <> (theme_id IS NULL)", name=op.f("ck_life_event_entry_subject")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_life_event_entry_item_id")),
        sa.ForeignKeyConstraint(
            ["life_event_id"], ["life_event.id"], name=op.f("fk_life_event_entry_life_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_life_event_entry_theme_id")
        ),
        sa.PrimaryKeyConstraint("life_event_id", "position", name=op.f("pk_life_event_entry")),
    )
    op.add_column(
        "device", sa.Column("locked", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "device",
        sa.Column("lock_zh", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "device",
        sa.Column("lock_en", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "device", sa.Column("reloads", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "device", sa.Column("restarts", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "hall",
        sa.Column("live_tickets_max", sa.Integer(), server_default=sa.text("3"), nullable=False),
    )
    op.add_column(
        "hall",
        sa.Column("agent_tickets_max", sa.Integer(), server_default=sa.text("5"), nullable=False),
    )
    op.add_column(
        "hall",
        sa.Column("booking_days_ahead", sa.Integer(), server_default=sa.text("5"), nullable=False),
    )
    op.add_column(
        "hall",
        sa.Column(
            "booking_cancel_hours", sa.Integer(), server_default=sa.text("2"), nullable=False
        ),
    )
    op.add_column(
        "hall",
        sa.Column(
            "booking_early_minutes", sa.Integer(), server_default=sa.text("30"), nullable=False
        ),
    )
    op.add_column(
        "hall",
        sa.Column(
            "booking_late_minutes", sa.Integer(), server_default=sa.text("30"), nullable=False
        ),
    )
    op.add_column(
        "hall",
        sa.Column("booking_misses_max", sa.Integer(), server_default=sa.text("2"), nullable=False),
    )
    op.add_column(
        "hall",
        sa.Column("booking_ban_days", sa.Integer(), server_default=sa.text("90"), nullable=False),
    )
    op.add_column(
        "item", sa.Column("synonyms", sa.Text(), server_default=sa.text("'[]'"), nullable=False)
    )
    op.add_column("item", sa.Column("day_cap", sa.Integer(), nullable=True))
    op.add_column("item", sa.Column("half_day_cap", sa.Integer(), nullable=True))
    op.add_column(
        "item", sa.Column("slots", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "item", sa.Column("pick_up", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("priority_reason", sa.Column("from_age", sa.Integer(), nullable=True))
    op.add_column("series", sa.Column("lent_from", sa.Integer(), nullable=True))
    op.add_column(
        "ticket", sa.Column("agent", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "ticket",
        sa.Column("offline", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("ticket", sa.Column("receipt", sa.String(length=60), nullable=True))
    op.create_index(
        "uq_ticket_offline_number",
        "ticket",
        ["queue_id", "date", "number"],
        unique=True,
        sqlite_where=sa.text("offline"),
        postgresql_where=sa.text("offline"),
    )


def downgrade() -> None:
    op.drop_index("uq_ticket_offline_number", table_name="ticket")
    op.drop_column("ticket", "receipt")
    op.drop_column("ticket", "offline")
    op.drop_column("ticket", "agent")
    op.drop_column("series", "lent_from")
    op.drop_column("priority_reason", "from_age")
    op.drop_column("item", "pick_up")
    op.drop_column("item", "slots")
    op.drop_column("item", "half_day_cap")
    op.drop_column("item", "day_cap")
    op.drop_column("item", "synonyms")
    op.drop_column("hall", "booking_ban_days")
    op.drop_column("hall", "booking_misses_max")
    op.drop_column("hall", "booking_late_minutes")
    op.drop_column("hall", "booking_early_minutes")
    op.drop_column("hall", "booking_cancel_hours")
    op.drop_column("hall", "booking_days_ahead")
    op.drop_column("hall", "agent_tickets_max")
    op.drop_column("hall", "live_tickets_max")
    op.drop_column("device", "restarts")
    op.drop_column("device", "reloads")
    op.drop_column("device", "lock_en")
    op.drop_column("device", "lock_zh")
    op.drop_column("device", "locked")
    op.drop_table("life_event_entry")
    op.drop_table("life_event")
    op.drop_table("appointment")
    op.drop_table("booking_ban")
    op.drop_table("number_block")
