"""Printers and print jobs."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "printer",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("device_id", ID, nullable=True),
        sa.Column("url", sa.String(length=200), nullable=False),
        sa.Column("paper", sa.Integer(), nullable=False),
        sa.Column("encoding", sa.String(length=10), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("acknowledgement", sa.String(length=10), nullable=False),
        sa.Column("stand_by_id", ID, nullable=True),
        sa.Column("troubles", sa.String(length=200), nullable=False),
        sa.Column("paper_low", sa.Boolean(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_printer_device_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_printer_hall_id")),
        sa.ForeignKeyConstraint(
            ["stand_by_id"], ["printer.id"], name=op.f("fk_printer_stand_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer")),
        sa.UniqueConstraint("hall_id", "code", name=op.f("uq_printer_hall_id_code")),
    )
    op.create_table(
        "print_job",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hall_id", ID, nullable=False),
        sa.Column("printer_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ticket_id", ID, nullable=True),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("print_size", sa.String(length=10), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("trouble", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('QUEUED', 'SENDING', 'PRINTED', 'REFUSED', 'UNCERTAIN', 'CANCELLED')",
            name=op.f("ck_print_job_state"),
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_print_job_hall_id")),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["printer.id"], name=op.f("fk_print_job_printer_id")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_print_job_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.create_index("ix_print_job_newest", ["printer_id", "since"], unique=False)
        batch_op.create_index(
            "ix_print_job_queued",
            ["printer_id", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'QUEUED'"),
            postgresql_where=sa.text("state = 'QUEUED'"),
        )
        batch_op.create_index(
            "ix_print_job_sending",
            ["hall_id"],
            unique=False,
            sqlite_where=sa.text("state = 'SENDING'"),
            postgresql_where=sa.text("state = 'SENDING'"),
        )
        batch_op.create_index("ix_print_job_ticket", ["ticket_id"], unique=False)
    op.create_index("ix_journal_at", "journal", ["hall_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_journal_at", "journal")
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.drop_index("ix_print_job_ticket")
        batch_op.drop_index(
            "ix_print_job_sending",
            sqlite_where=sa.text("state = 'SENDING'"),
            postgresql_where=sa.text("state = 'SENDING'"),
        )
        batch_op.drop_index(
            "ix_print_job_queued",
            sqlite_where=sa.text("state = 'QUEUED'"),
            postgresql_where=sa.text("state = 'QUEUED'"),
        )
        batch_op.drop_index("ix_print_job_newest")

    op.drop_table("print_job")
    op.drop_table("printer")
