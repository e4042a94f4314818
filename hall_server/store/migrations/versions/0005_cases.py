"""Cases: what is applied for, its steps and clocks, its papers; and all that the catalogue says of an item."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _ordered(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "case_series",
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_case_series_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "date", name=op.f("pk_case_series")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "certificate",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("document_mark", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_until", sa.String(length=10), nullable=True),
        sa.Column("issuer", sa.String(length=100), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_certificate_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint(
            "hall_id", "kind", "number", name=op.f("uq_certificate_hall_id_kind_number")
        ),
    )
    op.create_index(
        "ix_certificate_document", "certificate", ["hall_id", "document_mark", "kind"], unique=False
    )
    op.create_table(
        "document_series",
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_document_series_department_id")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_document_series_hall_id")),
        sa.PrimaryKeyConstraint(
            "hall_id", "department_id", "kind", "year", name=op.f("pk_document_series")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("number", _ordered(20), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("theme_id", ID, nullable=True),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("window_id", ID, nullable=True),
        sa.Column("ticket_id", ID, nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("applicant_kind", sa.String(length=10), nullable=False),
        sa.Column("applicant", _ordered(100), nullable=False),
        sa.Column("contact", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("phone_tail", sa.String(length=4), nullable=True),
        sa.Column("document_kind", sa.String(length=20), nullable=False),
        sa.Column("document_tail", sa.String(length=4), nullable=False),
        sa.Column("document_mark", sa.String(length=64), nullable=True),
        sa.Column("document_sealed", sa.Text(), nullable=True),
        sa.Column("agent", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("channel_reason", sa.String(length=40), nullable=False),
        sa.Column("channel_approver", sa.String(length=120), nullable=False),
        sa.Column("applied_on", sa.String(length=10), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.String(length=10), nullable=False),
        sa.Column("received_by", sa.String(length=120), nullable=False),
        sa.Column("supplemented_on", sa.String(length=10), nullable=True),
        sa.Column("answer_due", sa.String(length=10), nullable=False),
        sa.Column("answer_provisional", sa.Boolean(), nullable=False),
        sa.Column("notices", sa.Integer(), nullable=False),
        sa.Column("accepted_on", sa.String(length=10), nullable=True),
        sa.Column("deemed", sa.Boolean(), nullable=False),
        sa.Column("promised_days", sa.Integer(), nullable=True),
        sa.Column("statutory_due", sa.String(length=10), nullable=True),
        sa.Column("promised_due", sa.String(length=10), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.String(length=10), nullable=True),
        sa.Column("result", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("delivery", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("handed_to", sa.String(length=100), nullable=False),
        sa.Column("handed_tail", sa.String(length=4), nullable=False),
        sa.Column("carrier", sa.String(length=100), nullable=False),
        sa.Column("tracking", sa.String(length=60), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('RECEIVED', 'ACCEPTED', 'SUPPLEMENT', 'REFUSED', 'DECIDED', 'DELIVERED', 'WITHDRAWN')",
            name=op.f("ck_case_state"),
        ),
        sa.CheckConstraint("(item_id IS NULL) <> (theme_id IS NULL)", name=op.f("ck_case_subject")),
        sa.CheckConstraint(
            "accepted_on IS NOT NULL OR (statutory_due IS NULL AND promised_due IS NULL)",
            name=op.f("ck_case_due"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_case_department_id")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_case_hall_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_case_item_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_case_theme_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_case_ticket_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_case_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("hall_id", "number", name=op.f("uq_case_hall_id_number")),
        sa.UniqueConstraint("token", name=op.f("uq_case_token")),
    )
    op.create_index(
        "ix_case_answer",
        "case",
        ["hall_id", "answer_due", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'RECEIVED'"),
        postgresql_where=sa.text("state = 'RECEIVED'"),
    )
    op.create_index("ix_case_applicant", "case", ["hall_id", "applicant", "id"], unique=False)
    op.create_index("ix_case_document", "case", ["hall_id", "document_mark", "id"], unique=False)
    op.create_index(
        "ix_case_due",
        "case",
        ["hall_id", sa.text("coalesce(promised_due, statutory_due, '9999-12-31')"), "id"],
        unique=False,
        sqlite_where=sa.text("state = 'ACCEPTED'"),
        postgresql_where=sa.text("state = 'ACCEPTED'"),
    )
    op.create_index(
        "ix_case_green",
        "case",
        ["hall_id", "id", "channel", "kind", "state"],
        unique=False,
        sqlite_where=sa.text("channel <> ''"),
        postgresql_where=sa.text("channel <> ''"),
    )
    op.create_index("ix_case_kind", "case", ["hall_id", "kind", "id"], unique=False)
    op.create_index("ix_case_kind_state", "case", ["hall_id", "kind", "state", "id"], unique=False)
    op.create_index("ix_case_newest", "case", ["hall_id", "id"], unique=False)
    op.create_index("ix_case_phone", "case", ["hall_id", "phone_tail", "id"], unique=False)
    op.create_index("ix_case_state", "case", ["hall_id", "state", "id"], unique=False)
    op.create_index("ix_case_ticket", "case", ["ticket_id"], unique=False)
    op.create_table(
        "item_version",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_item_version_hall_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_version_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_version")),
        sa.UniqueConstraint("item_id", "version", name=op.f("uq_item_version_item_id_version")),
    )
    op.create_table(
        "case_material",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("steps", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("promised_until", sa.String(length=10), nullable=True),
        sa.Column("certificate_number", sa.String(length=80), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('UNDECIDED', 'PRESENT', 'WRONG', 'MISSING', 'PROMISED', 'HELD')",
            name=op.f("ck_case_material_state"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_material_case_id")),
        sa.PrimaryKeyConstraint("case_id", "position", name=op.f("pk_case_material")),
    )
    op.create_table(
        "case_message",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "state IN ('QUEUED', 'SENT', 'GIVEN_UP')", name=op.f("ck_case_message_state")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_message_case_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_case_message_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_case_message_message_id")),
    )
    op.create_index("ix_case_message_case", "case_message", ["case_id"], unique=False)
    op.create_index(
        "ix_case_message_queued",
        "case_message",
        ["hall_id", "next_at"],
        unique=False,
        sqlite_where=sa.text("state = 'QUEUED'"),
        postgresql_where=sa.text("state = 'QUEUED'"),
    )
    op.create_table(
        "case_step",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("item_version_id", ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("began_on", sa.String(length=10), nullable=True),
        sa.Column("statutory_due", sa.String(length=10), nullable=True),
        sa.Column("promised_due", sa.String(length=10), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("forwarded_on", sa.String(length=10), nullable=True),
        sa.Column("higher_due", sa.String(length=10), nullable=True),
        sa.Column("higher_reference", sa.String(length=60), nullable=False),
        sa.Column("decided_on", sa.String(length=10), nullable=True),
        sa.Column("result", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("handled_by", sa.String(length=120), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state <> 'PLANNED' OR (promised_due IS NULL AND statutory_due IS NULL)",
            name=op.f("ck_case_step_due"),
        ),
        sa.CheckConstraint(
            "state IN ('PLANNED', 'OPEN', 'SUSPENDED', 'FORWARDED', 'DECIDED', 'ENDED')",
            name=op.f("ck_case_step_state"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_step_case_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_case_step_department_id")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_case_step_hall_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_case_step_item_id")),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_version.id"], name=op.f("fk_case_step_item_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_case_step_case_id_position")),
    )
    op.create_index(
        "ix_case_step_department",
        "case_step",
        ["hall_id", "department_id", "case_id"],
        unique=False,
    )
    op.create_index(
        "ix_case_step_due",
        "case_step",
        ["hall_id", "promised_due"],
        unique=False,
        sqlite_where=sa.text("state = 'OPEN'"),
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_table(
        "pre_check",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("theme_id", ID, nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("applicant_kind", sa.String(length=10), nullable=False),
        sa.Column("applicant", sa.String(length=100), nullable=False),
        sa.Column("contact", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("document_kind", sa.String(length=20), nullable=False),
        sa.Column("document_tail", sa.String(length=4), nullable=False),
        sa.Column("document_mark", sa.String(length=64), nullable=True),
        sa.Column("document_sealed", sa.Text(), nullable=True),
        sa.Column("agent", sa.String(length=100), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.Column("expires_on", sa.String(length=10), nullable=False),
        sa.Column("ticket_id", ID, nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_pre_check_case_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_pre_check_hall_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_pre_check_item_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_pre_check_theme_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_pre_check_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pre_check")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_pre_check_hall_id_code")),
        sa.UniqueConstraint("token", name=op.f("uq_pre_check_token")),
    )
    op.create_index(
        "ix_pre_check_document", "pre_check", ["hall_id", "document_mark"], unique=False
    )
    op.create_index("ix_pre_check_ticket", "pre_check", ["ticket_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("step_id", ID, nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("issued_on", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_document_case_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_document_hall_id")),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_document_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint(
            "hall_id", "reference", "version", name=op.f("uq_document_hall_id_reference_version")
        ),
    )
    op.create_index("ix_document_case", "document", ["case_id", "id"], unique=False)
    op.create_table(
        "step_extension",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("asked_by", sa.String(length=120), nullable=False),
        sa.Column("approved_by", sa.String(length=120), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("asked_by <> approved_by", name=op.f("ck_step_extension_second_person")),
        sa.ForeignKeyConstraint(
            ["step_id"], ["case_step.id"], name=op.f("fk_step_extension_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_extension")),
    )
    op.create_index("ix_step_extension_step", "step_extension", ["step_id"], unique=False)
    op.create_table(
        "step_suspension",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("began_on", sa.String(length=10), nullable=False),
        sa.Column("expected_days", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.String(length=10), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("begun_by", sa.String(length=120), nullable=False),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["case_step.id"], name=op.f("fk_step_suspension_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_suspension")),
    )
    op.create_index(
        "uq_step_suspension_open",
        "step_suspension",
        ["step_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "supervision_event",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("step_id", ID, nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "grade IN ('note', 'yellow', 'red')", name=op.f("ck_supervision_event_grade")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_supervision_event_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["hall_id"], ["hall.id"], name=op.f("fk_supervision_event_hall_id")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["case_step.id"], name=op.f("fk_supervision_event_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_event")),
        sa.UniqueConstraint(
            "hall_id", "node", "subject", name=op.f("uq_supervision_event_hall_id_node_subject")
        ),
    )
    op.create_index("ix_supervision_event_at", "supervision_event", ["hall_id", "at"], unique=False)
    op.create_index("ix_supervision_event_case", "supervision_event", ["case_id"], unique=False)
    for name in ("address_zh", "address_en"):
        op.add_column(
            "hall",
            sa.Column(name, sa.String(length=200), server_default=sa.text("''"), nullable=False),
        )
    op.add_column(
        "department",
        sa.Column("short", sa.String(length=100), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "department",
        sa.Column("address", sa.String(length=100), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "department",
        sa.Column("phone", sa.String(length=100), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "department",
        sa.Column(
            "complaint_phone", sa.String(length=100), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column(
        "department",
        sa.Column(
            "reconsideration", sa.String(length=100), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column(
        "department",
        sa.Column("court", sa.String(length=100), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "item",
        sa.Column(
            "day_kind", sa.String(length=10), server_default=sa.text("'working'"), nullable=False
        ),
    )
    op.add_column(
        "item", sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "item", sa.Column("conditions", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "item", sa.Column("basis", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "item", sa.Column("fee_basis", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "item", sa.Column("procedure", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "item", sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "item",
        sa.Column(
            "delivery", sa.String(length=40), server_default=sa.text("'window'"), nullable=False
        ),
    )
    op.add_column(
        "item",
        sa.Column("deemed_approval", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column(
        "item",
        sa.Column(
            "higher_body", sa.String(length=100), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column("item", sa.Column("higher_days", sa.Integer(), nullable=True))
    op.add_column(
        "item_material",
        sa.Column("kind", sa.String(length=10), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "item_material",
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )
    op.add_column(
        "item_material",
        sa.Column("medium", sa.String(length=10), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "item_material",
        sa.Column("source", sa.String(length=300), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "item_material",
        sa.Column("standard", sa.String(length=300), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "item_material",
        sa.Column("deferrable", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column(
        "item_material",
        sa.Column(
            "certificate", sa.String(length=100), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column("journal", sa.Column("case_id", ID, nullable=True))
    op.create_index(
        "ix_journal_case",
        "journal",
        ["case_id"],
        unique=False,
        sqlite_where=sa.text("case_id IS NOT NULL"),
        postgresql_where=sa.text("case_id IS NOT NULL"),
    )
    op.add_column("print_job", sa.Column("document_id", ID, nullable=True))
    op.create_index(
        "ix_print_job_document",
        "print_job",
        ["document_id"],
        unique=False,
        sqlite_where=sa.text("document_id IS NOT NULL"),
        postgresql_where=sa.text("document_id IS NOT NULL"),
    )
    op.add_column(
        "theme",
        sa.Column("lead", sa.String(length=40), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("theme", sa.Column("promised_days", sa.Integer(), nullable=True))
    op.create_index("ix_step_suspension_step", "step_suspension", ["step_id"], unique=False)
    op.create_index(
        "ix_case_step_at_work",
        "case_step",
        ["hall_id", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('OPEN', 'SUSPENDED', 'FORWARDED')"),
        postgresql_where=sa.text("state IN ('OPEN', 'SUSPENDED', 'FORWARDED')"),
    )
    for name, column, state in (
        ("ix_case_message_sent", "sent_at", "SENT"),
        ("ix_case_message_given_up", "id", "GIVEN_UP"),
    ):
        op.create_index(
            name,
            "case_message",
            ["hall_id", column],
            unique=False,
            sqlite_where=sa.text(f"state = '{state}'"),
            postgresql_where=sa.text(f"state = '{state}'"),
        )


def downgrade() -> None:
    op.drop_column("hall", "address_en")
    op.drop_column("hall", "address_zh")
    op.drop_column("theme", "promised_days")
    op.drop_column("theme", "lead")
    op.drop_index(
        "ix_print_job_document",
        table_name="print_job",
        sqlite_where=sa.text("document_id IS NOT NULL"),
        postgresql_where=sa.text("document_id IS NOT NULL"),
    )
    op.drop_column("print_job", "document_id")
    op.drop_index(
        "ix_journal_case",
        table_name="journal",
        sqlite_where=sa.text("case_id IS NOT NULL"),
        postgresql_where=sa.text("case_id IS NOT NULL"),
    )
    op.drop_column("journal", "case_id")
    op.drop_column("item_material", "certificate")
    op.drop_column("item_material", "deferrable")
    op.drop_column("item_material", "standard")
    op.drop_column("item_material", "source")
    op.drop_column("item_material", "medium")
    op.drop_column("item_material", "copies")
    op.drop_column("item_material", "kind")
    op.drop_column("item", "higher_days")
    op.drop_column("item", "higher_body")
    op.drop_column("item", "deemed_approval")
    op.drop_column("item", "delivery")
    op.drop_column("item", "result")
    op.drop_column("item", "procedure")
    op.drop_column("item", "fee_basis")
    op.drop_column("item", "basis")
    op.drop_column("item", "conditions")
    op.drop_column("item", "subject")
    op.drop_column("item", "day_kind")
    op.drop_column("department", "court")
    op.drop_column("department", "reconsideration")
    op.drop_column("department", "complaint_phone")
    op.drop_column("department", "phone")
    op.drop_column("department", "address")
    op.drop_column("department", "short")
    op.drop_index("ix_supervision_event_case", table_name="supervision_event")
    op.drop_index("ix_supervision_event_at", table_name="supervision_event")
    op.drop_table("supervision_event")
    op.drop_index(
        "uq_step_suspension_open",
        table_name="step_suspension",
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.drop_table("step_suspension")
    op.drop_index("ix_step_extension_step", table_name="step_extension")
    op.drop_table("step_extension")
    op.drop_index("ix_document_case", table_name="document")
    op.drop_table("document")
    op.drop_index("ix_pre_check_ticket", table_name="pre_check")
    op.drop_index("ix_pre_check_document", table_name="pre_check")
    op.drop_table("pre_check")
    op.drop_index(
        "ix_case_step_due",
        table_name="case_step",
        sqlite_where=sa.text("state = 'OPEN'"),
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.drop_index("ix_case_step_department", table_name="case_step")
    op.drop_table("case_step")
    op.drop_index(
        "ix_case_message_queued",
        table_name="case_message",
        sqlite_where=sa.text("state = 'QUEUED'"),
        postgresql_where=sa.text("state = 'QUEUED'"),
    )
    op.drop_index("ix_case_message_case", table_name="case_message")
    op.drop_table("case_message")
    op.drop_table("case_material")
    op.drop_table("item_version")
    op.drop_index("ix_case_ticket", table_name="case")
    op.drop_index("ix_case_state", table_name="case")
    op.drop_index("ix_case_phone", table_name="case")
    op.drop_index("ix_case_newest", table_name="case")
    op.drop_index("ix_case_document", table_name="case")
    op.drop_index("ix_case_kind_state", table_name="case")
    op.drop_index("ix_case_kind", table_name="case")
    op.drop_index("ix_case_green", table_name="case")
    op.drop_index("ix_case_due", table_name="case")
    op.drop_index("ix_case_applicant", table_name="case")
    op.drop_index(
        "ix_case_answer",
        table_name="case",
        sqlite_where=sa.text("state = 'RECEIVED'"),
        postgresql_where=sa.text("state = 'RECEIVED'"),
    )
    op.drop_table("case")
    op.drop_table("document_series")
    op.drop_index("ix_certificate_document", table_name="certificate")
    op.drop_table("certificate")
    op.drop_table("case_series")
