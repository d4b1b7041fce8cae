"""The list of those who act for offices is a search with an address."""

import pytest

from judging.editions.models import Role
from judging.offices.models import Representative, Right
from judging.offices.people_search import PeopleSearch
from tests.factories import BEFORE, a_seat, a_user, an_edition, an_office


@pytest.fixture
def desk(session, client_of, stop_clock):
    """A secretary's client and address, with three people of two offices."""
    seat = a_seat(an_edition(), Role.SECRETARY)
    first = an_office(name="Urząd Gminy Żuków", representative=a_user(name="Anna Łącka", email="anna@zukow.example"))
    second = an_office(name="Starostwo w Brzegu", representative=a_user(name="Zenon Żak"))
    reader = Representative(
        office=first, user=a_user(name="Ewa Nowak"), right=Right.SEE, asked_at=BEFORE, approved_at=BEFORE
    )
    session.add_all([seat, first, second, reader])
    session.commit()
    client, address = client_of(seat.user), f"/desk/{seat.edition.slug}/offices/"
    return lambda question="": client.get(address + question).text


def names_in(page):
    table = page.split("<tbody>")[-1].split("</tbody>")[0]
    return sorted(("Łącka", "Żak", "Nowak"), key=lambda name: table.find(name)) if table else []


def found_in(page):
    return [name for name in ("Łącka", "Nowak", "Żak") if name in page.split("<h2>")[-1]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", ["Łącka", "Nowak", "Żak"]),
        ("?q=lacka", ["Łącka"]),
        ("?q=zukow", ["Łącka", "Nowak"]),
        ("?q=anna@zukow.example", ["Łącka"]),
        ("?right=see", ["Nowak"]),
        ("?right=submit&q=brzeg", ["Żak"]),
        ("?right=nonsense", ["Łącka", "Nowak", "Żak"]),
    ],
)
def test_the_list_shows_whom_its_address_asks_for(desk, question, expected):
    assert found_in(desk(question)) == expected


def test_it_is_sorted_by_person_or_by_office(desk):
    assert names_in(desk()) == ["Łącka", "Nowak", "Żak"]
    assert names_in(desk("?sort=office"))[0] == "Żak"


def test_it_says_when_nobody_fits(desk):
    page = desk("?q=nikt")

    assert "Nobody matches this search." in page
    assert "Nobody has been confirmed yet." not in page


@pytest.mark.parametrize("search", [PeopleSearch(), PeopleSearch("ż", Right.EDIT, by_office=True)])
def test_the_address_of_a_search_says_all_of_it(search):
    assert PeopleSearch.read(search.asked) == search
