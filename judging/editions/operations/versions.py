"""What the rankings of an edition are counted from has changed: they are counted anew."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from judging.editions.models import Round


def raise_data_versions(session: Session, edition_id: int) -> None:
    """Raise the version of every round, in the transaction of the change."""
    rounds = update(Round).where(Round.edition_id == edition_id)
    session.execute(
        rounds.values(data_version=Round.data_version + 1),
        execution_options={"synchronize_session": "fetch"},
    )
