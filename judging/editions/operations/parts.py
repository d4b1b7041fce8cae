"""What criteria, awards and questions have in common: their order, what is kept of one taken away, the history."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition, Part, TakenAway
from judging.editions.operations.versions import raise_version

Thing = TypeVar("Thing")


class Placed(Protocol):
    """What has a place among its like."""

    position: Any


def neighbour(things: Sequence[Thing], one: Thing, *, up: bool) -> Thing | None:
    """Return the thing before or after one, if there is any."""
    beside = things.index(one) + (-1 if up else 1)
    return things[beside] if 0 <= beside < len(things) else None


def swap(things: list[Thing], one: Thing, *, up: bool) -> bool:
    """Let a thing change places with the one beside it; the first stays first, the last last."""
    other = neighbour(things, one, up=up)
    if other is None:
        return False
    place, beside = things.index(one), things.index(other)
    things[place], things[beside] = other, one
    return True


def number(session: Session, things: Sequence[Placed]) -> None:
    """Give things their numbers in order, by way of numbers that nothing has: no two may have one at any moment."""
    for place, one in enumerate(things, 1):
        one.position = -place
    session.flush()
    for place, one in enumerate(things, 1):
        one.position = place


def keep(session: Session, edition: Edition, part: Part, name: str, content: dict[str, Any], at: datetime) -> TakenAway:
    """Keep what is taken away as it stood."""
    taken = TakenAway(edition_id=edition.id, part=part, name=name, content=content, at=at)
    session.add(taken)
    return taken


def note(session: Session, edition: Edition, part: str, by: User, at: datetime) -> None:
    """Raise the version of the edition, and record that a part of its settings has changed."""
    raise_version(edition)
    record(session, Action.SETTINGS_CHANGED, edition, by=by, at=at, edition_id=edition.id, changed=[part])
