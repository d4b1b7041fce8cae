"""Migrations: how an installation's tables follow the models (``flask db upgrade``).

Until the first release the schema is changed in place; after it, migrations only lead forward.
Alembic is loaded when it is called: a server that only serves never needs it.
"""

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from flask import Flask, current_app
from sqlalchemy import Engine, inspect, text

from judging.core.db import Base, UtcDateTime, db

if TYPE_CHECKING:
    from flask_alembic import Alembic

logging.getLogger("alembic").setLevel(logging.WARNING)  # Flask-Alembic asks for every step


class _Database(click.Group):
    """The commands of Flask-Alembic, loaded when one of them is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return their names."""
        return self._loaded().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of them."""
        ctx.obj = _alembic()
        return self._loaded().get_command(ctx, cmd_name)

    def _loaded(self) -> click.Group:
        from flask_alembic.cli import cli

        commands: click.Group = cli
        return commands


def init_app(app: Flask) -> None:
    """Offer ``flask db``; SQLite rebuilds a table to alter it."""
    app.config["ALEMBIC_CONTEXT"] = {
        "render_as_batch": True,
        "render_item": _render,
        "transactional_ddl": True,  # the old tables or the new ones, whatever happens between
    }
    app.cli.add_command(_Database("db", help="Perform database migrations."))


def upgrade() -> None:
    """Lead the tables of this application to the newest migration, unless they are there."""
    if _reached(db.engine) != newest():
        _alembic().upgrade()


def newest() -> str:
    """Return the last migration: they lead forward one by one, in the order of their files."""
    last = max(Path(__file__).parent.glob("[0-9]*.py"))
    found = re.search(r'^revision: str = "(\w+)"$', last.read_text("utf-8"), re.MULTILINE)
    assert found
    return found[1]


def _reached(engine: Engine) -> str | None:
    """Return the migration at which a database stands."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        reached: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return reached


def _alembic() -> "Alembic":
    """Return Flask-Alembic for this application."""
    if "alembic" not in current_app.extensions:
        from flask_alembic import Alembic

        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of its proxy
        Alembic(app, metadatas=Base.metadata, run_mkdir=False, command_name="")
    alembic: Alembic = current_app.extensions["alembic"]
    return alembic


def _render(kind: str, item: object, context: object) -> str | Literal[False]:
    """Write our moments as plain columns: a migration imports no code of ours."""
    return "sa.DateTime()" if isinstance(item, UtcDateTime) else False
