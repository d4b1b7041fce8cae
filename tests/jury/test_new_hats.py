"""A conflict of interest begins with the fact that makes it, whoever makes that fact."""

import pytest
from sqlalchemy import select

from judging.accounts.operations import addresses
from judging.core.refusals import NotNow
from judging.editions.models import Role
from judging.jury.models import Conflict, Source
from judging.jury.operations import assignment, conflicts, detecting, members
from judging.jury.queries import assignments
from judging.notifications.models import Message
from judging.offices import operations as offices
from judging.offices.models import Representative
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


def an_address_of_the_jurors_domain(session, chapter, entry):
    chapter.juror.email = "anna@um.miasto.pl"
    keeper = entry.office.representatives[0].user
    details = offices.Details(entry.office.name, "", "urzad@um.miasto.pl", "")
    offices.change_details(session, entry.office, details, version=entry.office.version, by=keeper, at=JUDGING)
    session.flush()


def test_no_office_takes_a_sheet_handed_in_off_its_entry_by_what_it_says_of_itself(session, chapter):
    entry = chapter.entries[1]
    given = chapter.assignment(chapter.first, entry)
    session.add(a_sheet(given, scores={"novelty": 1, "reach": 1}, submitted=True))
    session.flush()

    an_address_of_the_jurors_domain(session, chapter, entry)

    assert not given.in_conflict
    assert session.scalars(select(Conflict)).all() == []
    [mail] = session.scalars(select(Message).where(Message.template == "conflict-suspected"))
    assert (mail.user_id, mail.context["juror"]) == (chapter.secretary.id, chapter.juror.name)


def goes_through_the_list_again(session, chapter):
    conflicts.declare(session, chapter.first, {}, none_of_the_others=True, agreed=True, by=chapter.juror, at=JUDGING)


def is_appointed(session, chapter):
    members.appoint(session, chapter.first, Role.CHAIR, by=chapter.secretary, at=JUDGING, told=True)


def is_given_entries(session, chapter):
    assignment.assign_all(session, chapter.edition, chapter.edition.rounds[0], by=chapter.secretary, at=JUDGING)


def is_looked_at_by_a_secretary_of_the_office(session, chapter):
    session.add(
        Representative(office=chapter.entries[1].office, user=chapter.secretary, asked_at=JUDGING, approved_at=JUDGING)
    )
    session.flush()
    detecting.detect_all(session, chapter.edition, decided=True, by=chapter.secretary, at=JUDGING)


@pytest.mark.parametrize(
    "happens",
    [goes_through_the_list_again, is_appointed, is_given_entries, is_looked_at_by_a_secretary_of_the_office],
)
def test_a_suspected_conflict_takes_no_sheet_unless_an_impartial_secretary_has_it_detected(session, chapter, happens):
    entry = chapter.entries[1]
    given = chapter.assignment(chapter.first, entry)
    session.add(a_sheet(given, scores={"novelty": 1, "reach": 1}, submitted=True))
    session.flush()
    an_address_of_the_jurors_domain(session, chapter, entry)

    happens(session, chapter)

    assert not given.in_conflict
    asked = session.scalars(select(Message).where(Message.template == "conflict-suspected")).all()
    assert len(asked) == 1  # once of each juror and office


def test_a_suspected_conflict_stands_once_the_secretary_lets_conflicts_be_detected(session, chapter):
    entry = chapter.entries[1]
    given = chapter.assignment(chapter.first, entry)
    session.add(a_sheet(given, scores={"novelty": 1, "reach": 1}, submitted=True))
    session.flush()
    an_address_of_the_jurors_domain(session, chapter, entry)

    found = detecting.detect_all(session, chapter.edition, decided=True, by=chapter.secretary, at=JUDGING)

    assert (found, given.in_conflict) == (1, True)


def test_a_suspected_conflict_waits_in_the_register_until_it_is_decided_one_way_or_the_other(session, chapter):
    entry = chapter.entries[1]
    given = chapter.assignment(chapter.first, entry)
    session.add(a_sheet(given, scores={"novelty": 1, "reach": 1}, submitted=True))
    session.flush()
    before = detecting.undecided(session, chapter.edition, chapter.secretary)
    an_address_of_the_jurors_domain(session, chapter, entry)
    asked = detecting.undecided(session, chapter.edition, chapter.secretary)

    why = "A shared provider."
    conflicts.dismiss(session, chapter.first, entry.office, reason=why, by=chapter.secretary, at=JUDGING)

    detecting.detect_all(session, chapter.edition, decided=True, by=chapter.secretary, at=JUDGING)
    assert (before, asked) == ([], [(chapter.first, entry.office)])
    assert detecting.undecided(session, chapter.edition, chapter.secretary) == []
    assert not given.in_conflict
    [known] = session.scalars(select(Conflict))
    assert (known.source, known.withdrawn_reason) == (Source.DETECTED, why)
    with pytest.raises(NotNow):
        conflicts.dismiss(session, chapter.first, entry.office, reason=why, by=chapter.secretary, at=JUDGING)


def test_nobody_who_acts_for_an_office_is_shown_that_it_may_be_in_conflict(session, chapter):
    entry = chapter.entries[1]
    given = chapter.assignment(chapter.first, entry)
    session.add(a_sheet(given, scores={"novelty": 1, "reach": 1}, submitted=True))
    an_address_of_the_jurors_domain(session, chapter, entry)

    own = entry.office.representatives[0].user
    assert detecting.undecided(session, chapter.edition, own) == []
    assert detecting.undecided(session, chapter.edition, chapter.secretary) == [(chapter.first, entry.office)]


def test_an_office_that_changes_its_name_reminds_nobody_of_a_lifted_conflict(session, chapter):
    entry = chapter.entries[1]
    session.add(a_sheet(chapter.assignment(chapter.first, entry), scores={"novelty": 1, "reach": 1}, submitted=True))
    an_address_of_the_jurors_domain(session, chapter, entry)
    detecting.detect_all(session, chapter.edition, decided=True, by=chapter.secretary, at=JUDGING)
    conflicts.lift(session, session.scalar(select(Conflict)), reason="No.", by=chapter.secretary, at=JUDGING)
    session.flush()
    before = len(session.scalars(select(Message)).all())

    an_address_of_the_jurors_domain(session, chapter, entry)

    assert len(session.scalars(select(Message)).all()) == before


def another_address(session, user, email):
    addresses.claim(session, user, email, network="192.0.2.1/32", at=JUDGING)
    session.flush()
    [mail] = session.scalars(select(Message).where(Message.template == "address-confirm"))
    assert addresses.confirm(session, user, mail.context["token"], at=JUDGING)


def test_an_address_that_a_juror_adds_tells_an_employer_as_the_first_one_does(session, chapter):
    entry = chapter.entries[1]
    entry.office.email = "urzad@um.miasto.pl"

    another_address(session, chapter.juror, "anna@um.miasto.pl")

    assert chapter.assignment(chapter.first, entry).in_conflict
    assert not chapter.assignment(chapter.first, chapter.entries[0]).in_conflict


def test_an_address_that_a_representative_adds_tells_of_a_juror_of_the_same_employer(session, chapter):
    entry = chapter.entries[1]
    chapter.juror.email = "anna@um.miasto.pl"

    another_address(session, entry.office.representatives[0].user, "jan@um.miasto.pl")

    assert chapter.assignment(chapter.first, entry).in_conflict
