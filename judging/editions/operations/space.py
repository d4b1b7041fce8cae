"""How much may be attached in an edition is set: no part of the rules, so that it can be raised during the call."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.refusals import Clash
from judging.editions.models import Edition
from judging.editions.rules.changes import why_not_change_what_lasts
from judging.editions.setup import Space, differences, in_rows, space_of


def change_space(session: Session, edition: Edition, space: Space, *, version: int, by: User, at: datetime) -> None:
    """Set how much room there is for the attachments of one office, and of all."""
    if refusal := why_not_change_what_lasts(edition):
        raise refusal
    stored = space_of(edition)
    changed = differences(space, stored)
    if version != edition.version:
        raise Clash(in_rows(space, stored), edition.version)
    if not changed:
        return
    edition.office_space_mb, edition.edition_space_mb = space.office_space_mb, space.edition_space_mb
    record(session, Action.SETTINGS_CHANGED, edition, by=by, at=at, edition_id=edition.id, changed=changed)
