"""How the wait for a right ends without a submission: taken back, refused, shut out by the seal; told each time."""

import pytest
from sqlalchemy import func, select

from judging.core.refusals import NotNow, NotYours
from judging.editions.models import Role
from judging.entries.models import HeldSubmission, Status
from judging.entries.operations import holding
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from tests.entries.holding import (
    A_MINUTE,
    LATER,
    actions,
    an_entry_that_waits,
    approve,
    refuse,
    sealed,
    send,
    templates,
)
from tests.factories import CLOSES, DURING, a_seat, a_user


@pytest.fixture
def waiting(session):
    return an_entry_that_waits(session)


def test_the_seal_ends_the_wait_and_tells_the_office_and_the_secretaries(session, waiting, secretary):
    session.add(a_seat(waiting.edition, Role.SECRETARY, user=secretary))
    send(session, waiting)

    sealed(session, waiting, secretary)

    assert waiting.lapsed
    assert actions(session)[-1] == "entry.lapsed"
    assert templates(session) == ["entry-held", "entry-lapsed", "entries-lapsed"]
    assert session.scalars(select(Message.to).order_by(Message.id)).all()[1:] == [waiting.author.email, secretary.email]


def test_a_seal_on_an_edition_in_which_nothing_waits_tells_nobody(session, draft, secretary):
    session.add(a_seat(draft.edition, Role.SECRETARY, user=secretary))
    sealed(session, draft, secretary)

    assert (actions(session), templates(session)) == ([], [])


def test_after_the_seal_an_answer_changes_nothing_and_the_office_goes_on_reading_why(session, waiting, secretary):
    send(session, waiting)
    sealed(session, waiting, secretary)

    approve(session, waiting, secretary)

    assert (waiting.status, waiting.versions, waiting.lapsed) == (Status.DRAFT, [], True)
    with pytest.raises(NotNow, match="sealed"):
        send(session, waiting)


def test_a_decision_opened_again_lets_in_who_has_been_confirmed_meanwhile(session, waiting, secretary):
    send(session, waiting)
    sealed(session, waiting, secretary)
    approve(session, waiting, secretary)
    waiting.edition.sealed_at = None

    holding.wait_again(session, waiting.edition, by=secretary, at=LATER)

    assert (waiting.status, waiting.submitted_at, waiting.held) == (Status.SUBMITTED, DURING, None)


def test_a_decision_opened_again_lets_the_others_wait_on_and_tells_them(session, waiting, secretary):
    send(session, waiting)
    sealed(session, waiting, secretary)
    waiting.edition.sealed_at = None

    holding.wait_again(session, waiting.edition, by=secretary, at=LATER)

    assert (waiting.status, waiting.lapsed, waiting.held.submitted_at) == (Status.DRAFT, False, DURING)
    assert actions(session)[-2:] == ["entry.lapsed", "entry.held"]
    assert templates(session) == ["entry-held", "entry-lapsed", "entry-held"]


def test_a_refusal_is_recorded_and_told_as_the_end_of_what_was_sent(session, waiting, secretary):
    send(session, waiting)

    refuse(session, waiting, secretary)

    assert actions(session)[-1] == "entry.lapsed"
    assert "entry-lapsed" in templates(session)


@pytest.mark.parametrize("at", [DURING, LATER])
def test_what_waits_is_taken_back_by_who_sent_it(session, waiting, at):
    send(session, waiting)

    holding.take_back(session, waiting, by=waiting.author, at=at)
    session.flush()

    assert (waiting.status, waiting.held) == (Status.DRAFT, None)
    assert session.scalar(select(func.count(HeldSubmission.id))) == 0
    assert (actions(session)[-1], templates(session)[-1]) == ("entry.taken-back", "entry-taken-back")


def test_what_was_taken_back_can_be_sent_again_until_the_deadline_and_then_the_new_time_counts(session, waiting):
    send(session, waiting)
    holding.take_back(session, waiting, by=waiting.author, at=DURING)

    held = send(session, waiting, CLOSES)

    assert held.submitted_at == CLOSES


def test_what_was_taken_back_is_not_submitted_by_a_later_approval(session, waiting, secretary):
    send(session, waiting)
    holding.take_back(session, waiting, by=waiting.author, at=DURING)

    approve(session, waiting, secretary)

    assert (waiting.status, waiting.versions) == (Status.DRAFT, [])


def taken_back(session, waiting, secretary):
    holding.take_back(session, waiting, by=waiting.author, at=DURING)


@pytest.mark.parametrize("before", [taken_back, approve, sealed])
def test_what_does_not_wait_any_more_is_not_taken_back(session, waiting, secretary, before):
    send(session, waiting)
    before(session, waiting, secretary)
    known = actions(session)

    with pytest.raises(NotNow):
        holding.take_back(session, waiting, by=waiting.author, at=LATER)

    assert actions(session) == known


def test_a_stranger_takes_nothing_back(session, waiting):
    send(session, waiting)

    with pytest.raises(NotYours):
        holding.take_back(session, waiting, by=a_user(), at=DURING)

    assert waiting.held is not None


def test_the_page_says_what_taking_back_means_and_does_it(client_of, session, stop_clock, waiting):
    send(session, waiting)
    session.commit()
    stop_clock(LATER)
    client, path = client_of(waiting.author), f"/entries/{waiting.public_id}/"

    assert f'href="{path}take-back/"' in client.get(path).text
    page = client.get(f"{path}take-back/").text
    assert "cannot be submitted again" in page
    assert "you have been waiting since" in page
    assert client.post(f"{path}take-back/").location == path

    session.rollback()
    assert waiting.held is None
    assert "take-back" not in client.get(path).text


def test_after_the_seal_the_page_says_that_the_entry_takes_no_part(client_of, session, waiting, secretary):
    send(session, waiting)
    sealed(session, waiting, secretary)
    session.commit()

    page = client_of(waiting.author).get(f"/entries/{waiting.public_id}/").text

    assert "not confirmed before the result was sealed" in page
    assert "takes no part in the edition" in page
    assert "take-back" not in page


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_end_of_the_wait_is_told_in_words_that_can_be_read(app, session, waiting, secretary, language):
    session.add(a_seat(waiting.edition, Role.SECRETARY, user=secretary))
    send(session, waiting)
    sealed(session, waiting, secretary)
    waiting.edition.sealed_at = None
    holding.wait_again(session, waiting.edition, by=secretary, at=LATER)
    holding.take_back(session, waiting, by=waiting.author, at=DURING)
    send(session, waiting, CLOSES)
    refuse(session, waiting, secretary, at=LATER + A_MINUTE)
    session.commit()
    with app.test_request_context():
        letters = [letter(message, None, language) for message in session.scalars(select(Message).order_by(Message.id))]

    assert len(letters) == 8  # held, lapsed, to the secretary, held again, taken back, held, lapsed, refused
    for words in letters:
        assert "None" not in words.subject + words.body
        assert "%(" not in words.subject + words.body
    assert f"- {waiting.office.name}" in letters[2].body
    assert letters[0].body != letters[3].body  # the second says why it waits again
