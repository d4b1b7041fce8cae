"""The pages of the entries, as a browser meets them."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from judging.editions.models import Declaration, DeclarationKind, Role
from judging.entries.models import Attachment, Entry, EntryRevision, EntryVersion, Status
from judging.notifications.models import Message
from judging.offices.models import Office
from tests import samples
from tests.factories import (
    CLOSES,
    DURING,
    a_seat,
    a_unit,
    a_user,
    an_edition,
    an_entry,
    an_office,
)

A_MINUTE = timedelta(minutes=1)
TEXT = {f"answers-{key}": "Ogród przy szkole." for key in ("problem", "solution", "effects")}


@pytest.fixture
def edition(session, stop_clock):
    stop_clock(DURING)
    edition = an_edition()
    edition.declarations = [Declaration(kind=DeclarationKind.TRUTH, text="All of it is true.")]
    session.add(edition)
    session.commit()
    return edition


@pytest.fixture
def secretary(session, edition):
    seat = a_seat(edition, Role.SECRETARY)
    session.add(seat)
    session.commit()
    return seat.user


@pytest.fixture
def draft(session, edition):
    entry = an_entry(edition=edition, title="A school garden")
    session.add(entry)
    session.commit()
    return entry


@pytest.fixture
def submitted(session, edition):
    entry = an_entry(edition=edition, status=Status.SUBMITTED, title="A roof garden", number=1)
    session.add(entry)
    session.commit()
    return entry


def form_of(entry, **fields):
    area = entry.area.public_id if entry.area else ""
    answers = {f"answers-{key}": text for key, text in entry.answers.items()}
    return {"title": entry.title, "area": area, "version": entry.version, **answers} | fields


def test_an_office_registers_writes_submits_and_the_secretary_accepts(session, client_of, edition, secretary):
    session.add(a_unit(teryt="0201011", name="Bolesławiec", folded="boleslawiec"))
    office, desk = client_of(a_user(name="Anna Nowak")), client_of(secretary)
    details = {"name": "Urząd Gminy Bolesławiec", "email": "ug@example.org", "position": "Clerk"}

    assert "Bolesławiec" in office.get("/office/find/?q=boleslawiec").text
    assert office.post("/office/register/0201011/", data=details).status_code == 302
    session.rollback()
    chosen = {"edition": edition.slug, "office": session.scalars(select(Office.public_id)).one()}
    assert office.post("/entries/new/", data=chosen).status_code == 302
    session.rollback()
    entry = session.scalars(select(Entry)).one()
    answers = TEXT | {"answers-transferability": "Yes."}
    saved = {"title": "Ogród", "area": edition.areas[0].public_id, "version": entry.version}
    assert office.post(f"/entries/{entry.public_id}/edit/", data=saved | answers).status_code == 302
    declared = {"declarations": [edition.declarations[0].id]}
    page = office.get(f"/entries/{entry.public_id}/submit/").text
    assert "Your right to act for the office is not confirmed yet" in page
    sent = office.post(f"/entries/{entry.public_id}/submit/", data=declared, follow_redirects=True)
    assert "Sent in before the deadline, waits for confirmation" in sent.text
    again = office.post(f"/entries/{entry.public_id}/submit/", data=declared, follow_redirects=True)
    assert "This entry has already been sent in." in again.text
    assert "what they submit counts only once you have confirmed them" in desk.get(f"/desk/{edition.slug}/").text

    waiting = desk.get(f"/desk/{edition.slug}/offices/").text
    assert "Anna Nowak" in waiting
    person = entry.office.representatives[0]
    desk.post(f"/desk/{edition.slug}/offices/people/{person.public_id}/approve/")
    answer = office.get(f"/entries/{entry.public_id}/receipt/")
    session.rollback()
    assert answer.status_code == 200
    assert "Right to act confirmed" in answer.text
    assert (entry.status, entry.number) == (Status.SUBMITTED, 1)
    assert entry.versions[0].digest in answer.text
    pdf = office.get(f"/entries/{entry.public_id}/receipt/1.pdf")
    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")

    assert "Ogród" in desk.get(f"/desk/{edition.slug}/entries/").text
    page = f"/desk/{edition.slug}/check/{entry.public_id}/"
    assert "Ogród przy szkole." in desk.get(page).text
    assert desk.post(page, data={"outcome": "accepted", "rest": "y"}).status_code == 302
    session.rollback()
    assert entry.status is Status.ACCEPTED
    templates = set(session.scalars(select(Message.template)))
    assert templates == {
        "representative-asked",
        "representative-approved",
        "entry-held",
        "entry-received",
        "entry-accepted",
    }


def test_two_tabs_clash_and_both_texts_are_shown(session, client_of, draft):
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/edit/"
    first, second = form_of(draft, title="First tab"), form_of(draft, title="Second tab")

    assert client.post(address, data=first).status_code == 302
    clash = client.post(address, data=second)

    session.rollback()
    assert clash.status_code == 409
    assert "First tab" in clash.text
    assert "Second tab" in clash.text
    assert draft.title == "First tab"


def test_what_is_typed_is_saved_as_it_is_typed(session, client_of, draft):
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/autosave/"
    json = {"Accept": "application/json"}

    answer = client.post(address, data=form_of(draft, title="Typed"), headers=json)
    stale = client.post(address, data=form_of(draft, title="Older tab"), headers=json)

    session.rollback()
    assert (answer.status_code, answer.json["version"]) == (200, draft.version)
    assert stale.status_code == 409
    assert draft.title == "Typed"
    assert session.scalars(select(EntryRevision.title)).all() == ["Typed"]


def test_a_form_submitted_twice_submits_once(session, client_of, draft):
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/submit/"
    form = {"declarations": [draft.edition.declarations[0].id], "once": "one-token"}

    answers = [client.post(address, data=form) for _ in range(2)]

    session.rollback()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(session.scalars(select(EntryVersion)).all()) == 1
    assert len(session.scalars(select(Message)).all()) == 1


def test_submit_lists_what_is_missing_with_links_to_the_fields(session, client_of, draft):
    draft.title, draft.answers = "", {}
    session.commit()

    page = client_of(draft.author).get(f"/entries/{draft.public_id}/submit/").text

    assert f'href="/entries/{draft.public_id}/edit/#title"' in page
    assert f'href="/entries/{draft.public_id}/edit/#answers-problem"' in page


def test_submit_without_the_declarations_is_refused(session, client_of, draft):
    answer = client_of(draft.author).post(f"/entries/{draft.public_id}/submit/")

    session.rollback()
    assert answer.status_code == 422
    assert draft.status is Status.DRAFT


def test_after_the_deadline_the_page_says_so(client_of, stop_clock, draft):
    client = client_of(draft.author)
    stop_clock(CLOSES + A_MINUTE)

    page = client.get(f"/entries/{draft.public_id}/edit/")

    assert page.status_code == 409
    assert "The call for entries is closed." in page.text


@pytest.mark.parametrize("path", ["", "edit/", "files/", "preview/", "submit/", "receipt/", "withdraw/"])
def test_entries_of_others_do_not_exist(session, client_of, submitted, path):
    stranger = an_office()
    session.add(stranger)
    session.flush()

    client = client_of(stranger.representatives[0].user)

    assert client.get(f"/entries/{submitted.public_id}/{path}").status_code == 404


def test_whoever_only_asked_to_join_sees_nothing_of_the_office(session, client_of, draft):
    person = a_user()
    client = client_of(person)
    client.post(f"/office/join/{draft.office.public_id}/", data={"position": "Clerk"})

    assert client.get(f"/entries/{draft.public_id}/").status_code == 404
    assert "A school garden" not in client.get("/entries/").text
    assert client.get(f"/office/{draft.office.public_id}/edit/").status_code == 404


def test_a_draft_does_not_exist_for_the_secretary(client_of, edition, secretary, draft):
    desk = client_of(secretary)

    assert "A school garden" not in desk.get(f"/desk/{edition.slug}/entries/?q=garden").text
    for address in (
        f"/desk/{edition.slug}/entries/{draft.public_id}/",
        f"/desk/{edition.slug}/check/{draft.public_id}/",
        f"/entries/{draft.public_id}/",
    ):
        assert desk.get(address).status_code == 404


def test_the_secretary_of_another_edition_sees_nothing(session, client_of, submitted):
    other = a_seat(an_edition(), Role.SECRETARY)
    session.add(other)
    session.flush()
    slug = other.edition.slug

    desk = client_of(other.user)

    assert desk.get(f"/desk/{slug}/entries/{submitted.public_id}/").status_code == 404
    assert desk.get(f"/desk/{submitted.edition.slug}/entries/").status_code == 404
    assert desk.get(f"/entries/{submitted.public_id}/").status_code == 404


def test_a_rejection_without_a_reason_keeps_what_was_typed(session, client_of, edition, secretary, submitted):
    page = f"/desk/{edition.slug}/check/{submitted.public_id}/"
    typed = {
        "outcome": "returned",
        "remarks": "Where are the effects?",
        "until": "2027-03-28T02:30",
    }

    answer = client_of(secretary).post(page, data=typed)

    session.rollback()
    assert answer.status_code == 422
    assert "Where are the effects?" in answer.text
    assert submitted.status is Status.SUBMITTED


def test_a_returned_entry_is_corrected_and_the_secretary_sees_what_changed(
    session, client_of, edition, secretary, submitted
):
    desk, office = client_of(secretary), client_of(submitted.author)
    page = f"/desk/{edition.slug}/check/{submitted.public_id}/"
    back = {"outcome": "returned", "remarks": "Say more.", "until": "2027-03-20T12:00"}
    entry = f"/entries/{submitted.public_id}/"

    assert desk.post(page, data=back).status_code == 302
    assert "Say more." in office.get(f"{entry}edit/").text
    session.rollback()
    corrected = form_of(submitted, **{"answers-effects": "What we did well."})
    assert office.post(f"{entry}edit/", data=corrected).status_code == 302
    declared = {"declarations": [edition.declarations[0].id]}
    assert office.post(f"{entry}submit/", data=declared).status_code == 302

    session.rollback()
    assert [version.number for version in submitted.versions] == [1, 2]
    assert submitted.number == 1
    shown = desk.get(page).text
    assert "<del>did.</del>" in shown
    assert "<ins>did well.</ins>" in shown


def test_the_list_asks_as_many_questions_for_ten_entries_as_for_one(
    session, client_of, edition, secretary, submitted, statements
):
    desk, address = client_of(secretary), f"/desk/{edition.slug}/entries/"
    desk.get(address)
    one = statements(lambda: desk.get(address))
    session.add_all(an_entry(edition=edition, status=Status.SUBMITTED, number=number) for number in range(2, 11))
    session.commit()

    assert statements(lambda: desk.get(address)) == one


def test_the_list_is_kept_only_while_nothing_on_it_changes(session, client_of, edition, secretary, submitted):
    desk, address = client_of(secretary), f"/desk/{edition.slug}/entries/"
    before = desk.get(address).text
    assert desk.get(address).text.count(submitted.title) == before.count(submitted.title) == 1

    submitted.versions[-1].title = "Another <title>"
    session.add(an_entry(edition=edition, status=Status.SUBMITTED, number=2))
    session.commit()

    after = desk.get(address).text
    assert "Another &lt;title&gt;" in after
    assert "2 entries" in after
    assert "No entry matches this search." in desk.get(f"{address}?status=rejected").text
    submitted.status = Status.REJECTED
    session.commit()
    assert "Another &lt;title&gt;" in desk.get(f"{address}?status=rejected").text
    assert "Another &lt;title&gt;" not in desk.get(f"{address}?status=submitted").text


def test_my_entries_ask_as_many_questions_for_ten_as_for_one(session, client_of, draft, statements):
    client = client_of(draft.author)
    client.get("/entries/")
    one = statements(lambda: client.get("/entries/"))
    session.add_all(an_entry(edition=draft.edition, office=draft.office, author=draft.author) for _ in range(9))
    session.commit()

    assert statements(lambda: client.get("/entries/")) == one


def test_a_file_is_attached_downloaded_and_removed(session, client_of, draft):
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/files/"

    sent = {"files": [(BytesIO(samples.a_pdf()), "Raport żółty.pdf"), (BytesIO(b"MZ"), "x.exe")]}
    page = client.post(address, data=sent, follow_redirects=True)

    session.rollback()
    file = session.scalars(select(Attachment)).one()
    assert "Raport żółty.pdf" in page.text
    assert "Files of this kind are not taken" in page.text
    with client.get(f"{address}{file.public_id}/", headers={"Accept": "text/html"}) as answer:
        assert answer.data == samples.a_pdf()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    client.post(f"{address}{file.public_id}/remove/")
    assert "Raport" not in client.get(address).text


def test_a_file_not_yet_submitted_is_the_offices_alone(session, client_of, secretary, submitted, edition):
    submitted.status = Status.RETURNED
    submitted.correct_until = CLOSES
    session.commit()
    client, address = client_of(submitted.author), f"/entries/{submitted.public_id}/files/"
    client.post(address, data={"files": [(BytesIO(samples.a_pdf()), "a.pdf")]})
    session.rollback()
    file = session.scalars(select(Attachment)).one()

    with client.get(f"{address}{file.public_id}/") as answer:
        assert answer.status_code == 200
    assert client_of(secretary).get(f"{address}{file.public_id}/").status_code == 404


def test_an_office_withdraws_with_a_reason(session, client_of, submitted):
    client, address = client_of(submitted.author), f"/entries/{submitted.public_id}/withdraw/"

    assert client.post(address, data={"reason": " "}).status_code == 422
    assert client.post(address, data={"reason": "Entered by mistake."}).status_code == 302

    session.rollback()
    assert submitted.status is Status.WITHDRAWN


def test_extra_fields_change_nothing(session, client_of, draft):
    extra = {"status": "accepted", "number": 7, "office_id": 99, "submitted_at": "2027-01-01"}

    client_of(draft.author).post(f"/entries/{draft.public_id}/edit/", data=form_of(draft) | extra)

    session.rollback()
    assert (draft.status, draft.number, draft.submitted_at) == (Status.DRAFT, None, None)
