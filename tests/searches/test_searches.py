"""Searches of the secretary's four lists, kept under a name in one way."""

import pytest
from sqlalchemy import select

from judging.editions.models import Role
from judging.entries.models import Entry, Status
from judging.offices.models import Representative
from judging.searches.models import SavedSearch, Searched
from tests.factories import DURING, a_seat, a_user, an_edition, an_entry

LISTS = {  # the page of the list, a search of it, and what it says of itself
    "entries": ("entries/", "q=ogrod"),
    "offices": ("participants/", "has=nothing"),
    "people": ("offices/", "q=nowak"),
    "mail": ("mail/", "box=failed"),
}


@pytest.fixture
def edition(session, stop_clock):
    stop_clock(DURING)
    edition = an_edition()
    session.add_all([edition, an_entry(edition=edition, status=Status.SUBMITTED, number=1)])
    session.commit()
    return edition


@pytest.fixture
def secretary(session, edition):
    """A function that makes a secretary of the edition."""

    def secretary():
        seat = a_seat(edition, Role.SECRETARY)
        session.add(seat)
        session.commit()
        return seat.user

    return secretary


@pytest.fixture
def acting(session, secretary, edition):
    """Somebody acts for an office, so that there are people to be searched."""
    office_id = session.scalars(select(Entry.office_id)).one()
    person = a_user()
    session.add(person)
    session.flush()
    session.add(Representative(office_id=office_id, user_id=person.id, asked_at=DURING, approved_at=DURING))
    session.commit()


@pytest.mark.parametrize("searched", LISTS)
def test_a_search_is_kept_for_oneself_or_for_all_and_removed(session, client_of, edition, secretary, acting, searched):
    desk, other = client_of(secretary()), client_of(secretary())
    home = f"/desk/{edition.slug}/"
    kept, (page, question) = f"{home}searches/{searched}/", LISTS[searched]

    answer = desk.post(f"{kept}?{question}", data={"name": "Moje"})
    shared = desk.post(f"{kept}?{question}", data={"name": "Wspólne", "shared": "y"})
    again = desk.post(f"{kept}?{question}", data={"name": "Moje"})

    assert answer.headers["Location"] == f"{home}{page}?{question}"
    assert (shared.status_code, again.status_code) == (302, 409)
    assert f'href="{home}{page}?{question}" aria-current="true">Moje</a>' in desk.get(f"{home}{page}?{question}").text
    seen = other.get(f"{home}{page}").text
    assert ("Wspólne" in seen, "Moje" in seen) == (True, False)
    session.rollback()
    mine = session.scalars(select(SavedSearch).where(SavedSearch.name == "Moje")).one()
    assert (mine.searched, mine.question) == (Searched(searched), question)
    assert other.post(f"{kept}{mine.public_id}/remove/").status_code == 404
    assert desk.post(f"{kept}{mine.public_id}/remove/").status_code == 302
    assert "Moje" not in desk.get(f"{home}{page}").text


def test_a_search_of_one_list_is_neither_found_nor_removed_in_another(session, client_of, edition, secretary):
    desk, home = client_of(secretary()), f"/desk/{edition.slug}/"
    desk.post(f"{home}searches/mail/?box=failed", data={"name": "Nieudane"})
    session.rollback()
    kept = session.scalars(select(SavedSearch)).one()

    assert "Nieudane" not in desk.get(f"{home}participants/").text
    assert desk.post(f"{home}searches/offices/{kept.public_id}/remove/").status_code == 404
    assert desk.post(f"{home}searches/offices/?q=a", data={"name": "Nieudane"}).status_code == 302


def test_a_search_that_asks_for_nothing_is_not_kept_nor_is_a_moment(session, client_of, edition, secretary):
    desk, home = client_of(secretary()), f"/desk/{edition.slug}/searches/"
    since = "since=2027-03-01T09:00:00Z"

    assert desk.post(f"{home}entries/", data={"name": "Nic"}).status_code == 422
    assert desk.post(f"{home}entries/?{since}", data={"name": "Nowe"}).status_code == 422
    assert desk.post(f"{home}entries/?{since}&q=park", data={"name": "Parki"}).status_code == 302
    session.rollback()
    assert session.scalars(select(SavedSearch.question)).all() == ["q=park"]


def test_a_search_longer_than_an_address_may_be_is_refused_in_words(session, client_of, edition, secretary):
    desk, home = client_of(secretary()), f"/desk/{edition.slug}/searches/mail/"

    answer = desk.post(f"{home}?q={'ż' * 100}&to={'ó' * 100}", data={"name": "Długie"})

    assert answer.status_code == 422
    assert "too long to be kept" in answer.text
    session.rollback()
    assert session.scalars(select(SavedSearch)).all() == []


def test_there_is_no_other_list(client_of, edition, secretary):
    desk, home = client_of(secretary()), f"/desk/{edition.slug}/searches/"

    assert desk.get(f"{home}jury/").status_code == 404
    assert desk.get(f"{home}entries/").status_code == 200


def test_who_reads_no_letters_keeps_no_search_of_their_words(session, client_of, edition, secretary):
    user = secretary()
    office_id = session.scalars(select(Entry.office_id)).one()
    interested = {"office_id": office_id, "user_id": user.id, "asked_at": DURING, "approved_at": DURING}
    session.add(Representative(**interested))
    session.commit()
    desk, home = client_of(user), f"/desk/{edition.slug}/searches/mail/"

    assert desk.post(f"{home}?q=kanarek&box=failed", data={"name": "Słowa"}).status_code == 302
    session.rollback()
    assert session.scalars(select(SavedSearch.question)).all() == ["box=failed"]
