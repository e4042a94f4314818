"""Supervision, administration, devices that pair, and what a guide finds a ticket by."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Columns are added to the tables as they are: Alembic's batches would make the tables anew,
    # which SQLite refuses while rows of others point at theirs.
    op.create_table(
        "ended_session",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_ended_session")),
    )
    op.create_table(
        "pairing",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sa.UniqueConstraint("code", name=op.f("uq_pairing_code")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_pairing_token_hash")),
    )
    op.create_table(
        "alert",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.String(length=120), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_alert_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index("ix_alert_since", ["hall_id", "since"], unique=False)
        batch_op.create_index(
            "uq_alert_subject",
            ["hall_id", "kind", "subject"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "evacuation",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("text_zh", sa.String(length=200), nullable=False),
        sa.Column("text_en", sa.String(length=200), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("begun_by", sa.String(length=120), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.String(length=120), nullable=True),
        sa.CheckConstraint(
            "ended_by IS NULL OR ended_by <> begun_by", name=op.f("ck_evacuation_second_person")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_evacuation_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evacuation")),
    )
    with op.batch_alter_table("evacuation", schema=None) as batch_op:
        batch_op.create_index(
            "uq_evacuation_hall",
            ["hall_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "legal_day",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_legal_day_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_day")),
        sa.UniqueConstraint("hall_id", "date", name=op.f("uq_legal_day_hall_id_date")),
    )
    op.create_table(
        "medium",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("begins", sa.String(length=10), nullable=True),
        sa.Column("ends", sa.String(length=10), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_medium_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medium")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_medium_hall_id_code")),
    )
    op.create_table(
        "notice",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("begins", sa.String(length=10), nullable=True),
        sa.Column("ends", sa.String(length=10), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_notice_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_notice_hall_id_code")),
    )
    op.create_table(
        "plan_change",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("summary", sa.String(length=200), nullable=False),
        sa.Column("edits", sa.Text(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", sa.String(length=120), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('APPLIED', 'SCHEDULED', 'CANCELLED', 'UNDONE', 'FAILED')",
            name=op.f("ck_plan_change_state"),
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_plan_change_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plan_change_due",
            ["hall_id", "due"],
            unique=False,
            sqlite_where=sa.text("state = 'SCHEDULED'"),
            postgresql_where=sa.text("state = 'SCHEDULED'"),
        )
        batch_op.create_index("ix_plan_change_newest", ["hall_id", "id"], unique=False)

    op.create_table(
        "special_day",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("periods", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_special_day_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_day")),
        sa.UniqueConstraint("hall_id", "date", name=op.f("uq_special_day_hall_id_date")),
    )
    op.create_table(
        "loan",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("window_id", ID, nullable=False),
        sa.Column("queue_id", ID, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("lent_by", sa.String(length=120), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_loan_hall_id")),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_loan_queue_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_loan_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
    )
    with op.batch_alter_table("loan", schema=None) as batch_op:
        batch_op.create_index(
            "uq_loan_window",
            ["window_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "message",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("window_id", ID, nullable=True),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sent_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_message_hall_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_message_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_at", ["hall_id", "at"], unique=False)

    op.create_table(
        "message_read",
        sa.Column("message_id", ID, nullable=False),
        sa.Column("window_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("read_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_read_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["window.id"], name=op.f("fk_message_read_window_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "window_id", name=op.f("pk_message_read")),
    )
    op.add_column(
        "device",
        sa.Column("version", sa.String(length=40), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("device", sa.Column("seen_at", sa.BigInteger(), nullable=True))
    op.add_column(
        "device", sa.Column("health", sa.Text(), server_default=sa.text("'[]'"), nullable=False)
    )

    op.add_column(
        "hall",
        sa.Column(
            "call_text_zh", sa.String(length=200), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column(
        "hall",
        sa.Column(
            "call_text_en", sa.String(length=200), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column(
        "hall", sa.Column("paper_template", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "hall",
        sa.Column("standing_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )

    op.add_column("staff", sa.Column("card_mark", sa.String(length=64), nullable=True))
    op.add_column(
        "staff",
        sa.Column("session_epoch", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )
    op.add_column(
        "staff",
        sa.Column("password_once", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_index(
        "uq_staff_card_mark",
        "staff",
        ["card_mark"],
        unique=True,
        sqlite_where=sa.text("card_mark IS NOT NULL"),
        postgresql_where=sa.text("card_mark IS NOT NULL"),
    )

    op.add_column("stop", sa.Column("remind_at", sa.BigInteger(), nullable=True))

    op.add_column("ticket", sa.Column("phone_tail", sa.String(length=4), nullable=True))
    op.add_column("ticket", sa.Column("card_mark", sa.String(length=64), nullable=True))
    op.create_index(
        "ix_ticket_card",
        "ticket",
        ["hall_id", "date", "card_mark"],
        unique=False,
        sqlite_where=sa.text("card_mark IS NOT NULL"),
        postgresql_where=sa.text("card_mark IS NOT NULL"),
    )
    op.create_index(
        "ix_ticket_phone",
        "ticket",
        ["hall_id", "date", "phone_tail"],
        unique=False,
        sqlite_where=sa.text("phone_tail IS NOT NULL"),
        postgresql_where=sa.text("phone_tail IS NOT NULL"),
    )


def downgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_ticket_phone",
            sqlite_where=sa.text("phone_tail IS NOT NULL"),
            postgresql_where=sa.text("phone_tail IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_ticket_card",
            sqlite_where=sa.text("card_mark IS NOT NULL"),
            postgresql_where=sa.text("card_mark IS NOT NULL"),
        )
        batch_op.drop_column("card_mark")
        batch_op.drop_column("phone_tail")

    with op.batch_alter_table("stop", schema=None) as batch_op:
        batch_op.drop_column("remind_at")

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_staff_card_mark",
            sqlite_where=sa.text("card_mark IS NOT NULL"),
            postgresql_where=sa.text("card_mark IS NOT NULL"),
        )
        batch_op.drop_column("password_once")
        batch_op.drop_column("session_epoch")
        batch_op.drop_column("card_mark")

    with op.batch_alter_table("hall", schema=None) as batch_op:
        batch_op.drop_column("standing_version")
        batch_op.drop_column("paper_template")
        batch_op.drop_column("call_text_en")
        batch_op.drop_column("call_text_zh")

    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_column("health")
        batch_op.drop_column("seen_at")
        batch_op.drop_column("version")

    op.drop_table("message_read")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_at")

    op.drop_table("message")
    with op.batch_alter_table("loan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_loan_window",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("loan")
    op.drop_table("special_day")
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_change_newest")
        batch_op.drop_index(
            "ix_plan_change_due",
            sqlite_where=sa.text("state = 'SCHEDULED'"),
            postgresql_where=sa.text("state = 'SCHEDULED'"),
        )

    op.drop_table("plan_change")
    op.drop_table("notice")
    op.drop_table("medium")
    op.drop_table("legal_day")
    with op.batch_alter_table("evacuation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_evacuation_hall",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("evacuation")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_alert_subject",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_alert_since")

    op.drop_table("alert")
    op.drop_table("pairing")
    op.drop_table("ended_session")
