"""The outbox loses nothing, sends nothing twice, and gives up only where it must."""

from datetime import timedelta
from email import message_from_string, policy

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.core.db import get_session
from judging.notifications.masking import MASK
from judging.notifications.models import Message
from judging.notifications.operations import outbox, sending
from judging.notifications.transport import Refused, transport
from tests.factories import BEFORE, a_user

MINUTE = timedelta(minutes=1)
NOW = BEFORE + MINUTE
NOWHERE = "smtp://127.0.0.1:1"


def run(app, url, at=NOW):
    with app.app_context():
        return sending.send_waiting(get_session(), transport(url), lambda: at)


def again(session):
    session.rollback()
    return session.scalars(select(Message).order_by(Message.id)).all()


def test_a_message_is_sent_once_in_the_language_of_its_reader(app, session, message, server, post):
    written = message()

    first, second = run(app, server), run(app, server)

    assert (first.sent, second.sent, len(post.kept)) == (1, 0, 1)
    mail = message_from_string(post.kept[0], policy=policy.default)
    assert mail["To"] == written.to
    assert mail["Message-ID"] == f"<{written.public_id}@localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "http://localhost:8000/reset/a-secret-token/" in mail.get_content()
    assert again(session)[0].sent_at == NOW


def test_a_link_is_forgotten_once_it_has_been_sent(app, session, message, server):
    message()

    run(app, server)

    assert again(session)[0].context == {"token": MASK}


@pytest.mark.parametrize("answer", ["451 Greylisted, come back later", "421 Too busy"])
def test_not_now_means_later(app, session, message, server, post, answer):
    message()
    post.at_recipient = answer

    assert (run(app, server).postponed, run(app, server).postponed) == (1, 0)

    row = again(session)[0]
    assert (row.next_attempt_at, row.failed_at, row.claimed_at) == (NOW + MINUTE, None, None)
    assert answer[4:] in row.error
    post.at_recipient = None
    assert run(app, server, NOW + MINUTE).sent == 1


@pytest.mark.parametrize("place", ["at_recipient", "after_data"])
def test_never_means_the_secretarys_list(app, session, message, server, post, place):
    message()
    setattr(post, place, "550 No such user here")

    assert run(app, server).failed == 1

    row = again(session)[0]
    assert (row.failed_at, row.sent_at) == (NOW, None)
    assert "No such user here" in row.error
    assert run(app, server, NOW + timedelta(days=1)).failed == 0


def test_a_lost_reply_repeats_the_message_under_the_same_id(app, session, message, server, post):
    message()
    post.after_data = "drop"
    run(app, server)
    post.after_data = None

    run(app, server, NOW + MINUTE)

    ids = {message_from_string(text)["Message-ID"] for text in post.kept}
    assert (len(post.kept), len(ids)) == (2, 1)


def test_a_server_that_is_away_delays_everything_and_counts_against_one(app, session, message):
    for number in range(3):
        message(occasion=f"test {number}")

    tally = run(app, NOWHERE)

    assert (tally.postponed, tally.failed) == (1, 0)
    assert tally.unreachable
    assert [row.attempts for row in again(session)] == [1, 0, 0]
    assert [row.claimed_at for row in again(session)] == [None] * 3


def test_pauses_grow_from_a_minute_to_six_hours_and_end_after_three_days(app, session, message):
    message()
    pauses, at = [], NOW
    while (row := again(session)[0]).failed_at is None:
        run(app, NOWHERE, at)
        row = again(session)[0]
        if row.failed_at is None:
            pauses.append(int((row.next_attempt_at - at) / MINUTE))
            at = row.next_attempt_at

    assert pauses[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]
    assert set(pauses[9:]) == {360}
    assert timedelta(days=3) <= row.failed_at - row.created_at < timedelta(days=3, hours=6)


def test_two_workers_never_take_the_same_message(session, message):
    message()
    message(occasion="another")

    with Session(session.get_bind(), info=session.info) as other:
        first, second = sending.claim(session, NOW), sending.claim(other, NOW)
        assert (first.id, second.id) == (1, 2)
        assert sending.claim(session, NOW) is None


def test_the_message_of_a_worker_that_died_goes_again_when_its_lease_is_over(app, session, message, server):
    message()
    assert sending.claim(session, NOW)

    assert run(app, server, NOW + sending.LEASE - MINUTE).sent == 0
    assert run(app, server, NOW + sending.LEASE).sent == 1


def test_a_worker_that_overslept_its_lease_does_not_undo_the_others_work(app, session, message):
    message()

    def slow(mail):
        row = again(session)[0]
        row.claimed_at, row.sent_at = None, NOW  # another worker was done meanwhile
        session.commit()
        raise Refused("too late")

    with app.app_context():
        sending.send_waiting(get_session(), slow, lambda: NOW)

    assert again(session)[0].failed_at is None


def test_a_broken_template_keeps_nobody_else_waiting(app, session, message, server, post):
    message(template="no-such-template")
    good = message(occasion="another")

    tally = run(app, server)

    assert (tally.failed, tally.sent) == (1, 1)
    assert good.to in post.kept[0]


def test_a_line_break_in_a_name_makes_no_header(app, session, message, server, post):
    message(to="a@example.org")
    with app.app_context():
        from judging.notifications import rendering

        assert rendering._one_line("Prize\r\nBcc: x@y.pl \u202e") == "Prize Bcc: x@y.pl"


def test_a_message_for_one_occasion_goes_to_a_person_once(session):
    user = a_user()
    session.add(user)
    session.flush()

    for _ in range(2):
        outbox.enqueue(session, "password-changed", to=user, at=NOW, occasion="entry:1")
        session.flush()
    outbox.enqueue(session, "password-changed", to=user, at=NOW, occasion="entry:2")
    session.flush()

    assert [row.occasion for row in session.scalars(select(Message).order_by(Message.id))] == [
        "entry:1",
        "entry:2",
    ]


def test_mail_can_be_kept_in_a_folder_for_trying_out(app, message, tmp_path):
    written = message()

    run(app, f"file:{tmp_path}/mail")

    assert [path.name for path in (tmp_path / "mail").iterdir()] == [f"{written.public_id}.eml"]


@pytest.mark.parametrize("url", ["", "http://x", "smtp://", "mail.example.org"])
def test_a_wrong_address_of_the_server_is_refused(url):
    with pytest.raises(ValueError, match="JUDGING_SMTP_URL"):
        transport(url)
