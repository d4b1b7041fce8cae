"""The history page: plain words, for the secretary and the administrator only."""

from datetime import UTC, datetime

import pytest

from judging.audit import audience
from judging.audit.actions import Action
from judging.audit.labels import ACTS, REASONS, SHOWN
from judging.audit.operations.history import record
from judging.editions.models import Role
from tests.factories import a_seat, a_user, an_edition, an_entry

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
CANARY = "kanarek-ocen"


@pytest.fixture
def edition(session):
    session.expire_on_commit = False
    edition = an_edition()
    entry = an_entry(edition=edition)
    clerk = a_user(name="Maria Sekretarz")
    session.add_all([edition, entry, clerk])
    session.flush()
    record(
        session,
        Action.ENTRY_RETURNED,
        entry,
        by=clerk,
        at=NOW,
        edition_id=edition.id,
        remarks="Brakuje podpisu",
        until="2027-04-01",
    )
    hidden = {"kind": CANARY, "votes": [CANARY], "carried": CANARY}
    record(session, Action.MOTION_DECIDED, entry, by=clerk, at=NOW, edition_id=edition.id, entry=4711, **hidden)
    record(session, Action.CALENDAR_CHANGED, edition, by=clerk, at=NOW, edition_id=edition.id, reason="Urlop jurora")
    session.commit()
    return edition


def page(edition):
    return f"/desk/{edition.slug}/history/"


def test_the_secretary_reads_who_when_what_and_why(session, edition, client_of):
    secretary = a_user()
    session.add(a_seat(edition, Role.SECRETARY, user=secretary))

    text = client_of(secretary).get(page(edition)).text

    for words in (
        "Maria Sekretarz",
        "15 March 2027",
        "Entry returned for correction",
        "Brakuje podpisu",
        "Motion decided",
        "4711",
        "Urlop jurora",
    ):
        assert words in text
    assert CANARY not in text


@pytest.mark.parametrize("announced", [False, True])
def test_an_administrator_learns_nothing_of_the_competition_from_its_history(session, edition, client_of, announced):
    edition.announced_at = NOW if announced else None
    client = client_of(a_user(administrator=True))

    pages = [client.get(page(edition) + query).text for query in ("", "?record=entry:1", "?record=motion:1")]

    assert "Calendar changed" in pages[0]
    for secret in (
        "Entry returned",
        "Brakuje podpisu",
        "Motion",
        "4711",
        "Urlop jurora",
        CANARY,
        "2 events",
        "3 events",
    ):
        assert not any(secret in text for text in pages), secret


def test_an_administrator_who_is_the_secretary_of_another_edition_learns_no_more(session, edition, client_of):
    user = a_user(administrator=True)
    session.add(a_seat(an_edition(), Role.SECRETARY, user=user))

    assert "Motion decided" not in client_of(user).get(page(edition)).text


def test_what_happened_is_told_to_an_administrator_only_after_the_announcement(session, edition, client_of):
    record(session, Action.ROUND_CLOSED, edition, by=None, at=NOW, edition_id=edition.id, reason="Brak trzech kart")
    client = client_of(a_user(administrator=True))

    before = client.get(page(edition)).text
    edition.announced_at = NOW
    session.commit()
    after = client.get(page(edition)).text

    assert "Round of scoring closed" not in before
    assert "Round of scoring closed" in after
    assert "Brak trzech kart" not in after


def test_a_detail_that_nobody_declared_is_not_recorded(session, edition):
    with pytest.raises(LookupError, match="scores"):
        record(session, Action.ROUND_CLOSED, edition, by=None, at=NOW, edition_id=edition.id, scores=CANARY)


def test_every_act_declares_who_reads_it():
    assert set(audience.TOLD) == set(Action)
    for action, told in audience.TOLD.items():
        assert not set(told.shown) & set(told.unseen), action
        assert set(told.of_running) <= set(told.shown), action
        assert set(told.shown) <= {*REASONS, *SHOWN}, action


def test_the_history_of_one_record_is_shown_alone(session, edition, client_of):
    secretary = a_user()
    session.add(a_seat(edition, Role.SECRETARY, user=secretary))
    client = client_of(secretary)

    assert "Brakuje podpisu" in client.get(page(edition)).text
    assert "Brakuje podpisu" not in client.get(page(edition) + "?record=entry:999").text


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=9999",
        "?page=x",
        "?page=-1",
        "?record=%00'--",
        "?page=99999999999999999999",
    ],
)
def test_odd_questions_get_a_page(session, edition, client_of, query):
    assert client_of(a_user(administrator=True)).get(page(edition) + query).status_code == 200


@pytest.mark.parametrize("role", [Role.JUROR, Role.CHAIR, Role.DEPUTY_CHAIR, None])
def test_for_everybody_else_the_page_does_not_exist(session, edition, client_of, role):
    user = a_user()
    if role:
        session.add(a_seat(edition, role, user=user))

    answer = client_of(user).get(page(edition))

    assert answer.status_code == 404
    assert "Brakuje podpisu" not in answer.text


def test_the_secretary_of_another_edition_does_not_see_it(session, edition, client_of):
    user = a_user()
    session.add(a_seat(an_edition(), Role.SECRETARY, user=user))

    assert client_of(user).get(page(edition)).status_code == 404


def test_every_act_has_its_words():
    assert set(ACTS) == set(Action)


def test_the_vocabulary_is_in_alphabetical_order():
    names = [action.name.replace("_", " ") for action in Action]

    assert names == sorted(names)
