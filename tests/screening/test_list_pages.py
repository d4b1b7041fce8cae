"""The list of entries as a page: searched by its address, sent as a file, the base of more time for many."""

import csv
import io

import openpyxl
import pytest
from sqlalchemy import select

from judging.entries.models import Extension, Status
from judging.screening.models import MoreTime
from tests.factories import an_entry

EVIL = '=HYPERLINK("https://evil.example";"x")'


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.fixture
def listed(session, edition, waiting):
    waiting(1, title="Ogród przy szkole")
    waiting(2, title=EVIL)
    session.add(an_entry(edition=edition, title="Ogród w szkicu"))
    session.commit()
    return f"/desk/{edition.slug}/entries/"


def test_the_list_shows_what_its_address_asks_for_and_counts_it(client_of, secretary, listed):
    desk = client_of(secretary)

    page = desk.get(f"{listed}?q=OGROD").text

    assert "1 entry" in page
    assert "Ogród przy szkole" in page
    assert "HYPERLINK" not in page
    assert "Ogród w szkicu" not in page
    assert 'value="OGROD"' in page
    assert "No entry matches this search." in desk.get(f"{listed}?q=ogrod&status=rejected").text


def test_a_file_holds_exactly_what_the_list_shows(client_of, secretary, listed):
    desk = client_of(secretary)

    rows = rows_of(desk.get(f"{listed}list.csv?q=ogrod"))
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"{listed}list.xlsx?q=ogrod").data))
    sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]

    assert [row[:2] for row in rows[1:]] == [["1", "Ogród przy szkole"]]
    assert rows[0][:3] == ["Entry no.", "Title", "Office"]
    assert [row[:2] for row in sheet[1:]] == [[1, "Ogród przy szkole"]]
    assert rows[0] == sheet[0]


def test_no_program_reads_a_formula_in_a_file(client_of, secretary, listed):
    desk = client_of(secretary)

    rows = rows_of(desk.get(f"{listed}list.csv"))
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"{listed}list.xlsx").data))

    assert rows[2][1] == f"'{EVIL}"
    assert (book.active["B3"].value, book.active["B3"].data_type) == (EVIL, "s")


@pytest.mark.parametrize("address", ["", "?q=ogrod", "?missing=files&sort=-office", "list.csv", "list.xlsx"])
def test_a_search_asks_as_many_questions_for_ten_entries_as_for_two(
    session, client_of, edition, secretary, listed, statements, address
):
    desk = client_of(secretary)
    desk.get(listed + address)
    few = statements(lambda: desk.get(listed + address))
    session.add_all(an_entry(edition=edition, status=Status.SUBMITTED, number=number) for number in range(3, 11))
    session.commit()

    assert statements(lambda: desk.get(listed + address)) == few


def test_more_time_for_a_search_shows_whom_it_concerns_then_is_given_and_undone(session, client_of, secretary, listed):
    desk, address = client_of(secretary), f"{listed}more-time/?q=ogrod&until=2027-04-05T12:00"

    page = desk.get(address).text
    assert "1 office would get more time" in page
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
    answer = desk.post(
        address, data={"reason": "Powódź.", "seen": seen, "until": "2027-04-05T12:00"}, follow_redirects=True
    )
    assert "1 office has more time and is told by e-mail." in answer.text
    session.rollback()
    assert len(session.scalars(select(Extension)).all()) == 1

    [many] = session.scalars(select(MoreTime))
    answer = desk.post(f"{listed}more-time/{many.public_id}/undo/", follow_redirects=True)
    session.rollback()
    assert "1 office has the deadline back that it had before." in answer.text
    assert session.scalars(select(Extension)).all() == []


@pytest.mark.parametrize("until", ["2027-03-28T02:30", "tomorrow", "0001-01-01T00:00"])
def test_a_deadline_that_is_no_moment_is_explained_beside_its_field(client_of, secretary, listed, until):
    page = client_of(secretary).get(f"{listed}more-time/?until={until}").text

    assert 'aria-describedby="new-deadline-error"' in page
    assert f'value="{until}"' in page
