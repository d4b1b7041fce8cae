"""The secretary's desk of the offices: whose people they decide on, and who is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.editions.models import Role, Seat
from judging.entries.models import Status
from judging.notifications.models import Message
from judging.offices.models import Office, Representative
from tests.factories import BEFORE, OPENS, a_seat, a_unit, a_user, an_edition, an_entry, an_office
from tests.offices.people import DETAILS, a_representative

A_DAY = timedelta(1)


def test_a_secretary_hands_an_office_over(session, client_of, office):
    edition = an_edition()
    secretary, heir, former = a_user(), a_user(), office.representatives[0]
    session.add_all([a_seat(edition, Role.SECRETARY, user=secretary), heir])
    desk, coming = client_of(secretary), client_of(heir)
    coming.post(f"/office/join/{office.public_id}/", data={"position": "Clerk"})
    session.rollback()
    wanted = next(person for person in office.representatives if person.user_id == heir.id)

    removed = desk.post(f"/desk/{edition.slug}/offices/people/{former.public_id}/remove/", data={"reason": "Odeszła"})
    approved = desk.post(f"/desk/{edition.slug}/offices/people/{wanted.public_id}/approve/")

    assert (removed.status_code, approved.status_code) == (302, 302)
    session.rollback()
    assert (former.approved_at, wanted.approved_at is None) == (None, False)


@pytest.mark.parametrize("act", ["approve", "refuse", "remove"])
def test_a_secretary_who_asked_to_act_for_an_office_decides_on_none_of_its_people(session, client_of, office, act):
    edition, secretary = an_edition(), a_user()
    asked = a_representative(office, approved_at=BEFORE if act == "remove" else None)
    own = Representative(office=office, user=secretary, asked_at=BEFORE)
    session.add_all([a_seat(edition, Role.SECRETARY, user=secretary), asked, own])
    session.commit()

    url = f"/desk/{edition.slug}/offices/people/{asked.public_id}/{act}/"
    answer = client_of(secretary).post(url, data={"reason": "Nie znamy tej osoby"})

    assert answer.status_code == 403
    session.rollback()
    assert (asked.approved_at, asked.refused_at) == (BEFORE if act == "remove" else None, None)


@pytest.mark.parametrize("act", ["approve", "refuse", "remove"])
@pytest.mark.parametrize("running", [False, True])
def test_a_secretary_decides_only_where_the_office_is_the_business_of_the_edition(
    session, client_of, office, running, act
):
    asked = a_representative(office, approved_at=BEFORE if act == "remove" else None)
    earlier, latest = an_edition(opens_at=OPENS - timedelta(days=300)), an_edition()
    session.add_all([asked, earlier, latest])
    mine = latest if running else earlier
    secretary = a_user()
    session.add(a_seat(mine, Role.SECRETARY, user=secretary))
    client, url = client_of(secretary), f"/desk/{mine.slug}/offices/people/{asked.public_id}/{act}/"

    answer = client.post(url, data={"reason": "Nie znamy tej osoby"})

    assert answer.status_code == (302 if running else 404)
    assert (asked.user.name in client.get(f"/desk/{mine.slug}/offices/").text) == (running and act == "approve")
    session.rollback()
    changed = asked.approved_at != (BEFORE if act == "remove" else None) or asked.refused_at is not None
    assert changed == running


@pytest.mark.parametrize(
    ("elsewhere", "here", "over", "decides"),
    [
        (Status.DRAFT, None, "", False),
        (Status.SUBMITTED, None, "", False),
        (Status.DRAFT, Status.DRAFT, "", True),
        (Status.SUBMITTED, "waiting", "", False),
        (Status.DRAFT, None, "announced_at", True),
        (Status.SUBMITTED, None, "archived_at", True),
        ("waiting", None, "", True),  # a draft of one whose right nobody has confirmed is not the office's
    ],
)
@pytest.mark.parametrize("act", ["approve", "refuse"])
def test_the_secretary_of_the_edition_that_runs_leaves_an_office_that_enters_another_to_its_secretary(
    session, client_of, office, elsewhere, here, over, decides, act
):
    asked = a_representative(office, approved_at=None)
    other, mine = an_edition(opens_at=OPENS - timedelta(days=300)), an_edition()
    seat = a_seat(mine, Role.SECRETARY)
    session.add_all([asked, other, mine, seat])
    session.flush()
    for edition, status in ((other, elsewhere), (mine, here)):
        author = asked.user if status == "waiting" else office.representatives[0].user
        if status:
            kept = Status.DRAFT if status == "waiting" else status
            session.add(an_entry(edition=edition, office=office, author=author, status=kept))
    if over:
        setattr(other, over, BEFORE)
    session.commit()
    client, url = client_of(seat.user), f"/desk/{mine.slug}/offices/"

    listed = asked.user.name in client.get(url).text
    answer = client.post(f"{url}people/{asked.public_id}/{act}/", data={"reason": "Nie znamy"})

    assert (listed, answer.status_code) == (decides, 302 if decides else 404)
    session.rollback()
    assert (asked.approved_at or asked.refused_at) is not None if decides else asked.approved_at is asked.refused_at


def test_the_secretary_refuses_with_a_reason(session, client_of):
    edition = an_edition()
    seat, person = a_seat(edition, Role.SECRETARY), a_user()
    session.add_all([seat, a_unit(teryt="0201011")])
    client_of(person).post("/office/register/0201011/", data=DETAILS)
    desk, address = client_of(seat.user), f"/desk/{edition.slug}/offices/"
    session.rollback()
    asked = session.query(Office).one().representatives[0]

    assert desk.post(f"{address}people/{asked.public_id}/refuse/", data={}).status_code == 422
    told = {"reason": "Unknown to the office."}
    assert desk.post(f"{address}people/{asked.public_id}/refuse/", data=told).status_code == 302
    session.rollback()
    assert asked.refused_at is not None


def test_the_desk_asks_as_many_questions_for_ten_offices_as_for_one(session, client_of, office, statements):
    seat = a_seat(an_edition(), Role.SECRETARY)
    session.add(seat)
    session.flush()
    desk, address = client_of(seat.user), f"/desk/{seat.edition.slug}/offices/"
    desk.get(address)
    one = statements(lambda: desk.get(address))
    session.add_all(an_office() for _ in range(9))
    session.commit()

    assert statements(lambda: desk.get(address)) == one


def secretaries_told(session):
    """Return the addresses of the secretaries who were written to about a request."""
    held = select(Seat.user_id).where(Seat.role == Role.SECRETARY)
    query = select(Message.to).where(Message.template == "representative-asked", Message.user_id.in_(held))
    return set(session.scalars(query))


@pytest.mark.parametrize("business", ["running", "earlier"])
def test_a_request_is_told_to_the_secretaries_whose_business_the_office_is(session, client_of, office, business):
    earlier, running = an_edition(rules_frozen_at=BEFORE), an_edition(rules_frozen_at=BEFORE, opens_at=OPENS + A_DAY)
    seats = {"running": a_seat(running, Role.SECRETARY), "earlier": a_seat(earlier, Role.SECRETARY)}
    session.add_all([running, earlier, *seats.values()])
    if business == "earlier":
        session.add(an_entry(edition=earlier, office=office, status=Status.ACCEPTED, number=1))
    session.commit()

    assert client_of(a_user()).post(f"/office/join/{office.public_id}/", data={"position": "Clerk"}).status_code == 302
    session.rollback()

    running, earlier = seats["running"].user.email, seats["earlier"].user.email
    assert secretaries_told(session) == {earlier if business == "earlier" else running}


def test_a_secretary_who_only_asks_to_act_for_an_office_is_not_written_to_about_its_people(session, client_of, office):
    edition = an_edition(rules_frozen_at=BEFORE)
    asking, other = a_seat(edition, Role.SECRETARY), a_seat(edition, Role.SECRETARY)
    session.add_all([edition, asking, other, Representative(office=office, user=asking.user, asked_at=BEFORE)])
    session.commit()

    assert client_of(a_user()).post(f"/office/join/{office.public_id}/", data={"position": "Clerk"}).status_code == 302
    session.rollback()

    assert secretaries_told(session) == {other.user.email}


def test_the_list_offers_nothing_on_the_people_of_an_office_of_ones_own(session, client_of, office):
    seat, other = a_seat(an_edition(), Role.SECRETARY), an_office()
    asking = a_representative(office, approved_at=None)
    mine = Representative(office=office, user=seat.user, asked_at=BEFORE, approved_at=BEFORE)
    session.add_all([seat, other, asking, mine])
    session.commit()
    people, url = office.representatives, f"/desk/{seat.edition.slug}/offices/"

    page = client_of(seat.user).get(url).text

    acts = [f"{url}people/{person.public_id}/{act}/" for person in people for act in ("approve", "refuse", "remove")]
    assert [act for act in acts if act in page] == []
    assert f"{url}people/{other.representatives[0].public_id}/remove/" in page
    assert page.count("your office: another secretary decides") == 2
    assert {client_of(seat.user).post(act, data={"reason": "Nie."}).status_code for act in acts} == {403}
