"""Statements of the hot path: written with SQLAlchemy, compiled once, run straight on the driver.

SQLAlchemy spends some 60 microseconds of CPU around each statement, several times what SQLite needs
to run it, and an act has a dozen. Types and names stay SQLAlchemy's; only its execution is skipped.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Insert, Table, insert
from sqlalchemy.exc import CompileError, DBAPIError

Values = Mapping[str, Any]
Processor = Callable[[Any], Any]
Statement = Any
"""A select, insert or update; SQLAlchemy gives them no public base with `compile` and columns."""


class Prepared:
    """One statement with named values. Lists of values (`in_`) are refused: they change the SQL."""

    def __init__(self, statement: Statement, values: Iterable[str] = ()) -> None:
        """`values` names the columns that an insert fills."""
        self._statement = statement
        self._values = list(values)
        self._forms: dict[str, _Form] = {}

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Run it in the connection's transaction; all rows, as tuples of the statement's columns.

        Raises SQLAlchemy's errors, as a statement run by SQLAlchemy would.
        """
        return self._run(connection, values)[0]

    def row(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """The first row, if there is one."""
        rows = self._run(connection, values)[0]
        return rows[0] if rows else None

    def value(self, connection: Connection, values: Values) -> Any:
        """The first value of the first row, or None."""
        rows = self._run(connection, values)[0]
        return rows[0][0] if rows else None

    def changed(self, connection: Connection, values: Values) -> int:
        """How many rows it changed."""
        return self._run(connection, values)[1]

    def _run(self, connection: Connection, values: Values) -> tuple[list[tuple[Any, ...]], int]:
        dialect = connection.dialect
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._statement, self._values, dialect)
        driver: Any = connection.connection.driver_connection
        bound = form.bind(values)
        try:
            cursor = driver.execute(form.sql, bound)
            rows = cursor.fetchall() if form.returns else []
        except dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(
                form.sql, None, error, dialect.loaded_dbapi.Error, dialect=dialect
            ) from error
        return form.read(rows, cursor.description), cursor.rowcount


def prepared_insert(table: Table, returning: Column[Any] | None = None) -> Prepared:
    """An insert of one row that fills all columns but a generated `id`."""
    statement: Insert = insert(table)
    names = [column.name for column in table.columns if column.name != "id"]
    if returning is not None:
        return Prepared(statement.returning(returning), names)
    return Prepared(statement, names)


class _Form:
    """A statement for one dialect."""

    def __init__(self, statement: Statement, values: list[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=values or None)
        self.sql = str(compiled)
        if "POSTCOMPILE" in self.sql:
            raise CompileError(f"a prepared statement takes no lists: {self.sql}")
        types = {name: bind.type for name, bind in compiled.binds.items()}
        self._constants = {
            name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required
        }
        self._binds: dict[str, Processor | None] = {
            name: types[name].dialect_impl(dialect).bind_processor(dialect)
            for name in (compiled.positiontup or types)
        }
        self._order: list[str] | None = compiled.positiontup
        self._dialect = dialect
        self._columns = [each.type for each in getattr(statement, "exported_columns", ())]
        self.returns = bool(self._columns)
        self._results: list[tuple[int, Processor]] | None = None

    def bind(self, values: Values) -> Any:
        """The driver's parameters. Raises KeyError for a value that is not given."""
        bound = {}
        for name, process in self._binds.items():
            value = values[name] if name in values else self._constants[name]
            bound[name] = value if process is None else process(value)
        return bound if self._order is None else [bound[name] for name in self._order]

    def read(self, rows: list[Any], description: Any) -> list[tuple[Any, ...]]:
        """The driver's rows with the types of the columns."""
        if not rows:
            return rows
        if self._results is None:
            # Only now is the driver's own type of each column known.
            self._results = self._processors(description)
        if not self._results:
            return rows
        read = []
        for row in rows:
            values = list(row)
            for place, process in self._results:
                values[place] = process(values[place])
            read.append(tuple(values))
        return read

    def _processors(self, description: Any) -> list[tuple[int, Processor]]:
        processors = []
        for place, (type, told) in enumerate(zip(self._columns, description, strict=True)):
            process = type.dialect_impl(self._dialect).result_processor(self._dialect, told[1])
            if process is not None:
                processors.append((place, process))
        return processors
