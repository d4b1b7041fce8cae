"""SQLite made as strict as PostgreSQL: what one of them refuses, no test on the other lets pass."""

from sqlalchemy import Integer, String, event
from sqlalchemy.exc import DataError

from judging.core.db import Base

LARGEST = {"INTEGER": 2**31 - 1}


def make_strict(engine):
    """Refuse texts longer than their column, numbers that do not fit, and NUL in any value."""
    with engine.begin() as connection:
        for statement in _triggers():
            connection.exec_driver_sql(statement)
    event.listen(engine, "handle_error", _is_a_fault_of_ours)
    refuse_what_the_other_refuses(engine)


def _is_a_fault_of_ours(context):
    """Let a text or number that its form should have refused be no refusal of the database."""
    if "strict:" in str(context.original_exception):
        raise RuntimeError(str(context.original_exception))


def refuse_what_the_other_refuses(engine):
    """Refuse NUL and half a pair in whatever is asked or written; return what ends it."""
    event.listen(engine, "before_cursor_execute", _refuse)
    return lambda: event.remove(engine, "before_cursor_execute", _refuse)


def _triggers():
    for table in Base.metadata.sorted_tables:
        wrong = [text for column in table.columns if (text := _wrong(column))]
        for act in ("INSERT", "UPDATE"):
            if wrong:
                yield (
                    f'CREATE TRIGGER strict_{act}_{table.name} BEFORE {act} ON "{table.name}" '
                    f"WHEN {' OR '.join(wrong)} BEGIN SELECT RAISE(ABORT, 'strict: {table.name}'); END"
                )


def _wrong(column):
    name = f'NEW."{column.name}"'
    if isinstance(column.type, String) and column.type.length:
        return f"(typeof({name}) = 'text' AND length({name}) > {column.type.length})"
    if isinstance(column.type, Integer):
        return f"(typeof({name}) = 'integer' AND abs({name}) > {LARGEST['INTEGER']})"
    return None


def _refuse(_connection, _cursor, statement, parameters, _context, _many):
    for value in _values(parameters):
        if isinstance(value, str) and ("\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
            raise DataError(statement, None, Exception("a NUL or half a pair"))


def _values(parameters):
    """Yield the values of a statement, however its parameters are given."""
    if isinstance(parameters, dict):
        parameters = parameters.values()
    elif not isinstance(parameters, (list, tuple)):
        yield parameters
        return
    for part in parameters:
        yield from _values(part)
