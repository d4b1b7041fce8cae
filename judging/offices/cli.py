"""`judging registry`: the register of units, loaded and kept fresh."""

from pathlib import Path

import click

from judging.core.commands import AppFactory


@click.group()
def registry() -> None:
    """Keep the national register of units of local government."""


@registry.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.pass_obj
def load(create_app: AppFactory, file: str | None) -> None:
    """Load the register shipped with the program, or a newer FILE: ours or the official TERC."""
    from judging.core import clock
    from judging.core.db import get_session, immediate
    from judging.offices import operations, register

    with create_app().app_context():
        try:
            rows = register.read(Path(file) if file else register.SHIPPED)
        except (register.NotARegister, UnicodeDecodeError) as error:
            raise click.ClickException(str(error)) from None
        with immediate(get_session()) as session:
            done = operations.load_register(session, rows, at=clock.utcnow())
    told = f"{done.added} added, {done.changed} changed, {done.removed} removed"
    click.echo(f"{len(rows)} units: {told}")
