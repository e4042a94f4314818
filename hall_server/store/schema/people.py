"""Staff, devices, and the windows they are at."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from hall_server.store.schema.columns import (
    HAS_CARD,
    ID,
    Moment,
    active,
    hall_ref,
    id_column,
    metadata,
    names,
    position,
    ref,
)

staff = Table(
    "staff",
    metadata,
    id_column(),
    hall_ref(),
    Column("badge", String(40), nullable=False),
    Column("name", String(100), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("roles", String(100), nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", Moment, nullable=False),
    Column("card_mark", String(64)),
    Column("session_epoch", Integer, nullable=False, default=1, server_default=text("1")),
    Column("password_once", Boolean, nullable=False, default=False, server_default=text("false")),
    UniqueConstraint("badge"),
    Index("uq_staff_card_mark", "card_mark", unique=True, sqlite_where=HAS_CARD,
          postgresql_where=HAS_CARD),
)  # fmt: skip

ended_session = Table(
    "ended_session",
    metadata,
    Column("session", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
)

device = Table(
    "device",
    metadata,
    id_column(),
    hall_ref(),
    Column("kind", String(20), nullable=False),
    Column("name", String(100), nullable=False),
    Column("place", String(60), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("version", String(40), nullable=False, server_default=text("''")),
    Column("seen_at", Moment),
    Column("health", Text, nullable=False, server_default=text("'[]'")),
    Column("locked", Boolean, nullable=False, server_default=text("false")),
    Column("lock_zh", String(200), nullable=False, server_default=text("''")),
    Column("lock_en", String(200), nullable=False, server_default=text("''")),
    Column("reloads", Integer, nullable=False, server_default=text("0")),
    Column("restarts", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("hall_id", "name"),
)

pairing = Table(
    "pairing",
    metadata,
    id_column(),
    Column("kind", String(20), nullable=False),
    Column("code", String(10), nullable=False, unique=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("version", String(40), nullable=False),
    Column("address", String(60), nullable=False),
    Column("asked_at", Moment, nullable=False),
)

window = Table(
    "window",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    ref("zone_id", "zone"),
    ref("profile_id", "profile"),
    Column("state", String(10), nullable=False, default="CLOSED"),
    Column("since", Moment, nullable=False),
    ref("pause_reason_id", "pause_reason", optional=True),
    Column("staff_id", ID, ForeignKey("staff.id"), unique=True),
    Column("seat", String(64)),
    active(),
    UniqueConstraint("hall_id", "code"),
    CheckConstraint("state IN ('CLOSED', 'OPEN', 'PAUSED')", name="state"),
    CheckConstraint("(staff_id IS NULL) = (seat IS NULL)", name="seat"),
)
