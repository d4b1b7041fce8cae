"""`judging intake`: files of imports do not stay longer than promised."""

import click

from judging.core.commands import AppFactory


@click.group()
def intake() -> None:
    """Look after what is being imported."""


@intake.command()
@click.pass_obj
def sweep(create_app: AppFactory) -> None:
    """End the imports whose time is over, and delete their files."""
    from judging.core import clock
    from judging.core.db import get_session, immediate
    from judging.intake.operations import uploads

    with create_app().app_context():
        with immediate(get_session()) as session:
            ended = uploads.end_lapsed(session, clock.utcnow())
        deleted = uploads.sweep(get_session())
    click.echo(f"{ended} imports ended, {deleted} files deleted")
