"""The console script: a table of commands, each loaded only when it is called."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

COMMANDS = {
    "accounts": ("judging.accounts.cli:accounts", "Make the first administrator."),
    "audit": ("judging.audit.cli:audit", "Verify the history, keep checkpoints of it."),
    "check-deploy": ("judging.deploy:command", "List what is weak in this installation."),
    "demo": ("judging.demonstration.cli:demo", "Fill an empty database with a demonstration."),
    "files": ("judging.entries.cli:files", "Verify the attachments."),
    "intake": ("judging.intake.cli:intake", "Let go of files of imports whose time is over."),
    "invariants": (
        "judging.invariants.cli:command",
        "Check that the database says nothing impossible.",
    ),
    "outbox": ("judging.notifications.cli:outbox", "Send mail and see what waits."),
    "rank": ("judging.exchange.cli:rank", "Rank entries from a file of scores."),
    "registry": ("judging.offices.cli:registry", "Load the national register of units."),
    "routes": ("judging.routes:command", "List every address and who may call it."),
    "serve": ("judging.server:serve", "Serve the pages."),
    "verify": ("judging.results.cli:verify", "Count a result again from its own pack."),
}


class LoadedLate(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        with _loading():
            command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list for --help without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LoadedLate, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="judging")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Run an awards competition from the call for entries to the announcement."""
    ctx.obj = _application


def _application(**settings: object) -> "Flask":
    """Build the application for a command; until then nothing of it is loaded."""
    with _loading():
        from judging.app import create_app

        return create_app(**settings)


@contextmanager
def _loading() -> Iterator[None]:
    """Load without looking for garbage: what is loaded stays, and looking costs a sixth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # else the first look, at once, would be through all of it
        gc.enable()
