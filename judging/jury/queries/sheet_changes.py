"""Whether what is handed in may have changed since it was last read, told by one row.

Triggers of SQLite leave a mark at every change that a ranking could rest on, whoever makes it
(:class:`judging.jury.models.SheetChange`). A mark is trusted only while the triggers are the ones we made.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy.orm import Session

from judging.jury.models import CHANGE_TRIGGERS

TRUSTED = "schema whose triggers are ours"


def last_change(session: Session) -> Hashable | None:
    """Return what differs after each change of a sheet that is handed in; None where nothing tells."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return None
    driver: Any = connection.connection.driver_connection
    [(schema,)] = driver.execute("PRAGMA schema_version").fetchall()
    if connection.info.get(TRUSTED) != schema:
        if not _are_ours(driver):
            return None
        connection.info[TRUSTED] = schema
    left = driver.execute("SELECT id, token FROM sheet_change ORDER BY id DESC LIMIT 1").fetchall()
    return schema, *left


def _are_ours(driver: Any) -> bool:
    """Tell whether the triggers stand as they were made: who rebuilds a table loses them."""
    rows = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return dict(rows).items() >= CHANGE_TRIGGERS.items()
