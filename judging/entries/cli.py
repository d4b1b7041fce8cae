"""`judging files`: are the kept files what they were."""

import sys

import click

from judging.core.commands import AppFactory


@click.group()
def files() -> None:
    """Look after the attachments."""


@files.command()
@click.pass_obj
def verify(create_app: AppFactory) -> None:
    """Compare every kept attachment with its fingerprint; name what is missing or changed."""
    from judging.core.db import get_session
    from judging.core.files import missing_or_changed
    from judging.entries.queries import kept_hashes

    with create_app().app_context():
        hashes = kept_hashes(get_session())
        bad = missing_or_changed(hashes)
    for sha256 in bad:
        click.echo(f"missing or changed: {sha256}", err=True)
    if bad:
        sys.exit(1)
    click.echo(f"{len(hashes)} files, all as they were")
