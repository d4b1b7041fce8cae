"""What an office sends too late, or too much of, comes back on the page where it was written, with the reason."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.files import BODY
from judging.editions.models import Role
from judging.entries.models import Attachment, Status
from judging.entries.rules import MOST_FILES
from tests import samples
from tests.factories import CLOSES, DURING, a_seat, an_office

TYPED = "Mieszkańcy nie znali terminów „od ręki”."
TOO_LATE = CLOSES + timedelta(minutes=1)
CLOSED = "The call for entries is closed."


@pytest.fixture(autouse=True)
def the_call_is_open(stop_clock):
    stop_clock(DURING)


def form_of(entry, **fields):
    answers = {f"answers-{key}": text for key, text in entry.answers.items()}
    return {"title": entry.title, "area": entry.area.public_id, "version": entry.version, **answers} | fields


def a_file(name="Raport.pdf"):
    return {"files": [(BytesIO(samples.a_pdf()), name)]}


def send_more_than_is_read(client, entry):
    """Send files that say of themselves that they are larger together than a request may be."""
    said = {"CONTENT_LENGTH": str(BODY + 1)}
    return client.post(f"/entries/{entry.public_id}/files/", data=a_file("Film.pdf"), environ_overrides=said)


def attached(session, entry, number=1):
    files = [
        Attachment(
            entry=entry,
            name=f"{at}.pdf",
            media_type="application/pdf",
            size=10,
            sent_sha256="0" * 64,
            sha256="0" * 64,
            added_at=DURING,
            added_by_id=entry.author.id,
        )
        for at in range(number)
    ]
    session.add_all(files)
    session.commit()
    return files


def test_a_text_sent_after_the_deadline_returns_to_its_form_and_is_kept(session, client_of, stop_clock, draft):
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/edit/"
    sent = form_of(draft, **{"answers-problem": TYPED})
    stop_clock(TOO_LATE)

    page = client.post(address, data=sent)

    session.rollback()
    assert page.status_code == 409
    assert CLOSED in page.text
    assert f"{TYPED}</textarea>" in page.text
    assert 'name="answers-problem"' in page.text
    assert draft.answers["problem"] != TYPED
    assert session.scalars(select(AuditEvent)).all() == []


def test_what_another_may_not_change_is_not_shown_to_them_with_its_text(session, client_of, draft, submitted):
    draft.title = "A correction nobody else has seen"
    office = an_office()
    seat = a_seat(draft.edition, Role.SECRETARY, user=office.representatives[0].user)
    session.add_all([office, seat])
    session.commit()

    page = client_of(seat.user).post(f"/entries/{draft.public_id}/edit/", data=form_of(draft, title="Theirs"))

    assert page.status_code == 403
    assert "A correction nobody else has seen" not in page.text


def test_files_sent_after_the_deadline_return_to_the_page_of_the_files(session, client_of, stop_clock, draft):
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/files/"
    stop_clock(TOO_LATE)

    page = client.post(address, data=a_file())

    assert page.status_code == 409
    assert CLOSED in page.text
    assert 'type="file"' in page.text
    assert session.scalars(select(Attachment)).all() == []


def test_one_file_more_than_there_may_be_is_refused_on_a_page_that_says_so_once_more(session, client_of, draft):
    attached(session, draft, MOST_FILES)

    page = client_of(draft.author).post(f"/entries/{draft.public_id}/files/", data=a_file())

    assert page.status_code == 422
    assert "Raport.pdf: An entry may have at most 10 attachments." in page.text
    assert "The entry has as many attachments as it may: 10." in page.text
    assert 'href="#files"' not in page.text


@pytest.mark.parametrize("number", [0, MOST_FILES])
def test_files_too_large_to_be_read_are_named_with_their_limit_where_they_were_chosen(
    session, client_of, draft, number
):
    attached(session, draft, number)

    page = send_more_than_is_read(client_of(draft.author), draft)

    assert page.status_code == 413
    assert "all files of one sending together 101 MB" in page.text
    assert "<h1>Attachments</h1>" in page.text
    assert page.text.count('type="file"') == (0 if number else 1)


def test_files_too_large_to_be_read_show_a_stranger_nothing(session, client_of, visitor, draft):
    stranger = an_office()
    session.add(stranger)
    session.commit()

    for client in (visitor, client_of(stranger.representatives[0].user)):
        page = send_more_than_is_read(client, draft)
        assert page.status_code == 413
        assert draft.title not in page.text


def test_a_file_taken_off_too_late_stays_and_the_page_of_the_files_says_why(session, client_of, stop_clock, draft):
    [file] = attached(session, draft)
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/files/"
    stop_clock(TOO_LATE)

    page = client.post(f"{address}{file.public_id}/remove/")

    session.rollback()
    assert page.status_code == 409
    assert CLOSED in page.text
    assert "0.pdf" in page.text
    assert f'action="{address}"' in page.text
    assert file.removed_at is None


def test_a_correction_given_up_too_late_leads_back_to_the_entry(session, client_of, stop_clock, submitted):
    submitted.title = "Corrected"
    session.commit()
    client = client_of(submitted.author)
    stop_clock(TOO_LATE)

    page = client.post(f"/entries/{submitted.public_id}/drop/")

    session.rollback()
    assert page.status_code == 409
    assert "The deadline is over." in page.text
    assert "Submitted versions" in page.text
    assert (submitted.title, submitted.status) == ("Corrected", Status.SUBMITTED)


def test_an_entry_submitted_too_late_returns_to_the_page_where_it_was_checked(session, client_of, stop_clock, draft):
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/submit/"
    stop_clock(TOO_LATE)

    page = client.post(address, data={"declarations": [one.id for one in draft.edition.declarations]})

    session.rollback()
    assert page.status_code == 409
    assert CLOSED in page.text
    assert draft.status is Status.DRAFT
