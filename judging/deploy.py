"""The command `judging check-deploy`: what is weak in this installation, and what forbids serving it."""

import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import click
from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.exc import DBAPIError

from judging.accounts.models import User
from judging.announcement.models import PublicEdition
from judging.core.db import db, get_session
from judging.editions.models import Edition

MANY_SIGNS = 12  # different characters that a random key surely has
WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))  # first and last SQLite library with it


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing to mend; a critical one forbids serving in production."""

    sentence: str
    critical: bool = False

    def __str__(self) -> str:
        return f"{'CRITICAL' if self.critical else 'weak'}: {self.sentence}"


def weaknesses(app: Flask) -> list[Weakness]:
    """Return everything that is weak, the critical first."""
    with app.app_context():
        found = [weakness for check in CHECKS for weakness in check(app)]
    return sorted(found, key=lambda weakness: not weakness.critical)


def refuse_critical(app: Flask) -> None:
    """Stop the start of a production server that must not be reached by anybody."""
    if app.config["ENV"] != "production":
        return
    if critical := [str(one) for one in weaknesses(app) if one.critical]:
        raise SystemExit("\n".join(["This installation must not serve:", *critical]))


def _secret(app: Flask) -> Iterator[Weakness]:
    key = app.config["SECRET_KEY"]
    if len(key) < 32 or len(set(key)) < MANY_SIGNS:
        yield Weakness("SECRET_KEY is short or no random text; make one of 32 characters.", True)
    kept = app.config["DATA_DIR"] / "secret-key"
    if kept.exists() and kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Weakness(f"others may read {kept}; give it mode 600.", True)
    if kept.exists() and kept.read_text().strip() == key:
        yield Weakness("the secret lies beside the database; set JUDGING_SECRET_KEY.")


def _debug(app: Flask) -> Iterator[Weakness]:
    if app.debug:
        yield Weakness("debugging is on: pages of errors run code. Unset FLASK_DEBUG.", True)


def _address(app: Flask) -> Iterator[Weakness]:
    parts = urlsplit(app.config["BASE_URL"])
    if parts.scheme != "https" and not _loopback(parts.hostname or ""):
        yield Weakness("BASE_URL is not https: passwords would travel in the open.", True)
    if parts.scheme == "https" and not app.config["TRUSTED_PROXY_COUNT"]:
        yield Weakness("TRUSTED_PROXY_COUNT is 0: behind a proxy everybody would share one network address.")


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _folder(app: Flask) -> Iterator[Weakness]:
    folder = app.config["DATA_DIR"]
    if folder.exists() and folder.stat().st_mode & stat.S_IRWXO:
        yield Weakness(f"everybody on this machine may read {folder}; give it mode 700.", True)


def _library(app: Flask) -> Iterator[Weakness]:
    """Look at the library that the engine really uses."""
    dialect = db.engine.dialect
    if dialect.name != "sqlite" or dialect.dbapi is None:
        return
    first, last = WAL_RESET_BUG
    if first <= dialect.dbapi.sqlite_version_info <= last:
        version = dialect.dbapi.sqlite_version
        yield Weakness(f"SQLite {version} can lose writes (3.7.0 to 3.51.2): install pysqlite3.", True)


def _mail(app: Flask) -> Iterator[Weakness]:
    if app.config["SMTP_URL"].partition(":")[0] in {"console", "file"}:
        yield Weakness("SMTP_URL sends no mail: nobody can confirm an address.")
    if "@localhost" in app.config["MAIL_FROM"]:
        yield Weakness("MAIL_FROM is an address of this machine; receivers will refuse it.")


def _content(app: Flask) -> Iterator[Weakness]:
    """Look at what the database holds."""
    try:
        invented = [select(Edition.id).where(Edition.demonstration)]
        invented.append(select(PublicEdition.id).where(PublicEdition.demonstration))
        if app.config["ENV"] == "production" and any(_any(query) for query in invented):
            yield Weakness("the database holds the demonstration; begin with an empty one.", True)
        if not _any(select(User.id).where(User.administrator, User.deactivated_at.is_(None))):
            yield Weakness("there is no administrator: run `judging accounts`.")
    except DBAPIError:
        yield Weakness("the database cannot be read: bring its tables up to date.", True)


def _any(query: Select[int]) -> bool:
    return get_session().scalar(query.limit(1)) is not None


CHECKS: tuple[Callable[[Flask], Iterator[Weakness]], ...] = (
    _secret,
    _debug,
    _address,
    _folder,
    _library,
    _mail,
    _content,
)


@click.command("check-deploy")
def command() -> None:
    """List every weakness of this installation; fails when one is critical."""
    from judging.app import create_app

    found = weaknesses(create_app())
    for weakness in found:
        click.echo(str(weakness), err=True)
    if any(weakness.critical for weakness in found):
        sys.exit(1)
    click.echo("nothing forbids serving this installation")
