"""Questions about a call: an office asks, the secretary answers, everybody reads it without who asked."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.call import operations, rules
from judging.call.models import Question
from judging.core.refusals import Clash, Incomplete, NotNow, TooOften
from judging.notifications.models import Message
from tests.factories import BEFORE, CORRECTIONS, DURING, OPENS

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def question(session, edition, secretary, asker):
    question = operations.ask(session, edition, "Czy Bór może zgłosić dwie praktyki?", by=asker, at=DURING)
    session.commit()
    return question


def answered(session, question, by, at=DURING, published="Ile praktyk?", answer="Dwie.", version=1):
    operations.answer(session, question, published=published, answer=answer, version=version, by=by, at=at)
    session.commit()


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        (BEFORE, True),
        (OPENS, True),
        (CORRECTIONS, True),
        (CORRECTIONS + A_MINUTE, False),
    ],
)
def test_questions_are_taken_until_the_last_minute_for_corrections_is_over(edition, at, taken):
    assert (rules.why_not_ask(edition, 0, 0, at) is None) is taken


def test_nobody_asks_before_the_rules_are_approved(edition):
    edition.rules_frozen_at = None

    assert isinstance(rules.why_not_ask(edition, 0, 0, DURING), NotNow)


@pytest.mark.parametrize(("waiting", "today", "allowed"), [(2, 9, True), (3, 3, False), (0, 10, False)])
def test_one_person_asks_a_few_things_at_a_time(edition, waiting, today, allowed):
    refusal = rules.why_not_ask(edition, waiting, today, DURING)

    assert (refusal is None) is allowed
    assert allowed or isinstance(refusal, TooOften)


def test_the_fourth_question_that_would_wait_is_refused_and_leaves_no_trace(session, edition, secretary, asker):
    for number in range(3):
        operations.ask(session, edition, f"Pytanie {number}?", by=asker, at=DURING)
    session.commit()
    acts = session.scalars(select(AuditEvent)).all()

    with pytest.raises(TooOften):
        operations.ask(session, edition, "Jeszcze jedno?", by=asker, at=DURING)
    session.rollback()

    assert len(session.scalars(select(Question)).all()) == 3
    assert session.scalars(select(AuditEvent)).all() == acts


def test_a_question_that_a_wrong_clock_dated_later_does_not_count(session, edition, asker):
    for number in range(10):
        asked = Question(edition=edition, asked_by=asker, asked=f"{number}?", asked_at=DURING + timedelta(days=400))
        asked.published, asked.answer, asked.answered_at = "?", "!", DURING
        session.add(asked)
    session.commit()

    operations.ask(session, edition, "Teraz?", by=asker, at=DURING)

    assert len(session.scalars(select(Question)).all()) == 11


def test_the_secretary_is_told_of_a_question_and_the_asker_of_the_answer(session, question, secretary, asker):
    answered(session, question, secretary)

    told = [(message.template, message.to) for message in session.scalars(select(Message).order_by(Message.id))]
    assert told == [("question-asked", secretary.email), ("question-answered", asker.email)]


def test_an_answer_worded_anew_is_told_again_and_stands_in_the_history(session, question, secretary):
    answered(session, question, secretary)
    answered(session, question, secretary, at=DURING + A_MINUTE, answer="Trzy.", version=question.version)

    told = [event.detail.details for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert told == [{}, {}, {"before": "Dwie.", "after": "Trzy."}]
    assert len(session.scalars(select(Message).where(Message.template == "question-answered")).all()) == 2


def test_two_secretaries_who_answer_at_once_are_shown_both_answers(session, question, secretary):
    answered(session, question, secretary)

    with pytest.raises(Clash):
        answered(session, question, secretary, answer="Żadnej.", version=1)

    assert question.answer == "Dwie."


@pytest.mark.parametrize("lacking", [{"published": " "}, {"answer": ""}])
def test_half_an_answer_is_not_published(session, question, secretary, lacking):
    with pytest.raises(Incomplete):
        answered(session, question, secretary, **lacking)

    assert question.waits


def test_what_was_answered_by_mail_alone_is_not_published_any_more(session, question, secretary, asker):
    operations.set_aside(session, question, "Proszę zadzwonić.", by=secretary, at=DURING)
    session.commit()

    with pytest.raises(NotNow):
        answered(session, question, secretary)
    told = [message.to for message in session.scalars(select(Message).where(Message.template == "question-set-aside"))]
    assert told == [asker.email]


def test_everybody_reads_question_and_answer_and_nobody_who_asked(session, visitor, question, secretary):
    assert "Ile praktyk?" not in visitor.get("/en/editions/e/questions/").text

    answered(session, question, secretary)

    page = visitor.get("/en/editions/e/questions/").text
    assert "Ile praktyk?" in page
    assert "Dwie." in page
    assert [word for word in ("Anna", "Nowak", "Bór") if word in page] == []


def test_an_office_asks_on_the_page_and_finds_its_answer_there(session, client_of, edition, secretary, asker):
    client = client_of(asker)

    client.post("/editions/e/questions/ask/", data={"question": "Ile stron?"})
    question = session.scalars(select(Question)).one()
    answered(session, question, secretary, answer="Najwyżej trzy.")

    assert "Najwyżej trzy." in client.get("/editions/e/questions/ask/").text


def test_whoever_acts_for_no_office_does_not_ask(client_of, edition, secretary):
    assert client_of(secretary).get("/editions/e/questions/ask/").status_code == 404


def test_an_unanswered_question_stands_among_the_things_to_do(session, client_of, question, secretary):
    desk = client_of(secretary)
    assert "1 question about the call waits for your answer." in desk.get("/desk/e/").text

    answered(session, question, secretary)

    assert "waits for your answer" not in desk.get("/desk/e/").text


def test_the_secretary_answers_at_the_desk(session, client_of, question, secretary):
    address = f"/desk/e/questions/{question.public_id}/"
    desk = client_of(secretary)
    assert "Czy Bór może zgłosić dwie praktyki?" in desk.get(address).text

    sent = desk.post(address, data={"published": "Ile praktyk?", "reply": "Dwie.", "version": question.version})

    assert sent.status_code == 302
    session.rollback()  # to read what the page has written
    assert (question.published, question.answer, question.asked) == (
        "Ile praktyk?",
        "Dwie.",
        "Czy Bór może zgłosić dwie praktyki?",
    )


def test_a_question_of_another_edition_does_not_exist_at_this_desk(session, client_of, question, secretary):
    from tests.factories import an_edition

    other = an_edition(slug="other")
    session.add(other)
    session.flush()
    question.edition_id = other.id
    session.commit()

    assert client_of(secretary).get(f"/desk/e/questions/{question.public_id}/").status_code == 404


def test_the_list_of_questions_asks_the_database_as_often_for_many(
    session, client_of, statements, edition, secretary, asker
):
    desk = client_of(secretary)
    operations.ask(session, edition, "Pierwsze?", by=asker, at=DURING)
    session.commit()
    desk.get("/desk/e/questions/")
    one = statements(lambda: desk.get("/desk/e/questions/"))

    for number in range(12):
        session.add(Question(edition=edition, asked_by=asker, asked=f"{number}?", asked_at=DURING))
    session.commit()

    assert statements(lambda: desk.get("/desk/e/questions/")) == one
