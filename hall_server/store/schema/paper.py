"""Printers and the sheets they are given."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from hall_server.store.schema.columns import (
    ID,
    Moment,
    active,
    hall_ref,
    id_column,
    metadata,
    ref,
)

printer = Table(
    "printer",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    Column("place", String(60), nullable=False),
    ref("device_id", "device", optional=True),
    Column("url", String(200), nullable=False),
    Column("paper", Integer, nullable=False),
    Column("encoding", String(10), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("acknowledgement", String(10), nullable=False),
    ref("stand_by_id", "printer", optional=True),
    Column("troubles", String(200), nullable=False, default=""),
    Column("paper_low", Boolean, nullable=False, default=False),
    Column("heard_at", Moment),
    active(),
    UniqueConstraint("hall_id", "code"),
)

_QUEUED = text("state = 'QUEUED'")

print_job = Table(
    "print_job",
    metadata,
    id_column(),
    hall_ref(),
    ref("printer_id", "printer"),
    Column("kind", String(20), nullable=False),
    ref("ticket_id", "ticket", optional=True),
    Column("document_id", ID),
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
    Index("ix_print_job_document", "document_id",
          sqlite_where=text("document_id IS NOT NULL"),
          postgresql_where=text("document_id IS NOT NULL")),
    Index("ix_print_job_newest", "printer_id", "since"),
)  # fmt: skip
