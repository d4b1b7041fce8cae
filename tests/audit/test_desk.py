"""The history page: plain words, for the secretary and the administrator only."""

from datetime import UTC, datetime

import pytest

from judging.audit.actions import Action
from judging.audit.labels import ACTS
from judging.audit.operations.history import record
from judging.editions.models import Role
from tests.factories import a_seat, a_user, an_edition, an_entry

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
CANARY = "kanarek-ocen-4711"


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
        title="Prosty język",
        reason="Brakuje podpisu",
        scores={"novelty": CANARY},
        total=CANARY,
        votes=[CANARY],
    )
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
        "Prosty język",
    ):
        assert words in text
    assert CANARY not in text


def test_the_history_of_one_record_is_shown_alone(session, edition, client_of):
    client = client_of(a_user(administrator=True))

    assert "Prosty język" in client.get(page(edition)).text
    assert "Prosty język" not in client.get(page(edition) + "?record=entry:999").text


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
    assert "Prosty język" not in answer.text


def test_the_secretary_of_another_edition_does_not_see_it(session, edition, client_of):
    user = a_user()
    session.add(a_seat(an_edition(), Role.SECRETARY, user=user))

    assert client_of(user).get(page(edition)).status_code == 404


def test_every_act_has_its_words():
    assert set(ACTS) == set(Action)


def test_the_vocabulary_is_in_alphabetical_order():
    names = [action.name.replace("_", " ") for action in Action]

    assert names == sorted(names)
