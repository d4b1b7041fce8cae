"""The secretary's pages of letters: written, shown, tried on oneself, sent, taken back, begun anew."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from judging.entries.models import Status
from judging.letters.copies import Words
from judging.letters.models import Letter, Whom, Wording
from judging.letters.rules import HELD
from judging.notifications.models import Message
from judging.offices.models import Representative
from tests.factories import BEFORE, DURING, a_user

SAID = {"subject": "{office}: ważne", "text": "Dzień dobry, {person}.", "subject_en": "", "text_en": ""}


@pytest.fixture
def desk(stop_clock, secretary, client_of):
    stop_clock(DURING)
    return client_of(secretary)


@pytest.fixture
def mail(edition):
    return f"/desk/{edition.slug}/mail/"


def letters(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Letter).order_by(Letter.id)).all()


def messages(session):
    session.rollback()
    return session.scalars(select(Message).order_by(Message.id)).all()


def seen(page):
    return re.search(r'name="seen"[^>]*value="(\d+)"', page.text)[1]


def test_a_letter_is_written_shown_tried_sent_and_taken_back(session, desk, mail, secretary, entered):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan")

    kept = desk.post(f"{mail}new/", data={"whom": "found", "question": "", "status": "", "person": ""} | SAID)
    page = desk.get(kept.location)
    tried = desk.post(f"{kept.location}test/?to=2")
    sent = desk.post(kept.location, data={"seen": seen(page)})
    held = desk.get(sent.location)
    undone = desk.post(f"{kept.location}undo/")
    after = desk.get(undone.location)

    assert "2 letters would go, each to one person alone" in page.text
    assert "Urząd A: ważne" in page.text
    assert "Dzień dobry, Anna." in page.text
    assert tried.status_code == 302
    assert "2 letters are held back until 13:01:00" in held.text
    assert "This letter was taken back" in after.text
    test, *copies = messages(session)
    assert (test.to, test.context["subject"]) == (secretary.email, "Urząd B: ważne")
    assert [one.withdrawn_at for one in copies] == [DURING, DURING]


def test_the_preview_is_of_the_person_chosen_in_each_language(desk, mail, entered, written):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan", language="en")
    letter = written(words=Words("Ważne", "Dzień dobry, {person}.", "Important", "Good day, {person}."))

    first, second = (desk.get(f"{mail}letters/{letter.public_id}/?to={place}").text for place in (1, 2))

    assert first.index("Dzień dobry, Anna.") < first.index("Good day, Anna.")
    assert second.index("Good day, Bogdan.") < second.index("Dzień dobry, Bogdan.")
    assert "Anna gets this:" in first


@pytest.mark.parametrize("place", ["0", "-1", "99", "x", ""])
def test_a_place_that_there_is_not_shows_the_first(desk, mail, entered, written, place):
    entered(1, "Urząd A", "Anna")

    assert "Anna gets this:" in desk.get(f"{mail}letters/{written().public_id}/?to={place}").text


@pytest.mark.parametrize("name", ["whom", "status", "person", "question", "version"])
def test_what_no_list_offers_is_refused_or_read_as_nothing(desk, mail, name):
    sent = {"whom": "found", "status": "", "person": "", "question": "", "version": ""} | SAID

    assert desk.post(f"{mail}new/", data=sent | {name: "<b>{{ 7 * 7 }}\x00"}).status_code in {302, 422}


def test_an_unknown_field_is_refused_by_its_name_and_what_was_typed_stays(session, desk, mail):
    answer = desk.post(f"{mail}new/", data={"whom": "jurors"} | SAID | {"text": "Szanowny {Panie}"})

    assert answer.status_code == 422
    assert "There is no such field in a letter to these people: {office}" in answer.text
    assert "Szanowny {Panie}" in answer.text
    assert letters(session) == []


def test_a_search_of_entries_is_handed_on_to_a_letter(session, desk, edition, mail, entered):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan", status=Status.ACCEPTED)
    listed = desk.get(f"/desk/{edition.slug}/entries/?q=B&status=accepted").text

    link = unescape(re.search(r'href="([^"]*/mail/new/[^"]*)"', listed)[1])
    form = desk.get(link).text
    question = unescape(re.search(r'name="question"[^>]*value="([^"]*)"', form)[1])
    sent = {"whom": "found", "question": question, "status": "accepted", "person": ""} | SAID
    page = desk.get(desk.post(link, data=sent).location).text

    assert re.search(r'<option selected value="accepted"', form)
    assert question == "q=B"
    assert "1 letter would go" in page
    assert "Bogdan gets this:" in page


@pytest.mark.parametrize(
    ("page", "whom", "question"), [("participants", "offices", "has=accepted"), ("offices", "people", "q=bogdan")]
)
def test_a_search_of_offices_or_of_people_is_handed_on_to_a_letter(
    session, desk, edition, mail, entered, page, whom, question
):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan", status=Status.ACCEPTED)
    listed = desk.get(f"/desk/{edition.slug}/{page}/?{question}").text

    link = unescape(re.search(r'href="([^"]*/mail/new/[^"]*)"', listed)[1])
    form = desk.get(link).text
    hidden = {
        name: unescape(value) for name, value in re.findall(r'name="(question|searched)"[^>]*value="([^"]*)"', form)
    }
    letter = desk.post(link, data={"whom": whom} | hidden | SAID).location
    page_of_letter = desk.get(letter).text

    assert hidden == {"searched": whom, "question": question}
    assert "1 letter would go" in page_of_letter
    assert "Bogdan gets this:" in page_of_letter
    assert f'href="/desk/{edition.slug}/{page}/?{question}">the search this is about' in page_of_letter


def test_a_search_of_another_list_is_not_taken_for_one_of_entries(session, desk, mail, entered):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan")
    handed_on = {"whom": "found", "searched": "people", "question": "q=anna"}

    page = desk.get(desk.post(f"{mail}new/", data=handed_on | SAID).location).text

    assert "2 letters would go" in page


def test_a_letter_begins_from_an_earlier_one_or_from_a_wording(session, desk, edition, mail, written):
    letter = written(words=Words("Dawny temat", "Dawna treść"))
    session.add(Wording(edition_id=edition.id, name="Wzór", subject="Temat wzoru", text="Treść wzoru"))
    session.commit()
    kept = session.scalar(select(Wording)).public_id

    assert "Dawna treść" in desk.get(f"{mail}new/?from={letter.public_id}").text
    assert "Treść wzoru" in desk.get(f"{mail}new/?wording={kept}").text
    assert desk.get(f"{mail}new/?from=0000000000000000").status_code == 404
    assert desk.get(f"{mail}new/?wording=0000000000000000").status_code == 404


def test_a_wording_is_kept_out_of_a_letter_changed_and_removed(session, desk, mail, written):
    letter = written()

    form = desk.get(f"{mail}wordings/?letter={letter.public_id}").text
    desk.post(f"{mail}wordings/", data={"name": "Wzór"} | SAID)
    again = desk.post(f"{mail}wordings/", data={"name": "Wzór"} | SAID)
    [kept] = session.scalars(select(Wording)).all()
    page = f"{mail}wordings/{kept.public_id}/"
    changed = desk.post(page, data={"name": "Nowy", "version": kept.version} | SAID)

    assert letter.subject in unescape(form)
    assert "There is a wording of this name" in again.text
    assert changed.status_code == 302
    session.rollback()
    assert session.scalar(select(Wording)).name == "Nowy"
    desk.post(f"{page}remove/")
    session.rollback()
    assert session.scalars(select(Wording)).all() == []


def test_a_draft_is_removed_and_brought_back(session, desk, mail, written):
    letter = written()
    page = f"{mail}letters/{letter.public_id}/"

    desk.post(f"{page}remove/")
    gone = desk.get(f"{mail}letters/").text
    desk.post(f"{page}restore/")

    assert "1 removed draft" in gone
    assert letters(session)[0].removed_at is None


def test_a_draft_is_changed(session, desk, mail, written):
    letter = written()
    page = f"{mail}letters/{letter.public_id}/edit/"

    answer = desk.post(page, data={"whom": "drafts", "version": letter.version} | SAID)

    assert answer.status_code == 302
    [changed] = letters(session)
    assert (changed.whom, changed.subject) == (Whom.DRAFTS, SAID["subject"])


@pytest.mark.parametrize("subject", ["Temat\r\nBcc: wszyscy@example.org", "Temat\u2028\u0000\u202eBcc: x@example.org"])
def test_a_line_break_in_a_subject_makes_no_header(session, desk, mail, app, entered, subject):
    from judging.accounts.models import User
    from judging.notifications.rendering import mail as made

    entered(1, "Urząd A\r\nBcc: x@example.org", "Anna")
    said = SAID | {"subject": f"{{office}} {subject}"}
    page = desk.post(f"{mail}new/", data={"whom": "found", "status": "", "person": ""} | said).location

    desk.post(page, data={"seen": seen(desk.get(page))})

    [message] = messages(session)
    with app.test_request_context():
        letter = made(message, session.get(User, message.user_id))
    assert letter["Bcc"] is None
    assert "\n" not in letter["Subject"]


def test_a_text_that_is_too_long_is_refused_and_one_as_long_as_may_be_goes(session, desk, mail, entered):
    entered(1, "Urząd A")
    long = {"whom": "found", "status": "", "person": ""} | SAID

    over = desk.post(f"{mail}new/", data=long | {"text": "a" * 10_001})
    page = desk.post(f"{mail}new/", data=long | {"text": "ą" * 10_000}).location
    desk.post(page, data={"seen": seen(desk.get(page))})

    assert over.status_code == 422
    assert messages(session)[0].context["text"] == "ą" * 10_000


def test_what_an_office_is_called_is_never_run(session, desk, mail, app, entered):
    name = "<img src=x onerror=alert(1)> {{ 7 * 11003 }} {person} {% raw %}"
    entered(1, name, "Anna")
    page = desk.post(f"{mail}new/", data={"whom": "found", "status": "", "person": ""} | SAID).location

    shown = desk.get(page).text

    assert "<img src=x" not in shown
    assert name in unescape(shown)
    assert "77021" not in re.sub(r"[0-9a-f]{8,}", "", shown.partition('id="preview"')[2].partition("</section>")[0])


def test_the_page_of_a_sent_letter_says_what_became_of_each_copy(session, desk, mail, stop_clock, entered, written):
    entered(1, "Urząd A", "Anna")
    letter = written()
    page = f"{mail}letters/{letter.public_id}/"
    desk.post(page, data={"seen": seen(desk.get(page))})
    stop_clock(DURING + HELD)

    text = desk.get(page).text

    assert "Undo" not in text
    assert "waiting" in text
    assert desk.post(f"{page}undo/").status_code == 409


def test_a_secretary_with_an_interest_reads_only_letters_of_their_own(
    session, desk, edition, mail, secretary, entered, written
):
    other = a_user(name="Inna")
    session.add(other)
    own = entered(1, "Urząd A")
    entered(2, "Urząd B")
    session.add(Representative(office_id=own.office_id, user_id=secretary.id, asked_at=BEFORE, approved_at=BEFORE))
    session.commit()
    mine, theirs = written(), written(by=other, words=Words("Tajne", "Gratulujemy."))

    listed = desk.get(f"{mail}letters/").text

    assert "Tajne" not in listed
    assert desk.get(f"{mail}letters/{theirs.public_id}/").status_code == 404
    assert desk.get(f"{mail}new/?from={theirs.public_id}").status_code == 404
    page = desk.get(f"{mail}letters/{mine.public_id}/").text
    assert "1 office is yours" in page
    assert "Urząd A" not in page


def test_statements_of_the_pages_do_not_grow(desk, mail, entered, written, statements, session):
    entered(1, "Urząd A")
    letter = written()
    pages = [f"{mail}letters/", f"{mail}letters/{letter.public_id}/", f"{mail}new/"]
    for page in pages:
        desk.get(page)
    few = [statements(lambda page=page: desk.get(page)) for page in pages]
    for number in range(2, 9):
        entered(number, f"Urząd {number}")
        written()

    assert [statements(lambda page=page: desk.get(page)) for page in pages] == few

    desk.post(pages[1], data={"seen": seen(desk.get(pages[1]))})
    entered(9, "Urząd 9")
    another = f"{mail}letters/{written().public_id}/"
    desk.post(another, data={"seen": seen(desk.get(another))})
    assert statements(lambda: desk.get(pages[1])) == statements(lambda: desk.get(another))


def test_a_secretary_who_may_not_read_the_mail_is_led_to_no_copy(session, desk, edition, secretary, mail, entered):
    own = entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan")
    session.add(Representative(office_id=own.office_id, user_id=secretary.id, asked_at=BEFORE))
    session.commit()
    address = desk.post(f"{mail}new/", data={"whom": "found"} | SAID).location
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', desk.get(address).text)[1]
    desk.post(address, data={"seen": seen})

    page = desk.get(address).text

    [message] = messages(session)
    assert "Bogdan" in page
    assert message.public_id not in page
    assert desk.get(f"{mail}{message.public_id}/").status_code == 403
