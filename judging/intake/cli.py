"""`judging intake`: files of imports, and of drafts that were deleted, do not stay longer than promised."""

import click

from judging.core.commands import AppFactory


@click.group()
def intake() -> None:
    """Look after what is being imported."""


@intake.command()
@click.pass_obj
def sweep(create_app: AppFactory) -> None:
    """End the imports whose time is over, empty drafts deleted long ago, delete their files and archived practice."""
    from judging.core import clock
    from judging.core.db import get_session, immediate
    from judging.deliberation.queries import document_hashes
    from judging.editions.queries import logo_hashes
    from judging.entries.operations import purging
    from judging.intake.operations import uploads
    from judging.jury.operations import practice
    from judging.jury.queries.paper import scan_hashes
    from judging.paper.operations import importing

    with create_app().app_context():
        with immediate(get_session()) as session:
            ended = uploads.end_lapsed(session, clock.utcnow()) + importing.end_lapsed(session, clock.utcnow())
            purged = purging.purge(session, at=clock.utcnow())
            practised = practice.forget(session)
        deleted = uploads.sweep(get_session())
        with immediate(get_session()) as session:
            in_use = [*logo_hashes(session), *document_hashes(session), *scan_hashes(session)]
            deleted += purging.let_go_of_files(session, in_use)
    told = (f"{ended} imports ended", f"{purged} deleted drafts gone for good", f"{deleted} files deleted")
    click.echo(", ".join([*told, f"{practised} practice sheets of archived editions gone"]))
