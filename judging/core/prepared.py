"""Statements of the hottest paths: composed by SQLAlchemy once, then run by the driver itself.

What SQLAlchemy does around a statement costs three times the statement where it finds one row by
its key. On SQLite a prepared one is spelled once and goes straight to the driver, in the same
transaction and with the same types; elsewhere it is an ordinary statement.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Convert = Callable[[Any], Any] | None


class Prepared:
    """A statement whose parameters all have names; ``compose`` is called when it is first run."""

    def __init__(self, compose: Callable[[], Any]) -> None:
        self._compose = compose
        self._statement: Any = None
        self._spelled: _Spelled | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """Run it in the transaction of a connection; return its rows, named as the columns are."""
        if self._statement is None:
            self._statement = self._compose()
        if connection.dialect.name != "sqlite":
            found = connection.execute(self._statement, values)
            return found.all() if found.returns_rows else ()
        if self._spelled is None:
            self._spelled = _Spelled(self._statement, connection.dialect)
        return self._spelled.run(connection, values)

    def one_or_none(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Return its only row, if there is one."""
        found = self.rows(connection, values)
        if len(found) > 1:
            raise LookupError(f"{len(found)} rows where one was to be found")
        return found[0] if found else None


class _Spelled:
    """A statement in the words of SQLite, with what turns values into its types and back."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.words: str = compiled.string
        names: list[str] = compiled.positiontup or []
        given = compiled.binds
        self._arguments = [(name, _into(given[name].type, dialect)) for name in names if given[name].required]
        fixed = [None if given[name].required else _fixed(given[name], dialect) for name in names]
        self._fixed = fixed if len(self._arguments) < len(names) else None
        self._open = [place for place, name in enumerate(names) if given[name].required]
        columns = list(statement.exported_columns)
        self._from = [_out_of(column.type, dialect) for column in columns]
        self._row = _named([column.key for column in columns])

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """Run it, as those who listen to statements are told."""
        if not connection.in_transaction():
            connection.begin()
        parameters = tuple(self._parameters(values))
        driver: Any = connection.connection.driver_connection
        cursor = driver.cursor()
        for note in connection.engine.dispatch.before_cursor_execute:
            note(connection, cursor, self.words, parameters, None, False)
        base = connection.dialect.loaded_dbapi.Error
        try:
            found = cursor.execute(self.words, parameters).fetchall()
        except base as error:
            raise DBAPIError.instance(self.words, None, error, base, dialect=connection.dialect) from error
        made, out = self._row._make, self._from
        return [made([one if read is None else read(one) for read, one in zip(out, row, strict=True)]) for row in found]

    def _parameters(self, values: Mapping[str, Any]) -> list[Any]:
        given = [values[name] if write is None else write(values[name]) for name, write in self._arguments]
        if self._fixed is None:
            return given
        whole = self._fixed.copy()
        for place, value in zip(self._open, given, strict=True):
            whole[place] = value
        return whole


def _named(names: list[str]) -> Any:
    """Return the type of a row whose columns have these names."""
    return namedtuple("Found", names, rename=True)  # known only now


def plain_rows(session: Session, query: Executable, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return rows as the driver gives them: for many rows of whole numbers and texts."""
    session.flush()  # what objects owe the database; the connection does not know of them
    cursor = session.connection().execute(query, values).cursor
    assert cursor is not None
    return list(cursor.fetchall())


def typed(connection: Connection, columns: Iterable[Any], rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Turn rows that came as the driver gives them into the types of their columns."""
    out = [_out_of(column.type, connection.dialect) for column in columns]
    return [[one if read is None else read(one) for read, one in zip(out, row, strict=True)] for row in rows]


def _into(kind: Any, dialect: Dialect) -> Convert:
    write: Convert = kind.dialect_impl(dialect).bind_processor(dialect)
    return write


def _out_of(kind: Any, dialect: Dialect) -> Convert:
    read: Convert = kind.dialect_impl(dialect).result_processor(dialect, None)
    return read


def _fixed(bind: Any, dialect: Dialect) -> Any:
    """Return a value that stands in the statement itself, as the driver takes it."""
    write = _into(bind.type, dialect)
    return bind.effective_value if write is None else write(bind.effective_value)
