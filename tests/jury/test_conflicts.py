"""Detected conflicts: they block like declared ones until the secretary lifts them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.editions.models import Role
from judging.jury.models import Conflict, Source
from judging.jury.operations import conflicts, detecting
from judging.jury.queries import seats
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from judging.offices.models import Representative
from tests.factories import BEFORE, JUDGING, JUDGING_CLOSES, a_seat, a_sheet, a_unit, an_office
from tests.jury.conftest import a_chapter

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def chapter(session):
    return a_chapter(session)


def detect(session, chapter):
    return detecting.detect(session, chapter.first, by=chapter.secretary, at=JUDGING)


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
    assert detecting.detect(session, chapter.second, by=chapter.secretary, at=JUDGING) == 0


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


def lifted(session, chapter, at=JUDGING, left=None):
    """Lift the conflict that the first juror has declared in the first entry; return the mails of it."""
    entry = chapter.entries[0]
    conflicts.declare_one(session, chapter.first, entry, reason="A cousin.", by=chapter.juror, at=JUDGING)
    chapter.first.removed_at = left
    [conflict] = session.scalars(select(Conflict))
    conflicts.lift(session, conflict, reason="A namesake.", by=chapter.secretary, at=at)
    session.flush()
    return session.scalars(select(Message).where(Message.template == "conflict-lifted")).all()


def test_the_juror_is_told_with_the_reason_that_a_lifted_conflict_lets_them_score_again(session, chapter):
    [mail] = lifted(session, chapter)

    assert mail.to == chapter.juror.email
    assert mail.context["reason"] == "A namesake."
    assert (mail.context["to_score"], mail.context["counting"]) == (1, 0)


def test_a_sheet_that_counts_again_is_told_apart_from_one_to_score(session, chapter):
    session.add(a_sheet(chapter.assignment(chapter.first, chapter.entries[0]), submitted=True))
    session.flush()

    [mail] = lifted(session, chapter)

    assert (mail.context["to_score"], mail.context["counting"]) == (0, 1)


def test_after_the_end_of_scoring_a_lifted_conflict_promises_nothing_to_score(session, chapter):
    [mail] = lifted(session, chapter, at=JUDGING_CLOSES + A_MINUTE)

    assert (mail.context["to_score"], mail.context["counting"]) == (0, 0)


def test_while_another_conflict_stands_a_lifted_one_gives_nothing_back(session, chapter):
    office = chapter.entries[0].office
    conflicts.record_for(session, chapter.first, office, reason="Known.", by=chapter.secretary, at=JUDGING)
    conflicts.declare_one(session, chapter.first, chapter.entries[0], reason="A cousin.", by=chapter.juror, at=JUDGING)
    recorded = session.scalar(select(Conflict).where(Conflict.source == Source.RECORDED))
    conflicts.lift(session, recorded, reason="Not known.", by=chapter.secretary, at=JUDGING)
    session.flush()

    [mail] = session.scalars(select(Message).where(Message.template == "conflict-lifted"))
    assert (mail.context["to_score"], mail.context["counting"]) == (0, 0)


def test_who_has_left_the_chapter_is_not_written_to(session, chapter):
    assert lifted(session, chapter, left=JUDGING) == []


@pytest.mark.parametrize(("language", "words"), [("pl", "Możesz znowu oceniać"), ("en", "You may score again")])
def test_the_mail_about_a_lifted_conflict_is_written_whole(app, session, chapter, language, words):
    [mail] = lifted(session, chapter)
    with app.test_request_context():
        told = letter(mail, chapter.juror, language)

    assert words in told.body
    assert "None" not in told.subject + told.body


def test_a_substitute_is_led_to_the_declaration_and_told_nothing_of_scoring(session, chapter):
    seat = a_seat(chapter.edition, Role.SUBSTITUTE, stands_for=chapter.second)
    session.add(seat)
    session.flush()
    office = chapter.entries[0].office
    conflicts.record_for(session, seat, office, reason="Known.", by=chapter.secretary, at=JUDGING)
    recorded = session.scalar(select(Conflict).where(Conflict.seat_id == seat.id))
    conflicts.lift(session, recorded, reason="Not known.", by=chapter.secretary, at=JUDGING)
    session.flush()

    [mail] = session.scalars(select(Message).where(Message.template == "conflict-lifted"))
    assert mail.context["path"] == f"/jury/{chapter.edition.slug}/conflicts/"
    assert not mail.context["scores"]
