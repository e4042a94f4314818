"""What all tables have in common: their columns' types, their usual columns, their names."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Text,
    TypeDecorator,
    text,
)

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=CONVENTION)

AnyRow = Row[*tuple[Any, ...]]
"""A row whose columns are read by name."""

ID = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds since the epoch."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return None if value is None else round(value.timestamp() * 1000)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


class Day(TypeDecorator[date]):
    """A date of the hall, kept as YYYY-MM-DD so that both databases compare it alike."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, _dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


def id_column() -> Column[int]:
    """A row's own number, given by the database."""
    return Column("id", ID, primary_key=True, autoincrement=True)


def hall_ref() -> Column[int]:
    """The hall a row belongs to."""
    return Column("hall_id", ID, ForeignKey("hall.id"), nullable=False)


def ref(name: str, table: str, *, optional: bool = False) -> Column[int]:
    """The number of a row of another table."""
    return Column(name, ID, ForeignKey(f"{table}.id"), nullable=optional)


def names() -> tuple[Column[str], Column[str]]:
    """A name in the hall's languages."""
    return (
        Column("name_zh", String(200), nullable=False, default=""),
        Column("name_en", String(200), nullable=False, default=""),
    )


def position() -> Column[int]:
    """Where a row stands among its kind in the plan, from 0."""
    return Column("position", Integer, nullable=False)


def active() -> Column[bool]:
    """False for what a later plan dropped but history still names."""
    return Column("active", Boolean, nullable=False, default=True, server_default=text("true"))


def limit(name: str, shipped: int) -> Column[int]:
    """A limit of the hall, as shipped until the hall sets its own."""
    return Column(name, Integer, nullable=False, server_default=text(str(shipped)))


def said(name: str, length: int | None = None) -> Column[str]:
    """Words of the hall, empty until it says some. Without `length` as long as they need."""
    kind = Text() if length is None else String(length)
    return Column(name, kind, nullable=False, server_default=text("''"))


HAS_CARD = text("card_mark IS NOT NULL")

OPEN_ENDED = text("ended_at IS NULL")
