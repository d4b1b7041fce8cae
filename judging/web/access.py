"""Who may call what: every route declares it, one guard asks.

What one may not call answers 404, as an address that does not exist would; a visitor who
is not signed in is sent to sign in. Records inside a page go through the "visible to this
user" query of their slice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select, bindparam, select

from judging.accounts.models import User
from judging.core.db import get_session
from judging.editions.models import ON_THE_JURY, Edition, Role, Seat
from judging.offices.models import Representative

View = TypeVar("View", bound=Callable[..., Any])


class Who(StrEnum):
    """Kinds of callers."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed-in"
    OFFICE = "office"
    JUROR = "juror"
    CHAIR = "chair"
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"


ROLES = {
    Who.JUROR: ON_THE_JURY,
    Who.CHAIR: {Role.CHAIR, Role.DEPUTY_CHAIR},
    Who.SECRETARY: {Role.SECRETARY},
}


@dataclass(frozen=True, slots=True)
class Access:
    """What a route declares. With ``edition`` its address names one by ``slug``."""

    who: tuple[Who, ...]
    edition: bool = False
    demonstration: bool = False  # exists only in the demonstration
    body: int | None = None  # bytes a request may bring, where files are taken


@dataclass(slots=True)
class Seats:
    """The seats of the person who calls: roles by edition."""

    roles: dict[int, set[Role]] = field(default_factory=dict)

    def holds(self, who: Who, edition: Edition | None) -> bool:
        """Tell whether one of the roles is held, in this edition or (with None) in any."""
        held = self.roles.get(edition.id, set()) if edition else set().union(*self.roles.values())
        return not ROLES[who].isdisjoint(held)


def allow(
    *who: Who, edition: bool = False, demonstration: bool = False, body: int | None = None
) -> Callable[[View], View]:
    """Declare who may call a view."""

    def declare(view: View) -> View:
        view.access = Access(who, edition, demonstration, body)  # type: ignore[attr-defined]  # read by the guard
        return view

    return declare


def declared(app: Flask, endpoint: str) -> Access | None:
    """Return what the view of an endpoint declares."""
    if endpoint == "static":
        return Access((Who.EVERYBODY,))
    return getattr(app.view_functions.get(endpoint), "access", None)


def init_app(app: Flask) -> None:
    """Put the guard before every request."""
    app.before_request(_guard)


def refuse_undeclared(app: Flask) -> None:
    """Stop the start when a route declares nothing; called after the last route is added."""
    silent = [
        rule.endpoint for rule in app.url_map.iter_rules() if not declared(app, rule.endpoint)
    ]
    if silent:
        raise SystemExit(f"these routes declare no access: {', '.join(sorted(set(silent)))}")


def seats() -> Seats:
    """Return the seats of the person who calls, read once a request."""
    if "seats" not in g:
        g.seats = _read_seats()
    found: Seats = g.seats
    return found


def secretaries() -> list[User]:
    """Return the secretaries of the editions that are not archived."""
    held = (
        select(Seat.user_id)
        .join(Seat.edition)
        .where(
            Seat.role == Role.SECRETARY, Seat.removed_at.is_(None), Edition.archived_at.is_(None)
        )
    )
    return list(
        get_session().scalars(select(User).where(User.id.in_(held), User.deactivated_at.is_(None)))
    )


def _read_seats() -> Seats:
    found = Seats()
    if not current_user.is_authenticated:
        return found
    held = current_user.seats_held
    if held is None:  # signed in by this very request
        query = select(Seat.edition_id, Seat.role)
        mine = (Seat.user_id == current_user.id, Seat.removed_at.is_(None))
        held = get_session().execute(query.where(*mine)).all()
    for edition_id, role in held:
        found.roles.setdefault(edition_id, set()).add(role)
    return found


def _acts_for_an_office() -> bool:
    """Tell whether the person who calls represents an office, asked once a request."""
    if "acts_for_an_office" not in g:
        acts = select(Representative.id).where(
            Representative.user_id == current_user.id, Representative.refused_at.is_(None)
        )
        g.acts_for_an_office = get_session().scalar(acts.limit(1)) is not None
    return bool(g.acts_for_an_office)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # 404 or 405 follows
    access = declared(current_app, request.endpoint)
    if access is None or (access.demonstration and not current_app.config["DEMONSTRATION"]):
        abort(404)
    edition = _edition() if access.edition else None
    if any(may(who, edition) for who in access.who):
        return None
    if not current_user.is_authenticated:
        safe = request.method in {"GET", "HEAD"}
        return redirect(
            url_for("accounts.sign_in", next=request.full_path.rstrip("?") if safe else None)
        )
    return abort(404)


def may(who: Who, edition: Edition | None = None) -> bool:
    """Tell whether the person who calls is one of these."""
    if who is Who.EVERYBODY:
        return True
    if not current_user.is_authenticated:
        return False
    if who is Who.SIGNED_IN:
        return True
    if who is Who.ADMINISTRATOR:
        return bool(current_user.administrator)
    return _acts_for_an_office() if who is Who.OFFICE else seats().holds(who, edition)


def _edition() -> Edition:
    """Load the edition of the address; one in preparation exists only for those with a seat."""
    assert request.view_args is not None
    found = get_session().scalar(_by_slug(), {"slug": request.view_args["slug"]})
    if found is None or (found.rules_frozen_at is None and not _knows(found)):
        abort(404)
    g.edition = found
    return found


@cache
def _by_slug() -> Select[Edition]:
    """Return the query of the edition of an address, composed once."""
    return select(Edition).where(Edition.slug == bindparam("slug"))


def _knows(edition: Edition) -> bool:
    return current_user.is_authenticated and (
        current_user.administrator or edition.id in seats().roles
    )
