"""Colleagues of the offices: one who may edit and writes on, one who may only see, one who has not answered yet."""

from datetime import datetime, timedelta

from sqlalchemy import select

from judging.accounts.models import User
from judging.colleagues import operations, queries
from judging.demonstration import people
from judging.demonstration.story import Story
from judging.entries.models import Entry, Status
from judging.entries.operations.entries import Text, revise
from judging.offices.models import Office, Right

COMING = (  # the number of the office, who comes, from where, as what, with which right
    (1, "Bożena Pomocna", "promocja@urzad1.example", "referent do spraw promocji", Right.SEE),
    (17, "Kazimierz Dopisany", "referat@urzad17.example", "referent", Right.EDIT),
)
WAITING = (1, "praktyki@urzad1.example")  # who has not answered
ADDED = "Sołtysi przesłali w ciągu roku 740 zgłoszeń. Resztę liczb dopiszę z rejestru, proszę jeszcze nie składać."


def invite(story: Story) -> None:
    """Let offices invite colleagues, who come and write on in what is still a draft."""
    entries = story.session.scalars(select(Entry).where(Entry.edition_id == story.edition.id).order_by(Entry.id)).all()
    for number, name, email, position, right in COMING:
        if number <= len(entries):
            entry = entries[number - 1]
            at = entry.created_at + timedelta(days=1)
            colleague = _come(story, entry.office, name, email, position, right, at)
            if entry.status is Status.DRAFT:
                _write_on(story, entry, number, by=colleague, at=at + timedelta(hours=2))
    if not entries:
        return
    number, email = WAITING
    office = entries[number - 1].office
    at = story.dates.on(29, 8)
    operations.invite(story.session, office, email, Right.EDIT, by=office.representatives[0].user, at=at)


def _come(story: Story, office: Office, name: str, email: str, position: str, right: Right, at: datetime) -> User:
    """Invite somebody who makes an account and accepts."""
    session = story.session
    operations.invite(session, office, email, right, by=office.representatives[0].user, at=at)
    session.flush()
    colleague = people.person(session, name, email, at=at + timedelta(minutes=40))
    [invitation] = queries.to_person(session, colleague, at + timedelta(minutes=50))
    operations.accept(session, invitation, position, by=colleague, at=at + timedelta(minutes=50))
    session.flush()
    return colleague


def _write_on(story: Story, entry: Entry, number: int, *, by: User, at: datetime) -> None:
    added = story.markers.plant("entry.answers.effects", f"entry:{number}", ADDED, always=[f"office:{number}"])
    text = Text(entry.title, entry.area, {**entry.answers, "effects": added})
    revise(story.session, entry, text, version=entry.version, by=by, at=at)
