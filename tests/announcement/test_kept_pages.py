"""The laureates' pages are kept for visitors; nobody may notice, but for the speed."""

import re
from datetime import timedelta

from judging.announcement.queries import public_edition
from tests.announcement.hall import a_sealed_edition, announce, withdraw
from tests.factories import GALA

LATER = GALA + timedelta(minutes=5)


def token(page):
    return re.search(r'name="csrf_token" value="([^"]*)"', page.text)[1]


def test_a_page_seen_before_is_gone_with_the_withdrawal_and_new_with_the_next_announcement(
    session, visitor
):
    chamber = a_sealed_edition(session)
    path = f"/laureates/{chamber.edition.slug}/"
    announce(session, chamber)
    before = visitor.get(path)

    withdraw(session, chamber)
    assert visitor.get(path).status_code == 404
    assert "Kanarek" not in visitor.get("/laureates/").text

    announce(session, chamber, at=LATER)
    after = visitor.get(path)
    award = public_edition(session, chamber.edition.slug).awards[0].public_id
    assert award not in before.text
    assert award in after.text


def test_every_visitor_gets_a_form_token_of_their_own(app, session, visitor):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path = f"/laureates/{chamber.edition.slug}/"
    mine = visitor.get(path)
    app.config["WTF_CSRF_ENABLED"] = True

    again, stranger = visitor.get(path), app.test_client().get(path)

    assert token(stranger) not in {token(mine), token(again)}
    answer = visitor.post("/language/pl/", data={"csrf_token": token(again)})
    assert answer.status_code == 302
    foreign = visitor.post("/language/pl/", data={"csrf_token": token(stranger)})
    assert foreign.status_code == 400


def test_a_page_kept_for_visitors_is_not_given_to_a_person_signed_in_nor_theirs_to_visitors(
    session, visitor, client_of
):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path = f"/laureates/{chamber.edition.slug}/"
    visitor.get(path)

    name = chamber.secretary.name
    assert name in client_of(chamber.secretary).get(path).text
    assert name not in visitor.get(path).text


def test_a_kept_page_speaks_the_language_of_each_visitor(app, session, visitor):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path = f"/laureates/{chamber.edition.slug}/"

    english = visitor.get(path)
    polish = app.test_client().get(path, headers={"Accept-Language": "pl"})

    assert '<html lang="en"' in english.text
    assert '<html lang="pl"' in polish.text
