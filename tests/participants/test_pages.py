"""The list of offices as a page and as a file, and the page of one office."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest

from judging.editions.models import Role
from judging.entries.models import Extension, Status
from judging.offices.models import Representative
from tests.factories import BEFORE, CLOSES, DURING, OPENS, a_seat, a_user, an_edition, an_entry, an_office

EVIL = '=HYPERLINK("https://evil.example";"x")'


@pytest.fixture
def listed(session, edition, an_office_with):
    an_office_with("Urząd Gminy Żuków", Status.DRAFT)
    sent = an_office_with("Urząd Gminy Łąck", Status.SUBMITTED, Status.DRAFT)
    an_office_with(EVIL)
    session.add(Extension(edition_id=edition.id, office=sent, until=CLOSES, reason="Powódź.", by_id=1))
    session.commit()
    return f"/desk/{edition.slug}/participants/"


def test_the_list_tells_of_each_office_what_it_has_and_who_acts_for_it(client_of, secretary, listed):
    page = client_of(secretary).get(listed).text

    assert "3 offices" in page
    assert "draft: 1; submitted: 1" in page
    assert "nothing yet" in page
    assert "longer deadline: 31 March 2027" in page
    assert page.count("1 person confirmed") == 3


def test_the_list_shows_what_its_address_asks_for_and_says_when_nothing_fits(client_of, secretary, listed):
    desk = client_of(secretary)

    page = desk.get(f"{listed}?q=lack&has=sent").text

    assert "Urząd Gminy Łąck" in page
    assert "Żuków" not in page.split("</form>")[-1]
    assert "No office matches this search." in desk.get(f"{listed}?q=lack&has=nothing").text


def test_an_empty_list_says_how_it_fills(client_of, secretary, edition):
    page = client_of(secretary).get(f"/desk/{edition.slug}/participants/").text

    assert "Offices register by themselves" in page


def test_a_file_holds_exactly_what_the_list_shows_and_no_formula(client_of, secretary, listed):
    desk = client_of(secretary)

    rows = list(csv.reader(io.StringIO(desk.get(f"{listed}list.csv").data.decode("utf-8-sig"))))
    few = desk.get(f"{listed}list.csv?has=draft").data.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"{listed}list.xlsx").data))
    sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]

    assert [row[0] for row in rows[1:]] == [f"'{EVIL}", "Urząd Gminy Łąck", "Urząd Gminy Żuków"]
    assert [row[0] for row in sheet[1:]] == [EVIL, "Urząd Gminy Łąck", "Urząd Gminy Żuków"]
    assert rows[0] == sheet[0]
    assert (few.count("\r\n"), "Żuków" in few) == (2, True)


@pytest.mark.parametrize("address", ["", "?q=urzad&missing=answer&sort=-received", "list.csv", "list.xlsx"])
def test_a_search_asks_as_many_questions_for_ten_offices_as_for_three(
    client_of, secretary, listed, an_office_with, statements, address
):
    desk = client_of(secretary)
    desk.get(listed + address)
    few = statements(lambda: desk.get(listed + address))
    for number in range(7):
        an_office_with(f"Urząd {number}", Status.SUBMITTED, Status.DRAFT)

    assert statements(lambda: desk.get(listed + address)) == few


def test_of_a_draft_the_secretary_learns_only_that_it_is_there(session, client_of, secretary, edition, an_office_with):
    office = an_office_with("Urząd Gminy Żuków", Status.SUBMITTED)
    author = office.representatives[0].user
    session.add(an_entry(edition=edition, office=office, author=author, title="Ogród w szkicu"))
    session.commit()
    desk, address = client_of(secretary), f"/desk/{edition.slug}/participants/"

    page = desk.get(f"{address}{office.public_id}/").text

    assert "It has 1 draft, which is not shown here." in page
    assert "Ogród w szkicu" not in page + desk.get(address).text


def test_a_deleted_draft_is_not_counted(session, client_of, secretary, edition, an_office_with):
    office = an_office_with("Urząd Gminy Żuków")
    session.add(an_entry(edition=edition, office=office, deleted_at=DURING))
    session.commit()

    assert "nothing yet" in client_of(secretary).get(f"/desk/{edition.slug}/participants/").text


def test_the_page_of_an_office_shows_its_people_but_for_those_who_were_refused(
    session, client_of, secretary, edition, an_office_with
):
    office = an_office_with("Urząd Gminy Żuków", Status.SUBMITTED)
    waits, refused = a_user(name="Wanda"), a_user(name="Roman")
    session.add(Representative(office=office, user=waits, asked_at=BEFORE))
    session.add(Representative(office=office, user=refused, asked_at=BEFORE, refused_at=BEFORE))
    session.commit()

    page = client_of(secretary).get(f"/desk/{edition.slug}/participants/{office.public_id}/").text

    assert "Wanda" in page
    assert "waits for an answer" in page
    assert "Roman" not in page


def test_an_office_of_another_edition_is_unknown(session, client_of, edition):
    other = an_edition(opens_at=OPENS - timedelta(days=300))
    secretary = a_user()
    session.add_all([a_seat(other, Role.SECRETARY, user=secretary)])
    office = an_office(name="Urząd z innej edycji")
    session.add(an_entry(edition=edition, office=office, status=Status.SUBMITTED))
    session.commit()
    desk = client_of(secretary)

    assert "Urząd z innej edycji" not in desk.get(f"/desk/{other.slug}/participants/").text
    assert desk.get(f"/desk/{other.slug}/participants/{office.public_id}/").status_code == 404
