"""What an edition or its rankings are made of has changed: their versions say so."""

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from judging.editions.models import Edition, Round


def raise_data_versions(session: Session, edition_id: int) -> None:
    """Raise the version of every round, in the transaction of the change."""
    rounds = update(Round).where(Round.edition_id == edition_id)
    session.execute(
        rounds.values(data_version=Round.data_version + 1),
        execution_options={"synchronize_session": "fetch"},
    )


def raise_version(edition: Edition) -> None:
    """Raise the version of an edition even when only a part of it has changed."""
    flag_modified(edition, "name")
