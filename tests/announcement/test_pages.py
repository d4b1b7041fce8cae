"""What strangers find before and after the announcement, and the secretary's page."""

import re

import pytest

from judging.announcement.queries import public_edition
from tests.announcement.hall import a_sealed_edition, announce, withdraw
from tests.deliberation.chamber import a_code
from tests.factories import BEFORE

SECRETS = ("Kanarek 1", "Sekret 1", "Za odwagę.", "608 000 000")


def masked(response, slug):
    return re.sub(r"[\w.-]{20,}", "*", response.text).replace(slug, "SLUG")


def test_before_the_announcement_the_pages_are_as_unknown_as_any_other(session, visitor):
    chamber = a_sealed_edition(session)
    unknown = visitor.get("/laureates/no-such-edition/")

    page = visitor.get(f"/laureates/{chamber.edition.slug}/")

    assert (page.status_code, unknown.status_code) == (404, 404)
    assert masked(page, chamber.edition.slug) == masked(unknown, "no-such-edition")
    assert sorted(page.headers.keys()) == sorted(unknown.headers.keys())


def test_before_the_announcement_no_public_page_tells_a_secret(session, visitor):
    chamber = a_sealed_edition(session)

    for path in ("/", "/laureates/", f"/editions/{chamber.edition.slug}/"):
        text = visitor.get(path).text
        assert not [secret for secret in SECRETS if secret in text], path


def test_after_the_announcement_everybody_reads_the_laureates(session, visitor):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    award = public_edition(session, chamber.edition.slug).awards[0]

    for path in ("/laureates/", f"/laureates/{chamber.edition.slug}/"):
        page = visitor.get(path)
        assert page.status_code == 200
        assert "Kanarek 1" in page.text
        assert "Kanarek 4" not in page.text
    page = visitor.get(f"/laureates/{chamber.edition.slug}/{award.public_id}/")
    assert "Sekret 1" in page.text
    assert "608 000 000" not in page.text


def test_after_a_withdrawal_the_pages_are_gone(session, visitor):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    award = public_edition(session, chamber.edition.slug).awards[0].public_id
    withdraw(session, chamber)

    for path in (
        f"/laureates/{chamber.edition.slug}/",
        f"/laureates/{chamber.edition.slug}/{award}/",
    ):
        assert visitor.get(path).status_code == 404
    assert "Kanarek" not in visitor.get("/laureates/").text


def test_a_laureate_is_found_only_under_its_own_edition(session, visitor):
    first, second = a_sealed_edition(session), a_sealed_edition(session)
    for chamber in (first, second):
        announce(session, chamber)
    award = public_edition(session, first.edition.slug).awards[0].public_id

    assert visitor.get(f"/laureates/{second.edition.slug}/{award}/").status_code == 404


@pytest.mark.parametrize("path", ["/laureates/", "/laureates/{slug}/"])
def test_the_laureates_pages_ask_as_often_for_many_as_for_few(session, visitor, statements, path):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path = path.format(slug=chamber.edition.slug)
    few = statements(lambda: visitor.get(path))
    for _number in range(3):
        announce(session, a_sealed_edition(session))

    assert statements(lambda: visitor.get(path)) <= few  # fewer: the page may be kept


def test_announcing_asks_for_a_code_and_a_word(session, client_of):
    chamber = a_sealed_edition(session)
    page = client_of(chamber.secretary).post(f"/desk/{chamber.edition.slug}/announcement/", data={})

    session.rollback()
    assert page.status_code == 422
    assert "Enter the six-digit code." in page.text
    assert public_edition(session, chamber.edition.slug) is None


def test_a_wrong_code_leaves_the_tick_where_it_was(session, client_of):
    chamber = a_sealed_edition(session)
    a_code(session, chamber.secretary)
    url = f"/desk/{chamber.edition.slug}/announcement/"

    page = client_of(chamber.secretary).post(url, data={"ready": "y", "code": "000000"})

    session.rollback()
    assert page.status_code == 422
    assert "The code is not right" in page.text
    assert 'checked id="announce-ready"' in page.text
    assert "000000" not in page.text
    assert public_edition(session, chamber.edition.slug) is None


def test_an_announcement_withdrawn_without_a_reason_stands_and_the_page_asks(session, client_of):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    url = f"/desk/{chamber.edition.slug}/announcement/"

    page = client_of(chamber.secretary).post(f"{url}withdraw/", data={"reason": " "})

    session.rollback()
    assert page.status_code == 422
    assert 'id="withdraw-reason-error"' in page.text
    assert public_edition(session, chamber.edition.slug) is not None


def test_announcing_opens_the_pages_and_a_second_click_changes_nothing(session, client_of, visitor):
    chamber = a_sealed_edition(session)
    form = {"ready": "y", "code": a_code(session, chamber.secretary), "once": "one form"}
    client, url = client_of(chamber.secretary), f"/desk/{chamber.edition.slug}/announcement/"

    first, second = (client.post(url, data=form) for _click in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location
    assert visitor.get(f"/laureates/{chamber.edition.slug}/").status_code == 200
    assert "The results have been public since" in client.get(url).text


def test_a_wrong_code_announces_nothing(session, client_of, visitor):
    chamber = a_sealed_edition(session)
    a_code(session, chamber.secretary)
    client = client_of(chamber.secretary)

    client.post(f"/desk/{chamber.edition.slug}/announcement/", data={"ready": "y", "code": "000000"})

    assert visitor.get(f"/laureates/{chamber.edition.slug}/").status_code == 404


@pytest.mark.parametrize("person", ["chair", "juror", "office"])
def test_only_the_secretary_announces(session, client_of, person):
    chamber = a_sealed_edition(session)
    people = {
        "chair": chamber.chair,
        "juror": chamber.seats[1].user,
        "office": chamber.entries[0].office.representatives[0].user,
    }

    assert client_of(people[person]).get(f"/desk/{chamber.edition.slug}/announcement/").status_code == 404


def test_the_secretary_sees_what_will_be_public_and_whether_it_is_early(session, client_of, stop_clock):
    chamber = a_sealed_edition(session)
    stop_clock(BEFORE)
    client = client_of(chamber.secretary)

    page = client.get(f"/desk/{chamber.edition.slug}/announcement/")

    assert "Kanarek 1" in page.text
    assert "Kanarek 4" not in page.text
    assert "You would be early." in page.text


def test_the_home_page_of_an_announced_edition_begins_with_its_laureates(session, visitor):
    chamber = a_sealed_edition(session)
    before = visitor.get("/").text
    announce(session, chamber)

    page = visitor.get("/").text
    main = page[page.index("</h1>") :]

    assert "Kanarek 1" not in before
    assert re.search(r"<h2>.*?</h2>", main, re.DOTALL)[0].count("/laureates/") == 1
    assert main.index('class="laureates"') < main.index("rules/")


def test_the_page_of_an_award_leads_with_the_award_and_the_practice_and_names_the_office_beneath(session, visitor):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    award = public_edition(session, chamber.edition.slug).awards[0]

    page = visitor.get(f"/laureates/{chamber.edition.slug}/{award.public_id}/").text
    heading = page[page.index("<h1>") : page.index("</h1>")]

    assert heading.index(award.award) < heading.index(award.practice.title)
    assert award.office not in heading
    assert f'<p class="award-office">{award.office}</p>' in page
    assert ("award-main" in page) == award.main
    assert f"<title>{award.award}" in page.replace("\n", "")
