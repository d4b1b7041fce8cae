"""Entries that offices sent by e-mail: the secretary types them in, the offices confirm them."""

from datetime import datetime, timedelta

from judging.accounts.models import User
from judging.core import files
from judging.demonstration import people
from judging.demonstration.story import Story
from judging.editions.timetable import Phase
from judging.entries.models import Entry, Way
from judging.entries.operations.entries import Text
from judging.entries.operations.typing_in import confirm, type_in
from judging.entries.origins import Source
from judging.offices.models import Office

UNCONFIRMED = 13  # as long as the call is open
NUMBERS = {9, UNCONFIRMED}  # of practices that bring no files


def enter(story: Story, office: Office, text: Text, number: int, user: User, at: datetime) -> None:
    """Type in what came; its office reads and confirms it the next day."""
    session = story.session
    source = Source(Way.EMAIL, came_at=at, contact=f"{user.name}, {user.email}")
    typed_at, most = at + timedelta(hours=3), files.most_bytes()
    with people.known(session, Entry, people.known_id(story.seed, f"entry:{number}")):
        entry = type_in(
            session, story.edition, office, text, source, most=most, scored=False, by=story.secretary, at=typed_at
        )
    session.flush()
    if number == UNCONFIRMED and story.phase is Phase.CALL:
        return
    declared = {declaration.id for declaration in story.edition.declarations}
    confirm(session, entry, declared, by=user, at=typed_at + timedelta(hours=20))
