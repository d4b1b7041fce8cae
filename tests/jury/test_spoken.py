"""A member whom no mail reaches: the secretary reads a code out on the telephone."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.accounts import passwords
from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.editions.models import Role
from judging.notifications.models import Message
from judging.offices.models import Representative
from tests.factories import JUDGING, a_seat, a_user, an_edition, an_office

NEW = "zielona latarnia nad rzeką"
REASON = "She called from the number in our records."
WRONG = "This code does not work with this address"


@pytest.fixture
def secretary(chapter, client_of):
    return client_of(chapter.secretary)


def read_out(secretary, chapter, seat=None, reason=REASON):
    seat = seat or chapter.second
    page = secretary.post(
        f"/desk/{chapter.edition.slug}/jury/members/{seat.public_id}/code/", data={"mark": "code", "reason": reason}
    )
    found = re.search(r"spoken-code\">(\d{4}) (\d{4})<", page.text)
    return page, "".join(found.groups()) if found else None


def typed(visitor, email, code, password=NEW):
    return visitor.post("/en/telephone-code/", data={"email": email, "code": code, "password": password})


def test_with_the_code_a_member_sets_a_password_and_the_second_step_is_asked_for_as_always(
    session, chapter, secretary, visitor
):
    _page, code = read_out(secretary, chapter)

    answer = typed(visitor, chapter.second.user.email, f"{code[:4]} {code[4:]}")

    assert answer.status_code == 302
    assert "/sign-in/code/" in answer.location, "the deputy has a second factor, and the code is none"
    session.rollback()
    session.refresh(chapter.second.user)
    assert passwords.matches(chapter.second.user.password_hash, NEW)


def test_the_person_is_told_by_mail_and_the_history_says_by_what_they_were_known(session, chapter, secretary):
    _page, code = read_out(secretary, chapter)

    session.rollback()
    [mail] = session.scalars(select(Message).where(Message.template == "code-read-out"))
    assert mail.to == chapter.second.user.email
    assert code not in str(mail.context)
    [event] = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.CODE_READ_OUT))
    assert event.by_id == chapter.secretary.id
    assert code not in str(event.detail.details)


def test_a_code_works_once_and_only_with_its_own_address(chapter, secretary, visitor):
    _page, code = read_out(secretary, chapter)

    assert WRONG in typed(visitor, chapter.first.user.email, code).text
    assert WRONG in typed(visitor, "nobody@example.org", code).text
    assert typed(visitor, chapter.second.user.email, code).status_code == 302
    assert WRONG in typed(visitor, chapter.second.user.email, code).text


def test_a_new_code_makes_the_old_one_useless_and_a_quarter_of_an_hour_both(chapter, secretary, visitor, stop_clock):
    _page, old = read_out(secretary, chapter)
    _page, new = read_out(secretary, chapter)

    assert WRONG in typed(visitor, chapter.second.user.email, old).text
    stop_clock(JUDGING + timedelta(minutes=16))
    assert WRONG in typed(visitor, chapter.second.user.email, new).text


def test_whoever_guesses_has_to_wait(chapter, secretary, visitor):
    _page, code = read_out(secretary, chapter)
    for number in range(5):
        typed(visitor, chapter.second.user.email, f"{number:08d}")

    answer = typed(visitor, chapter.second.user.email, code)

    assert answer.status_code == 429


def a_seat_elsewhere(user):
    return a_seat(an_edition(), Role.JUROR, user=user)


def secretary_elsewhere(user):
    return a_seat(an_edition(), Role.SECRETARY, user=user)


def acts_for_an_office(user):
    return Representative(office=an_office(), user=user, asked_at=JUDGING, approved_at=JUDGING)


@pytest.mark.parametrize("right", [a_seat_elsewhere, secretary_elsewhere, acts_for_an_office])
def test_a_code_gives_nobody_a_right_beside_the_seat(session, chapter, secretary, right):
    session.add(right(chapter.second.user))
    session.commit()

    page, code = read_out(secretary, chapter)

    assert code is None
    assert page.status_code in {403, 409}
    assert "by a link in a mail only" in page.text


def test_no_code_gives_away_the_seal_of_a_leader_without_a_second_step(session, chapter, secretary):
    chapter.second.user.totp_confirmed_at = None
    session.commit()

    page, code = read_out(secretary, chapter)

    assert code is None
    assert "would give away a seal" in page.text


def test_without_a_reason_no_code_is_made_and_a_stranger_to_the_edition_makes_none(chapter, secretary, client_of):
    page, code = read_out(secretary, chapter, reason=" ")
    assert code is None
    assert page.status_code == 422
    assert read_out(client_of(a_user()), chapter)[0].status_code == 404
