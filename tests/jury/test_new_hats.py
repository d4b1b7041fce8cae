"""A conflict of interest begins with the fact that makes it, whoever makes that fact."""

import pytest
from sqlalchemy import select

from judging.jury.models import Conflict, Source
from judging.jury.operations import conflicts
from judging.jury.queries import assignments
from judging.notifications.models import Message
from judging.offices import operations as offices
from tests.factories import JUDGING, a_sheet
from tests.jury.conftest import a_chapter


@pytest.fixture
def chapter(session):
    found = a_chapter(session)
    for entry in found.entries:
        entry.office.unit.powiat = f"powiat {entry.number}"
    session.flush()
    return found


def asks(session, chapter, user, entry):
    return offices.ask_to_act(session, entry.office, "Clerk", tell=[], by=user, at=JUDGING)


def test_a_juror_who_joins_an_office_sees_its_entry_no_more_and_their_sheet_ceases_to_count(session, chapter):
    entry = chapter.entries[0]
    given = chapter.assignment(chapter.first, entry)
    session.add(a_sheet(given, scores={"novelty": 5, "reach": 5}, submitted=True))
    session.flush()

    asks(session, chapter, chapter.juror, entry)

    session.flush()
    assert given.in_conflict
    assert given not in assignments.my_assignments(session, chapter.juror, chapter.edition, JUDGING)
    [mail] = session.scalars(select(Message).where(Message.template == "conflict-detected"))
    assert (mail.user_id, mail.context["sheets"]) == (chapter.secretary.id, 1)


def test_a_lifted_conflict_stands_again_when_the_juror_is_approved_for_the_office(session, chapter):
    entry = chapter.entries[0]
    person = asks(session, chapter, chapter.juror, entry)
    conflict = session.scalar(select(Conflict))
    conflicts.lift(session, conflict, reason="Has withdrawn.", by=chapter.secretary, at=JUDGING)

    offices.approve(session, person, secretary=True, by=chapter.secretary, at=JUDGING)

    assert (conflict.withdrawn_at, conflict.source) == (None, Source.DETECTED)
    assert chapter.assignment(chapter.first, entry).in_conflict


def test_an_office_that_changes_its_address_to_the_jurors_domain_is_in_conflict_at_once(session, chapter):
    entry = chapter.entries[1]
    chapter.juror.email = "anna@um.miasto.pl"
    keeper = entry.office.representatives[0].user
    details = offices.Details(entry.office.name, "", "urzad@um.miasto.pl", "")

    offices.change_details(session, entry.office, details, version=entry.office.version, by=keeper, at=JUDGING)

    assert chapter.assignment(chapter.first, entry).in_conflict
