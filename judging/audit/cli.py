"""`judging audit`: verifying the history, and noting how far it has come."""

import sys
from pathlib import Path

import click

from judging.core.commands import AppFactory

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def audit() -> None:
    """Verify the history and keep checkpoints of it outside."""


@audit.command()
@click.option("--checkpoints", type=FILE, help="A file of checkpoints kept outside.")
@click.pass_obj
def verify(create_app: AppFactory, checkpoints: Path | None) -> None:
    """Name the first bad event of every chain, or say that all is well."""
    from judging.audit.queries import verification
    from judging.core.db import get_session

    lines = checkpoints.read_text().splitlines() if checkpoints else []
    with create_app().app_context():
        session = get_session()
        outside = verification.read_checkpoints(lines)
        problems = verification.verify(session, session.info["audit_key"], outside)
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        sys.exit(1)
    click.echo(f"the history is whole; compared with {len(outside)} checkpoints kept outside")


@audit.command()
@click.option("--to", "path", type=FILE, help="Add the checkpoints to this file too.")
@click.pass_obj
def checkpoint(create_app: AppFactory, path: Path | None) -> None:
    """Note how far every chain has come, signed; keep the lines elsewhere."""
    from judging.audit.operations import checkpoints
    from judging.core import clock
    from judging.core.db import get_session, immediate

    with create_app().app_context(), immediate(get_session()) as session:
        lines = [point.line() for point in checkpoints.note(session, at=clock.utcnow())]
    for line in lines:
        click.echo(line)
    if path:
        with path.open("a") as kept:
            kept.writelines(f"{line}\n" for line in lines)
