"""The mail by which a member or a substitute comes to know of their seat."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.editions.models import Seat
from judging.notifications.operations.outbox import enqueue


def mail_invitation(session: Session, seat: Seat, token: str, at: datetime) -> None:
    """Send the link; a person who has a password already signs in with it."""
    edition, known = seat.edition, seat.user.password_hash is not None
    member = seat.stands_for
    template, words = ("substitute-invited", {"member": member.user.name}) if member else ("juror-invited", {})
    enqueue(
        session,
        template,
        to=seat.user,
        at=at,
        occasion=f"{template}:{seat.id}:{at:%Y%m%d%H%M%S%f}",
        edition_id=edition.id,
        edition=edition.name,
        desk=f"/jury/{edition.slug}/{'conflicts/' if member else ''}",
        token="" if known else token,
        **words,
    )
