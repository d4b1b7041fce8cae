"""Who registers an office and who may act for it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import Clash, NotNow, NotYours
from judging.notifications.models import Message
from judging.offices import operations, rules
from judging.offices.models import Office, Representative
from tests.factories import BEFORE, DURING, a_unit, a_user, an_office

LATER = DURING + timedelta(hours=1)
DETAILS = operations.Details("Urząd Gminy Lipa", "Lipa 1", "ug@example.org", "")


@pytest.fixture
def office(session):
    office = an_office()
    session.add(office)
    session.commit()
    return office


def registered(session, by, tell=()):
    unit = a_unit()
    session.add_all([unit, by])
    session.flush()
    return operations.register(session, unit, DETAILS, "Clerk", tell=tell, by=by, at=DURING)


def asked(session, office, by):
    session.add(by)
    session.flush()
    return operations.ask_to_act(session, office, "Clerk", tell=[], by=by, at=DURING)


def test_the_first_representative_waits_and_the_secretary_is_told(session):
    person, secretary = a_user(), a_user()
    session.add(secretary)

    office = registered(session, person, tell=[secretary])

    assert rules.acts_for(person, office)
    assert not rules.represents(person, office)
    assert [message.to for message in session.scalars(select(Message))] == [secretary.email]
    actions = session.scalars(select(AuditEvent.action)).all()
    assert actions == ["office.registered", "representative.asked"]


def test_an_office_is_registered_once(session, office):
    person = a_user()
    session.add(person)
    session.flush()
    with pytest.raises(NotNow):
        operations.register(session, office.unit, DETAILS, "Clerk", tell=[], by=person, at=DURING)

    assert len(session.scalars(select(Office)).all()) == 1


def test_only_a_person_with_a_confirmed_address_registers(session):
    with pytest.raises(NotNow):
        registered(session, a_user(confirmed_at=None))

    assert session.scalars(select(Office)).all() == []


def test_a_unit_removed_from_the_register_takes_no_part(session):
    assert isinstance(rules.why_not_register(a_user(), a_unit(removed_at=BEFORE), None), NotNow)


def test_joining_is_told_to_the_representatives_and_approved_by_one(session, office):
    colleague = office.representatives[0].user

    person = asked(session, office, a_user())
    operations.approve(session, person, secretary=False, by=colleague, at=DURING)

    assert (person.approved_at, person.decided_by_id) == (DURING, colleague.id)
    mails = {(message.to, message.template) for message in session.scalars(select(Message))}
    assert mails == {
        (colleague.email, "representative-asked"),
        (person.user.email, "representative-approved"),
    }


@pytest.mark.parametrize("secretary", [False, True])
def test_nobody_decides_about_their_own_request(session, office, secretary):
    person = asked(session, office, a_user())
    with pytest.raises(NotYours):
        operations.approve(session, person, secretary=secretary, by=person.user, at=DURING)

    assert person.approved_at is None


def test_a_stranger_and_one_who_waits_decide_about_nobody(session, office):
    waiting, person = asked(session, office, a_user()), asked(session, office, a_user())
    for by in (waiting.user, a_user()):
        assert isinstance(rules.why_not_decide(by, person, secretary=False), NotYours)


def test_a_request_is_answered_once(session, office):
    person, secretary = asked(session, office, a_user()), a_user()
    session.add(secretary)
    session.flush()
    operations.refuse(session, person, reason="Unknown.", secretary=True, by=secretary, at=DURING)
    with pytest.raises(NotNow):
        operations.approve(session, person, secretary=True, by=secretary, at=DURING)

    assert person.approved_at is None


def test_who_was_refused_may_ask_again(session, office):
    person, secretary = asked(session, office, a_user()), a_user()
    session.add(secretary)
    session.flush()
    operations.refuse(session, person, reason="Unknown.", secretary=True, by=secretary, at=DURING)

    again = operations.ask_to_act(session, office, "Head", tell=[], by=person.user, at=DURING)

    assert (again.id, again.refused_at, again.position) == (person.id, None, "Head")
    assert len(session.scalars(select(Representative)).all()) == 2


def test_whoever_only_asked_changes_nothing_of_an_office_that_takes_part(session, office):
    person = asked(session, office, a_user())
    with pytest.raises(NotYours):
        operations.change_details(session, office, DETAILS, version=1, by=person.user, at=DURING)


def test_two_changes_of_the_details_clash(session, office):
    person = office.representatives[0].user
    operations.change_details(session, office, DETAILS, version=1, by=person, at=DURING)
    session.flush()
    with pytest.raises(Clash):
        operations.change_details(session, office, DETAILS, version=1, by=person, at=DURING)


@pytest.mark.parametrize("ended", ["refused", "removed"])
@pytest.mark.parametrize("again", [False, True])
def test_only_the_one_who_registered_an_office_keeps_it_before_anybody_is_approved(session, ended, again):
    first, later, secretary = a_user(), a_user(), a_user()
    session.add(secretary)
    office = registered(session, first)
    asked(session, office, later)
    assert (rules.keeps(first, office), rules.keeps(later, office)) == (True, False)
    said = {"reason": "Unknown.", "secretary": True, "by": secretary, "at": LATER}
    [registrant] = [person for person in office.representatives if person.user_id == first.id]
    if ended == "removed":
        operations.approve(session, registrant, secretary=True, by=secretary, at=DURING)
        operations.remove(session, registrant, **said)
    else:
        operations.refuse(session, registrant, **said)
    if again:
        operations.ask_to_act(session, office, "Clerk", tell=[], by=first, at=LATER)

    assert (rules.keeps(first, office), rules.keeps(later, office)) == (False, False)
    for by in (first, later):
        with pytest.raises(NotYours):
            operations.change_details(session, office, DETAILS, version=office.version, by=by, at=LATER)
