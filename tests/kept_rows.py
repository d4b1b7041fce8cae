"""What many tests begin with is made once a worker; into the empty databases of the others its rows are put back."""

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from judging.core.cache import Cache
from judging.core.db import Base

SEQUENCES = text("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")


@dataclass
class Kept:
    """All rows of a database, as it keeps them itself, and who is who among the records."""

    rows: Any
    who: dict[str, Any]


_kept: dict[tuple[str, ...], Kept] = {}


def made_before(session: Session, key: str, make: Callable[[], Any]) -> Any:
    """Return what ``make`` puts into an empty database and commits: a dataclass of records and lists of them."""
    session.flush()
    if not _is_empty(session):
        return make()
    session.commit()
    engine = session.get_bind().engine
    name = engine.name, str(session.info), key
    if name not in _kept:
        made = make()
        session.commit()
        _kept[name] = Kept(
            _rows(engine), {one.name: _name(getattr(made, one.name)) for one in fields(made)} | {"": type(made)}
        )
        return made
    _put_back(engine, _kept[name].rows)
    who = dict(_kept[name].who)
    return who.pop("")(**{name: _record(session, one) for name, one in who.items()})


@cache
def _any_row() -> Any:
    """Return the question whether any table has a row."""
    return text(" OR ".join(f'EXISTS (SELECT 1 FROM "{name}")' for name in Base.metadata.tables).join(("SELECT ", "")))


def _is_empty(session: Session) -> bool:
    return not session.scalar(_any_row())


def _name(made: Any) -> Any:
    return [_name(one) for one in made] if isinstance(made, list) else (type(made), made.id)


def _record(session: Session, name: Any) -> Any:
    return [_record(session, one) for one in name] if isinstance(name, list) else session.get_one(*name)


def _rows(engine: Engine) -> Any:
    with closing(engine.raw_connection()) as connection:
        driver: Any = connection.driver_connection
        if engine.name == "sqlite":
            copy = type(driver)(":memory:")
            driver.backup(copy)
            return copy
        found = {}
        for table in Base.metadata.tables:
            with driver.cursor().copy(f'COPY "{table}" TO STDOUT') as copy:
                found[table] = b"".join(copy)
        sequences = driver.execute(SEQUENCES.text).fetchall()
        return {table: rows for table, rows in found.items() if rows}, sequences


def _put_back(engine: Engine, rows: Any) -> None:
    """Put the rows into an empty database, past its triggers."""
    with closing(engine.raw_connection()) as connection:
        driver: Any = connection.driver_connection
        if engine.name == "sqlite":
            rows.backup(driver)
        else:
            driver.execute("SET LOCAL session_replication_role = replica")
            for table, lines in rows[0].items():
                with driver.cursor().copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(lines)
            for sequence, last in rows[1]:
                driver.execute("SELECT setval(%s::regclass, %s)", (sequence, last))
            driver.commit()
    _forget()


def _forget() -> None:
    """Let the product know nothing of records by names that those put back have as well."""
    ours = [vars(module) for name, module in list(sys.modules.items()) if name.startswith("judging.")]
    for kept in (one for known in ours for one in list(known.values()) if isinstance(one, Cache)):
        kept._made.clear()
