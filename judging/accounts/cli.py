"""`judging accounts`: what must be done before anybody can sign in."""

import sys

import click

from judging.core.commands import AppFactory


@click.group()
def accounts() -> None:
    """Accounts of people."""


@accounts.command(name="create-administrator")
@click.argument("email")
@click.option("--name", prompt="First name and surname")
@click.option("--language", type=click.Choice(["pl", "en"]), default="pl")
@click.password_option(help="Asked for if not given.")
@click.pass_obj
def create_administrator(create_app: AppFactory, email: str, name: str, language: str, password: str) -> None:
    """Make an account that runs the site, or give that right to an account there is."""
    from judging.accounts import password_rules, passwords
    from judging.accounts.operations import accounts as operations
    from judging.core import addresses, clock
    from judging.core.db import get_session, immediate

    with create_app().app_context():
        if not addresses.is_address(email):
            sys.exit(f"{email} is not an e-mail address")
        if reason := password_rules.why_not_password(password, (name, email)):
            sys.exit(reason)
        said = {"email": email, "name": name, "language": language}
        said["password_hash"] = passwords.hashed(password)
        with immediate(get_session()) as session:
            operations.create_administrator(session, **said, at=clock.utcnow())
    click.echo("The account is ready; the second factor is set up at the first sign-in.")
