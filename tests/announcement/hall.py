"""A sealed edition on the eve of its announcement, with secrets in its data."""

from judging.announcement.operations import announcement
from judging.editions.models import FormField
from judging.entries.models import Status
from tests.deliberation.chamber import a_chamber, sealed
from tests.factories import GALA, a_user, an_entry, an_office

PDF = "ab" * 32


def a_sealed_edition(session, **fields):
    """Three laureates, two entries without an award; every practice has a field for the office only."""
    chamber = a_chamber(session, **fields)
    chamber.edition.fields.append(FormField(key="contact", label="Contact", position=9, for_jury=False))
    for number, entry in enumerate(chamber.entries, start=1):
        [version] = entry.versions
        version.title = f"Kanarek {number}"
        version.answers = {"problem": f"Sekret {number}", "contact": "608 000 000"}
    sealed(session, chamber, PDF)
    return chamber


def announce(session, chamber, at=GALA):
    made = announcement.announce(session, chamber.edition, by=chamber.secretary, at=at)
    session.commit()
    return made


def withdraw(session, chamber, reason="A vote was miscounted."):
    announcement.withdraw(session, chamber.edition, reason=reason, by=chamber.secretary, at=GALA)
    session.commit()


def another_entry(session, chamber, status, number):
    """An entry of an office of its own that was not judged."""
    office = an_office(representative=a_user(email=f"not-judged-{number}@example.org"))
    session.add(an_entry(edition=chamber.edition, office=office, status=status, number=number))
    session.commit()


NOT_JUDGED = (Status.SUBMITTED, Status.RETURNED, Status.REJECTED, Status.WITHDRAWN)
