"""Where a person has work: what each desk says first, where signing in leads, the menu, the archive."""

import re
from datetime import timedelta
from typing import Any

import pytest

from judging.editions.guidance import first
from judging.editions.guidance.first import Entering, First, Judging, Leading
from judging.editions.guidance.steps import State
from judging.editions.models import Role
from judging.entries.models import Status
from judging.entries.operations.holding import hand_in
from judging.offices.models import Representative
from judging.site.places import places_of
from tests.deliberation.conftest import words  # noqa: F401 -- a fixture
from tests.editions.states import SITUATIONS
from tests.factories import (
    BEFORE,
    DELIBERATION,
    DURING,
    GALA,
    JUDGING,
    JUDGING_CLOSES,
    JUDGING_OPENS,
    a_seat,
    a_user,
    an_edition,
    an_entry,
    an_office,
    with_second_factor,
)

OVER = JUDGING_CLOSES + timedelta(minutes=1)
CLOSED, PUBLIC = {"closed_at": DELIBERATION}, {"announced_at": GALA, "sealed_at": DELIBERATION}
ZONE = {"time_zone": "Europe/Warsaw", "grace_minutes": 0}

JUROR: list[tuple[Any, ...]] = [  # what comes first, when, the edition, its round, the seat, what is known, the button
    (First.BEFORE_SCORING, DURING, {}, {}, {}, {}, "jury.index"),
    (First.TO_DECLARE, JUDGING_OPENS - timedelta(days=1), {}, {}, {}, {"to_declare": True}, "jury.conflicts"),
    (First.NOT_ASSIGNED, JUDGING, {}, {}, {}, {}, "jury.index"),
    (First.TO_SCORE, JUDGING, {}, {}, {}, {"given": 3, "submitted": 2}, "jury.index"),
    (First.TO_SCORE, JUDGING_CLOSES, {}, {}, {}, {"given": 3, "submitted": 2}, "jury.index"),
    (First.TOO_LATE, OVER, {}, {}, {}, {"given": 3, "submitted": 2}, "jury.index"),
    (First.ALL_IN, JUDGING, {}, {}, {}, {"given": 3, "submitted": 3}, "jury.index"),
    (First.ALL_IN, OVER, {}, {}, {}, {"given": 3, "submitted": 3}, "jury.index"),
    (First.SEAT_WAITS, JUDGING, {}, {}, {"late_reason": "Chora."}, {}, "jury.index"),
    (First.SCORING_CLOSED, DELIBERATION, {}, CLOSED, {}, {"given": 3, "submitted": 2}, "jury.index"),
    (First.SCORING_CLOSED, DELIBERATION, {"sealed_at": DELIBERATION}, CLOSED, {}, {}, "jury.index"),
    (First.RESULTS_PUBLIC, GALA, PUBLIC, CLOSED, {}, {}, "jury.index"),
    (First.RESULTS_PUBLIC, GALA, PUBLIC | {"archived_at": GALA}, CLOSED, {}, {}, "jury.index"),
]
CHAIR: list[tuple[Any, ...]] = [
    (None, {}, {}, {}, None),
    (First.UNPROTECTED, {}, {}, {"protected": False}, "profile.show"),
    (First.LATE_SEATS, {}, {}, {"late": 2}, "late_seats.index"),
    (First.NO_PROTOCOL, {}, CLOSED, {}, "deliberation.protocol"),
    (First.TO_SEAL, {}, CLOSED, {"seals": []}, "deliberation.protocol"),
    (First.TO_SEAL, {}, CLOSED, {"seals": [Role.SECRETARY]}, "deliberation.protocol"),
    (First.OTHER_SEAL, {}, CLOSED, {"seals": [Role.CHAIR]}, "deliberation.protocol"),
    (First.SEALED, {"sealed_at": DELIBERATION}, CLOSED, {"seals": list(Role)[:2]}, "deliberation.protocol"),
    (First.RESULTS_PUBLIC, PUBLIC, CLOSED, {"seals": list(Role)[:2]}, "deliberation.protocol"),
]
OFFICE: list[tuple[Any, ...]] = [
    (First.ENTRIES, {}),
    (First.TO_SEND, {"drafts": 1}),
    (First.TO_SEND, {"confirmed": False, "drafts": 1}),  # what waits for the right is submitted meanwhile
    (First.RIGHT_WAITS, {"confirmed": False}),
    (First.TO_CORRECT, {"returned": 1, "drafts": 1}),
]
SUBSTITUTE: list[tuple[Any, ...]] = [
    (First.TO_DECLARE, {}, True),
    (First.STANDS_IN, {}, False),
    (None, {"sealed_at": DELIBERATION}, True),
    (None, PUBLIC, False),
]
ADMINISTRATOR: list[tuple[Any, ...]] = [
    (First.NO_EDITION, {"editions": False}, "editions_desk.create"),
    (First.EDITIONS, {"editions": True}, "editions_desk.index"),
    (First.LETTERS_FAILED, {"editions": True, "failed": 2, "of": "e"}, "outbox_desk.index"),
]


def edition_with(fields, of_round):
    edition = an_edition(**(ZONE | fields))
    for name, value in of_round.items():
        setattr(edition.rounds[0], name, value)
    return edition


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("which", "at", "fields", "of_round", "of_seat", "known", "button"), JUROR)
def test_a_juror_is_told_what_comes_first(which, at, fields, of_round, of_seat, known, button):
    edition = edition_with(fields, of_round)

    said = first.juror(edition, at, Judging(a_seat(edition, **of_seat), **known))

    assert (said.first, said.way.endpoint) == (which, button)
    assert said.sentence.count("2027") == said.sentence.count("(Warsaw time)") <= 1


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("which", "fields", "of_round", "known", "button"), CHAIR)
def test_a_chair_is_told_what_comes_first_once_there_is_something_to_lead(which, fields, of_round, known, button):
    said = first.chair(edition_with(fields, of_round), Leading(**known))

    assert (said and said.first, said and said.way.endpoint) == (which, button)


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("which", "fields", "to_declare"), SUBSTITUTE)
def test_a_substitute_is_told_what_comes_first_until_the_decision_is_sealed(which, fields, to_declare):
    edition = edition_with(fields, {})
    seat = a_seat(edition, Role.SUBSTITUTE, stands_for=a_seat(edition, user=a_user(name="Juror Anna")))

    said = first.substitute(edition, seat, to_declare=to_declare)

    assert (said and said.first, said and said.way.endpoint) == (which, which and "jury.conflicts")
    assert said is None or "Juror Anna" in said.sentence


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("which", "known"), OFFICE)
def test_an_office_is_told_what_comes_first(which, known):
    said = first.office(Entering(**known))

    assert (said.first, said.way.endpoint) == (which, "entries.index")
    assert said.sentence


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("which", "known", "button"), ADMINISTRATOR)
def test_an_administrator_is_told_what_comes_first(which, known, button):
    said = first.administrator(**known)

    assert (said.first, said.way.endpoint) == (which, button)


def test_the_tables_name_all_that_can_come_first():
    assert {row[0] for table in (JUROR, CHAIR, SUBSTITUTE, OFFICE, ADMINISTRATOR) for row in table} - {None} == set(
        First
    )


def an_edition_in(session, **fields):
    edition = an_edition(**fields)
    session.add(edition)
    session.flush()
    return edition


def arrival(client, url="/work/first/"):
    """Where a person ends who has come in."""
    answer = client.get(url)
    while answer.status_code == 302:
        url = answer.location
        answer = client.get(url)
    assert answer.status_code == 200
    return url


def test_signing_in_leads_a_juror_to_their_desk(session, client_of, stop_clock):
    stop_clock(JUDGING)
    seat = a_seat(an_edition_in(session))
    session.add(seat)

    assert arrival(client_of(seat.user)) == f"/jury/{seat.edition.slug}/"


def test_signing_in_leads_a_secretary_to_the_edition(session, client_of, stop_clock):
    stop_clock(DURING)
    seat = a_seat(an_edition_in(session), Role.SECRETARY)
    session.add(seat)

    assert arrival(client_of(seat.user)) == f"/desk/{seat.edition.slug}/"


def test_signing_in_leads_an_office_to_its_entries_and_a_newcomer_to_the_way_in(session, client_of):
    user = a_user()
    session.add(an_office(representative=user))

    assert arrival(client_of(user)) == "/entries/"
    assert arrival(client_of(a_user())) == "/entries/"


def test_signing_in_leads_an_administrator_to_the_editions(session, client_of):
    an_edition_in(session)

    assert arrival(client_of(a_user(administrator=True))) == "/desk/"


def test_who_holds_several_functions_finds_them_listed_with_what_waits_there(session, client_of, stop_clock):
    stop_clock(JUDGING)
    user, edition, other = a_user(), an_edition_in(session), an_edition_in(session)
    session.add_all([a_seat(edition, user=user), a_seat(other, Role.SECRETARY, user=user)])
    office = an_office(representative=user)
    session.add(an_entry(edition=edition, office=office, author=user, status=Status.RETURNED))
    client = client_of(user)

    assert arrival(client) == "/work/"
    page = client.get("/work/").text
    assert "No entries have been assigned to you yet." in page
    assert "The call is over and no entry was submitted." in page
    for url in (f"/jury/{edition.slug}/", f"/desk/{other.slug}/", "/entries/"):
        assert f'href="{url}"' in page


def menu_of(page):
    [menu] = re.findall(r'<ul class="menu-list">.*?</ul>', page, re.S)
    return re.findall(r'<a href="([^"]+)"(?: aria-current="page")?>([^<]+)</a>', menu)


def test_the_menu_has_one_item_however_many_editions_one_works_in(session, client_of, stop_clock):
    stop_clock(JUDGING)
    user, sizes = a_user(), []
    for _ in range(3):
        edition = an_edition_in(session)
        session.add_all([a_seat(edition, role, user=user) for role in (Role.SECRETARY, Role.CHAIR)])
        sizes.append(menu_of(client_of(user).get("/profile/").text))

    assert sizes[0] == sizes[1] == sizes[2]
    assert ("/work/", "My work") in sizes[0]


def test_an_archived_edition_is_reached_by_who_worked_there(session, client_of, stop_clock):
    at, make = SITUATIONS[State.ARCHIVED]
    edition = make(session)
    stop_clock(at)
    for seat in edition.seats:
        client = client_of(with_second_factor(seat.user))
        page = client.get("/work/", follow_redirects=True)
        links = set(re.findall(r'href="(/(?:jury|desk|chapter)/[^"#]+)"', page.text))
        desk = "desk" if seat.role is Role.SECRETARY else "jury"

        assert f"/{desk}/{edition.slug}/" in links | {page.request.path}
        assert [url for url in links if client.get(url, follow_redirects=True).status_code != 200] == []


def test_the_list_asks_as_often_for_five_editions_as_for_two(session, client_of, statements, stop_clock):
    stop_clock(JUDGING)
    counts = []
    for editions in (2, 5):
        user = with_second_factor(a_user())
        session.add(an_office(representative=user))
        for _ in range(editions):
            edition = an_edition_in(session)
            seats = [a_seat(edition, role, user=user) for role in (Role.SECRETARY, Role.CHAIR)]
            session.add_all([*seats, an_entry(edition=edition, office=an_office(), status=Status.ACCEPTED, number=1)])
        client = client_of(user)
        client.get("/work/")
        counts.append(statements(lambda client=client: client.get("/work/")))

    assert counts[0] == counts[1]


@pytest.mark.usefixtures("words")
def test_what_was_sent_and_waits_for_the_right_is_no_draft_to_be_sent(session):
    person, office = a_user(), an_office()
    office.representatives.append(Representative(user=person, asked_at=BEFORE))
    entry = an_entry(office=office, author=person)
    session.add(entry)
    session.flush()
    [place] = places_of(session, person, DURING, ())
    assert place.sentence == "1 draft is not submitted yet."

    hand_in(session, entry, [], by=person, at=DURING)
    session.flush()

    [place] = places_of(session, person, DURING, ())
    assert place.sentence == "Your right to act for the office waits to be confirmed."
