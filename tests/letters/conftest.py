"""An edition in its call with a secretary, two offices that have submitted, and a function that writes a letter."""

import pytest

from judging.editions.models import Role
from judging.entries.models import Status
from judging.letters.copies import Words
from judging.letters.models import Whom
from judging.letters.operations import writing
from judging.letters.operations.writing import Draft
from tests.factories import DURING, a_seat, a_user, an_edition, an_entry, an_office

WORDS = Words("{office}: przypomnienie", "Dzień dobry, {person}. Praktyka „{practice}”, termin: {deadline}.")


@pytest.fixture
def edition(session):
    session.expire_on_commit = False
    edition = an_edition(name="Sekrety 2027")
    session.add(edition)
    session.commit()
    return edition


@pytest.fixture
def secretary(session, edition):
    seat = a_seat(edition, Role.SECRETARY, user=a_user(name="Sekretarz"))
    session.add(seat)
    session.commit()
    return seat.user


@pytest.fixture
def entered(session, edition):
    """A function that submits an entry of an office, with its one representative."""

    def entered(number, office, person="Anna Nowak", language="pl", **fields):
        user = a_user(name=person, language=language)
        of_person = an_office(representative=user, name=office)
        entry = an_entry(
            edition=edition, author=user, office=of_person, number=number, **{"status": Status.SUBMITTED} | fields
        )
        session.add(entry)
        session.commit()
        return entry

    return entered


@pytest.fixture
def written(session, edition, secretary):
    """A function that keeps a draft."""

    def written(whom=Whom.FOUND, words=WORDS, question="", person="", by=secretary, at=DURING):
        letter = writing.begin(session, edition, Draft(whom, question, person, words), by=by, at=at)
        session.commit()
        return letter

    return written
