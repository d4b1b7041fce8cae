"""The secretary sees what failed and tries it again, and never what a letter said in secret."""

from datetime import timedelta
from html import unescape
from itertools import product

import pytest
from sqlalchemy import select

from judging.accounts.models import User
from judging.editions.models import Role
from judging.notifications.boxes import Box, box_of
from judging.notifications.faults import remedy
from judging.notifications.kinds import TEMPLATES, Kind
from judging.notifications.masking import MASK
from judging.notifications.models import Message
from judging.notifications.queries import lies_in
from judging.notifications.rendering import mail as made
from tests.factories import BEFORE, a_seat, a_user, an_edition
from tests.layout import ROOT


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


def test_a_message_that_failed_says_why_and_can_be_tried_again(session, edition, secretary, message):
    failed = message(edition_id=edition.id, failed_at=BEFORE, error="550 No such user")

    text = secretary.get(f"/desk/{edition.slug}/mail/").text
    page = secretary.get(f"/desk/{edition.slug}/mail/{failed.public_id}/").text
    answer = secretary.post(f"/desk/{edition.slug}/mail/{failed.public_id}/again/")

    assert failed.to in text
    assert "mail server does not know this mailbox" in text
    assert "Check the address with the person" in page
    assert "550 No such user" in page
    assert "a-secret-token" not in text + page
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


LETTER = {"template": "letter", "context": {"subject": "Zażółć gęślą", "text": "Prosimy o\n  załącznik nr 3."}}


def test_a_letter_is_shown_exactly_as_its_reader_gets_it(app, session, edition, secretary, message):
    sent = message(edition_id=edition.id, sent_at=BEFORE, **LETTER)
    with app.test_request_context():
        letter = made(sent, session.get(User, sent.user_id))

    page = unescape(secretary.get(f"/desk/{edition.slug}/mail/{sent.public_id}/").text).replace("\xa0", " ")

    for words in (letter["Subject"], letter["From"], sent.to, letter.get_content().strip()):
        assert words in page


@pytest.mark.parametrize("state", [{}, {"sent_at": BEFORE}])
def test_what_lets_one_in_is_covered_with_dots_before_a_letter_goes_and_after(
    session, edition, secretary, message, state
):
    context = {"token": MASK if state else "a-secret-token", "edition": "E"}
    invited = message(edition_id=edition.id, template="juror-invited", context=context, **state)

    page = secretary.get(f"/desk/{edition.slug}/mail/{invited.public_id}/").text

    assert f"/invitation/{MASK}/" in page
    assert "a-secret-token" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=zazolc", ["first"]),
        ("q=ZAŁĄCZNIK+3", ["first"]),
        ("q=załącznik+4", []),
        ("q=%25", ["second", "first"]),
        ("to=nowak", ["second"]),
        ("to=nowak&q=zazolc", []),
        ("to=second@", ["second"]),
        ("kind=written", ["first"]),
        ("kind=invitation&box=sent", ["second"]),
        ("kind=invitation&box=failed", []),
        ("kind=nonsense&box=nonsense", ["second", "first"]),
        ("page=99", ["second", "first"]),
    ],
)
def test_the_mail_is_a_search_with_an_address(session, edition, secretary, message, asked, found):
    message(edition_id=edition.id, to="first@example.org", **LETTER)
    other = message(
        edition_id=edition.id, occasion="2", to="second@example.org", template="juror-invited", sent_at=BEFORE
    )
    session.get(User, other.user_id).name = "Jan Nowák"
    session.commit()

    text = secretary.get(f"/desk/{edition.slug}/mail/?{asked}").text

    shown = {name: text.find(f'<span class="quiet">{name}@') for name in ("first", "second")}
    assert sorted((name for name in shown if shown[name] > 0), key=shown.__getitem__) == found


def test_the_title_of_a_draft_is_read_by_its_office_alone(app, session, edition, secretary, message):
    context = {"title": "Tajny szkic", "office": "Urząd A", "edition": "E", "until": "2027-03-31T12:00:00+00:00"}
    context |= {"zone": edition.time_zone, "entry_id": "x"}
    reminder = message(edition_id=edition.id, template="draft-reminder", context=context)
    mail = f"/desk/{edition.slug}/mail/"

    pages = [secretary.get(f"{mail}{tail}").text for tail in (f"{reminder.public_id}/", "", "?q=szkic", "?q=tajny")]

    assert f"„{MASK}”" in pages[0]
    assert "Tajny" not in "".join(pages)
    assert reminder.to not in pages[3]
    with app.test_request_context():
        assert "Tajny szkic" in made(reminder, None).get_content()


def test_whoever_reads_no_letters_cannot_search_what_they_say(session, edition, client_of, message):
    message(edition_id=edition.id, **LETTER)
    administrator, page = client_of(a_user(administrator=True)), f"/desk/{edition.slug}/mail/"

    texts = [administrator.get(f"{page}?{asked}").text for asked in ("q=zazolc", "q=nothing", "kind=result", "to=u")]

    assert all("(1)" in text for text in texts)
    assert len({text.partition("<main")[2].partition("</main")[0] for text in texts}) == 1


def test_an_administrator_opens_no_letter(session, edition, client_of, message):
    written = message(edition_id=edition.id, **LETTER)

    page = client_of(a_user(administrator=True)).get(f"/desk/{edition.slug}/mail/{written.public_id}/")

    assert page.status_code == 404


def test_a_letter_that_cannot_be_written_says_so(edition, secretary, message):
    broken = message(edition_id=edition.id, template="no-such-letter", failed_at=BEFORE, error="Unwritable: x")

    page = secretary.get(f"/desk/{edition.slug}/mail/{broken.public_id}/").text

    assert "This letter cannot be shown" in page
    assert "a fault of the program" in page
    assert secretary.get(f"/desk/{edition.slug}/mail/?q=x").status_code == 200


@pytest.mark.parametrize("asked", ["", "?q=zazolc", "?to=example"])
def test_the_statements_of_the_mail_do_not_grow(session, edition, secretary, message, statements, asked):
    page = f"/desk/{edition.slug}/mail/{asked}"
    message(edition_id=edition.id, **LETTER)
    secretary.get(page)
    few = statements(lambda: secretary.get(page))
    for number in range(9):
        message(edition_id=edition.id, occasion=str(number), **LETTER)

    assert statements(lambda: secretary.get(page)) == few


def test_a_message_lies_in_one_box_and_the_database_says_the_same(session, message):
    later, moments = BEFORE + timedelta(minutes=1), (None, BEFORE)
    for number, (sent, failed, withdrawn) in enumerate(product(moments, repeat=3)):
        if [sent, failed, withdrawn].count(None) >= 2:
            for held in (None, BEFORE, later):
                states = {"sent_at": sent, "failed_at": failed, "withdrawn_at": withdrawn, "not_before": held}
                message(occasion=f"{number} {held}", **states)

    for at in (BEFORE, later):
        by_database = {box: {one.id for one in session.scalars(select(Message).where(lies_in(box, at)))} for box in Box}
        every = session.scalars(select(Message)).all()
        assert by_database == {box: {one.id for one in every if box_of(one, at) is box} for box in Box}


def test_every_template_of_a_mail_is_of_one_kind():
    written = {path.stem for path in (ROOT / "templates/emails").glob("[!_]*.txt")}
    listed = [name for kind in Kind for name in TEMPLATES[kind]]

    assert sorted(listed) == sorted(written)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("Refused: SMTPRecipientsRefused: {'a@b.pl': (550, b'5.1.1 unknown user')}", "does not know this mailbox"),
        ("Refused: SMTPDataError: (554, b'5.7.1 spam')", "unwanted mail"),
        ("Refused: SMTPRecipientsRefused: (552, b'5.2.2 quota exceeded')", "mailbox is full"),
        ("Unreachable: SMTPAuthenticationError: (535, b'5.7.8 no')", "did not let us sign in"),
        ("Unwritable: letter: 'text' is undefined", "a fault of the program"),
        ("SMTPDataError: (451, b'later')", "could not be reached"),
        ("Unreachable: ConnectionRefusedError: [Errno 111]", "could not be reached"),
        ("Refused: something", "did not take this letter"),
    ],
)
def test_a_fault_is_told_in_plain_words_with_what_helps(error, said):
    what, helps = remedy(error)

    assert said in what
    assert helps
