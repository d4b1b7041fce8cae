"""Every mail about an office or an entry can be read, in both languages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.entries.models import Outcome
from judging.entries.operations import entries, screening
from judging.entries.operations.extensions import extend
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from judging.offices import operations as offices
from tests.factories import CLOSES, DURING, a_user, an_entry

LATER = CLOSES + timedelta(days=10)


@pytest.fixture
def messages(session):
    """One message of each kind, by its template."""
    entry, secretary, colleague, stranger = an_entry(title="Ogród"), a_user(), a_user(), a_user()
    session.add_all([entry, secretary, colleague, stranger])
    session.commit()
    by = {"by": secretary, "at": DURING}
    for person in (colleague, stranger):
        asked = offices.ask_to_act(session, entry.office, "Clerk", tell=[secretary], by=person, at=DURING)
        if person is colleague:
            offices.approve(session, asked, secretary=True, **by)
        else:
            offices.refuse(session, asked, reason="Nieznana osoba.", secretary=True, **by)
    extend(session, entry.edition, entry.office, until=LATER, reason="Powódź.", **by)
    for outcome in (Outcome.RETURNED, Outcome.REJECTED, Outcome.ACCEPTED):
        entries.submit(session, entry, [], by=entry.author, at=DURING)
        screening.decide(session, entry, outcome, remarks="Bez efektów.", until=LATER, **by)
        if outcome is Outcome.REJECTED:
            screening.reopen(session, entry, reason="Pomyłka.", **by)
            screening.decide(session, entry, Outcome.RETURNED, remarks="Jeszcze raz.", until=LATER, **by)
    entries.withdraw(session, entry, reason="Nasza decyzja.", by=entry.author, at=DURING)
    session.commit()
    return {message.template: message for message in session.scalars(select(Message))}


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_mail_is_written_whole(app, messages, language):
    expected = {
        "representative-asked",
        "representative-approved",
        "representative-refused",
        "extension-granted",
        "entry-received",
        "entry-returned",
        "entry-rejected",
        "entry-reopened",
        "entry-accepted",
        "entry-withdrawn",
    }
    assert set(messages) == expected

    with app.test_request_context():
        letters = {name: letter(message, None, language) for name, message in messages.items()}

    for name, words in letters.items():
        assert words.subject, name
        assert "None" not in words.body + words.subject, name
        assert "%(" not in words.body + words.subject, name
    assert "Bez efektów." in letters["entry-rejected"].body
    assert messages["entry-received"].context["digest"] in letters["entry-received"].body
    day = "10 kwietnia 2027 r." if language == "pl" else "10 April 2027"
    assert day in letters["entry-returned"].body
