"""What is read of invitations to act for an office."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.colleagues.models import ColleagueInvitation
from judging.colleagues.rules import LIVES, is_open
from judging.offices.models import Office
from judging.offices.queries import represented_offices


def unanswered(at: datetime) -> Select[ColleagueInvitation]:
    """Select the invitations that wait for an answer, the oldest first."""
    fresh = (ColleagueInvitation.accepted_at.is_(None), ColleagueInvitation.ended_at.is_(None))
    query = select(ColleagueInvitation).where(*fresh, ColleagueInvitation.invited_at > at - LIVES)
    load = joinedload(ColleagueInvitation.office).selectinload(Office.representatives)
    return query.options(load, joinedload(ColleagueInvitation.invited_by)).order_by(ColleagueInvitation.id)


def to_person(session: Session, user: User, at: datetime) -> list[ColleagueInvitation]:
    """Return the invitations that a person can accept."""
    found = session.scalars(unanswered(at).where(ColleagueInvitation.email.in_(user.addresses)))
    return [invitation for invitation in found if is_open(invitation, at)]


def of_offices(session: Session, user: User, at: datetime) -> Sequence[ColleagueInvitation]:
    """Return the invitations that wait, of the offices for which a person decides."""
    return session.scalars(unanswered(at).where(ColleagueInvitation.office_id.in_(represented_offices(user)))).all()


def of_office(session: Session, office: Office, at: datetime) -> Sequence[ColleagueInvitation]:
    """Return the invitations of an office that wait."""
    return session.scalars(unanswered(at).where(ColleagueInvitation.office_id == office.id)).all()


def visible_invitations(user: User) -> Select[ColleagueInvitation]:
    """Select the invitations that a person got, and those of the offices for which they decide."""
    mine = or_(
        ColleagueInvitation.email.in_(user.addresses), ColleagueInvitation.office_id.in_(represented_offices(user))
    )
    return select(ColleagueInvitation).where(mine).options(selectinload(ColleagueInvitation.office))
