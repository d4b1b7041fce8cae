"""Migrations: how an installation's tables follow the models (``flask db upgrade``).

Until the first release the schema is changed in place; after it, migrations only lead forward.
"""

import logging
from typing import Literal

from flask import Flask
from flask_alembic import Alembic

from judging.core.db import Base, UtcDateTime

alembic = Alembic(metadatas=Base.metadata, run_mkdir=False)
logging.getLogger("alembic").setLevel(logging.WARNING)  # Flask-Alembic asks for every step


def init_app(app: Flask) -> None:
    """Offer ``flask db``; SQLite rebuilds a table to alter it."""
    app.config["ALEMBIC_CONTEXT"] = {
        "render_as_batch": True,
        "render_item": _render,
        "transactional_ddl": True,  # the old tables or the new ones, whatever happens between
    }
    alembic.init_app(app)


def _render(kind: str, item: object, context: object) -> str | Literal[False]:
    """Write our moments as plain columns: a migration imports no code of ours."""
    return "sa.DateTime()" if isinstance(item, UtcDateTime) else False
