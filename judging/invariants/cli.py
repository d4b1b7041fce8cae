"""`judging invariants`: what the database says that cannot be."""

import sys

import click


@click.command("invariants")
def command() -> None:
    """Check every invariant; name what breaks one."""
    from judging.app import create_app
    from judging.core.db import get_session
    from judging.invariants import registry

    with create_app().app_context():
        found = list(registry.violations(get_session()))
    for violation in found:
        click.echo(str(violation), err=True)
    if found:
        sys.exit(1)
    click.echo(f"all {len(registry.checks())} invariants hold")
