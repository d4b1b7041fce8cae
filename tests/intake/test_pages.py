"""The secretary gives a table, says what its columns are, looks, and enters all; the office confirms."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from judging.accounts.models import User
from judging.core import aside
from judging.entries.models import AcceptedDeclaration, Entry, Status
from judging.intake.models import Upload
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from tests import samples
from tests.factories import CLOSES, DURING, an_office
from tests.intake import exports


@pytest.fixture
def base(edition):
    return f"/desk/{edition.slug}/intake/"


@pytest.fixture
def secretaries(client_of, secretary, stop_clock):
    """The secretary's browser, during the call."""
    stop_clock(DURING)
    return client_of(secretary)


def give(client, base, table, files=None, way="google-forms", name="odpowiedzi.csv"):
    """Give a table, and a ZIP."""
    sent = {"way": way, "table": (BytesIO(table), name)}
    if files is not None:
        sent["files"] = (BytesIO(files), "pliki.zip")
    return client.post(base, data=sent, content_type="multipart/form-data")


def say_columns(client, answer, **said):
    """Take the columns as they are guessed, but for those that are said."""
    page = client.get(answer.location).text
    targets = {}
    for part in page.split("<select")[1:]:
        name = part.split('name="')[1].split('"')[0]
        chosen = part.split("selected")[1].split('value="')[1].split('"')[0] if "selected value" in part else ""
        targets[name] = chosen
    return client.post(answer.location, data=targets | said)


def test_the_list_of_entries_leads_to_what_came_otherwise(secretaries, edition, base):
    page = secretaries.get(f"/desk/{edition.slug}/entries/")

    assert f'href="{base}"' in page.text


def test_an_import_from_the_file_to_the_entries(session, secretaries, base, tychy, tmp_path):
    begun = give(secretaries, base, exports.google_csv(exports.google_row()))
    preview = say_columns(secretaries, begun)
    page = secretaries.get(preview.location)

    answer = secretaries.post(preview.location, data={"enter": "1", "invites": "y"})

    assert "Prosty język w urzędzie" in page.text
    assert "Enter 1 entry" in page.text
    assert secretaries.get(answer.location).text.count("Prosty język w urzędzie") == 1
    assert session.scalar(select(Entry)).status is Status.SUBMITTED
    assert [*tmp_path.glob("**/aside/*")] == []


def test_what_cannot_be_read_is_refused_where_it_was_given_and_nothing_stays(session, secretaries, base, tmp_path):
    answer = give(secretaries, base, b"%PDF-1.7 wniosek", name="wniosek.pdf")

    assert answer.status_code == 422
    assert "this is a PDF" in answer.text.replace("This", "this")
    assert session.scalars(select(Upload)).all() == []
    assert [*tmp_path.glob("**/aside/*")] == []


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (b"not a zip", "This is not a ZIP file"),
        (samples.a_zip({"../../etc/passwd": b"x"}), "leads to a place outside itself"),
        (samples.a_zip({"C:/windows/x.pdf": b"x"}), "leads to a place outside itself"),
    ],
)
def test_a_zip_that_is_none_or_leads_out_of_itself_is_refused(secretaries, base, files, sentence):
    answer = give(secretaries, base, exports.google_csv(exports.google_row()), files)

    assert answer.status_code == 422
    assert sentence in answer.text


def test_without_an_office_and_a_title_the_columns_do_not_do(secretaries, base):
    begun = give(secretaries, base, exports.google_csv(exports.google_row()))

    answer = say_columns(secretaries, begun, **{"column-2": ""})

    assert answer.status_code == 422
    assert "Say which column names the office or the unit" in answer.text


def test_two_columns_cannot_both_be_the_title(secretaries, base):
    begun = give(secretaries, base, exports.google_csv(exports.google_row()))

    answer = say_columns(secretaries, begun, **{"column-10": "title"})

    assert answer.status_code == 422
    assert "Another column is this already" in answer.text


def test_a_unit_that_is_not_plain_is_asked_on_the_page_and_the_answer_is_kept(session, secretaries, base, units):
    begun = give(secretaries, base, exports.google_csv(exports.google_row(office="Urząd Gminy Brzeziny")))
    preview = say_columns(secretaries, begun).location
    page = secretaries.get(preview).text
    name = page.split('name="unit-')[1].split('"')[0]

    refused = secretaries.post(preview, data={"enter": "1"})
    secretaries.post(preview, data={"check": "1", f"unit-{name}": "3015072"})
    after = secretaries.get(preview).text

    assert refused.status_code == 422
    assert "Which unit is meant?" in page
    assert "powiat kaliski" in page
    assert '<option selected value="3015072">' in after


def test_a_row_with_links_to_google_drive_says_what_to_do(secretaries, base, tychy):
    begun = give(secretaries, base, exports.google_csv(exports.google_row(files=exports.DRIVE)))

    page = secretaries.get(say_columns(secretaries, begun).location)

    assert "The row has links to files in Google Drive (1), not the files." in page.text


def test_the_second_run_shows_what_is_there_and_what_differs(secretaries, base, tychy):
    for effects in ("Osiemnaście minut.", "Kwadrans."):
        begun = give(secretaries, base, exports.google_csv(exports.google_row(effects=effects)))
        preview = say_columns(secretaries, begun).location
        page = secretaries.get(preview)
        secretaries.post(preview, data={"enter": "1"})

    assert "Every row of the file is there already." in page.text
    assert "entered: Osiemnaście minut." in page.text
    assert "in the file: Kwadrans." in page.text


def test_an_import_that_is_given_up_leaves_nothing(session, secretaries, base, tychy, tmp_path):
    begun = give(secretaries, base, exports.google_csv(exports.google_row()))
    listed = secretaries.get(base)

    secretaries.post(begun.location.replace("columns/", "give-up/"))

    assert "odpowiedzi.csv" in listed.text
    assert session.scalars(select(Upload)).all() == []
    assert [*tmp_path.glob("**/aside/*")] == []


def test_an_import_whose_time_is_over_does_not_exist(session, secretaries, secretary, client_of, base, stop_clock):
    begun = give(secretaries, base, exports.google_csv(exports.google_row()))

    stop_clock(DURING + timedelta(hours=24))
    session.rollback()

    assert client_of(secretary).get(begun.location).status_code == 404


def test_the_import_of_another_edition_does_not_exist(session, secretaries, base, edition):
    begun = give(secretaries, base, exports.google_csv(exports.google_row()))

    assert secretaries.get(begun.location.replace(edition.slug, "another")).status_code == 404


def typed(**fields):
    """What is typed of an entry that came by post."""
    return {
        "way": "post",
        "came_at": "2027-03-12T10:00",
        "contact": "Anna Zmyślona",
        "email": "anna@tychy.example",
        "invites": "y",
        "title": "Prosty język",
        "area": "",
        "answers-problem": "Problem.",
        "answers-solution": "Rozwiązanie.",
        "answers-effects": "Efekty.",
        "answers-works": "yes",
    } | fields


def test_one_entry_is_typed_in_with_its_files(session, secretaries, base, edition, tychy):
    found = secretaries.get(f"{base}by-hand/?q=tychy")
    sent = typed(area=edition.areas[1].public_id, files=(BytesIO(samples.a_pdf()), "list.pdf"))
    session.rollback()

    answer = secretaries.post(f"{base}by-hand/2477011/", data=sent, content_type="multipart/form-data")

    entry = session.scalar(select(Entry))
    assert f"{base}by-hand/2477011/" in found.text
    assert answer.location == f"/desk/{edition.slug}/entries/{entry.public_id}/"
    assert [file["name"] for file in entry.versions[0].files] == ["list.pdf"]
    page = secretaries.get(answer.location)
    assert "Where the entry came from" in page.text
    assert "by post or over the counter" in page.text


def test_an_entry_that_is_refused_keeps_what_was_typed_and_leaves_no_trace(session, secretaries, base, tychy):
    answer = secretaries.post(f"{base}by-hand/2477011/", data=typed(title=""), content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "The title is missing." in answer.text
    assert "Rozwiązanie." in answer.text
    assert session.scalars(select(Entry)).all() == []
    assert session.scalars(select(Message)).all() == []


def test_an_import_whose_file_is_gone_says_so_and_what_to_do_next(session, app, secretaries, base, tychy):
    begun = give(secretaries, base, exports.google_csv(exports.google_row()))
    preview = say_columns(secretaries, begun)
    session.rollback()
    with app.app_context():
        aside.let_go(session.scalar(select(Upload)).table_key)

    pages = [secretaries.get(begun.location), secretaries.get(preview.location), secretaries.post(preview.location)]

    assert {page.status_code for page in pages} == {409}
    assert all("no longer here" in page.text for page in pages)
    assert session.scalars(select(Entry)).all() == []


def test_what_came_too_late_is_typed_in_with_a_reason(session, client_of, secretary, base, edition, tychy, stop_clock):
    stop_clock(CLOSES + timedelta(days=2))
    client, late = client_of(secretary), typed(area=edition.areas[1].public_id, came_at="2027-04-01T10:00")
    session.rollback()

    refused = client.post(f"{base}by-hand/2477011/", data=late)
    client.post(f"{base}by-hand/2477011/", data=late | {"reason": "Poczta zgubiła list."})

    assert refused.status_code == 422
    assert "It came after the deadline. Give the reason" in refused.text
    assert session.scalar(select(Entry)).origin.reason == "Poczta zgubiła list."


@pytest.fixture
def entered(session, secretaries, base, edition, tychy):
    """An entry that the secretary has typed in for the office."""
    data = typed(area=edition.areas[1].public_id, email=tychy.representatives[0].user.email)
    session.rollback()
    secretaries.post(f"{base}by-hand/2477011/", data=data)
    return session.scalar(select(Entry))


def test_the_office_reads_where_its_entry_came_from_and_confirms_it(session, entered, client_of, tychy, edition):
    client = client_of(tychy.representatives[0].user)
    address, declaration = f"/entries/{entered.public_id}/", edition.declarations[0].id
    session.rollback()

    before = client.get(address)
    page = client.get(f"{address}confirm/")
    refused = client.post(f"{address}confirm/")
    client.post(f"{address}confirm/", data={"declarations": str(declaration)})
    after = client.get(address)

    assert "Sekretarz Konkursu, secretary, entered this entry; it came by post" in before.text
    assert "Prosty język" in page.text
    assert refused.status_code == 422
    assert "Confirmed by the office" in after.text
    assert "please confirm" not in after.text
    assert entered.origin.confirmed_by == tychy.representatives[0].user
    assert session.scalar(select(AcceptedDeclaration)).by_id == tychy.representatives[0].user.id


def test_the_list_of_entries_finds_what_no_office_has_confirmed(
    session, entered, secretaries, client_of, tychy, edition
):
    listed = f"/desk/{edition.slug}/entries/?missing=confirmation"
    client, declared = client_of(tychy.representatives[0].user), {"declarations": str(edition.declarations[0].id)}
    address = f"/entries/{entered.public_id}/confirm/"
    session.rollback()

    before = secretaries.get(listed).text
    client.post(address, data=declared)

    assert "1 entry" in before
    assert "No entry matches this search." in secretaries.get(listed).text


def test_an_entry_is_confirmed_once(session, entered, client_of, tychy, edition):
    client = client_of(tychy.representatives[0].user)
    address, data = f"/entries/{entered.public_id}/confirm/", {"declarations": str(edition.declarations[0].id)}
    session.rollback()
    client.post(address, data=data)

    assert client.post(address, data=data).status_code == 409


def test_a_version_of_the_office_itself_needs_no_confirmation(session, entered, client_of, tychy, edition):
    client = client_of(tychy.representatives[0].user)
    address, declared = f"/entries/{entered.public_id}/", {"declarations": str(edition.declarations[0].id)}
    text = typed(title="Poprawiony", version=str(entered.version), area=edition.areas[0].public_id)
    session.rollback()
    client.post(f"{address}edit/", data=text)
    client.post(f"{address}submit/", data=declared)

    assert "please confirm" not in client.get(address).text


def test_the_office_of_another_unit_does_not_see_it(session, entered, client_of):
    other = an_office()
    session.add(other)

    assert client_of(other.representatives[0].user).get(f"/entries/{entered.public_id}/confirm/").status_code == 404


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_mail_to_the_office_is_written_whole(app, session, entered, language):
    message = session.scalar(select(Message).where(Message.template == "entry-typed-in"))

    with app.test_request_context():
        words = letter(message, session.get(User, message.user_id), language)

    assert "Prosty język" in words.subject
    assert f"/entries/{entered.public_id}/confirm/" in words.body
    assert "%(" not in words.body


def test_a_contact_without_an_account_is_written_to(app, session, secretaries, base, edition, units):
    data = typed(area=edition.areas[1].public_id, email="basia@izabelin.example")
    session.rollback()
    secretaries.post(f"{base}by-hand/1432043/", data=data)

    message = session.scalar(select(Message))
    with app.test_request_context():
        words = letter(message, None, "pl")

    assert message.to == "basia@izabelin.example"
    assert "/office/" in words.body
    assert "%(" not in words.body
