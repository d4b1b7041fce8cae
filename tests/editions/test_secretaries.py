"""An edition gets one more secretary, or one fewer: by whom, whom, and who is told."""

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow, NotYours
from judging.editions.models import Role
from judging.editions.operations.secretaries import appoint_secretary, end_secretary
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from tests.factories import BEFORE, a_seat, a_user, an_edition


@pytest.fixture
def edition(session):
    made = an_edition()
    session.add_all([made, a_seat(made, Role.SECRETARY), a_seat(made, Role.CHAIR), a_seat(made, Role.JUROR)])
    session.flush()
    return made


def of(edition, role):
    return next(seat.user for seat in edition.seats if seat.role is role)


def test_a_secretary_or_an_administrator_appoints_another_and_the_chair_is_told(session, edition):
    person, by = a_user(name="Nowa Sekretarz"), of(edition, Role.SECRETARY)
    session.add(person)
    session.flush()

    seat = appoint_secretary(session, edition, person, by=by, at=BEFORE)

    session.flush()
    assert (seat.role, seat.accepted_at) == (Role.SECRETARY, BEFORE)
    [event] = session.scalars(select(AuditEvent))
    assert (event.action, event.by_id) == ("secretary.appointed", by.id)
    told = {message.to for message in session.scalars(select(Message))}
    assert told == {person.email, by.email, of(edition, Role.CHAIR).email}


def test_one_whose_seat_was_ended_gets_it_back(session, edition):
    past = a_seat(edition, Role.SECRETARY, removed_at=BEFORE)
    session.add(past)
    session.flush()

    assert appoint_secretary(session, edition, past.user, by=of(edition, Role.SECRETARY), at=BEFORE) is past
    assert past.removed_at is None


@pytest.mark.parametrize(
    ("whom", "refusal"),
    [
        ("oneself", NotYours),
        ("unconfirmed", NotNow),
        ("deactivated", NotNow),
        ("administrator", NotNow),
        ("juror", NotNow),
        ("secretary", NotNow),
    ],
)
def test_nobody_appoints_themselves_a_stranger_an_administrator_or_a_juror(session, edition, whom, refusal):
    another = a_seat(edition, Role.SECRETARY)
    by = a_user(administrator=True) if whom == "oneself" else of(edition, Role.SECRETARY)
    people = {
        "oneself": by,
        "unconfirmed": a_user(confirmed_at=None),
        "deactivated": a_user(deactivated_at=BEFORE),
        "administrator": a_user(administrator=True),
        "juror": of(edition, Role.JUROR),
        "secretary": another.user,
    }
    session.add_all([another, by, people[whom]])
    session.flush()

    with pytest.raises(refusal):
        appoint_secretary(session, edition, people[whom], by=by, at=BEFORE)

    assert session.scalars(select(AuditEvent)).all() == []
    assert session.scalars(select(Message)).all() == []


@pytest.fixture
def another(session, edition):
    seat = a_seat(edition, Role.SECRETARY, user=a_user(name="Dawna Sekretarz"))
    session.add(seat)
    session.flush()
    return seat


def test_the_seat_of_a_secretary_is_ended_with_a_reason_and_all_officials_are_told(session, edition, another):
    by = of(edition, Role.SECRETARY)

    end_secretary(session, edition, another, reason="Has left the office.", by=by, at=BEFORE)

    session.flush()
    assert another.removed_at == BEFORE
    [event] = session.scalars(select(AuditEvent))
    assert (event.action, event.by_id) == ("seat.removed", by.id)
    assert event.detail.details == {"person": "Dawna Sekretarz", "reason": "Has left the office."}
    told = [message.to for message in session.scalars(select(Message))]
    assert sorted(told) == sorted([another.user.email, by.email, of(edition, Role.CHAIR).email])


def test_a_secretary_may_go_when_another_stays(session, edition, another):
    end_secretary(session, edition, another, reason="I am leaving.", by=another.user, at=BEFORE)

    assert another.removed_at == BEFORE


def alone(session, edition, another):
    session.delete(another)


def beside_a_closed_account(session, edition, another):
    another.user.deactivated_at = BEFORE


def beside_one_who_has_left(session, edition, another):
    another.removed_at = BEFORE


@pytest.mark.parametrize("state", [alone, beside_a_closed_account, beside_one_who_has_left])
def test_the_last_secretary_who_can_act_stays(session, edition, another, state):
    state(session, edition, another)
    session.flush()
    [seat] = [one for one in edition.seats if one.role is Role.SECRETARY and one is not another]

    with pytest.raises(NotNow, match="only secretary"):
        end_secretary(session, edition, seat, reason="Goes.", by=a_user(administrator=True), at=BEFORE)

    assert seat.removed_at is None
    assert session.scalars(select(AuditEvent)).all() == []
    assert session.scalars(select(Message)).all() == []


@pytest.mark.parametrize(("left", "reason", "refusal"), [(None, " ", Incomplete), (BEFORE, "Goes.", NotNow)])
def test_a_seat_is_ended_once_and_never_without_a_reason(session, edition, another, left, reason, refusal):
    another.removed_at = left

    with pytest.raises(refusal):
        end_secretary(session, edition, another, reason=reason, by=of(edition, Role.SECRETARY), at=BEFORE)

    assert session.scalars(select(Message)).all() == []


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_mail_about_an_ended_seat_is_written_whole(app, session, edition, another, language):
    end_secretary(session, edition, another, reason="Odeszła.", by=of(edition, Role.SECRETARY), at=BEFORE)
    session.flush()
    with app.test_request_context():
        words = letter(session.scalars(select(Message)).first(), None, language)

    assert "Dawna Sekretarz" in words.subject
    assert "Odeszła." in words.body
    assert "%(" not in words.subject + words.body


def test_who_is_no_secretary_any_more_finds_no_desk(session, edition, another, client_of):
    session.commit()
    client, path = client_of(another.user), f"/desk/{edition.slug}/secretaries/"
    assert client.get(path).status_code == 200

    answer = client.post(f"{path}{another.public_id}/end/", data={"reason": "I am leaving."})

    assert answer.location == "/work/"
    assert client.get(path).status_code == 404


def test_an_administrator_does_not_learn_from_the_list_that_a_result_is_sealed(session, edition, client_of):
    edition.sealed_at, edition.rounds[0].closed_at = BEFORE, BEFORE
    administrator = a_user(administrator=True)
    session.add(administrator)
    session.commit()

    assert "Result sealed" not in client_of(administrator).get("/desk/").text
    assert "Result sealed" in client_of(of(edition, Role.SECRETARY)).get("/desk/").text


def test_an_administrator_finds_the_pages_of_running_an_edition_and_no_closed_desk(session, edition, client_of):
    administrator = a_user(administrator=True)
    session.add(administrator)
    session.commit()
    client = client_of(administrator)

    page = client.get("/desk/").text

    desk = f"/desk/{edition.slug}/"
    assert f'href="{desk}"' not in page
    for tail in ("history/", "mail/", "secretaries/", "second-factor/"):
        assert f'href="{desk}{tail}"' in page
        there = client.get(f"{desk}{tail}")
        assert there.status_code == 200
        assert f'href="{desk}"' not in there.text  # the way leads back to the list, not to a closed desk
