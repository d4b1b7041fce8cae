"""A letter goes to each reader alone, once, not before its minute is over, and not at all once it is taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.models import AuditEvent
from judging.core.db import immediate
from judging.core.refusals import Clash, NotNow
from judging.editions.models import Edition
from judging.letters import queries, rules
from judging.letters.copies import Words
from judging.letters.models import Letter, LetterCopy, Whom
from judging.letters.operations import sending, writing
from judging.letters.operations.writing import Draft
from judging.notifications.boxes import Box, box_of
from judging.notifications.models import Message
from judging.notifications.operations import sending as outbox
from tests.factories import DURING, a_user
from tests.letters.conftest import WORDS

A_SECOND = timedelta(seconds=1)
OVER = DURING + rules.HELD


def sent(session, edition, letter, by, at=DURING):
    seen = queries.effect(session, edition, letter, by, at).seen(letter)
    count = sending.send(session, edition, letter, seen=seen, by=by, at=at)
    session.commit()
    return count


def messages(session):
    session.rollback()
    return session.scalars(select(Message).order_by(Message.id)).all()


def acts(session, action):
    return session.scalars(select(AuditEvent).where(AuditEvent.action == action)).all()


def test_each_reader_gets_a_letter_alone_with_what_is_theirs(session, edition, secretary, entered, written):
    first, second = entered(1, "Urząd A", "Anna", title="Praktyka A"), entered(2, "Urząd B", "Bogdan")

    assert sent(session, edition, written(), secretary) == 2

    one, other = messages(session)
    assert (one.to, other.to) == (first.author.email, second.author.email)
    assert one.context["subject"] == "Urząd A: przypomnienie"
    assert "Dzień dobry, Anna. Praktyka „Praktyka A”" in one.context["text"]
    for theirs in ("Bogdan", "Urząd B", second.author.email):
        assert theirs not in str(one.context)
    [act] = acts(session, "letter.sent")
    assert act.detail.details == {"letter": WORDS.subject, "whom": "found", "copies": 2}


def test_whoever_uses_the_system_in_english_gets_the_english_letter_where_there_is_one(
    session, edition, secretary, entered, written
):
    entered(1, "Urząd A", "Anna", language="en")
    both = Words("Ważne", "Po polsku.", "Important", "In English, {office}.")

    sent(session, edition, written(words=both), secretary)
    sent(session, edition, written(words=Words("Ważne", "Po polsku.")), secretary)

    assert [(one.language, one.context["text"]) for one in messages(session)] == [
        ("en", "In English, Urząd A."),
        ("pl", "Po polsku."),
    ]


def test_no_worker_takes_a_letter_before_its_minute_is_over(session, edition, secretary, entered, written):
    entered(1, "Urząd A")
    sent(session, edition, written(), secretary)

    assert outbox.claim(session, OVER - A_SECOND) is None
    assert outbox.claim(session, OVER).not_before == OVER


def test_a_letter_taken_back_is_kept_and_never_goes(session, edition, secretary, entered, written):
    entered(1, "Urząd A")
    letter = written()
    sent(session, edition, letter, secretary)

    back = sending.undo(session, edition, letter, by=secretary, at=OVER - A_SECOND)
    session.commit()

    [message] = messages(session)
    assert back == 1
    assert box_of(message, OVER) is Box.WITHDRAWN
    assert outbox.claim(session, OVER + timedelta(days=1)) is None
    assert [act.detail.details["copies"] for act in acts(session, "letter.taken-back")] == [1]


@pytest.mark.parametrize(
    ("at", "said"), [(OVER, "The minute is over"), (OVER + timedelta(hours=1), "The minute is over")]
)
def test_after_its_minute_a_letter_is_not_taken_back(session, edition, secretary, entered, written, at, said):
    entered(1, "Urząd A")
    letter = written()
    sent(session, edition, letter, secretary)

    with pytest.raises(NotNow, match=said):
        sending.undo(session, edition, letter, by=secretary, at=at)

    session.rollback()
    assert letter.undone_at is None
    assert acts(session, "letter.taken-back") == []


def test_a_letter_is_taken_back_once(session, edition, secretary, entered, written):
    entered(1, "Urząd A")
    letter = written()
    sent(session, edition, letter, secretary)
    sending.undo(session, edition, letter, by=secretary, at=DURING)
    session.commit()

    with pytest.raises(NotNow, match="taken back already"):
        sending.undo(session, edition, letter, by=secretary, at=DURING)


def test_what_a_worker_has_taken_is_not_called_taken_back(session, edition, secretary, entered, written):
    """Undo came in time and waited; meanwhile the minute was over, and a worker took one of two copies."""
    entered(1, "Urząd A")
    entered(2, "Urząd B")
    letter = written()
    sent(session, edition, letter, secretary)
    with Session(session.get_bind(), info=session.info) as worker:
        taken = outbox.claim(worker, OVER).id

        back = sending.undo(session, edition, letter, by=secretary, at=OVER - A_SECOND)
        session.commit()

        assert back == 1
        assert [one.withdrawn_at is None for one in messages(session)] == [one.id == taken for one in messages(session)]
        assert outbox.claim(worker, OVER) is None


def test_of_two_secretaries_who_send_a_letter_at_once_one_does(session, edition, secretary, entered, written):
    entered(1, "Urząd A")
    letter, other = written(), a_user()
    session.add(other)
    session.commit()
    with Session(session.get_bind(), info=session.info) as second:
        same = second.get(Letter, letter.id)
        seen = queries.effect(second, edition, same, other, DURING).seen(same)
        second.rollback()
        sent(session, edition, letter, secretary)

        with pytest.raises(NotNow, match="has been sent"):
            sending.send(second, edition, same, seen=seen, by=other, at=DURING)

    assert len(messages(session)) == 1
    assert len(session.scalars(select(LetterCopy)).all()) == 1


def test_a_letter_goes_only_to_those_whom_the_page_has_shown(session, edition, secretary, entered, written):
    entered(1, "Urząd A")
    letter = written()
    seen = queries.effect(session, edition, letter, secretary, DURING).seen(letter)
    entered(2, "Urząd B")

    with pytest.raises(NotNow, match="has changed meanwhile"):
        sending.send(session, edition, letter, seen=seen, by=secretary, at=DURING)

    assert messages(session) == []


def test_a_letter_to_nobody_is_not_sent(session, edition, secretary, written):
    letter = written()
    seen = queries.effect(session, edition, letter, secretary, DURING).seen(letter)

    with pytest.raises(NotNow, match="would go to nobody"):
        sending.send(session, edition, letter, seen=seen, by=secretary, at=DURING)


def test_a_field_for_which_there_is_nothing_is_named(session, edition, secretary, entered, written):
    entered(1, "", "Anna")
    letter = written()
    seen = queries.effect(session, edition, letter, secretary, DURING).seen(letter)

    with pytest.raises(NotNow, match=r"nothing to put into \{office\} for Anna"):
        sending.send(session, edition, letter, seen=seen, by=secretary, at=DURING)


def test_a_test_goes_to_whoever_writes_in_every_language_and_to_nobody_else(
    session, edition, secretary, entered, written
):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan")
    letter = written(words=Words("{office}", "Treść.", "{office}", "Text."))

    sending.try_out(session, edition, letter, 2, by=secretary, at=DURING)
    session.commit()

    assert [(one.to, one.language, one.context["subject"]) for one in messages(session)] == [
        (secretary.email, "pl", "Urząd B"),
        (secretary.email, "en", "Urząd B"),
    ]
    assert outbox.claim(session, DURING)
    assert letter.sent_at is None


def test_what_was_sent_is_not_changed(session, edition, secretary, entered, written):
    entered(1, "Urząd A")
    letter = written()
    sent(session, edition, letter, secretary)
    said = {"version": letter.version, "by": secretary, "at": DURING}

    with pytest.raises(NotNow, match="Begin a new one"):
        writing.change(session, edition, letter, Draft(Whom.FOUND, "", "", WORDS), **said)
    with pytest.raises(NotNow, match="Begin a new one"):
        writing.remove(letter, at=DURING)


def test_two_who_write_one_draft_are_shown_both_versions(session, edition, secretary, written):
    letter = written()
    began = letter.version
    mine, theirs = (Draft(Whom.FOUND, "", "", Words(one, "T")) for one in ("Mine", "Theirs"))
    writing.change(session, edition, letter, theirs, version=began, by=secretary, at=DURING)

    with pytest.raises(Clash) as clash:
        writing.change(session, edition, letter, mine, version=began, by=secretary, at=DURING)

    assert [(row[1], row[2]) for row in clash.value.fields] == [("Mine", "Theirs")]


def at_once(*acts):
    """Do acts at the same moment, each with a connection of its own; return what each gave or how it was refused."""
    start = Barrier(len(acts))

    def done(act):
        start.wait()
        try:
            return act()
        except NotNow as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(done, acts))


def test_two_secretaries_at_the_same_moment_send_a_letter_once(session, edition, secretary, entered, written):
    for number in range(1, 6):
        entered(number, f"Urząd {number}")
    letter = written()
    seen = queries.effect(session, edition, letter, secretary, DURING).seen(letter)
    bind, ids = session.get_bind(), (letter.id, edition.id, secretary.id)
    session.rollback()

    def send():
        with Session(bind, info=session.info) as own, immediate(own):
            same, of, by = own.get(Letter, ids[0]), own.get(Edition, ids[1]), own.get(User, ids[2])
            return sending.send(own, of, same, seen=seen, by=by, at=DURING)

    given = at_once(send, send)

    assert sorted(isinstance(one, NotNow) for one in given) == [False, True]
    assert len(messages(session)) == 5
    assert len(acts(session, "letter.sent")) == 1


def test_the_sender_and_whoever_takes_a_letter_back_never_have_the_same_copy(
    session, edition, secretary, entered, written
):
    for number in range(1, 9):
        entered(number, f"Urząd {number}")
    letter = written()
    sent(session, edition, letter, secretary)
    bind, ids = session.get_bind(), (letter.id, edition.id, secretary.id)
    session.rollback()

    def claim_all():
        taken = []
        with Session(bind, info=session.info) as own:
            while message := outbox.claim(own, OVER):
                taken.append(message.id)
        return taken

    def take_back():
        with Session(bind, info=session.info) as own, immediate(own):
            same, of, by = own.get(Letter, ids[0]), own.get(Edition, ids[1]), own.get(User, ids[2])
            return sending.undo(own, of, same, by=by, at=OVER - A_SECOND)

    taken, back = at_once(claim_all, take_back)

    session.expire_all()
    withdrawn = {one.id for one in messages(session) if one.withdrawn_at}
    assert len(withdrawn) == back
    assert withdrawn.isdisjoint(taken)
    assert len(withdrawn) + len(taken) == 8
