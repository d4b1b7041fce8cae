"""What the frame of a request asks of this slice: who holds a seat where, which competition this is, its English."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from flask import Flask, g
from flask_login import current_user
from sqlalchemy import select

from judging.core.db import get_session
from judging.editions import queries
from judging.editions.models import ON_THE_JURY, SECOND_FACTOR, Edition, Role, Seat
from judging.web import access, held_roles
from judging.web.access import Who
from judging.web.house import register_house
from judging.web.wordings import register_wordings

ROLES = {
    Who.JUROR: ON_THE_JURY,
    Who.CHAIR: {Role.CHAIR, Role.DEPUTY_CHAIR},
    Who.SUBSTITUTE: {Role.SUBSTITUTE},
    Who.CLERK: {Role.CLERK},
    Who.SECRETARY: {Role.SECRETARY},
}


@dataclass(slots=True)
class Seats:
    """The seats of the person who calls: roles by edition."""

    roles: dict[int, set[Role]] = field(default_factory=dict)

    def holds(self, who: Who, edition: Edition | None) -> bool:
        """Tell whether one of the roles is held, in this edition or (with None) in any."""
        held = self.roles.get(edition.id, set()) if edition else set().union(*self.roles.values())
        return not ROLES[who].isdisjoint(held)


def init_app(app: Flask) -> None:
    """Answer for the guard and the sign-in."""
    holders: dict[Who, Callable[[Edition | None], bool]] = {who: partial(_holds, who) for who in ROLES}
    access.register(app, holders, edition=_by_slug)
    held_roles.register_roles(app, ROLES_OF_A_SESSION)
    register_house(app, lambda: queries.name_of_the_competition(get_session()))
    register_wordings(app, queries.wordings)


def seats() -> Seats:
    """Return the seats of the person who calls, read once a request."""
    if "seats" not in g:
        g.seats = _read_seats()
    found: Seats = g.seats
    return found


def _holds(who: Who, edition: Edition | None) -> bool:
    return seats().holds(who, edition)


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


def _by_slug(slug: str) -> Edition | None:
    """Return the edition of an address; one in preparation exists only for those with a seat."""
    found = queries.edition_of(get_session(), slug)
    hidden = found is None or (found.rules_frozen_at is None and not _knows(found))
    return None if hidden else found


def _knows(edition: Edition) -> bool:
    return current_user.is_authenticated and (current_user.administrator or edition.id in seats().roles)


ROLES_OF_A_SESSION = held_roles.HeldRoles(
    columns=(Seat.edition_id, Seat.role),
    of=lambda user_id: (Seat.user_id == user_id) & Seat.removed_at.is_(None),
    strict=frozenset(SECOND_FACTOR),
)
