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
    from judging.core.refusals import Refused

    with create_app().app_context():
        if not addresses.is_address(email):
            sys.exit(f"{email} is not an e-mail address")
        if reason := password_rules.why_not_password(password, (name, email)):
            sys.exit(reason)
        said = {"email": email, "name": name, "language": language}
        said["password_hash"] = passwords.hashed(password)
        try:
            with immediate(get_session()) as session:
                operations.create_administrator(session, **said, at=clock.utcnow())
        except Refused as refusal:
            sys.exit(str(refusal))
    click.echo("The account is ready; the second factor is set up at the first sign-in.")


@accounts.command(name="remove-second-factor")
@click.argument("email")
@click.option("--reason", prompt="Why, and how you know that it is the person")
@click.pass_obj
def remove_second_factor(create_app: AppFactory, email: str, reason: str) -> None:
    """Remove the second step of signing in of an administrator, or of somebody without a seat.

    It is written to the history and told by mail to the person and to all administrators; the person is signed out
    everywhere and sets it up anew after the password.
    """
    from sqlalchemy import select

    from judging.accounts import queries
    from judging.accounts.operations.recovery import remove_on_server
    from judging.core import clock
    from judging.core.db import get_session, immediate
    from judging.core.refusals import Refused
    from judging.web.held_roles import held_roles

    with create_app().app_context(), immediate(get_session()) as session:
        person = queries.person(session, email)
        if person is None:
            sys.exit(f"nobody has an account with the address {email}")
        roles = held_roles()
        seat = session.execute(select(*roles.columns).where(roles.of(person.id)).limit(1)).first()
        try:
            remove_on_server(session, person, has_seat=seat is not None, reason=reason, at=clock.utcnow())
        except Refused as refusal:
            sys.exit(str(refusal))
    click.echo("The second step is removed; the person sets it up anew at the next sign-in.")
