"""Detected conflicts: they block like declared ones until the secretary lifts them."""

import pytest
from sqlalchemy import select

from judging.jury.models import Conflict, Source
from judging.jury.operations import conflicts
from judging.jury.queries import seats
from judging.offices.models import Representative
from tests.factories import BEFORE, JUDGING, a_unit, an_office
from tests.jury.conftest import a_chapter


@pytest.fixture
def chapter(session):
    return a_chapter(session)


def detect(session, chapter):
    return conflicts.detect(session, chapter.first, by=chapter.secretary, at=JUDGING)


def works_for(session, user, office):
    office.representatives.append(Representative(user=user, asked_at=BEFORE, approved_at=BEFORE))
    session.add(office)
    session.flush()


def spread(session, chapter):
    """Put each office into a powiat of its own, away from one another."""
    for entry in chapter.entries:
        entry.office.unit.powiat = f"powiat {entry.number}"
    session.flush()


def test_a_juror_without_an_office_has_no_detected_conflict(session, chapter):
    assert detect(session, chapter) == 0


def test_the_jurors_own_office_is_detected(session, chapter):
    spread(session, chapter)
    works_for(session, chapter.juror, chapter.entries[0].office)

    assert detect(session, chapter) == 1
    [conflict] = session.scalars(select(Conflict))
    assert (conflict.source, conflict.office) == (Source.DETECTED, chapter.entries[0].office)
    assert chapter.assignment(chapter.first, chapter.entries[0]).in_conflict
    assert not chapter.assignment(chapter.second, chapter.entries[0]).in_conflict


@pytest.mark.parametrize(("voivodeship", "found"), [("testowe", 1), ("inne", 0)])
def test_the_same_powiat_is_told_by_its_voivodeship(session, chapter, voivodeship, found):
    spread(session, chapter)
    unit = a_unit(powiat="powiat 2", voivodeship=voivodeship)
    works_for(session, chapter.juror, an_office(unit=unit))

    assert detect(session, chapter) == found


def test_the_same_domain_is_detected_and_a_shared_one_is_not(session, chapter):
    chapter.entries[0].office.email = "office@um.test.pl"
    chapter.entries[1].office.email = "office@gmail.com"
    chapter.juror.email = "anna@um.test.pl"
    assert detect(session, chapter) == 1

    chapter.second.user.email = "jan@gmail.com"
    assert conflicts.detect(session, chapter.second, by=chapter.secretary, at=JUDGING) == 0


def test_a_lifted_conflict_gives_the_entry_back_and_is_not_detected_again(session, chapter):
    spread(session, chapter)
    works_for(session, chapter.juror, chapter.entries[0].office)
    detect(session, chapter)
    [conflict] = session.scalars(select(Conflict))

    conflicts.lift(session, conflict, reason="Left in 2019.", by=chapter.secretary, at=JUDGING)

    assert not chapter.assignment(chapter.first, chapter.entries[0]).in_conflict
    assert detect(session, chapter) == 0
    assert seats.my_conflicts(session, chapter.first) == []


def test_two_conflicts_are_lifted_one_by_one(session, chapter):
    spread(session, chapter)
    works_for(session, chapter.juror, chapter.entries[0].office)
    detect(session, chapter)
    conflicts.declare_one(session, chapter.first, chapter.entries[0], reason="A cousin.", by=chapter.juror, at=JUDGING)
    detected = session.scalar(select(Conflict).where(Conflict.source == Source.DETECTED))

    conflicts.lift(session, detected, reason="Left.", by=chapter.secretary, at=JUDGING)

    assert chapter.assignment(chapter.first, chapter.entries[0]).in_conflict
