"""The command `judging demo`: an edition to try everything on, in the phase asked for."""

import gc
import json
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.core.commands import AppFactory
from judging.demonstration.people_data import JURY, PRACTICES
from judging.editions.timetable import Phase
from judging.server import LISTEN, run

if TYPE_CHECKING:
    from judging.demonstration.secrets import Markers
    from judging.demonstration.size import Size


@click.command()
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same scores.")
@click.option(
    "--phase",
    type=click.Choice([phase.value for phase in Phase]),
    default="judging",
    show_default=True,
)
@click.option("--entries", default=len(PRACTICES), show_default=True)
@click.option("--jurors", default=len(JURY), show_default=True)
@click.option("--criteria", default=5, show_default=True)
@click.option(
    "--canaries",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Plant secrets and list them here.",
)
@click.option("--if-empty", is_flag=True, help="Keep a demonstration that is there.")
@click.option("--serve", is_flag=True, help="Serve it at once.")
@click.option("--listen", default=LISTEN, show_default=True, help="Address and port to serve it on.")
@click.pass_obj
def demo(
    create_app: AppFactory,
    seed: int,
    phase: str,
    entries: int,
    jurors: int,
    criteria: int,
    canaries: Path | None,
    if_empty: bool,
    serve: bool,
    listen: str,
) -> None:
    """Fill an empty database with an invented edition and the archive of the real ones."""
    from judging.demonstration.secrets import Markers
    from judging.demonstration.size import Size

    size, markers = Size(entries, jurors, criteria), Markers(seed, wanted=canaries is not None)
    make = partial(_make, create_app, Phase(phase), seed, size, markers, canaries, if_empty)
    if not serve:
        make()
        return
    _apart(make)
    run(create_app(ENV="demonstration"), listen)


def _apart(work: Callable[[], None]) -> None:
    """Do it in a process of its own: documents start threads, and workers are forked from a process without any."""
    if "fork" not in multiprocessing.get_all_start_methods():
        work()  # nor are workers forked there
        return
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def _make(
    create_app: AppFactory,
    phase: Phase,
    seed: int,
    size: "Size",
    markers: "Markers",
    canaries: Path | None,
    if_empty: bool,
) -> None:
    """Fill the database, unless it may keep what it has, and say who can sign in."""
    from judging.core.db import get_session, immediate
    from judging.migrations import upgrade

    app = create_app(ENV="demonstration")
    with app.app_context():
        upgrade()
        if _holds_something(get_session()):
            if not if_empty:
                sys.exit("The database is not empty. The demonstration fills only an empty one.")
        else:
            with _without_collecting(), immediate(get_session()) as session:
                _fill(session, phase, seed, size, markers)
        _print_accounts(get_session(), str(app.config["BASE_URL"]))
    if canaries:
        canaries.write_text(json.dumps(markers.as_json(), ensure_ascii=False, indent=1))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no rubbish meanwhile: nearly all that is made is kept until the end."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _holds_something(session: Session) -> bool:
    from judging.editions.models import Edition

    return session.scalar(select(Edition.id).limit(1)) is not None


def _fill(session: Session, phase: Phase, seed: int, size: "Size", markers: "Markers") -> None:
    from judging.demonstration.scenario import tell
    from judging.demonstration.schedule import ZONE, schedule
    from judging.demonstration.story import Story
    from judging.offices import operations, register

    now = datetime.now(UTC)
    operations.load_register(session, register.read(register.SHIPPED), at=now)
    today = now.astimezone(ZoneInfo(ZONE)).date()
    tell(Story(session, phase, schedule(phase, today), now, seed, size, markers))


def _print_accounts(session: Session, address: str) -> None:
    from judging.demonstration.people import PASSWORD
    from judging.demonstration.queries import accounts

    shown = accounts(session)
    click.echo(f"\nKapituła – demonstration / pokaz: {address}")
    click.echo(f"Password of everybody / hasło: {PASSWORD}")
    click.echo(f"Second-factor codes / kody: {address}/demo/mail/   One-click sign-in: {address}/demo/")
    for group, players in shown.items():
        for player in players[:3]:
            click.echo(f"  {group:<14} {player.user.email:<32} {player.user.name}")
