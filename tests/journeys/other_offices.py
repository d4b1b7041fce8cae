"""More offices, so that the secretary and the jury have work: by the operations the pages call."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.demonstration import people, texts
from judging.demonstration.people_data import PRACTICES
from judging.editions.models import Edition
from judging.entries.operations import entries
from judging.offices.models import Office
from tests.journeys.site import Site

HOW_MANY = 4


def submit_their_entries(site: Site, slug: str) -> list[str]:
    """Register offices of the demonstration's cast and submit their entries; return the titles."""
    chosen = PRACTICES[2 : 2 + HOW_MANY]

    def submit(session: Session) -> None:
        edition = session.scalars(select(Edition).where(Edition.slug == slug)).one()
        for number, practice in enumerate(chosen, start=1):
            _submit(session, edition, practice, number, site.now)

    site.act(submit)
    return [practice.title for practice in chosen]


def _submit(session, edition, practice, number, at) -> None:
    user = people.person(session, f"Osoba {number}", f"osoba@urzad{number}.example", at=at)
    secretary = edition.seats[0].user
    office: Office = people.office(session, practice, number, user, secretary, at)
    entry = entries.create(session, edition, office, by=user, at=at)
    session.flush()
    text = entries.Text(practice.title, edition.areas[0], texts.answers(practice.text))
    entries.revise(session, entry, text, version=entry.version, by=user, at=at)
    declared = {declaration.id for declaration in edition.declarations}
    entries.submit(session, entry, declared, by=user, at=at)
