"""A list of entries as a document and as a bundle: exactly what it shows, as it was sent in last."""

import io
import zipfile

import docx
import openpyxl
import pytest

from judging.core.bundles import bundle
from judging.core.files import keep_document
from judging.entries.models import Status
from tests.factories import a_version, an_entry


@pytest.fixture
def listed(session, edition, waiting):
    entry = waiting(1, title="Ogród przy szkole")
    entry.answers = {"problem": "Pierwsza linia\n- a\n- b", "solution": ""}
    entry.versions.append(a_version(entry, answers=dict(entry.answers)))
    waiting(2, title="Kolejka bez kolejki: „on-line”/2027?")
    session.add(an_entry(edition=edition, title="Ogród w szkicu"))
    session.commit()
    return f"/desk/{edition.slug}/entries/"


@pytest.fixture
def attached(app, session):
    """A function that attaches a file to what an entry sent in last."""

    def attached(entry, name, content):
        with app.app_context():
            sha256 = keep_document(content)
        version = entry.versions[-1]
        version.files = [*version.files, {"id": name, "name": name, "caption": "Zdjęcie", "sha256": sha256}]
        session.commit()

    return attached


def lines_of(content):
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def opened(answer):
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_document_holds_the_texts_of_what_is_listed_as_they_were_sent_in_last(client_of, secretary, listed):
    answer = client_of(secretary).get(f"{listed}list.docx?q=ogrod")

    lines = lines_of(answer.data)
    assert "Nr 1: Ogród przy szkole" in lines
    assert lines[lines.index("Problem") :][:4] == ["Problem", "Pierwsza linia", "a", "b"]
    assert not any("szkicu" in line or "Kolejka" in line for line in lines)
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_a_reader_might_take_for_a_command_of_xml_is_text(session, client_of, secretary, edition, waiting):
    waiting(1, title="<w:p>&amp; \x0b ]]>", answers={"problem": "a < b & c\x00"})

    lines = lines_of(client_of(secretary).get(f"/desk/{edition.slug}/entries/list.docx").data)

    assert "a\xa0< b & c" in lines  # a short word is tied to what follows


def test_the_bundle_holds_a_table_and_a_folder_for_each_entry(client_of, secretary, listed, waiting, attached):
    entry = waiting(3, title="Trzecia")
    attached(entry, "plan.pdf", b"%PDF-plan")
    attached(entry, "Plan.pdf", b"%PDF-other")

    archive = opened(client_of(secretary).get(f"{listed}list.zip"))

    assert archive.testzip() is None
    assert archive.namelist() == [
        "entries.xlsx",
        "001 Ogród przy szkole/entry.docx",
        "002 Kolejka bez kolejki „on-line” 2027/entry.docx",
        "003 Trzecia/entry.docx",
        "003 Trzecia/plan.pdf",
        "003 Trzecia/Plan (2).pdf",
    ]
    assert archive.read("003 Trzecia/Plan (2).pdf") == b"%PDF-other"
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read("entries.xlsx"))).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [1, 2, 3]


def test_no_name_in_the_bundle_leads_out_of_its_folder(client_of, secretary, edition, waiting, attached):
    entry = waiting(1, title="../../../etc/passwd")
    attached(entry, "..\\..\\windows\\win.ini", b"x")

    names = opened(client_of(secretary).get(f"/desk/{edition.slug}/entries/list.zip")).namelist()

    assert all(name.count("/") <= 1 and "\\" not in name for name in names)
    assert all(part.strip(". ") for name in names for part in name.split("/"))


def test_a_file_that_is_not_on_the_disk_is_named_and_the_others_come(session, client_of, secretary, edition, waiting):
    entry = waiting(1)
    entry.versions[-1].files = [{"id": "a", "name": "zginął.pdf", "caption": "", "sha256": "0" * 64}]
    session.commit()

    archive = opened(client_of(secretary).get(f"/desk/{edition.slug}/entries/list.zip"))

    [told] = [name for name in archive.namelist() if name.endswith("missing.txt")]
    assert "zginął.pdf" in archive.read(told).decode()


def test_an_empty_list_gives_a_table_and_an_empty_document(client_of, secretary, edition):
    desk, address = client_of(secretary), f"/desk/{edition.slug}/entries/"

    assert opened(desk.get(f"{address}list.zip")).namelist() == ["entries.xlsx"]
    assert lines_of(desk.get(f"{address}list.docx").data)[-1] == f"Zgłoszenia: {edition.name}"


@pytest.mark.parametrize("address", ["list.docx", "list.zip"])
def test_they_ask_as_many_questions_for_ten_entries_as_for_two(
    session, client_of, edition, secretary, listed, statements, address
):
    desk = client_of(secretary)
    desk.get(listed + address)
    few = statements(lambda: desk.get(listed + address).data)
    session.add_all(an_entry(edition=edition, status=Status.SUBMITTED, number=number) for number in range(3, 11))
    session.commit()

    assert statements(lambda: desk.get(listed + address).data) == few


def test_a_bundle_is_the_same_whenever_it_is_made():
    files = [("a.txt", b"one"), ("b/c.txt", b"two")]

    assert b"".join(bundle(files)) == b"".join(bundle(files))
