"""Who can be played in the demonstration."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions.models import ON_THE_JURY, Role, Seat
from judging.offices.models import Office, Representative
from judging.stats.collation import alphabetical


@dataclass(frozen=True, slots=True)
class Player:
    """A person of the demonstration and what they are there."""

    user: User
    part: str


def accounts(session: Session) -> dict[str, list[Player]]:
    """Return the people to be played, by the group they belong to."""
    chapter = select(Seat).where(Seat.removed_at.is_(None)).order_by(Seat.id)
    seats = [(seat.role, Player(seat.user, _part(seat))) for seat in session.scalars(chapter)]
    offices = (
        select(User, Office.name)
        .join(Representative, Representative.user_id == User.id)
        .join(Office)
        .order_by(Representative.id)
    )
    administrators = select(User).where(User.administrator).order_by(User.id)
    return {
        "secretary": [player for role, player in seats if role is Role.SECRETARY],
        "jury": [player for role, player in seats if role in ON_THE_JURY],
        "substitute": [player for role, player in seats if role is Role.SUBSTITUTE],
        "clerk": [player for role, player in seats if role is Role.CLERK],
        "office": [Player(user, office) for user, office in session.execute(offices)],
        "administrator": [Player(user, "") for user in session.scalars(administrators)],
    }


def _part(seat: Seat) -> str:
    return seat.stands_for.user.name if seat.stands_for else seat.title


def with_second_factor(session: Session) -> Sequence[User]:
    """Return the people who sign in with a code."""
    query = select(User).where(User.totp_secret.is_not(None)).order_by(User.id)
    return sorted(session.scalars(query), key=lambda user: alphabetical(user.name))
