"""What was taken away while an edition was set up is brought back."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions.models import Edition, Part, TakenAway
from judging.editions.operations import awards, criteria, form, rounds

BRINGING_BACK = {
    Part.CRITERION: criteria.bring_back,
    Part.AWARD: awards.bring_back,
    Part.QUESTION: form.bring_back,
    Part.ROUND: rounds.bring_back,
}


def bring_back(session: Session, edition: Edition, taken: TakenAway, *, by: User, at: datetime) -> None:
    """Put a thing back where it stood, as it was."""
    BRINGING_BACK[taken.part](session, edition, taken, by=by, at=at)
