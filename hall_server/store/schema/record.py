"""What happened: the journal, kept replies, changes of the setup."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, text

from hall_server.store.schema.columns import ID, Day, Moment, hall_ref, id_column, metadata

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
    Column("case_id", ID),
    Column("data", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_journal_ticket", "ticket_id"),
    Index("ix_journal_case", "case_id",
          sqlite_where=text("case_id IS NOT NULL"), postgresql_where=text("case_id IS NOT NULL")),
    Index("ix_journal_at", "hall_id", "at"),
    sqlite_with_rowid=False,
)  # fmt: skip

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

plan_change = Table(
    "plan_change",
    metadata,
    id_column(),
    hall_ref(),
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
