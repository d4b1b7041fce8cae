"""`judging invariants`: what the database says that cannot be."""

import sys

import click

from judging.core.commands import AppFactory


@click.command("invariants")
@click.pass_obj
def command(create_app: AppFactory) -> None:
    """Check every invariant; name what breaks one."""
    from judging.core.db import get_session
    from judging.invariants import registry

    with create_app().app_context():
        found = list(registry.violations(get_session()))
    for violation in found:
        click.echo(str(violation), err=True)
    if found:
        sys.exit(1)
    click.echo(f"all {len(registry.checks())} invariants hold")
