"""The hall as it is set up: places, offers, what windows do, who has priority."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from hall_server.store.schema.columns import (
    ID,
    Day,
    active,
    hall_ref,
    id_column,
    limit,
    metadata,
    names,
    position,
    ref,
    said,
)

hall = Table(
    "hall",
    metadata,
    id_column(),
    Column("code", String(40), nullable=False, unique=True),
    *names(),
    Column("timezone", String(60), nullable=False),
    Column("notice_zh", Text, nullable=False),
    Column("notice_en", Text, nullable=False),
    Column("ticket_rules_zh", Text, nullable=False),
    Column("ticket_rules_en", Text, nullable=False),
    Column("public_url", String(200), nullable=False),
    said("address_zh", 200),
    said("address_en", 200),
    Column("come_back_minutes", Integer, nullable=False),
    Column("come_back_after", Integer, nullable=False),
    Column("recall_pause_seconds", Integer, nullable=False),
    limit("live_tickets_max", 3),
    limit("agent_tickets_max", 5),
    limit("booking_days_ahead", 5),
    limit("booking_cancel_hours", 2),
    limit("booking_early_minutes", 30),
    limit("booking_late_minutes", 30),
    limit("booking_misses_max", 2),
    limit("booking_ban_days", 90),
    Column("setup_version", Integer, nullable=False, default=1),
    Column("standing_version", Integer, nullable=False, default=1, server_default=text("1")),
    Column("call_text_zh", String(200), nullable=False, server_default=text("''")),
    Column("call_text_en", String(200), nullable=False, server_default=text("''")),
    Column("paper_template", Text, nullable=False, server_default=text("''")),
)

hours = Table(
    "hours",
    metadata,
    id_column(),
    hall_ref(),
    position(),
    Column("weekday", Integer, nullable=False),
    Column("begins", String(5), nullable=False),
    Column("ends", String(5), nullable=False),
)

special_day = Table(
    "special_day",
    metadata,
    id_column(),
    hall_ref(),
    position(),
    Column("date", Day, nullable=False),
    *names(),
    Column("periods", String(100), nullable=False),
    UniqueConstraint("hall_id", "date"),
)

legal_day = Table(
    "legal_day",
    metadata,
    id_column(),
    hall_ref(),
    Column("date", Day, nullable=False),
    Column("working", Boolean, nullable=False),
    *names(),
    UniqueConstraint("hall_id", "date"),
)

notice = Table(
    "notice",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    Column("text_zh", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("begins", Day),
    Column("ends", Day),
    active(),
    UniqueConstraint("hall_id", "code"),
)

medium = Table(
    "medium",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    Column("type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("begins", Day),
    Column("ends", Day),
    active(),
    UniqueConstraint("hall_id", "code"),
)

zone = Table(
    "zone",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    Column("floor", String(40), nullable=False),
    Column("way_zh", String(200), nullable=False),
    Column("way_en", String(200), nullable=False),
    active(),
    UniqueConstraint("hall_id", "code"),
)

department = Table(
    "department",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    said("short", 100),
    said("address", 100),
    said("phone", 100),
    said("complaint_phone", 100),
    said("reconsideration", 100),
    said("court", 100),
    active(),
    UniqueConstraint("hall_id", "code"),
)

queue = Table(
    "queue",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    ref("zone_id", "zone"),
    Column("max_wait_minutes", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    active(),
    UniqueConstraint("hall_id", "code"),
)

item = Table(
    "item",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    Column("kind", String(20), nullable=False),
    ref("department_id", "department"),
    ref("queue_id", "queue"),
    ref("zone_id", "zone"),
    Column("service_minutes", Integer, nullable=False),
    Column("statutory_days", Integer),
    Column("promised_days", Integer),
    Column("fee", String(200), nullable=False),
    Column("common", Boolean, nullable=False),
    Column("synonyms", Text, nullable=False, server_default=text("'[]'")),
    Column("day_cap", Integer),
    Column("half_day_cap", Integer),
    Column("slots", Integer, nullable=False, server_default=text("0")),
    Column("pick_up", Boolean, nullable=False, server_default=text("false")),
    Column("day_kind", String(10), nullable=False, server_default=text("'working'")),
    said("subject"),
    said("conditions"),
    said("basis"),
    said("fee_basis"),
    said("procedure"),
    said("result"),
    Column("delivery", String(40), nullable=False, server_default=text("'window'")),
    Column("deemed_approval", Boolean, nullable=False, server_default=text("false")),
    said("higher_body", 100),
    Column("higher_days", Integer),
    active(),
    UniqueConstraint("hall_id", "code"),
)

item_material = Table(
    "item_material",
    metadata,
    Column("item_id", ID, ForeignKey("item.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    said("kind", 10),
    Column("copies", Integer, nullable=False, server_default=text("1")),
    said("medium", 10),
    said("source", 300),
    said("standard", 300),
    Column("deferrable", Boolean, nullable=False, server_default=text("false")),
    said("certificate", 100),
)

theme = Table(
    "theme",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    said("lead", 40),
    Column("promised_days", Integer),
    active(),
    UniqueConstraint("hall_id", "code"),
)

theme_item = Table(
    "theme_item",
    metadata,
    Column("theme_id", ID, ForeignKey("theme.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    ref("item_id", "item"),
    Column("step", Integer, nullable=False),
)

life_event = Table(
    "life_event",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    active(),
    UniqueConstraint("hall_id", "code"),
)

life_event_entry = Table(
    "life_event_entry",
    metadata,
    Column("life_event_id", ID, ForeignKey("life_event.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    ref("item_id", "item", optional=True),
    ref("theme_id", "theme", optional=True),
    CheckConstraint("(item_id IS NULL) <> (theme_id IS NULL)", name="subject"),
)

profile = Table(
    "profile",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    active(),
    UniqueConstraint("hall_id", "code"),
)

profile_queue = Table(
    "profile_queue",
    metadata,
    Column("profile_id", ID, ForeignKey("profile.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    ref("queue_id", "queue"),
    Column("backup", Boolean, nullable=False),
    Column("help_after_minutes", Integer),
)

priority_reason = Table(
    "priority_reason",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    Column("rate", Float, nullable=False),
    Column("from_age", Integer),
    active(),
    UniqueConstraint("hall_id", "code"),
)

pause_reason = Table(
    "pause_reason",
    metadata,
    id_column(),
    hall_ref(),
    Column("code", String(40), nullable=False),
    position(),
    *names(),
    active(),
    UniqueConstraint("hall_id", "code"),
)
