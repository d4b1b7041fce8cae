"""Commands of the register of units."""

from pathlib import Path

import click

from judging import clock
from judging.db import get_session, immediate
from judging.offices import operations, register


@click.group("registry")
def registry() -> None:
    """The national register of units of local government."""


@registry.command("load")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def load(file: Path | None) -> None:
    """Load the register shipped with the program, or a newer FILE (ours or the official TERC)."""
    from judging.app import create_app  # with all slices: only when the command runs

    try:
        rows = register.read(file or register.SHIPPED)
    except (register.NotARegister, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from None
    with create_app().app_context(), immediate(get_session()) as session:
        loaded = operations.load_register(session, rows, at=clock.utcnow())
    print(
        f"{len(rows)} units: {loaded.added} added, {loaded.changed} changed, {loaded.removed} removed"
    )
