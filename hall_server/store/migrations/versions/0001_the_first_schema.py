"""The first schema."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hall",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("notice_zh", sa.Text(), nullable=False),
        sa.Column("notice_en", sa.Text(), nullable=False),
        sa.Column("ticket_rules_zh", sa.Text(), nullable=False),
        sa.Column("ticket_rules_en", sa.Text(), nullable=False),
        sa.Column("public_url", sa.String(length=200), nullable=False),
        sa.Column("come_back_minutes", sa.Integer(), nullable=False),
        sa.Column("come_back_after", sa.Integer(), nullable=False),
        sa.Column("recall_pause_seconds", sa.Integer(), nullable=False),
        sa.Column("setup_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall")),
        sa.UniqueConstraint("code", name=op.f("uq_hall_code")),
    )
    op.create_table(
        "day",
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('OPEN', 'CLOSED')", name=op.f("ck_day_state")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_day_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "date", name=op.f("pk_day")),
    )
    with op.batch_alter_table("day", schema=None) as batch_op:
        batch_op.create_index(
            "uq_day_open",
            ["hall_id"],
            unique=True,
            sqlite_where=sa.text("state = 'OPEN'"),
            postgresql_where=sa.text("state = 'OPEN'"),
        )

    op.create_table(
        "department",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_department_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_department_hall_id_code")),
    )
    op.create_table(
        "device",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_device_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("hall_id", "name", name=op.f("uq_device_hall_id_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    op.create_table(
        "hours",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_hours_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours")),
    )
    op.create_table(
        "journal",
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("seq", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("ticket_id", ID, nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_journal_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "seq", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_ticket", ["ticket_id"], unique=False)

    op.create_table(
        "pause_reason",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_pause_reason_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause_reason")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_pause_reason_hall_id_code")),
    )
    op.create_table(
        "priority_reason",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_priority_reason_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_reason")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_priority_reason_hall_id_code")),
    )
    op.create_table(
        "profile",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_profile_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_profile_hall_id_code")),
    )
    op.create_table(
        "reply",
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_reply_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "actor", "key", name=op.f("pk_reply")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("badge", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.String(length=100), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_staff_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("badge", name=op.f("uq_staff_badge")),
    )
    op.create_table(
        "theme",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_theme_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_theme_hall_id_code")),
    )
    op.create_table(
        "zone",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("floor", sa.String(length=40), nullable=False),
        sa.Column("way_zh", sa.String(length=200), nullable=False),
        sa.Column("way_en", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_zone_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_zone_hall_id_code")),
    )
    op.create_table(
        "queue",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("zone_id", ID, nullable=False),
        sa.Column("max_wait_minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_queue_hall_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_queue_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_queue_hall_id_code")),
    )
    op.create_table(
        "window",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("zone_id", ID, nullable=False),
        sa.Column("profile_id", ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("pause_reason_id", ID, nullable=True),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("seat", sa.String(length=64), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint("state IN ('CLOSED', 'OPEN', 'PAUSED')", name=op.f("ck_window_state")),
        sa.CheckConstraint("(staff_id IS NULL) = (seat IS NULL)", name=op.f("ck_window_seat")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_window_hall_id")),
        sa.ForeignKeyConstraint(
            ["pause_reason_id"], ["pause_reason.id"], name=op.f("fk_window_pause_reason_id")
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_window_profile_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_window_staff_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_window_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_window_hall_id_code")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_window_staff_id")),
    )
    op.create_table(
        "item",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("queue_id", ID, nullable=False),
        sa.Column("zone_id", ID, nullable=False),
        sa.Column("service_minutes", sa.Integer(), nullable=False),
        sa.Column("statutory_days", sa.Integer(), nullable=True),
        sa.Column("promised_days", sa.Integer(), nullable=True),
        sa.Column("fee", sa.String(length=200), nullable=False),
        sa.Column("common", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_item_department_id")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_item_hall_id")),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_item_queue_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_item_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_item_hall_id_code")),
    )
    op.create_table(
        "profile_queue",
        sa.Column("profile_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("queue_id", ID, nullable=False),
        sa.Column("backup", sa.Boolean(), nullable=False),
        sa.Column("help_after_minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_queue_profile_id")
        ),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_profile_queue_queue_id")),
        sa.PrimaryKeyConstraint("profile_id", "position", name=op.f("pk_profile_queue")),
    )
    op.create_table(
        "series",
        sa.Column("queue_id", ID, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_series_queue_id")),
        sa.PrimaryKeyConstraint("queue_id", "date", name=op.f("pk_series")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("queue_id", ID, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("issued_by", sa.String(length=120), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("priority_reason_id", ID, nullable=True),
        sa.Column("theme_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_ticket_hall_id")),
        sa.ForeignKeyConstraint(
            ["priority_reason_id"],
            ["priority_reason.id"],
            name=op.f("fk_ticket_priority_reason_id"),
        ),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_ticket_queue_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_ticket_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint(
            "queue_id", "date", "serial", name=op.f("uq_ticket_queue_id_date_serial")
        ),
        sa.UniqueConstraint("token", name=op.f("uq_ticket_token")),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(
            "uq_ticket_live_number",
            ["queue_id", "date", "number"],
            unique=True,
            sqlite_where=sa.text("live"),
            postgresql_where=sa.text("live"),
        )

    op.create_table(
        "closure",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("queue_id", ID, nullable=True),
        sa.Column("text_zh", sa.String(length=200), nullable=False),
        sa.Column("text_en", sa.String(length=200), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(item_id IS NULL) <> (queue_id IS NULL)", name=op.f("ck_closure_subject")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_closure_hall_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_closure_item_id")),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_closure_queue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.create_index(
            "uq_closure_item",
            ["item_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "uq_closure_queue",
            ["queue_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "item_material",
        sa.Column("item_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_material_item_id")),
        sa.PrimaryKeyConstraint("item_id", "position", name=op.f("pk_item_material")),
    )
    op.create_table(
        "stop",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("ticket_id", ID, nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("queue_id", ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("basis_at", sa.BigInteger(), nullable=False),
        sa.Column("sequence", ID, nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("booked", sa.Boolean(), nullable=False),
        sa.Column("pinned_at", sa.BigInteger(), nullable=True),
        sa.Column("pinned_window_id", ID, nullable=True),
        sa.Column("window_id", ID, nullable=True),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("recalls", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=True),
        sa.Column("waited_s", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "state IN ('WAITING', 'CALLED', 'SERVING', 'HELD', 'DONE', 'NO_SHOW', 'LEFT', 'MOVED', 'EXPIRED')",
            name=op.f("ck_stop_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('CALLED', 'SERVING', 'HELD') OR window_id IS NOT NULL",
            name=op.f("ck_stop_window"),
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_stop_hall_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_stop_item_id")),
        sa.ForeignKeyConstraint(
            ["pinned_window_id"], ["window.id"], name=op.f("fk_stop_pinned_window_id")
        ),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_stop_queue_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_stop_ticket_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_stop_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop")),
    )
    with op.batch_alter_table("stop", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stop_ended",
            ["hall_id", "ended_at"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_stop_line",
            ["queue_id", "rate", "basis_at", "sequence"],
            unique=False,
            sqlite_where=sa.text("state = 'WAITING'"),
            postgresql_where=sa.text("state = 'WAITING'"),
        )
        batch_op.create_index("ix_stop_ticket", ["ticket_id"], unique=False)
        batch_op.create_index(
            "uq_stop_active",
            ["ticket_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('WAITING', 'CALLED', 'SERVING', 'HELD')"),
            postgresql_where=sa.text("state IN ('WAITING', 'CALLED', 'SERVING', 'HELD')"),
        )
        batch_op.create_index(
            "uq_stop_at_window",
            ["window_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('CALLED', 'SERVING')"),
            postgresql_where=sa.text("state IN ('CALLED', 'SERVING')"),
        )

    op.create_table(
        "theme_item",
        sa.Column("theme_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_theme_item_item_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_item_theme_id")),
        sa.PrimaryKeyConstraint("theme_id", "position", name=op.f("pk_theme_item")),
    )
    op.create_table(
        "call",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("stop_id", ID, nullable=False),
        sa.Column("window_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("recall", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("waited_s", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_call_hall_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stop.id"], name=op.f("fk_call_stop_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_call_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index("ix_call_at", ["hall_id", "at"], unique=False)
        batch_op.create_index("ix_call_stop", ["stop_id"], unique=False)

    op.create_table(
        "planned_stop",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("ticket_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("stop_id", ID, nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_planned_stop_item_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stop.id"], name=op.f("fk_planned_stop_stop_id")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_planned_stop_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_stop")),
        sa.UniqueConstraint("stop_id", name=op.f("uq_planned_stop_stop_id")),
        sa.UniqueConstraint(
            "ticket_id", "position", name=op.f("uq_planned_stop_ticket_id_position")
        ),
    )


def downgrade() -> None:
    op.drop_table("planned_stop")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index("ix_call_stop")
        batch_op.drop_index("ix_call_at")

    op.drop_table("call")
    op.drop_table("theme_item")
    with op.batch_alter_table("stop", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_stop_at_window",
            sqlite_where=sa.text("state IN ('CALLED', 'SERVING')"),
            postgresql_where=sa.text("state IN ('CALLED', 'SERVING')"),
        )
        batch_op.drop_index(
            "uq_stop_active",
            sqlite_where=sa.text("state IN ('WAITING', 'CALLED', 'SERVING', 'HELD')"),
            postgresql_where=sa.text("state IN ('WAITING', 'CALLED', 'SERVING', 'HELD')"),
        )
        batch_op.drop_index("ix_stop_ticket")
        batch_op.drop_index(
            "ix_stop_line",
            sqlite_where=sa.text("state = 'WAITING'"),
            postgresql_where=sa.text("state = 'WAITING'"),
        )
        batch_op.drop_index(
            "ix_stop_ended",
            sqlite_where=sa.text("ended_at IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NOT NULL"),
        )

    op.drop_table("stop")
    op.drop_table("item_material")
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_closure_queue",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_closure_item",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("closure")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ticket_live_number", sqlite_where=sa.text("live"), postgresql_where=sa.text("live")
        )

    op.drop_table("ticket")
    op.drop_table("series")
    op.drop_table("profile_queue")
    op.drop_table("item")
    op.drop_table("window")
    op.drop_table("queue")
    op.drop_table("zone")
    op.drop_table("theme")
    op.drop_table("staff")
    op.drop_table("reply")
    op.drop_table("profile")
    op.drop_table("priority_reason")
    op.drop_table("pause_reason")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_ticket")

    op.drop_table("journal")
    op.drop_table("hours")
    op.drop_table("device")
    op.drop_table("department")
    with op.batch_alter_table("day", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_day_open",
            sqlite_where=sa.text("state = 'OPEN'"),
            postgresql_where=sa.text("state = 'OPEN'"),
        )

    op.drop_table("day")
    op.drop_table("hall")
