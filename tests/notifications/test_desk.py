"""The secretary sees what failed and tries it again, and never what a letter said in secret."""

import pytest

from judging.editions.models import Role
from tests.factories import BEFORE, a_seat, a_user, an_edition


@pytest.fixture
def edition(session):
    session.expire_on_commit = False
    edition = an_edition()
    session.add(edition)
    session.commit()
    return edition


@pytest.fixture
def secretary(session, edition, client_of):
    user = a_user()
    session.add(a_seat(edition, Role.SECRETARY, user=user))
    return client_of(user)


def test_failed_messages_come_first_and_can_be_tried_again(session, edition, secretary, message):
    failed = message(edition_id=edition.id, failed_at=BEFORE, error="550 No such user")

    text = secretary.get(f"/desk/{edition.slug}/mail/").text
    answer = secretary.post(f"/desk/{edition.slug}/mail/{failed.public_id}/again/")

    assert failed.to in text
    assert "550 No such user" in text
    assert "a-secret-token" not in text
    assert answer.status_code == 302
    session.rollback()
    session.refresh(failed)
    assert (failed.failed_at, failed.attempts) == (None, 0)


@pytest.mark.parametrize("box", ["waiting", "sent", "failed"])
def test_an_administrator_helps_with_mail_and_reads_neither_what_it_says_nor_to_whom(
    session, edition, client_of, message, box
):
    states = {"waiting": {}, "sent": {"sent_at": BEFORE}, "failed": {"failed_at": BEFORE}}[box]
    reply = "Refused: SMTPDataError: (550, b'5.7.1 <urzad@gmina.example>: spam: Gratulujemy, laureate-letter')"
    written = message(edition_id=edition.id, error=reply, **states)

    text = client_of(a_user(administrator=True)).get(f"/desk/{edition.slug}/mail/?box={box}").text

    assert ("Refused 550 5.7.1" in text) == (box == "failed")
    for secret in (written.to, written.template, "gmina.example", "Gratulujemy", "laureate-letter", "Who the letter"):
        assert secret not in text


def test_an_administrator_does_not_read_which_template_could_not_be_written(session, edition, client_of, message):
    message(edition_id=edition.id, failed_at=BEFORE, error="Unwritable: laureate-letter: 'award' is undefined")

    text = client_of(a_user(administrator=True)).get(f"/desk/{edition.slug}/mail/").text

    assert "Unwritable" in text
    assert "laureate-letter" not in text


@pytest.mark.parametrize("box", ["waiting", "sent", "failed", "nonsense"])
def test_mail_of_another_edition_or_of_accounts_is_not_shown(session, edition, secretary, message, box):
    elsewhere = message(edition_id=edition.id + 1, failed_at=BEFORE)
    account = message(occasion="account:1")

    text = secretary.get(f"/desk/{edition.slug}/mail/?box={box}").text
    answer = secretary.post(f"/desk/{edition.slug}/mail/{elsewhere.public_id}/again/")

    assert elsewhere.to not in text
    assert account.to not in text
    assert answer.status_code == 404


def test_jurors_do_not_see_the_mail(session, edition, client_of, message):
    user = a_user()
    session.add(a_seat(edition, Role.CHAIR, user=user))
    message(edition_id=edition.id)

    assert client_of(user).get(f"/desk/{edition.slug}/mail/").status_code == 404
